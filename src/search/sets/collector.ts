/**
 * Collects ordinals in any order, and gives them back as runs: for unions of many sets.
 *
 * Invariant: it is empty between two uses, and a use must not be interrupted: code that adds also takes, without
 * yielding in between.
 */
import type { Arena } from '../../bytes/arena.ts';
import { makeRoom } from '../../bytes/arena.ts';
import type { Cursor, Runs } from './runs.ts';

export interface Collector {
  /** Adds the ordinals `first..past`. */
  addRun(first: number, past: number): void;
  /** Adds a set. */
  add(set: Runs): void;
  /** Adds `first..past`, and appends to `pairs` those parts of it that were not there. */
  addNew(first: number, past: number, pairs: number[]): void;
  /** Points `out` at everything that was added, written to the arena, and forgets it. */
  take(arena: Arena, out: Cursor): void;
}

/** @param size ordinals that there is room for at first */
export function newCollector(size: number): Collector {
  /** A bit for each ordinal, 32 a number, and the part of these numbers that was touched. */
  let bits = new Uint32Array((size >>> 5) + 1);
  let low = Infinity;
  let high = -1;

  function addRun(first: number, past: number): void {
    if (first >= past) return;
    const firstWord = first >>> 5;
    const lastWord = (past - 1) >>> 5;
    if (lastWord >= bits.length) grow(lastWord + 1);
    if (firstWord < low) low = firstWord;
    if (lastWord > high) high = lastWord;
    const head = -1 << (first & 31);
    const tail = -1 >>> (31 - ((past - 1) & 31));
    if (firstWord === lastWord) {
      bits[firstWord] = (bits[firstWord] ?? 0) | (head & tail);
      return;
    }
    bits[firstWord] = (bits[firstWord] ?? 0) | head;
    if (lastWord - firstWord > 1) bits.fill(0xffffffff, firstWord + 1, lastWord);
    bits[lastWord] = (bits[lastWord] ?? 0) | tail;
  }

  function grow(words: number): void {
    const larger = new Uint32Array(Math.max(words, 2 * bits.length));
    larger.set(bits);
    bits = larger;
  }

  /** The first ordinal in `from..to` whose bit is set, or is not; `to` where there is none. */
  function next(from: number, to: number, isSet: boolean): number {
    const flip = isSet ? 0 : -1;
    const past = Math.min(to, bits.length << 5);
    if (from >= past) return isSet ? to : Math.min(from, to);
    let index = from >>> 5;
    let word = ((bits[index] ?? 0) ^ flip) & (-1 << (from & 31));
    const lastIndex = (past - 1) >>> 5;
    while (word === 0) {
      if (index === lastIndex) return isSet ? to : past;
      word = (bits[++index] ?? 0) ^ flip;
    }
    return Math.min(to, (index << 5) + 31 - Math.clz32(word & -word));
  }

  return {
    addRun,
    add({ list, from, to }) {
      for (let i = from; i < to; i += 2) addRun(list[i] ?? 0, list[i + 1] ?? 0);
    },
    addNew(first, past, pairs) {
      for (let from = next(first, past, false); from < past; from = next(from, past, false)) {
        const to = next(from, past, true);
        addRun(from, to);
        pairs.push(from, to);
        from = to;
      }
    },
    take(arena, out) {
      out.list = arena.list;
      out.from = out.to = arena.end;
      if (high < 0) return;
      const end = (high + 1) << 5;
      // At most every other ordinal starts a run.
      makeRoom(arena, (high - low + 1) << 5);
      const { list, end: start } = arena;
      let at = start;
      for (let first = next(low << 5, end, true); first < end; first = next(first, end, true)) {
        const past = next(first, end, false);
        list[at++] = first;
        list[at++] = past;
        first = past;
      }
      out.list = list;
      out.from = start;
      out.to = arena.end = at;
      bits.fill(0, low, high + 1);
      low = Infinity;
      high = -1;
    },
  };
}
