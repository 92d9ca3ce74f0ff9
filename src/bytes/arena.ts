/**
 * Memory for the sets of one query: numbers that are taken one after another, and given back all at once.
 *
 * Invariant: numbers that were taken stay as they are until the arena is cleared, also when it has grown since then.
 */
export interface Arena {
  /** What is taken next stands here. */
  list: Uint32Array;
  /** Where the next numbers go: who has written some moves it. */
  end: number;
}

/** Numbers that an arena starts with, enough for all but a few queries. */
const SIZE = 1 << 16;

/** An arena that has grown larger than this gives its memory back when it is cleared. */
const MOST_KEPT = 1 << 20;

export function newArena(): Arena {
  return { list: new Uint32Array(SIZE), end: 0 };
}

/** Makes room for so many numbers at `end`. Sets that stand in the memory used until now keep it. */
export function makeRoom(arena: Arena, count: number): void {
  if (arena.end + count <= arena.list.length) return;
  arena.list = new Uint32Array(Math.max(count, 2 * arena.list.length));
  arena.end = 0;
}

/** Gives everything back. */
export function clear(arena: Arena): void {
  if (arena.list.length > MOST_KEPT) arena.list = new Uint32Array(SIZE);
  arena.end = 0;
}
