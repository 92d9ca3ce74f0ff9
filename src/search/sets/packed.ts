/**
 * Sets packed into bytes, for the time that a reply waits for its client: each run as the gap before it and its length,
 * both as numbers of seven bits a byte. The largest sets have 16,000 runs, and most of these numbers take one byte.
 */
import type { Arena } from '../../bytes/arena.ts';
import { makeRoom } from '../../bytes/arena.ts';
import type { Runs } from './runs.ts';
import { runs } from './runs.ts';

const MORE = 0x80;

/** Packs a set. Runs need not ascend: the gap to one that comes before is stored modulo 2^32. */
export function pack({ list, from, to }: Runs): Uint8Array {
  const room = new Uint8Array(5 * (to - from));
  let at = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    let left = ((list[i] ?? 0) - last) >>> 0;
    last = list[i] ?? 0;
    for (; left >= MORE; left >>>= 7) room[at++] = (left & 0x7f) | MORE;
    room[at++] = left;
  }
  return room.slice(0, at);
}

/** The set that was packed, written to the arena. */
export function unpack(packed: Uint8Array, arena: Arena): Runs {
  makeRoom(arena, packed.length);
  const { list, end: from } = arena;
  let end = from;
  let last = 0;
  for (let at = 0; at < packed.length; ) {
    let gap = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++] ?? 0;
      gap |= (byte & 0x7f) << shift;
      if (byte < MORE) break;
    }
    last = (last + gap) >>> 0;
    list[end++] = last;
  }
  arena.end = end;
  return runs(list, from, end);
}
