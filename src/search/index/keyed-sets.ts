/** Sets of characters by a key: those with a reading, a radical, a numeric value. */
import type { Runs } from '../sets/runs.ts';
import { append, runsOf } from '../sets/runs.ts';

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
      const pairs = sets.get(key) ?? [];
      sets.set(key, pairs);
      append(pairs, ordinal, ordinal + 1);
    },
    sets(key) {
      const pairs = sets.get(key);
      return pairs && runsOf(pairs);
    },
  };
}
