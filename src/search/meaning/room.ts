/**
 * Memory in one piece, from which lists are allocated one after another. What lasts as long as the process is in one
 * room; what is needed only to open the names is in another, which serves questions afterwards. If the system allocated
 * each list, those that are freed would leave gaps between those that stay.
 */
export interface Room {
  /** Lists with arbitrary contents: to clear a whole list would touch its memory at once, which takes milliseconds. */
  bytes(length: number): Uint8Array;
  shorts(length: number): Uint16Array;
  numbers(length: number): Uint32Array;
  floats(length: number): Float32Array;
  /** How much of the room is taken. */
  taken(): number;
  /** Frees what was taken after {@link taken} returned this. */
  giveBack(taken: number): void;
}

/** Numbers per step: writing to memory for the first time takes longest. */
const STEP = 1 << 16;

/** Fills a list with zeros, in steps. */
export function* cleared<List extends Uint32Array | Uint16Array | Float32Array>(
  list: List,
): Generator<undefined, List> {
  for (let at = 0; at < list.length; at += STEP) {
    list.fill(0, at, at + STEP);
    yield;
  }
  return list;
}

/** Address space, half of which is used: pages that nobody writes to take no memory. */
const SIZE = 1 << 26;

/** A room of which nothing is taken. */
export function newRoom(): Room {
  // Not filled with zeros, for that would write to all pages.
  const { buffer } = Buffer.allocUnsafeSlow(SIZE);
  let end = 0;
  /** Sets bytes aside, and returns where they start. */
  function take(length: number): number {
    const start = end;
    end += (length + 7) & ~7;
    if (end > SIZE) throw new RangeError(`${SIZE} bytes are no room for all names`);
    return start;
  }
  return {
    bytes: (length) => new Uint8Array(buffer, take(length), length),
    shorts: (length) => new Uint16Array(buffer, take(2 * length), length),
    numbers: (length) => new Uint32Array(buffer, take(4 * length), length),
    floats: (length) => new Float32Array(buffer, take(4 * length), length),
    taken: () => end,
    giveBack(taken) {
      end = taken;
    },
  };
}
