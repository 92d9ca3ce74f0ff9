/** The hash FNV-1a, of 32 bits: fast for short texts, and no defence against those who choose them. */

/** What a hash starts from, and what it is multiplied by after each byte. */
export const BASIS = 0x811c_9dc5;
export const PRIME = 0x0100_0193;

/** The hash of the bytes from a place to another; with another basis, another hash. */
export function hashOf(bytes: Uint8Array, from: number, to: number, basis = BASIS): number {
  let hash = basis;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), PRIME);
  return hash;
}
