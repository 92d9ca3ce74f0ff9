/** Tapes for the load: which lines are asked, in which order, and how long their replies are. */
import type { Random } from '../support/random.ts';

/** A sequence of requests as bytes, and what each is answered with. */
export interface Tape {
  /** The lines with their line ends, in the order they are asked. */
  readonly bytes: Uint8Array;
  /** Where each line starts in the bytes, and last where the last one ends. */
  readonly starts: Uint32Array;
  /** Bytes of each reply. */
  readonly replyLengths: Uint32Array;
}

/** Some queries, and the bytes that each is answered with. */
export interface Answered {
  readonly queries: readonly string[];
  readonly lengths: Uint32Array;
}

/** Queries as lines of our protocol, in the order of their places. */
export function tape({ queries, lengths }: Answered, order: Uint32Array): Tape {
  const lines = Array.from(order, (place) => `${queries[place] ?? ''}\n`);
  const starts = new Uint32Array(lines.length + 1);
  for (const [i, { length }] of lines.entries()) starts[i + 1] = (starts[i] ?? 0) + length;
  const replyLengths = order.map((place) => lengths[place] ?? 0);
  return { bytes: Buffer.from(lines.join(''), 'latin1'), starts, replyLengths };
}

/** The places of all queries that are short enough to answer. */
export function placesWithin({ lengths }: Answered, mostBytes: number): Uint32Array {
  return Uint32Array.from(lengths.keys()).filter((place) => (lengths[place] ?? 0) <= mostBytes);
}

/**
 * Draws ranks by Zipf's law: of `count` ranks, the first comes twice as often as the second, three times as often as
 * the third, and so on.
 */
export function zipf(random: Random, count: number, draws: number): Uint32Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 1);
  return Uint32Array.from({ length: draws }, () => firstAbove(sums, random.fraction() * sum));
}

/** The place of the first of some ascending numbers that is above a value. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
