/** One line in, one reply out: what the server is given to answer its clients with. */
import type { ByteString } from '../unicode/encoding.ts';
import { find } from './finding.ts';
import type { MojiIndex } from './moji-index.ts';
import { QueryError } from './query.ts';
import type { Format } from './reply.ts';
import { errorStatus, render } from './reply.ts';

/** Counts what replies held. */
export interface Tally {
  results: number;
}

/**
 * The reply to a query, in pieces of bytes: results, notes, and one status line. Bad queries get a reply that says what
 * was wrong. A piece may be empty: a good moment to let others have their turn.
 */
export function* answer(index: MojiIndex, query: string, format: Format, tally: Tally): Generator<ByteString> {
  try {
    const finding = yield* pieces(find(index, query));
    if (format === 'detail') yield* pieces(index.keywords());
    yield* render(index, finding, format, tally);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    yield errorStatus(format, error.message);
  }
}

/** Makes the steps of long work empty pieces. */
function* pieces<T>(steps: Generator<undefined, T>): Generator<ByteString, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield '';
  }
}
