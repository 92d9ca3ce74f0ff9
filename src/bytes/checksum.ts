/** Checksums of files: they detect accidents, not attacks, and take a fraction of the time of loading `node:crypto`. */

/** The checksum of no bytes. */
export const NO_CHECKSUM = 0x811c9dc5;

/**
 * FNV-1a.
 *
 * @param before the checksum of the bytes before these
 */
export function checksumOf(bytes: Uint8Array, before = NO_CHECKSUM): number {
  let hash = before;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** FNV-1a over words of four bytes, for what takes long byte by byte; the length is a multiple of four. */
export function checksumOfWords(bytes: Buffer): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const aligned = isAligned ? bytes : Buffer.concat([bytes]);
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let hash = NO_CHECKSUM;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x01000193);
  return hash >>> 0;
}
