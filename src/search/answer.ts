/** One line in, one reply out: what the server is given to answer its clients with. */
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import { NOT_UTF8, textOf } from '../bytes/line.ts';
import type { Sink } from '../bytes/sink.ts';
import type { MojiIndex } from './index/moji-index.ts';
import { UnusableFile } from './kept-file.ts';
import type { Clock } from './match/budget.ts';
import type { Finding } from './match/find.ts';
import { find } from './match/find.ts';
import { plainFinder } from './match/plain.ts';
import type { Search, SearchMemory } from './match/search.ts';
import { MAX_UNDER_WAY, giveArena, searchMemory, startSearch, takeArena } from './match/search.ts';
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

/**
 * What a step of a reply reports. `search`: a search is under way, and holds memory that others may need. `wait`: there
 * is no memory for one; others have to go on first. `undefined`: neither.
 */
export type Step = undefined | 'search' | 'wait';

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
  answer(line: Line, format: Format, tally: Tally): Iterator<Step> | undefined;
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
  readonly describe: Describe;
}

/** What clients are told of a file that can't be used. */
type Describe = (error: UnusableFile) => string;

/**
 * @param sink stands in the block of the index
 * @param clock measures work; that of the process if it is left out
 */
export function searcher(index: MojiIndex, sink: Sink, clock?: Clock, describe = messageOf): Searcher {
  const memory = searchMemory(index);
  return { index, sink, memory, renderer: renderer(index, sink, memory), clock, describe };
}

function messageOf({ message }: Error): string {
  return message;
}

/** An answerer for an index, with a sink that stands in the index's block. */
export function answersFrom(index: MojiIndex, sink: Sink, describe?: Describe): Answerer {
  const search = searcher(index, sink, undefined, describe);
  const findPlain = plainFinder(index);
  const cache = replyCache(index.characters.block);

  /** Offers the cache the reply that starts at a place of the block, if it stands there in one piece. */
  function keep(line: Line, format: Format, start: number, results: number): void {
    if (!sink.isFull()) cache.offer(line, format, start, sink.end(), results);
  }

  function answerPlain(line: Line, tally: Tally): Iterator<Step> | undefined {
    const arena = takeArena(search.memory);
    try {
      const finding = findPlain(line, arena);
      if (finding === undefined) return answerAtLength(line, 'plain', tally);
      const start = sink.end();
      tally.results += finding.total;
      const rest = search.renderer.write(finding, 'plain');
      if (rest === undefined) keep(line, 'plain', start, finding.total);
      return rest;
    } finally {
      giveArena(search.memory, arena);
    }
  }

  function* answerAtLength(line: Line, format: Format, tally: Tally): Generator<Step> {
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
): Generator<Step, number | undefined> {
  try {
    return yield* reply(search, query, format, tally);
  } catch (error) {
    // A file of the program that can't be used fails the lines that need it, and no others.
    if (!(error instanceof QueryError || error instanceof UnusableFile)) throw error;
    const start = search.sink.end();
    search.sink.add(errorStatus(format, error instanceof UnusableFile ? search.describe(error) : error.message));
    return start;
  }
}

/**
 * The same for a good query; throws {@link QueryError}, before the first result, for a bad one. Steps that nobody will
 * take must be returned from: a search that is under way keeps others waiting.
 */
export function* reply(
  search: Searcher,
  query: string,
  format: Format,
  tally: Tally,
): Generator<Step, number | undefined> {
  const parsed = parse(query);
  let begun: Begun | undefined;
  for (;;) {
    begun = yield* tryToReply(search, parsed, format, tally);
    if (begun !== undefined) break;
    while (search.memory.inUse >= MAX_UNDER_WAY) yield 'wait';
  }
  if (begun.rest === undefined) return begun.start;
  yield;
  yield* begun.rest;
  return undefined;
}

/** The start of a reply in the sink, and the steps that are left of it. */
interface Begun {
  readonly start: number;
  readonly rest: Generator<undefined> | undefined;
}

/**
 * Searches, and writes what was found. A search that takes more than a step keeps its arena for the next one, so only a
 * few may be under way at a time; where as many are, this gives up after its first step.
 *
 * @returns undefined if it gave up
 */
function* tryToReply(
  { index, sink, memory, renderer, clock }: Searcher,
  query: Query,
  format: Format,
  tally: Tally,
): Generator<'search', Begun | undefined> {
  const arena = takeArena(memory);
  try {
    const search = startSearch(index, memory, arena, clock);
    const steps = hasCards(format) ? findWithCards(search, query) : find(search, query);
    let step = steps.next();
    // Its own arena is one of those in use.
    if (step.done !== true && memory.inUse > MAX_UNDER_WAY) return undefined;
    for (; step.done !== true; step = steps.next()) yield 'search';
    tally.results += countOf(step.value.shown);
    return { start: sink.end(), rest: renderer.write(step.value, format) };
  } finally {
    giveArena(memory, arena);
  }
}

/** Finds, and reads everything that cards show of what was found. */
function* findWithCards(search: Search, query: Query): Generator<undefined, Finding> {
  const finding = yield* find(search, query);
  const { index } = search;
  yield* index.cardSources();
  const language = query.alternatives.flat().find((term) => term.kind === 'asked')?.language;
  if (language === undefined) return finding;
  const byOrdinal = yield* index.meanings.namesIn(language, new Set(ordinalsOf(finding.shown)));
  return { ...finding, names: { language, byOrdinal } };
}
