/** Checksums of files: they detect accidents, not attacks, and take a fraction of the time of loading `node:crypto`. */
import { BASIS, PRIME } from './hash.ts';

/** The checksum of no bytes. */
export const NO_CHECKSUM = BASIS;

/**
 * FNV-1a, byte by byte or number by number.
 *
 * @param before the checksum of what stands before
 */
export function checksumOf(numbers: Uint8Array | Uint32Array, before = NO_CHECKSUM): number {
  let hash = before;
  for (let i = 0; i < numbers.length; i++) hash = Math.imul(hash ^ (numbers[i] ?? 0), PRIME);
  return hash >>> 0;
}

/** The checksum of words of four bytes, for what takes long byte by byte; the length is a multiple of four. */
export function checksumOfWords(bytes: Buffer): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const aligned = isAligned ? bytes : Buffer.concat([bytes]);
  return checksumOf(new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2));
}
