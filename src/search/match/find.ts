/** From a query to what is found: all sides of `|` together, the page to show, and what helps when nothing is found. */
import type { Query, Term } from '../query/terms.ts';
import { isList } from '../query/terms.ts';
import type { Operand } from '../sets/operand.ts';
import { addAll, explainedOf, newResult } from '../sets/operand.ts';
import type { Runs } from '../sets/runs.ts';
import { countOf, cursor, intersect, page, place, point, runs, setOf, unite } from '../sets/runs.ts';
import { adviseOn } from './advice.ts';
import type { Ranked } from './asked.ts';
import { inOrder } from './listing.ts';
import { notesOn } from './notes.ts';
import type { Extra, Search } from './search.ts';
import type { Side } from './side.ts';
import { findSide } from './side.ts';
import { isSpelledOut, spelledOut } from './spelling.ts';

/** What a query found. Its sets stand in the arena of the search, or in the index. */
export interface Finding {
  /**
   * The sides of `|` as they were answered: with keywords, where names alone had found nothing. Asked for when a result
   * has to say what matched.
   */
  alternatives(): readonly (readonly Term[])[];
  /** How many results there are. */
  readonly total: number;
  /** Those that are to be shown, in order. */
  readonly shown: Runs;
  /** The results that have to say what matched: other names than the ones they are shown by. */
  readonly explained: Runs;
  /** What to say of results that were found by meaning, in place of what alternatives say. */
  readonly reasons?: ReadonlyMap<number, string>;
  /** What cards call results in the language of the query, by ordinal; where it has one. */
  readonly names?: LanguageNames;
  /** Results that are not in the index; their ordinals follow those of the index. */
  readonly extras: readonly Extra[];
  /** What to type in place of the words that nothing has, when nothing was found. */
  readonly suggestions: readonly string[];
  /** What else people should know of the answer. */
  readonly notes: readonly string[];
}

export interface LanguageNames {
  readonly language: string;
  readonly byOrdinal: ReadonlyMap<number, string>;
}

/** How many results of each side are ranked, when there are several sides. */
const MAX_RANKED = 4096;

/** How many results are shown for a question by meaning without a limit. */
const BEST = 20;

/** Finds what a query asks for; throws {@link QueryError}. It yields where others may have their turn. */
export function* find(search: Search, query: Query): Generator<undefined, Finding> {
  const isAlone = query.alternatives.length === 1;
  const most = isAlone ? query.skip + (query.limit === Infinity ? BEST : query.limit) : MAX_RANKED;
  const sides: Side[] = [];
  const notes: string[] = [];
  for (const written of query.alternatives) {
    const terms = isSpelledOut(written) ? written : yield* spelledOut(search, written);
    sides.push(yield* findSide(search, terms, most));
    if (terms.some(isList)) notes.push(...(yield* notesOn(search, terms)));
  }
  const all = newResult();
  for (const { found } of sides) addAll(all, found, search.arena);
  const ranked = sides.flatMap((side) => side.ranked ?? []);
  const [only] = ranked;
  const total = isAlone && only !== undefined ? only.total : countOf(all.all);
  const advice = total === 0 ? yield* adviseOn(search, sides) : undefined;
  const alternatives = sides.map(({ terms }) => terms);
  const reasons = reasonsOf(ranked);
  const shown = cursor();
  point(shown, ordered(search, sides, all.all));
  const limit = query.limit === Infinity && ranked.length > 0 ? BEST : query.limit;
  if (query.skip > 0 || limit < total) page(shown, query.skip, limit, search.arena, shown);
  return {
    alternatives: () => alternatives,
    total,
    shown,
    explained: explained(search, all, reasons),
    ...(reasons !== undefined && { reasons }),
    extras: [...search.extras.values()],
    suggestions: advice?.suggestions ?? [],
    notes: [...notes, ...(advice?.notes ?? [])],
  };
}

/** What to say of results that were found by meaning; where several sides say something, what the first says. */
function reasonsOf(ranked: readonly Ranked[]): ReadonlyMap<number, string> | undefined {
  const [only, ...more] = ranked;
  if (more.length === 0) return only?.reasons;
  return new Map(ranked.toReversed().flatMap(({ reasons }) => [...reasons]));
}

/** The results that have to say what matched. */
function explained(search: Search, all: Operand, reasons: ReadonlyMap<number, string> | undefined): Runs {
  const out = cursor();
  explainedOf(all, search.arena, out);
  if (reasons !== undefined) unite(out, setOf(reasons.keys()), search.arena, out);
  return out;
}

/**
 * The results in the order in which they were listed, one side after another, if every side lists some or one asks by
 * meaning; else by ordinal.
 */
function ordered(search: Search, sides: readonly Side[], all: Runs): Runs {
  const [{ ranked } = {}, ...more] = sides;
  const { arena } = search;
  const listed = cursor();
  if (ranked !== undefined && more.length === 0) {
    place(ranked.order, arena, listed);
    return listed;
  }
  const isRanked = sides.some((side) => side.ranked !== undefined);
  if (!isRanked && sides.some(({ order }) => order === undefined)) return all;
  const { order } = inOrder(search, sides.flatMap((side) => side.order ?? pairsOf(side.found.all)));
  const ordered: number[] = [];
  const part = cursor();
  for (let i = 0; i < order.length; i += 2) {
    intersect(runs(Uint32Array.of(order[i] ?? 0, order[i + 1] ?? 0), 0, 2), all, arena, part);
    for (let j = part.from; j < part.to; j++) ordered.push(part.list[j] ?? 0);
    arena.end = part.from;
  }
  place(ordered, arena, listed);
  return listed;
}

function pairsOf({ list, from, to }: Runs): number[] {
  return Array.from(list.subarray(from, to));
}
