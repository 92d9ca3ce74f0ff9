/** Ascending numbers as differences, each to the one before it, which a package compresses to a fraction. */

/** The differences of numbers; where they fall, as between two lists, a difference is modulo 2^32. */
export function differences(numbers: Uint32Array): Uint32Array {
  const out = new Uint32Array(numbers.length);
  let before = 0;
  for (const [i, number] of numbers.entries()) {
    out[i] = number - before;
    before = number;
  }
  return out;
}

/** Makes numbers of their differences, in place. */
export function summed(differences: Uint32Array): Uint32Array {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) {
    sum = (sum + (differences[i] ?? 0)) >>> 0;
    differences[i] = sum;
  }
  return differences;
}
