/**
 * Sets of characters as runs: pairs of the first ordinal and the one after the last, ascending, with gaps between them.
 * Neighbours in the table share the words of their names, so a posting list of runs is a fraction of one of ordinals,
 * and a run of results is one slice of the text of all lines.
 */
export interface Runs {
  readonly list: Uint32Array;
  /** Where in `list` the pairs start and end. */
  readonly from: number;
  readonly to: number;
}

/** Runs that are written over and over again. */
export type Scratch = { -readonly [Key in keyof Runs]: Runs[Key] };

/** All sets are made here: V8 is fast with objects that are all made in one place. */
export function runs(list: Uint32Array, from: number, to: number): Scratch {
  return { list, from, to };
}

export const NO_RUNS: Runs = runs(new Uint32Array(0), 0, 0);

/** The same set in a list of its own. */
export function copied({ list, from, to }: Runs): Runs {
  return runs(list.slice(from, to), 0, to - from);
}

/** How many ordinals the runs hold. */
export function countOf({ list, from, to }: Runs): number {
  let count = 0;
  for (let i = from; i < to; i += 2) count += (list[i + 1] ?? 0) - (list[i] ?? 0);
  return count;
}

/** Whether an ordinal is in the set. */
export function holds({ list, from, to }: Runs, ordinal: number): boolean {
  const at = halved(list, from, to, ordinal);
  return at < to && (list[at] ?? 0) <= ordinal;
}

/** Room for so many pairs. */
export function scratch(pairs: number): Scratch {
  return runs(new Uint32Array(2 * pairs), 0, 0);
}

/**
 * What both sets hold, written to `out`, which has to have room for the pairs of both together. It walks the first set,
 * which should be the one of fewer runs, and gallops through the other, so that a rare word makes a common one cheap.
 */
export function intersect(few: Runs, many: Runs, out: Scratch): Runs {
  const { list: short, to: shortEnd } = few;
  const { list: long, to: longEnd } = many;
  const { list } = out;
  const isSparse = isFarApart(few, many);
  let end = 0;
  let at = many.from;
  for (let i = few.from; i < shortEnd; i += 2) {
    const first = short[i] ?? 0;
    const past = short[i + 1] ?? 0;
    at = isSparse ? halved(long, at, longEnd, first) : firstPast(long, at, longEnd, first);
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
  out.to = end;
  return out;
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

/** What either set holds. */
export function unite(a: Runs, b: Runs): Runs {
  const out = new Uint32Array(a.to - a.from + b.to - b.from);
  let end = 0;
  let i = a.from;
  let j = b.from;
  while (i < a.to || j < b.to) {
    const left = j >= b.to || (i < a.to && (a.list[i] ?? 0) <= (b.list[j] ?? 0));
    const first = (left ? a.list[i] : b.list[j]) ?? 0;
    const past = (left ? a.list[i + 1] : b.list[j + 1]) ?? 0;
    if (left) i += 2;
    else j += 2;
    if (end > 0 && first <= (out[end - 1] ?? 0)) {
      out[end - 1] = Math.max(past, out[end - 1] ?? 0);
    } else {
      out[end++] = first;
      out[end++] = past;
    }
  }
  return runs(out, 0, end);
}

/** Whether the next place to look at in the longer list is likely to be far away. */
function isFarApart(few: Runs, many: Runs): boolean {
  return (few.to - few.from) * 8 < many.to - many.from;
}

/** The first pair in `low..high` that ends past the ordinal, or `high`; each look halves what is left. */
function halved(list: Uint32Array, low: number, high: number, ordinal: number): number {
  while (low < high) {
    const middle = low + (((high - low) >>> 2) << 1);
    if ((list[middle + 1] ?? 0) <= ordinal) low = middle + 2;
    else high = middle;
  }
  return low;
}

/** The same, found in time logarithmic in the distance from `at`. */
function firstPast(list: Uint32Array, at: number, to: number, ordinal: number): number {
  let step = 2;
  let low = at;
  while (low < to && (list[low + 1] ?? 0) <= ordinal) {
    at = low + 2;
    low += step;
    step *= 2;
  }
  return halved(list, at, Math.min(low, to), ordinal);
}
