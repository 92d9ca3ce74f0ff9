/** One line in, one reply out: what the server is given to answer its clients with. */
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import { NOT_UTF8, textOf } from '../bytes/line.ts';
import type { Sink } from '../bytes/sink.ts';
import type { MojiIndex } from './index/moji-index.ts';
import type { Clock } from './match/budget.ts';
import type { Finding } from './match/find.ts';
import { find } from './match/find.ts';
import { plainFinder } from './match/plain.ts';
import type { SearchMemory } from './match/search.ts';
import { giveArena, searchMemory, startSearch, takeArena } from './match/search.ts';
import { QueryError } from './query/error.ts';
import { parse } from './query/parse.ts';
import type { Query } from './query/terms.ts';
import { NOT_KEPT, replyCache } from './reply/cache.ts';
import type { Format, Tally } from './reply/format.ts';
import { hasCards } from './reply/format.ts';
import type { Renderer } from './reply/render.ts';
import { renderer } from './reply/render.ts';
import { errorStatus, okStatus } from './reply/status.ts';
import { countOf, ordinalsOf } from './sets/runs.ts';

/** Answers lines from one index. */
export interface Answerer {
  /**
   * Adds the reply to a line to the sink that the answerer was made with: result lines, notes and the status line. It
   * returns the steps that are left, possibly all of them: then the sink is full, or there is more to do than a lookup,
   * and other clients can have a turn in between.
   *
   * @param line neither empty nor surrounded by white space; it must not change until the last step is done
   * @param tally the number of results is added to it
   */
  answer(line: Line, format: Format, tally: Tally): Iterator<undefined> | undefined;
  /** The status line `error: …`. */
  fail(message: string, format: Format): ByteString;
  /** The lines of a text, if there are any, and the status line `ok`. */
  ok(text: string, format: Format): ByteString;
}

/** What queries of every kind are answered with. */
export interface Searcher {
  readonly index: MojiIndex;
  readonly sink: Sink;
  readonly memory: SearchMemory;
  readonly renderer: Renderer;
  readonly clock: Clock | undefined;
}

/**
 * @param sink stands in the block of the index
 * @param clock measures work; that of the process if it is left out
 */
export function searcher(index: MojiIndex, sink: Sink, clock?: Clock): Searcher {
  const memory = searchMemory(index);
  return { index, sink, memory, renderer: renderer(index, sink, memory), clock };
}

/** An answerer for an index, with a sink that stands in the index's block. */
export function answersFrom(index: MojiIndex, sink: Sink): Answerer {
  const search = searcher(index, sink);
  const findPlain = plainFinder(index);
  const cache = replyCache(index.characters.block);

  /** Offers the cache the reply that starts at a place of the block, if it stands there in one piece. */
  function keep(line: Line, format: Format, start: number, results: number): void {
    if (!sink.isFull()) cache.offer(line, format, start, sink.end(), results);
  }

  function answerPlain(line: Line, tally: Tally): Iterator<undefined> | undefined {
    const arena = takeArena(search.memory);
    const finding = findPlain(line, arena);
    let rest: Iterator<undefined> | undefined;
    if (finding !== undefined) {
      const start = sink.end();
      tally.results += finding.total;
      rest = search.renderer.write(finding, 'plain');
      if (rest === undefined) keep(line, 'plain', start, finding.total);
    }
    giveArena(search.memory, arena);
    return finding === undefined ? answerAtLength(line, 'plain', tally) : rest;
  }

  function* answerAtLength(line: Line, format: Format, tally: Tally): Generator<undefined> {
    const text = textOf(line);
    if (text === undefined) return sink.add(errorStatus(format, NOT_UTF8));
    const { results } = tally;
    const start = yield* answer(search, text, format, tally);
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
 * Adds the reply to any query to the sink. A bad one gets a status line that says what was wrong, and what is right. It
 * yields when the sink is full, and when others should have a turn.
 *
 * @returns where in the block the reply starts; undefined if there was a step since then
 */
export function* answer(
  search: Searcher,
  query: string,
  format: Format,
  tally: Tally,
): Generator<undefined, number | undefined> {
  try {
    return yield* reply(search, query, format, tally);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const start = search.sink.end();
    search.sink.add(errorStatus(format, error.message));
    return start;
  }
}

/** The same for a good query; throws {@link QueryError}, before the first result, for a bad one. */
export function* reply(
  { index, sink, memory, renderer: { write }, clock }: Searcher,
  query: string,
  format: Format,
  tally: Tally,
): Generator<undefined, number | undefined> {
  const parsed = parse(query);
  const arena = takeArena(memory);
  let start: number;
  let rest: Generator<undefined> | undefined;
  try {
    const found = yield* find(startSearch(index, memory, arena, clock), parsed);
    const finding = hasCards(format) ? yield* readyForCards(index, parsed, found) : found;
    start = sink.end();
    tally.results += countOf(finding.shown);
    rest = write(finding, format);
  } finally {
    giveArena(memory, arena);
  }
  if (rest === undefined) return start;
  yield;
  yield* rest;
  return undefined;
}

/** What was found, once everything that its cards show has been read. */
function* readyForCards(index: MojiIndex, { alternatives }: Query, finding: Finding): Generator<undefined, Finding> {
  yield* index.cardSources();
  const language = alternatives.flat().find((term) => term.kind === 'asked')?.language;
  if (language === undefined) return finding;
  const byOrdinal = yield* index.meanings.namesIn(language, new Set(ordinalsOf(finding.shown)));
  return { ...finding, names: { language, byOrdinal } };
}
