/** Sets of characters by a key: those with a reading, a radical, a numeric value. */
import { runsOf, type Runs } from '../sets/runs.ts';

/** The set of a key; undefined where no character has it. */
export type KeyedSets = (key: string) => Runs | undefined;

export interface SetsBuilder {
  /** Adds an ordinal to the set of a key. Those of a key come in ascending order, and may repeat. */
  add(key: string, ordinal: number): void;
  readonly sets: KeyedSets;
}

export function keyedSets(): SetsBuilder {
  /** Pairs of the first ordinal and the one after the last, by key. */
  const sets = new Map<string, number[]>();
  return {
    add(key, ordinal) {
      const pairs = sets.get(key);
      if (pairs === undefined) sets.set(key, [ordinal, ordinal + 1]);
      else if (ordinal > (pairs.at(-1) ?? 0)) pairs.push(ordinal, ordinal + 1);
      else pairs[pairs.length - 1] = Math.max(ordinal + 1, pairs.at(-1) ?? 0);
    },
    sets(key) {
      const pairs = sets.get(key);
      return pairs && runsOf(pairs);
    },
  };
}
