/**
 * The file of facts: what only fields and cards need, in sections that are read when they are first asked for. A
 * server opens the file at start and keeps it open, so that a newer one in the same place does not disturb it.
 *
 * Invariant: the file is a header (magic number, layout number, length and checksum of the directory), the directory as
 * JSON, and the sections; the directory has the place, length and checksum of each.
 */
import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { NO_CHECKSUM, checksumOf } from '../../bytes/checksum.ts';

const MAGIC = Buffer.from('MOJIFACT', 'latin1');

/** Increases whenever the format of the file changes. */
const LAYOUT = 1;

const HEADER = MAGIC.length + 12;

/** Bytes of a block before compression: it takes a millisecond to decompress. */
const BLOCK = 1 << 18;

/** Of Brotli, 0 to 11: the last two take ten times as long. */
const QUALITY = 9;

interface Section {
  readonly name: string;
  /** Where its first block starts, after the directory, and how many bytes each of them has. */
  readonly at: number;
  readonly blocks: readonly number[];
  /** How many bytes it has when it is restored, and their checksum. */
  readonly length: number;
  readonly checksum: number;
}

/** Reads a section, in steps; throws an {@link Error} that says in one line what is wrong with the file. */
export type SectionReader = (name: string) => Generator<undefined, Buffer>;

/** Writes a file of sections. */
export function writeFacts(file: URL, sections: ReadonlyMap<string, Uint8Array>): void {
  const directory: Section[] = [];
  const written: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of sections) {
    const blocks = compressed(bytes);
    const lengths = blocks.map(({ length }) => length);
    directory.push({ name, at, blocks: lengths, length: bytes.length, checksum: checksumOf(bytes) });
    written.push(...blocks);
    at += sizeOf(lengths);
  }
  const json = Buffer.from(JSON.stringify(directory));
  const header = Buffer.concat([MAGIC, Buffer.alloc(HEADER - MAGIC.length)]);
  header.writeUInt32LE(LAYOUT, MAGIC.length);
  header.writeUInt32LE(json.length, MAGIC.length + 4);
  header.writeUInt32LE(checksumOf(json), MAGIC.length + 8);
  writeFileSync(file, Buffer.concat([header, json, ...written]));
}

/**
 * Opens a file of sections, without reading them.
 *
 * @returns undefined where there is no such file
 * @throws {Error} that says in one line what is wrong with the file
 */
export function openFacts(file: URL): SectionReader | undefined {
  const path = fileURLToPath(file);
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  try {
    const { directory, start } = readDirectory(descriptor, path);
    return (name) => readSection(descriptor, path, start, directory.get(name), name);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
}

function readDirectory(descriptor: number, path: string): { directory: Map<string, Section>; start: number } {
  const header = read(descriptor, path, 0, HEADER);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw unusable(path, 'it is not a file of facts');
  const layout = header.readUInt32LE(MAGIC.length);
  if (layout !== LAYOUT) throw unusable(path, `its layout is ${layout}, and this program reads ${LAYOUT}`);
  const json = read(descriptor, path, HEADER, header.readUInt32LE(MAGIC.length + 4));
  if (checksumOf(json) !== header.readUInt32LE(MAGIC.length + 8)) throw unusable(path, 'it is damaged');
  // The checksum says that `writeFacts` of this layout wrote it.
  const sections: readonly Section[] = JSON.parse(json.toString());
  const start = HEADER + json.length;
  const length = sections.reduce((sum, { blocks }) => sum + sizeOf(blocks), start);
  if (fstatSync(descriptor).size !== length) throw unusable(path, 'it is cut off');
  return { directory: new Map(sections.map((section) => [section.name, section])), start };
}

function* readSection(
  descriptor: number,
  path: string,
  start: number,
  section: Section | undefined,
  name: string,
): Generator<undefined, Buffer> {
  if (section === undefined) throw unusable(path, `it has no section ${name}`);
  const bytes = Buffer.alloc(section.length);
  let checksum = NO_CHECKSUM;
  let end = 0;
  let at = start + section.at;
  for (const length of section.blocks) {
    const block = restored(path, read(descriptor, path, at, length));
    checksum = checksumOf(block, checksum);
    bytes.set(block, end);
    end += block.length;
    at += length;
    yield;
  }
  if (checksum !== section.checksum) throw unusable(path, 'it is damaged');
  return bytes;
}

function compressed(bytes: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
    blocks.push(brotliCompressSync(bytes.subarray(at, at + BLOCK), { params }));
  }
  return blocks;
}

function restored(path: string, block: Uint8Array): Uint8Array {
  try {
    return brotliDecompressSync(block);
  } catch {
    throw unusable(path, 'it is damaged');
  }
}

function sizeOf(blocks: readonly number[]): number {
  return blocks.reduce((sum, length) => sum + length, 0);
}

function read(descriptor: number, path: string, at: number, length: number): Buffer {
  if (length > fstatSync(descriptor).size) throw unusable(path, 'it is cut off');
  const bytes = Buffer.alloc(length);
  if (readSync(descriptor, bytes, 0, length, at) < length) throw unusable(path, 'it is cut off');
  return bytes;
}

function unusable(path: string, fault: string): Error {
  return new Error(`Can't use the facts in ${path}: ${fault}; install again, or run npm run build.`);
}
