import type { Runs } from '../sets/runs.ts';
import { runs } from '../sets/runs.ts';

/** Posting lists: for each word, by its number, the characters that have it in a name. */
export interface Postings {
  /** The pairs of all lists, one list after another. */
  readonly list: Uint32Array;
  /** Where the list of each word starts and ends. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

export interface PostingsBuilder {
  /** Adds a run of ordinals to a word's list. A word's runs come in ascending order, and may meet or repeat. */
  add(word: number, first: number, past: number): void;
  /** The lists of the words 0 to size - 1. */
  finish(size: number): Postings;
}

/** Collects posting lists in one pass: runs are kept in order of arrival, each with a link to its word's run before. */
export function createPostings(): PostingsBuilder {
  let firsts = new Int32Array(1 << 16);
  let pasts = new Int32Array(1 << 16);
  let previous = new Int32Array(1 << 16);
  let last = new Int32Array(1 << 16).fill(-1);
  let size = 0;

  return {
    add(word, first, past) {
      if (word >= last.length) last = doubled(last, -1);
      const before = last[word] ?? -1;
      if (before >= 0 && (pasts[before] ?? 0) >= first) {
        if ((pasts[before] ?? 0) < past) pasts[before] = past;
        return;
      }
      if (size === firsts.length) {
        firsts = doubled(firsts, 0);
        pasts = doubled(pasts, 0);
        previous = doubled(previous, 0);
      }
      firsts[size] = first;
      pasts[size] = past;
      previous[size] = before;
      last[word] = size++;
    },
    finish(words) {
      const list = new Uint32Array(size * 2);
      const from = new Uint32Array(words);
      const to = new Uint32Array(words);
      let end = size * 2;
      for (let word = words - 1; word >= 0; word--) {
        to[word] = end;
        for (let run = last[word] ?? -1; run >= 0; run = previous[run] ?? -1) {
          list[--end] = pasts[run] ?? 0;
          list[--end] = firsts[run] ?? 0;
        }
        from[word] = end;
      }
      return { list, from, to };
    },
  };
}

/** The characters that have a word. */
export function listOf(postings: Postings, word: number): Runs {
  return runs(postings.list, postings.from[word] ?? 0, postings.to[word] ?? 0);
}

function doubled(array: Int32Array<ArrayBuffer>, filler: number): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(array.length * 2).fill(filler);
  twice.set(array);
  return twice;
}
