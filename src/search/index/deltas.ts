/** Ascending numbers as differences from the one before, which an npm package compresses to a fraction. */

/** The differences of numbers; where the numbers decrease, as between two lists, a difference is modulo 2^32. */
export function differences(numbers: Uint32Array): Uint32Array {
  const out = new Uint32Array(numbers.length);
  let before = 0;
  for (const [i, number] of numbers.entries()) {
    out[i] = number - before;
    before = number;
  }
  return out;
}

/** Turns differences back into numbers, in place. */
export function summed(differences: Uint32Array): Uint32Array {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) {
    sum = (sum + (differences[i] ?? 0)) >>> 0;
    differences[i] = sum;
  }
  return differences;
}
