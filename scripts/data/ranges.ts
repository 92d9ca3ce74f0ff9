/** Code points from first to last, both included. */
export type Range = { readonly first: number; readonly last: number };

/** A code point as Unicode writes it: upper-case hex, at least four digits. */
export function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

/** Code points as hex, separated by spaces: `2603 FE0F`. */
export function hexSequence(codePoints: readonly number[]): string {
  return codePoints.map(hex).join(' ');
}

/** A range as the data files write it: `2190..21FF`, or `2190` when it holds one code point. */
export function formatRange({ first, last }: Range): string {
  return first === last ? hex(first) : `${hex(first)}..${hex(last)}`;
}

/** The fewest ranges that hold the same code points, which come in ascending order. */
export function toRanges(ascending: Iterable<number>): Range[] {
  const ranges: { first: number; last: number }[] = [];
  for (const codePoint of ascending) {
    const open = ranges.at(-1);
    if (open?.last === codePoint - 1) open.last = codePoint;
    else ranges.push({ first: codePoint, last: codePoint });
  }
  return ranges;
}
