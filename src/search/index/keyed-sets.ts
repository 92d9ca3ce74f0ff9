/**
 * Sets of characters by a key: those with a reading, a radical, a numeric value. They stay the bytes that the build
 * made; a set is unpacked when it is first asked for.
 *
 * Invariant: the bytes are the number of keys and the length of their text (both of four bytes), where each key ends,
 * where each set ends, the keys in the order of their bytes, and the sets: pairs of a gap and a length, seven bits a
 * byte.
 */
import { runs, type Runs } from '../sets/runs.ts';

/** The set of a key; undefined where no character has it. */
export type KeyedSets = (key: string) => Runs | undefined;

const WORD = 4;

/** Packs sets of ordinals, each ascending and without repetitions. */
export function packSets(sets: ReadonlyMap<string, readonly number[]>): Uint8Array {
  const keyed = [...sets].map(([key, ordinals]) => ({ key: Buffer.from(key), ordinals }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  const packed: number[] = [];
  const ends: number[] = [];
  let keyEnd = 0;
  for (const { key } of keyed) ends.push((keyEnd += key.length));
  for (const { ordinals } of keyed) {
    packRuns(ordinals, packed);
    ends.push(packed.length);
  }
  const head = Uint32Array.of(keyed.length, keyEnd, ...ends);
  return Buffer.concat([new Uint8Array(head.buffer), ...keyed.map(({ key }) => key), Uint8Array.from(packed)]);
}

function packRuns(ordinals: readonly number[], to: number[]): void {
  let past = 0;
  for (let i = 0; i < ordinals.length; ) {
    const first = ordinals[i] ?? 0;
    let length = 1;
    while (ordinals[i + length] === first + length) length++;
    for (let rest of [first - past, length]) {
      for (; rest > 0x7f; rest >>>= 7) to.push((rest & 0x7f) | 0x80);
      to.push(rest);
    }
    past = first + length;
    i += length;
  }
}

/** Opens packed sets, which have a buffer of their own. */
export function openSets(bytes: Buffer): KeyedSets {
  const [count = 0, keyBytes = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  const keyEnds = new Uint32Array(bytes.buffer, bytes.byteOffset + 2 * WORD, count);
  const setEnds = new Uint32Array(bytes.buffer, bytes.byteOffset + (2 + count) * WORD, count);
  const keys = (2 + 2 * count) * WORD;
  const sets = keys + keyBytes;
  /** The sets that somebody asked for: of each key one at most. */
  const unpacked = new Map<number, Runs>();

  function placeOf(key: Buffer): number {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const start = middle === 0 ? 0 : (keyEnds[middle - 1] ?? 0);
      const order = bytes.compare(key, 0, key.length, keys + start, keys + (keyEnds[middle] ?? 0));
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  function unpack(place: number): Runs {
    const list: number[] = [];
    const end = sets + (setEnds[place] ?? 0);
    let at = sets + (place === 0 ? 0 : (setEnds[place - 1] ?? 0));
    for (let bound = 0; at < end; list.push(bound)) {
      let shift = 0;
      let value = 0;
      for (let byte = 0x80; byte > 0x7f; shift += 7) {
        byte = bytes[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      bound += value;
    }
    return runs(Uint32Array.from(list), 0, list.length);
  }

  return (key) => {
    const place = placeOf(Buffer.from(key));
    if (place < 0) return undefined;
    const known = unpacked.get(place) ?? unpack(place);
    unpacked.set(place, known);
    return known;
  };
}
