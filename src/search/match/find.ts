/** From a query to what is found: all sides of `|` together, the page to show, and what helps when nothing is found. */
import { makeRoom } from '../../bytes/arena.ts';
import type { Query, Term } from '../query/terms.ts';
import { addAll, explainedOf, newResult } from '../sets/operand.ts';
import type { Runs } from '../sets/runs.ts';
import { countOf, cursor, intersect, page, point, runs } from '../sets/runs.ts';
import { adviseOn } from './advice.ts';
import { inOrder } from './listing.ts';
import type { Search } from './search.ts';
import type { Side } from './side.ts';
import { findSide } from './side.ts';

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
  /** Code points without a name, of which the ordinals follow those of the index. */
  readonly unnamed: readonly number[];
  /** What to type in place of the words that nothing has, when nothing was found. */
  readonly suggestions: readonly string[];
  /** What else people should know of the answer. */
  readonly notes: readonly string[];
}

/** Finds what a query asks for; throws {@link QueryError}. It yields where others may have their turn. */
export function* find(search: Search, query: Query): Generator<undefined, Finding> {
  const sides: Side[] = [];
  for (const terms of query.alternatives) sides.push(yield* findSide(search, terms, query.alternatives.length === 1));
  const all = newResult();
  for (const { found } of sides) addAll(all, found, search.arena);
  const total = countOf(all.all);
  const advice = total === 0 ? yield* adviseOn(search, sides) : undefined;
  const alternatives = sides.map(({ terms }) => terms);
  const shown = cursor();
  point(shown, ordered(search, sides, all.all));
  if (query.skip > 0 || query.limit < total) page(shown, query.skip, query.limit, search.arena, shown);
  return {
    alternatives: () => alternatives,
    total,
    shown,
    explained: explainedOf(all, search.arena),
    unnamed: [...search.unnamed.keys()],
    suggestions: advice?.suggestions ?? [],
    notes: [...sides.flatMap(({ notes }) => notes), ...(advice?.notes ?? [])],
  };
}

/** The results in the order in which they were listed, where every side lists some; else by ordinal. */
function ordered(search: Search, sides: readonly Side[], all: Runs): Runs {
  if (sides.some(({ order }) => order === undefined)) return all;
  const { order } = inOrder(search, sides.flatMap((side) => side.order ?? []));
  const { arena } = search;
  const ordered: number[] = [];
  const part = cursor();
  for (let i = 0; i < order.length; i += 2) {
    intersect(runs(Uint32Array.of(order[i] ?? 0, order[i + 1] ?? 0), 0, 2), all, arena, part);
    for (let j = part.from; j < part.to; j++) ordered.push(part.list[j] ?? 0);
    arena.end = part.from;
  }
  makeRoom(arena, ordered.length);
  arena.list.set(ordered, arena.end);
  arena.end += ordered.length;
  return runs(arena.list, arena.end - ordered.length, arena.end);
}

