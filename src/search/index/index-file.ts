/**
 * The file that the build keeps the index in: a header of twenty bytes, and the index as V8 serializes it.
 *
 * Invariant: the header is the magic number, the layout number, the length of the rest and its checksum, so a file that
 * is truncated, damaged or of another version is rejected before any of it is used.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

const MAGIC = Buffer.from('MOJIINDX', 'latin1');

/** Increases whenever the format of the file changes. */
const LAYOUT = 5;

const HEADER = MAGIC.length + 12;

/** Writes an index to a file. */
export function writeIndex(file: URL, index: unknown): void {
  const body = serialize(index);
  const bytes = Buffer.concat([MAGIC, Buffer.alloc(HEADER - MAGIC.length), body, Buffer.alloc(-body.length & 3)]);
  bytes.writeUInt32LE(LAYOUT, MAGIC.length);
  bytes.writeUInt32LE(bytes.length - HEADER, MAGIC.length + 4);
  bytes.writeUInt32LE(checksum(bytes.subarray(HEADER)), MAGIC.length + 8);
  writeFileSync(file, bytes);
}

/**
 * Reads the index that a file holds.
 *
 * @returns undefined where there is no such file
 * @throws {Error} that says in one line what is wrong with the file
 */
export function readIndex(file: URL): unknown {
  const bytes = contents(file);
  if (bytes === undefined) return undefined;
  const fault = faultOf(bytes);
  if (fault !== undefined) throw unusable(file, fault);
  try {
    return deserialize(bytes.subarray(HEADER));
  } catch (error) {
    throw unusable(file, 'this version of Node can not read it', error);
  }
}

function contents(file: URL): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(file, error instanceof Error ? error.message : String(error), error);
  }
}

function faultOf(bytes: Buffer): string | undefined {
  if (bytes.length < HEADER || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'it is not a mojifinder index';
  const layout = bytes.readUInt32LE(MAGIC.length);
  if (layout !== LAYOUT) return `its layout is ${layout}, and this program reads ${LAYOUT}`;
  const isWhole = bytes.readUInt32LE(MAGIC.length + 4) === bytes.length - HEADER;
  const isSound = isWhole && bytes.readUInt32LE(MAGIC.length + 8) === checksum(bytes.subarray(HEADER));
  return isSound ? undefined : 'it is damaged';
}

function unusable(file: URL, fault: string, cause?: unknown): Error {
  const path = fileURLToPath(file);
  return new Error(`Can't use the index ${path}: ${fault}; install again, or run npm run build.`, { cause });
}

/**
 * FNV-1a over four-byte words; the length is a multiple of four. It detects accidents, not attacks, and takes a
 * fraction of the time of loading `node:crypto`.
 */
function checksum(bytes: Buffer): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const aligned = isAligned ? bytes : Buffer.concat([bytes]);
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x01000193);
  return hash >>> 0;
}
