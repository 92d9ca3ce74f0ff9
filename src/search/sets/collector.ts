/** Sets of ordinals as bits, 32 a number: operations cost the same whatever they are asked, and results stay small. */
export type Bitmap = Uint32Array;

/** An empty set with room for the ordinals 0 to size - 1. */
export function emptyBitmap(size: number): Bitmap {
  return new Uint32Array((size + 31) >>> 5);
}

/** Adds the ordinals `first..past`. */
export function addRun(bits: Bitmap, first: number, past: number): void {
  if (first >= past) return;
  const firstWord = first >>> 5;
  const lastWord = (past - 1) >>> 5;
  const head = -1 << (first & 31);
  const tail = -1 >>> (31 - ((past - 1) & 31));
  if (firstWord === lastWord) {
    bits[firstWord] = (bits[firstWord] ?? 0) | (head & tail);
    return;
  }
  bits[firstWord] = (bits[firstWord] ?? 0) | head;
  bits.fill(0xffffffff, firstWord + 1, lastWord);
  bits[lastWord] = (bits[lastWord] ?? 0) | tail;
}

export function has(bits: Bitmap, ordinal: number): boolean {
  return (((bits[ordinal >>> 5] ?? 0) >>> (ordinal & 31)) & 1) === 1;
}

/** Adds all of another set. */
export function addAll(bits: Bitmap, other: Bitmap): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (other[i] ?? 0);
}

/** Keeps what the other set holds too. */
export function keepAll(bits: Bitmap, other: Bitmap): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & (other[i] ?? 0);
}

/** Removes what the other set holds. */
export function removeAll(bits: Bitmap, other: Bitmap): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & ~(other[i] ?? 0);
}

export function sizeOf(bits: Bitmap): number {
  let size = 0;
  for (let i = 0; i < bits.length; i++) {
    // Counts bits in parallel: pairs, nibbles, bytes, and the sum of the bytes by one multiplication.
    let word = bits[i] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    size += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return size;
}

/** The first ordinal in `from..to` that is in the set, or `to`. */
export function nextIn(bits: Bitmap, from: number, to: number): number {
  return next(bits, from, to, 0);
}

/** The first ordinal in `from..to` that is not in the set, or `to`. */
export function nextOut(bits: Bitmap, from: number, to: number): number {
  return next(bits, from, to, -1);
}

function next(bits: Bitmap, from: number, to: number, flip: number): number {
  if (from >= to) return to;
  let index = from >>> 5;
  let word = ((bits[index] ?? 0) ^ flip) & (-1 << (from & 31));
  const lastIndex = (to - 1) >>> 5;
  while (word === 0) {
    if (index === lastIndex) return to;
    word = (bits[++index] ?? 0) ^ flip;
  }
  return Math.min(to, (index << 5) + 31 - Math.clz32(word & -word));
}
