/**
 * The file of names: a header, then the streams of {@link EncodedNames} in compressed blocks. A server opens it at
 * start and reads it when somebody first asks by meaning, from the file that it opened: a newer one in the same place
 * does not disturb it.
 *
 * The header is the magic number, the layout number, the length of a description, and the description, as JSON.
 */
import { openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Counts, EncodedNames, StreamName } from './layout.ts';
import { STREAMS } from './layout.ts';
import { compressed, restored } from './streams.ts';

const MAGIC = Buffer.from('MOJINAME', 'latin1');

/** Counts up whenever what stands in the file changes its form. */
const LAYOUT = 1;

const HEADER = MAGIC.length + 8;

interface Description {
  readonly languages: readonly string[];
  readonly counts: Counts;
  /** The lengths of the blocks of each stream, in the order of {@link STREAMS}, and of each stream as a whole. */
  readonly blocks: readonly (readonly number[])[];
  readonly lengths: readonly number[];
}

/** A file of names that is open. */
export interface NamesFile {
  readonly descriptor: number;
  readonly path: string;
}

/** Writes the file at once: who opens it finds a whole one. */
export function writeNames(file: URL, { languages, counts, streams }: EncodedNames): void {
  const blocks = STREAMS.map((name) => compressed(streams[name]));
  const description: Description = {
    languages,
    counts,
    blocks: blocks.map((each) => each.map(({ length }) => length)),
    lengths: STREAMS.map((name) => streams[name].length),
  };
  const json = Buffer.from(JSON.stringify(description));
  const header = Buffer.concat([MAGIC, Buffer.alloc(8)]);
  header.writeUInt32LE(LAYOUT, MAGIC.length);
  header.writeUInt32LE(json.length, MAGIC.length + 4);
  const path = fileURLToPath(file);
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([header, json, ...blocks.flat()]));
  renameSync(temporary, path);
}

/** Opens the file, without reading it; undefined where there is none. */
export function openNamesFile(file: URL): NamesFile | undefined {
  const path = fileURLToPath(file);
  try {
    return { descriptor: openSync(path, 'r'), path };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads the file block by block; it yields after each.
 *
 * @throws {Error} that says in one line what is wrong with the file
 */
export function* readNames(file: NamesFile): Generator<undefined, EncodedNames> {
  const header = read(file, 0, HEADER);
  const layout = header.readUInt32LE(MAGIC.length);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw unusable(file, 'it is no file of names');
  if (layout !== LAYOUT) throw unusable(file, `its layout is ${layout}, and this program reads ${LAYOUT}`);
  const length = header.readUInt32LE(MAGIC.length + 4);
  // The magic number and the layout say that this program wrote what follows.
  const description: Description = JSON.parse(read(file, HEADER, length).toString());
  const { languages, counts, blocks, lengths } = description;
  let at = HEADER + length;
  const streams: Partial<Record<StreamName, Uint8Array>> = {};
  for (const [i, name] of STREAMS.entries()) {
    const stream = new Uint8Array(lengths[i] ?? 0);
    let end = 0;
    for (const size of blocks[i] ?? []) {
      const block = restored(read(file, at, size));
      stream.set(block, end);
      end += block.length;
      at += size;
      yield;
    }
    streams[name] = stream;
  }
  return { languages, counts, streams: streams as Record<StreamName, Uint8Array> };
}

function read(file: NamesFile, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (readSync(file.descriptor, bytes, 0, length, at) < length) throw unusable(file, 'it is cut off');
  return bytes;
}

function unusable({ path }: NamesFile, fault: string): Error {
  return new Error(`Can't use the names in ${path}: ${fault}; install again, or run npm run build.`);
}
