/** One line in, one reply out: what the server is given to answer its clients with. */
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import { NOT_UTF8, textOf } from '../bytes/line.ts';
import type { Sink } from '../bytes/sink.ts';
import { find } from './match/find.ts';
import type { Format, Tally } from './reply/format.ts';
import type { MojiIndex } from './index/moji-index.ts';
import { QueryError } from './query.ts';
import { quickAnswers } from './match/plain.ts';
import { NOT_KEPT, replyCache } from './reply/cache.ts';
import { errorStatus, okStatus, render } from './reply/render.ts';

/** Answers lines from one index. */
export interface Answerer {
  /**
   * Adds the reply to a line to the sink that the answerer was made with: result lines, notes and the status line. It
   * returns the steps that are left, which may be all of them: the sink is full then, or there is more to do than a
   * look, and others may have their turn in between.
   *
   * @param line neither empty nor surrounded by white space; as it is until the last step is done
   * @param tally the number of results is added to it
   */
  answer(line: Line, format: Format, tally: Tally): Iterator<undefined> | undefined;
  /** The status line `error: …`. */
  fail(message: string, format: Format): ByteString;
  /** The lines of a text, if there are any, and the status line `ok`. */
  ok(text: string, format: Format): ByteString;
}

/** An answerer for an index, with a sink that stands in the index's block. */
export function answersFrom(index: MojiIndex, sink: Sink): Answerer {
  const quick = quickAnswers(index, sink);
  const cache = replyCache(index.characters.block);

  /** Offers the cache the reply that starts at a place of the block, if it stands there in one piece. */
  function keep(line: Line, format: Format, start: number, results: number): void {
    if (!sink.isFull()) cache.offer(line, format, start, sink.end(), results);
  }

  function answerPlain(line: Line, tally: Tally): Iterator<undefined> | undefined {
    const found = quick.find(line);
    if (found === 0) return answerAtLength(line, 'plain', tally);
    const start = sink.end();
    const rest = quick.reply();
    tally.results += found;
    if (rest === undefined) keep(line, 'plain', start, found);
    return rest;
  }

  function* answerAtLength(line: Line, format: Format, tally: Tally): Generator<undefined> {
    const text = textOf(line);
    if (text === undefined) return sink.add(errorStatus(format, NOT_UTF8));
    const { results } = tally;
    const start = yield* answer(index, text, format, tally, sink);
    if (start !== undefined) keep(line, format, start, tally.results - results);
  }

  return {
    answer(line, format, tally) {
      const known = cache.get(line, format, sink);
      if (known === NOT_KEPT && format === 'plain') return answerPlain(line, tally);
      if (known === NOT_KEPT) return answerAtLength(line, format, tally);
      tally.results += known;
      return undefined;
    },
    fail: (message, format) => errorStatus(format, message),
    ok: (text, format) => okStatus(format, text),
  };
}

/**
 * Adds the reply to any query to the sink, the long way. A bad one gets a status line that says what was wrong, and
 * what is right. It yields where the sink is full, and where others may have their turn.
 *
 * @returns where in the block the reply starts; undefined if there was a step since then
 */
export function* answer(
  index: MojiIndex,
  query: string,
  format: Format,
  tally: Tally,
  sink: Sink,
): Generator<undefined, number | undefined> {
  try {
    return yield* reply(index, query, format, tally, sink);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const start = sink.end();
    sink.add(errorStatus(format, error.message));
    return start;
  }
}

/** The same for a good query; throws {@link QueryError}, before the first result, for a bad one. */
export function* reply(
  index: MojiIndex,
  query: string,
  format: Format,
  tally: Tally,
  sink: Sink,
): Generator<undefined, number | undefined> {
  const finding = yield* find(index, query);
  const start = sink.end();
  const steps = render(index, finding, format, tally, sink);
  if (steps.next().done) return start;
  yield;
  yield* steps;
  return undefined;
}
