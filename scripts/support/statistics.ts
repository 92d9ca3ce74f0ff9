/** Numbers that say something about many numbers. */

/** The smallest of some numbers that at least a share of them do not exceed; NaN when there are none. */
export function quantile(numbers: Iterable<number>, share: number): number {
  const ascending = Float64Array.from(numbers).sort();
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? NaN;
}

/** The middle one of some numbers, or the mean of both in the middle; NaN when there are none. */
export function median(numbers: Iterable<number>): number {
  const ascending = Float64Array.from(numbers).sort();
  const half = ascending.length / 2;
  return ((ascending[Math.ceil(half) - 1] ?? NaN) + (ascending[Math.floor(half)] ?? NaN)) / 2;
}

/** The median of the ratios of what was measured together: what slows the machine for a while slows both. */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.slice(0, theirs.length).map((value, round) => value / (theirs[round] ?? NaN)));
}

export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

export function mean(numbers: Iterable<number>): number {
  const all = Float64Array.from(numbers);
  return sum(all) / all.length;
}
