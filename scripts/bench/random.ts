/** Chance that comes out the same on every machine: the same seed draws the same queries. */

/** A number from 0 up to, but not including, 1. */
export type Random = () => number;

/** Where all chance of a bench begins; one that makes the replies to the Zipf mix about 940 bytes long on average. */
export const SEED = 38;

/** The generator mulberry32: 32 bits of state, which is plenty for drawing queries. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A whole number from 0 up to, but not including, the limit. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** Moves some elements, drawn from all, to the front of a list, in the order they were drawn. */
export function shuffle<T>(list: T[], random: Random, front = list.length): T[] {
  for (let i = 0; i < front; i++) {
    const j = i + below(random, list.length - i);
    const [a, b] = [list[i], list[j]];
    if (a !== undefined && b !== undefined) [list[i], list[j]] = [b, a];
  }
  return list;
}

/**
 * Draws ranks by Zipf's law: of `count` ranks, the first comes twice as often as the second, three times as often as
 * the third, and so on.
 */
export function zipf(random: Random, count: number, draws: number): Uint32Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 1);
  return Uint32Array.from({ length: draws }, () => firstAbove(sums, random() * sum));
}

/** The place of the first of some ascending numbers that is above a value. */
export function firstAbove(ascending: Float64Array | readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
