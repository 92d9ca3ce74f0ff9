/**
 * Sets of ordinals as runs: pairs of the first ordinal and the one after the last. Neighbors in the table share the
 * words of their names, so a posting list of runs is a fraction of one of ordinals, and a run of results is one slice
 * of the text of all lines.
 *
 * Invariant: `first < past` in each pair, and pairs ascend. In posting lists and unions they are at least one apart;
 * intersections and differences may leave pairs that meet.
 */
import type { Arena } from '../../bytes/arena.ts';
import { makeRoom } from '../../bytes/arena.ts';

export interface Runs {
  readonly list: Uint32Array;
  /** Where in `list` the pairs start and end. */
  readonly from: number;
  readonly to: number;
}

/** Runs that can be pointed at other runs: so that a query need not allocate. */
export type Cursor = { -readonly [Key in keyof Runs]: Runs[Key] };

/** All sets are made here: V8 is fast with objects that are all made in one place. */
export function runs(list: Uint32Array, from: number, to: number): Cursor {
  return { list, from, to };
}

/** The empty set. */
export const NO_RUNS: Runs = runs(new Uint32Array(0), 0, 0);

/** A cursor that points at nothing yet. */
export function cursor(): Cursor {
  return runs(NO_RUNS.list, 0, 0);
}

/** Points a cursor at a set. */
export function point(out: Cursor, { list, from, to }: Runs): void {
  out.list = list;
  out.from = from;
  out.to = to;
}

/** The set of the pairs given. */
export function runsOf(pairs: readonly number[]): Runs {
  return runs(Uint32Array.from(pairs), 0, pairs.length);
}

/** Appends `first..past` to pairs of runs, none of which starts after it; extends the last one where they meet. */
export function append(pairs: number[], first: number, past: number): void {
  const end = pairs.at(-1);
  if (first >= past) return;
  if (end === undefined || first > end) pairs.push(first, past);
  else pairs[pairs.length - 1] = Math.max(end, past);
}

/** The set of some ordinals, in any order, each of which is there once. */
export function setOf(ordinals: readonly number[]): Runs {
  const pairs: number[] = [];
  for (const ordinal of Uint32Array.from(ordinals).sort()) append(pairs, ordinal, ordinal + 1);
  return runsOf(pairs);
}

/** Whether a set holds nothing. */
export function isEmpty({ from, to }: Runs): boolean {
  return from >= to;
}

/** How many ordinals a set holds. */
export function countOf({ list, from, to }: Runs): number {
  let count = 0;
  for (let i = from; i < to; i += 2) count += (list[i + 1] ?? 0) - (list[i] ?? 0);
  return count;
}

/** All ordinals of runs, in their order. */
export function* ordinalsOf({ list, from, to }: Runs): Generator<number> {
  for (let i = from; i < to; i += 2) {
    for (let at = list[i] ?? 0; at < (list[i + 1] ?? 0); at++) yield at;
  }
}

/** The pairs of a set, as numbers of their own. */
export function pairsOf({ list, from, to }: Runs): number[] {
  return Array.from(list.subarray(from, to));
}

/** Whether an ordinal is in the set. */
export function holds({ list, from, to }: Runs, ordinal: number): boolean {
  const at = halved(list, from, to, ordinal);
  return at < to && (list[at] ?? 0) <= ordinal;
}

/**
 * Points `out` at what both sets hold, written to the arena. The shorter set drives: it is walked, and the longer one
 * searched, so that a rare word makes a common one cheap. `out` may be one of the sets.
 */
export function intersect(a: Runs, b: Runs, arena: Arena, out: Cursor): void {
  makeRoom(arena, a.to - a.from + b.to - b.from);
  const isShorter = a.to - a.from <= b.to - b.from;
  const { list: short, from, to: shortEnd } = isShorter ? a : b;
  const { list: long, from: longFrom, to: longEnd } = isShorter ? b : a;
  const { list, end: start } = arena;
  const isSparse = (shortEnd - from) * 8 < longEnd - longFrom;
  let end = start;
  let at = longFrom;
  for (let i = from; i < shortEnd; i += 2) {
    const first = short[i] ?? 0;
    const past = short[i + 1] ?? 0;
    at = isSparse ? halved(long, at, longEnd, first) : galloped(long, at, longEnd, first);
    for (; at < longEnd; at += 2) {
      const longFirst = long[at] ?? 0;
      if (longFirst >= past) break;
      const longPast = long[at + 1] ?? 0;
      list[end++] = longFirst > first ? longFirst : first;
      list[end++] = longPast < past ? longPast : past;
      if (longPast > past) break;
    }
    if (at >= longEnd) break;
  }
  finish(arena, end, out);
}

/** Whether both sets hold some ordinal. */
export function meets(a: Runs, b: Runs): boolean {
  const [few, many] = a.to - a.from <= b.to - b.from ? [a, b] : [b, a];
  let at = many.from;
  for (let i = few.from; i < few.to; i += 2) {
    at = halved(many.list, at, many.to, few.list[i] ?? 0);
    if (at === many.to) return false;
    if ((many.list[at] ?? 0) < (few.list[i + 1] ?? 0)) return true;
  }
  return false;
}

/** Points `out` at what the first set holds and the second does not. `out` may be one of them. */
export function subtract(a: Runs, b: Runs, arena: Arena, out: Cursor): void {
  makeRoom(arena, a.to - a.from + b.to - b.from);
  const { list: kept, from, to } = a;
  const { list: removed, to: removedEnd } = b;
  const { list, end: start } = arena;
  let end = start;
  let at = b.from;
  for (let i = from; i < to; i += 2) {
    let first = kept[i] ?? 0;
    const past = kept[i + 1] ?? 0;
    at = galloped(removed, at, removedEnd, first);
    while (at < removedEnd && (removed[at] ?? 0) < past) {
      if ((removed[at] ?? 0) > first) {
        list[end++] = first;
        list[end++] = removed[at] ?? 0;
      }
      first = removed[at + 1] ?? 0;
      if (first > past) break;
      at += 2;
    }
    if (first < past) {
      list[end++] = first;
      list[end++] = past;
    }
  }
  finish(arena, end, out);
}

/** Points `out` at what either set holds. `out` may be one of them. */
export function unite(a: Runs, b: Runs, arena: Arena, out: Cursor): void {
  if (isEmpty(a) || isEmpty(b)) return point(out, isEmpty(a) ? b : a);
  makeRoom(arena, a.to - a.from + b.to - b.from);
  const { list, end: start } = arena;
  let end = start;
  let i = a.from;
  let j = b.from;
  while (i < a.to || j < b.to) {
    const isLeft = j >= b.to || (i < a.to && (a.list[i] ?? 0) <= (b.list[j] ?? 0));
    const first = (isLeft ? a.list[i] : b.list[j]) ?? 0;
    const past = (isLeft ? a.list[i + 1] : b.list[j + 1]) ?? 0;
    if (isLeft) i += 2;
    else j += 2;
    if (end > start && first <= (list[end - 1] ?? 0)) {
      if (past > (list[end - 1] ?? 0)) list[end - 1] = past;
    } else {
      list[end++] = first;
      list[end++] = past;
    }
  }
  finish(arena, end, out);
}

/**
 * Points `out` at a page of runs in any order: so many of their ordinals, after so many others.
 *
 * @param limit may be Infinity
 */
export function page({ list: all, from, to }: Runs, skip: number, limit: number, arena: Arena, out: Cursor): void {
  makeRoom(arena, to - from);
  const { list, end: start } = arena;
  let end = start;
  for (let i = from; i < to && limit > 0; i += 2) {
    const past = all[i + 1] ?? 0;
    const first = Math.min(past, (all[i] ?? 0) + skip);
    skip -= first - (all[i] ?? 0);
    if (first === past) continue;
    list[end++] = first;
    list[end++] = Math.min(past, first + limit);
    limit -= Math.min(past - first, limit);
  }
  finish(arena, end, out);
}

/** Copies pairs to the arena, and points `out` at them. */
export function place(pairs: readonly number[], arena: Arena, out: Cursor): void {
  makeRoom(arena, pairs.length);
  for (let i = 0; i < pairs.length; i++) arena.list[arena.end + i] = pairs[i] ?? 0;
  finish(arena, arena.end + pairs.length, out);
}

/** Frees what stands in an arena from the start of a set on. */
export function giveBack(arena: Arena, { list, from }: Pick<Runs, 'list' | 'from'>): void {
  if (list === arena.list) arena.end = from;
}

/** Takes what was written after the arena's end, and points `out` at it. */
function finish(arena: Arena, end: number, out: Cursor): void {
  out.list = arena.list;
  out.from = arena.end;
  out.to = end;
  arena.end = end;
}

/** The first pair in `low..high` that ends after the ordinal, or `high`; each look halves what is left. */
function halved(list: Uint32Array, low: number, high: number, ordinal: number): number {
  while (low < high) {
    const middle = low + (((high - low) >>> 2) << 1);
    if ((list[middle + 1] ?? 0) <= ordinal) low = middle + 2;
    else high = middle;
  }
  return low;
}

/** The same, found in time logarithmic in the distance from `at`. */
function galloped(list: Uint32Array, at: number, to: number, ordinal: number): number {
  let step = 2;
  let low = at;
  while (low < to && (list[low + 1] ?? 0) <= ordinal) {
    at = low + 2;
    low += step;
    step *= 2;
  }
  return halved(list, at, Math.min(low, to), ordinal);
}
