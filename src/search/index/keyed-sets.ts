/** Sets of characters by a key: those with a reading, a radical, a numeric value. */
import type { Runs } from '../sets/runs.ts';
import { createPostings, listOf } from './postings.ts';

/** The set of a key; undefined if no character has it. */
export type KeyedSets = (key: string) => Runs | undefined;

interface SetsBuilder {
  /** Adds an ordinal to the set of a key. Those of a key come in ascending order, and may repeat. */
  add(key: string, ordinal: number): void;
  /** The sets, when all is added. */
  finish(): KeyedSets;
}

/** Collects sets as posting lists by the number of a key: lists of their own would take many times the memory. */
export function keyedSets(): SetsBuilder {
  const numbers = new Map<string, number>();
  const postings = createPostings();
  return {
    add(key, ordinal) {
      const number = numbers.get(key) ?? numbers.size;
      if (number === numbers.size) numbers.set(key, number);
      postings.add(number, ordinal, ordinal + 1);
    },
    finish() {
      const lists = postings.finish(numbers.size);
      return (key) => {
        const number = numbers.get(key);
        return number === undefined ? undefined : listOf(lists, number);
      };
    },
  };
}
