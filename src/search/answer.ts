/** One line in, one reply out: what the server is given to answer its clients with. */
import type { ByteString } from '../unicode/encoding.ts';
import { find } from './finding.ts';
import type { Format, Tally } from './format.ts';
import type { MojiIndex } from './moji-index.ts';
import { QueryError } from './query.ts';
import { quickAnswers } from './quick.ts';
import { replyCache } from './reply-cache.ts';
import { errorStatus, okStatus, render } from './reply.ts';

/** Answers lines from one index. */
export interface Answerer {
  /**
   * The whole reply to one line: result lines, notes and the status line. Small ones come as they are, others in
   * pieces, so that they can wait for their reader; an empty piece says that there was work to do, and that it is a
   * good moment to give way.
   *
   * @param query the line as text, neither empty nor surrounded by white space
   * @param tally the number of results is added to it
   */
  answer(query: string, format: Format, tally: Tally): ByteString | Iterable<ByteString>;
  /** The status line `error: …`. */
  fail(message: string, format: Format): ByteString;
  /** The lines of a text, if there are any, and the status line `ok`. */
  ok(text: string, format: Format): ByteString;
}

/** An answerer for an index. */
export function answersFrom(index: MojiIndex): Answerer {
  const quick = quickAnswers(index);
  const cache = replyCache();
  return {
    answer(query, format, tally) {
      if (format !== 'plain') return answer(index, query, format, tally);
      let known = cache.get(query);
      if (known === undefined) {
        known = quick(query);
        if (known === undefined) return answer(index, query, format, tally);
        cache.offer(query, known);
      }
      tally.results += known.results;
      return known.bytes;
    },
    fail: (message, format) => errorStatus(format, message),
    ok: (text, format) => okStatus(format, text),
  };
}

/** The reply to any query, the long way. A bad one gets a status line that says what was wrong, and what is right. */
export function* answer(index: MojiIndex, query: string, format: Format, tally: Tally): Generator<ByteString> {
  try {
    yield* reply(index, query, format, tally);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    yield errorStatus(format, error.message);
  }
}

/** The reply to a good query; throws {@link QueryError}, before the first result, for a bad one. */
export function* reply(index: MojiIndex, query: string, format: Format, tally: Tally): Generator<ByteString> {
  const finding = yield* inPieces(find(index, query));
  yield* render(index, finding, format, tally);
}

/** Makes the steps of long work empty pieces. */
function* inPieces<T>(steps: Generator<undefined, T>): Generator<ByteString, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield '';
  }
}
