/** From a query to what is found: all sides of `|` together, the page to show, and what helps when nothing is found. */
import type { Arena } from '../../bytes/arena.ts';
import type { Query, Term } from '../query/terms.ts';
import { isList } from '../query/terms.ts';
import { addAll, newOperand } from '../sets/operand.ts';
import type { Runs } from '../sets/runs.ts';
import {
  countOf,
  cursor,
  giveBack,
  holds,
  intersect,
  isEmpty,
  ordinalsOf,
  page,
  pairsOf,
  place,
  point,
  runsOf,
  subtract,
} from '../sets/runs.ts';
import { adviseOn } from './advice.ts';
import type { Ranked } from './asked.ts';
import { notesOn } from './notes.ts';
import type { Explanation } from './reasons.ts';
import { workOfTesting } from './reasons.ts';
import type { Extra, Search } from './search.ts';
import type { Side } from './side.ts';
import { findSide } from './side.ts';
import { isSpelledOut, spelledOut } from './spelling.ts';

/** What a query found. Its sets stand in the arena of the search, or in the index. */
export interface Finding extends Explanation {
  /** How many results there are. */
  readonly total: number;
  /** Those that are to be shown, in order. */
  readonly shown: Runs;
  /** The results that have to say what matched: other names than the ones they are shown by. */
  readonly explained: Runs;
  /** What to say of results that were found by meaning. */
  readonly reasons: ReadonlyMap<number, string> | undefined;
  /** What cards call results in the language of the query, by ordinal; where it has one. */
  readonly names: LanguageNames | undefined;
  /** Results that are not in the index; their ordinals follow those of the index. */
  readonly extras: readonly Extra[];
  /** What to type in place of the words that nothing has, when nothing was found. */
  readonly suggestions: readonly string[];
  /** What else people should know of the answer. */
  readonly notes: readonly string[];
}

interface LanguageNames {
  readonly language: string;
  readonly byOrdinal: ReadonlyMap<number, string>;
}

/** How many results of a side that asks by meaning count: where it is alone, and where there are several. */
const MAX_ALONE = 2000;
const MAX_OF_SEVERAL = 500;

const NO_EXTRAS: readonly Extra[] = [];

/** How many results are shown for a question by meaning without a limit. */
const BEST = 20;

/** Finds what a query asks for; throws {@link QueryError}. It yields where others may have their turn. */
export function* find(search: Search, query: Query): Generator<undefined, Finding> {
  const { sides, ranked, notes } = yield* findSides(search, query);
  const all = newOperand();
  for (const { found } of sides) addAll(all, found, search.arena);
  const alone = sides.length === 1 ? ranked[0] : undefined;
  const total = alone?.total ?? countOf(all.all);
  const advice = total === 0 ? yield* adviseOn(search, sides) : undefined;
  let alternatives: readonly (readonly Term[])[] | undefined;
  const shown = cursor();
  point(shown, isByOrdinal(sides) ? all.all : yield* ordered(search, sides, all.all));
  const limit = limitOf(query, ranked.length > 0);
  if (query.skip > 0 || limit < total) page(shown, query.skip, limit, search.arena, shown);
  const reasons = ranked.length === 0 ? undefined : yield* reasonsOf(search, shown, ranked);
  const workOfTelling = sides.reduce((sum, { terms }) => sum + workOfTesting(terms), 0);
  // Done while the reply is written, but refused before its first line.
  if (search.spend(workOfTelling * Math.min(countOf(shown), countOf(all.others)))) yield;
  return {
    alternatives: () => (alternatives ??= alternativesOf(sides)),
    workOfTelling,
    total,
    shown,
    explained: all.others,
    reasons,
    names: undefined,
    holders: search.holders,
    extras: search.extras.size === 0 ? NO_EXTRAS : [...search.extras.values()],
    suggestions: advice?.suggestions ?? [],
    notes: advice === undefined ? notes : [...notes, ...advice.notes],
  };
}

/** What is left to check of each side. Where there is one, its results have nothing of what it leaves out. */
function alternativesOf(sides: readonly Side[]): readonly (readonly Term[])[] {
  const all = sides.map(({ terms }) => terms);
  return all.length > 1 ? all : all.map((terms) => terms.filter(({ isNegative }) => !isNegative));
}

interface Sides {
  readonly sides: readonly Side[];
  /** Those that ask by meaning. */
  readonly ranked: readonly Ranked[];
  readonly notes: readonly string[];
}

/** What each side finds, and what to say of it. */
function* findSides(search: Search, query: Query): Generator<undefined, Sides> {
  const isAlone = query.alternatives.length === 1;
  const wanted = isAlone ? query.skip + limitOf(query, true) : Infinity;
  const most = Math.min(wanted, isAlone ? MAX_ALONE : MAX_OF_SEVERAL);
  const [sides, rankings, notes]: [Side[], Ranked[], string[]] = [[], [], []];
  for (const written of query.alternatives) {
    const terms = isSpelledOut(written) ? written : yield* spelledOut(search, written);
    const side = yield* findSide(search, terms, most);
    sides.push(side);
    const { ranked } = side;
    if (ranked !== undefined) rankings.push(ranked);
    if (ranked !== undefined && most < wanted && most < ranked.total) {
      notes.push(`Of the ${ranked.total} results of a side that asks by meaning, the best ${most} count.`);
    }
    if (terms.some(isList)) notes.push(...(yield* notesOn(search, terms)));
  }
  return { sides, ranked: rankings, notes };
}

/** How many results are shown: the best ones of a question, where nobody says how many. */
function limitOf({ limit }: Query, isRanked: boolean): number {
  return limit === Infinity && isRanked ? BEST : limit;
}

/** What to say of results that were found by meaning: of each, what the first side says that found it. */
function* reasonsOf(search: Search, shown: Runs, sides: readonly Ranked[]): Generator<undefined, Map<number, string>> {
  const reasons = new Map<number, string>();
  for (const ordinal of ordinalsOf(shown)) {
    const reason = sides.find(({ found }) => holds(found.all, ordinal))?.reasonOf(ordinal);
    if (reason !== undefined) reasons.set(ordinal, reason);
    if (search.spend(1)) yield;
  }
  return reasons;
}

/** Whether results are in the order of their ordinals: unless every side lists some, or one asks by meaning. */
function isByOrdinal(sides: readonly Side[]): boolean {
  return sides.every(({ ranked }) => ranked === undefined) && sides.some(({ order }) => order === undefined);
}

/** The results in the order in which they were listed, or are best, one side after another. */
function* ordered(search: Search, sides: readonly Side[], all: Runs): Generator<undefined, Runs> {
  const { arena } = search;
  const listed = cursor();
  const [only] = sides;
  if (sides.length === 1 && only?.ranked !== undefined) {
    place(only.ranked.order, arena, listed);
    return listed;
  }
  const pairs: number[] = [];
  const [found, rest] = [cursor(), cursor()];
  let left = all;
  for (const { found: side, order } of sides) {
    intersect(left, side.all, arena, found);
    if (isEmpty(found)) continue;
    if (order === undefined) for (let i = found.from; i < found.to; i++) pairs.push(found.list[i] ?? 0);
    else addInOrder(order, found, arena, pairs);
    subtract(left, found, arena, rest);
    left = runsOf(pairsOf(rest));
    giveBack(arena, rest);
    giveBack(arena, found);
    if (search.spend((left.to + pairs.length) / 64)) yield;
  }
  place(pairs, arena, listed);
  return listed;
}

/** Appends those of a set, as pairs, in the order of other pairs. */
function addInOrder(order: readonly number[], set: Runs, arena: Arena, pairs: number[]): void {
  const part = cursor();
  for (let i = 0; i < order.length; i += 2) {
    const [first = 0, past = 0] = [order[i], order[i + 1]];
    if (past === first + 1) {
      if (holds(set, first)) pairs.push(first, past);
      continue;
    }
    intersect(runsOf([first, past]), set, arena, part);
    pairs.push(...pairsOf(part));
    giveBack(arena, part);
  }
}
