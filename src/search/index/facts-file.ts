/**
 * The file of facts: what only fields and cards need, in sections that are read when they are first asked for. A
 * server opens the file at start and keeps it open, so that a newer one in the same place does not disturb it.
 *
 * Invariant: the description of the file is the directory, which has the place, length and checksum of each section.
 */
import { closeSync, fstatSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { NO_CHECKSUM, checksumOf } from '../../bytes/checksum.ts';
import type { KeptFile, Kind } from '../kept-file.ts';
import { describedBy, descriptionOf, fill, openKept, unusable } from '../kept-file.ts';

const FACTS: Kind = { magic: 'MOJIFACT', layout: 1, noun: 'a file of facts', title: 'facts in' };

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

/** Reads a section, in steps; throws an {@link UnusableFile} that says in one line what is wrong with the file. */
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
  writeFileSync(file, Buffer.concat([describedBy(FACTS, directory), ...written]));
}

/**
 * Opens a file of sections, without reading them.
 *
 * @returns undefined if there is no such file
 * @throws {UnusableFile} that says in one line what is wrong with the file
 */
export function openFacts(file: URL): SectionReader | undefined {
  const kept = openKept(FACTS, file);
  if (kept === undefined) return undefined;
  try {
    const { directory, start } = readDirectory(kept);
    return (name) => readSection(kept, start, directory.get(name), name);
  } catch (error) {
    closeSync(kept.descriptor);
    throw error;
  }
}

function readDirectory(file: KeptFile): { directory: Map<string, Section>; start: number } {
  const { description, start } = descriptionOf<readonly Section[]>(file);
  const length = description.reduce((sum, { blocks }) => sum + sizeOf(blocks), start);
  if (fstatSync(file.descriptor).size !== length) throw unusable(file, 'it is cut off');
  return { directory: new Map(description.map((section) => [section.name, section])), start };
}

function* readSection(
  file: KeptFile,
  start: number,
  section: Section | undefined,
  name: string,
): Generator<undefined, Buffer> {
  if (section === undefined) throw unusable(file, `it has no section ${name}`);
  const bytes = Buffer.alloc(section.length);
  let checksum = NO_CHECKSUM;
  let end = 0;
  let at = start + section.at;
  for (const length of section.blocks) {
    const block = restored(file, fill(file, at, Buffer.alloc(length)));
    checksum = checksumOf(block, checksum);
    bytes.set(block, end);
    end += block.length;
    at += length;
    yield;
  }
  if (checksum !== section.checksum) throw unusable(file, 'it is damaged');
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

function restored(file: KeptFile, block: Uint8Array): Uint8Array {
  try {
    return brotliDecompressSync(block);
  } catch {
    throw unusable(file, 'it is damaged');
  }
}

function sizeOf(blocks: readonly number[]): number {
  return blocks.reduce((sum, length) => sum + length, 0);
}
