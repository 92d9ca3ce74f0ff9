/**
 * The file of names: a header, then the streams of {@link EncodedNames}, one after the other. A server opens it at
 * start and reads it when a client first asks by meaning; replacing the file in between does not disturb the server.
 *
 * The header is the magic number, the layout number, the length and checksum of a description, and the description, as
 * JSON, which has the length and checksum of each stream.
 */
import { fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NO_CHECKSUM, checksumOf } from '../../bytes/checksum.ts';
import type { Counts, EncodedNames, StreamName } from './layout.ts';
import { STREAMS } from './layout.ts';
import type { Room } from './room.ts';

const MAGIC = Buffer.from('MOJINAME', 'latin1');

/** Increases whenever the format of the file changes. */
const LAYOUT = 4;

const HEADER = MAGIC.length + 12;

/** Bytes that are read at once, which takes a millisecond. */
const STEP = 1 << 19;

interface Description {
  readonly languages: readonly string[];
  readonly counts: Counts;
  /** The lengths and checksums of the streams, in the order of {@link STREAMS}. */
  readonly lengths: readonly number[];
  readonly checksums: readonly number[];
}

/** A file of names that is open. */
export interface NamesFile {
  readonly descriptor: number;
  readonly path: string;
}

/** Writes the file atomically, so that nobody ever opens a partial one. */
export function writeNames(file: URL, { languages, counts, streams }: EncodedNames): void {
  const description: Description = {
    languages,
    counts,
    lengths: STREAMS.map((name) => streams[name].length),
    checksums: STREAMS.map((name) => checksumOf(streams[name])),
  };
  const json = Buffer.from(JSON.stringify(description));
  const header = Buffer.concat([MAGIC, Buffer.alloc(HEADER - MAGIC.length)]);
  header.writeUInt32LE(LAYOUT, MAGIC.length);
  header.writeUInt32LE(json.length, MAGIC.length + 4);
  header.writeUInt32LE(checksumOf(json), MAGIC.length + 8);
  const path = fileURLToPath(file);
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([header, json, ...STREAMS.map((name) => streams[name])]));
  renameSync(temporary, path);
}

/** Opens the file, without reading it; undefined where there is none. */
export function openNamesFile(file: URL): NamesFile | undefined {
  const path = fileURLToPath(file);
  try {
    return { descriptor: openSync(path, 'r'), path };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable({ path }, error instanceof Error ? error.message : String(error));
  }
}

/** What a file holds, stream by stream. */
export interface NamesReader {
  readonly languages: readonly string[];
  readonly counts: Counts;
  /** Reads a stream into memory of a room, in steps. */
  stream(name: StreamName, room: Room): Generator<undefined, Uint8Array>;
}

/**
 * Reads the head of a file.
 *
 * @throws {Error} that says in one line what is wrong with the file; the reader that it returns throws it, too
 */
export function readNames(file: NamesFile): NamesReader {
  const header = Buffer.alloc(HEADER);
  read(file, 0, header);
  const layout = header.readUInt32LE(MAGIC.length);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw unusable(file, 'it is not a file of names');
  if (layout !== LAYOUT) throw unusable(file, `its layout is ${layout}, and this program reads ${LAYOUT}`);
  const length = header.readUInt32LE(MAGIC.length + 4);
  if (length > fstatSync(file.descriptor).size) throw unusable(file, 'it is cut off');
  const json = Buffer.alloc(length);
  read(file, HEADER, json);
  if (checksumOf(json) !== header.readUInt32LE(MAGIC.length + 8)) throw unusable(file, 'it is damaged');
  const start = HEADER + json.length;
  // The checksum says that `writeNames` of this layout wrote it.
  const { languages, counts, lengths, checksums }: Description = JSON.parse(json.toString());
  return {
    languages,
    counts,
    *stream(name, room) {
      const place = STREAMS.indexOf(name);
      const at = start + lengths.slice(0, place).reduce((sum, length) => sum + length, 0);
      const stream = room.bytes(lengths[place] ?? 0);
      let checksum = NO_CHECKSUM;
      for (let done = 0; done < stream.length; done += STEP) {
        const part = stream.subarray(done, done + STEP);
        read(file, at + done, part);
        checksum = checksumOf(part, checksum);
        yield;
      }
      if (checksum !== checksums[place]) throw unusable(file, 'it is damaged');
      return stream;
    },
  };
}

/** Fills bytes with those that stand at a place of the file. */
function read(file: NamesFile, at: number, bytes: Uint8Array): void {
  if (readSync(file.descriptor, bytes, 0, bytes.length, at) < bytes.length) throw unusable(file, 'it is cut off');
}

function unusable({ path }: Pick<NamesFile, 'path'>, fault: string): Error {
  return new Error(`Can't use the names in ${path}: ${fault}; install again, or run npm run build.`);
}
