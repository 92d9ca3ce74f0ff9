/**
 * Memory for the sets of one query: numbers are allocated one after another and freed all at once.
 *
 * Invariant: allocated numbers keep their values until the arena is cleared, even if it grows in the meantime.
 */
export interface Arena {
  /** The array that the next numbers are written to. */
  list: Uint32Array;
  /** Where the next numbers go. Code that writes numbers advances it. */
  end: number;
}

/** Numbers that an arena starts with, 256 KiB, enough for all but a few queries. */
const SIZE = 1 << 16;

/** Numbers, 1 MiB: an arena that has grown larger than this gives its memory back when it is cleared. */
const MAX_KEPT = 1 << 18;

/** Makes an empty arena. */
export function newArena(): Arena {
  return { list: new Uint32Array(SIZE), end: 0 };
}

/** Makes room for `count` numbers at `end`. Sets already written keep the memory that they are in. */
export function makeRoom(arena: Arena, count: number): void {
  if (arena.end + count <= arena.list.length) return;
  arena.list = new Uint32Array(Math.max(count, 2 * arena.list.length));
  arena.end = 0;
}

/** Gives everything back. */
export function clear(arena: Arena): void {
  if (arena.list.length > MAX_KEPT) arena.list = new Uint32Array(SIZE);
  arena.end = 0;
}
