/**
 * The file of names: a description, which has the length and checksum of each stream, then the streams, one after the
 * other (see layout.ts). A server opens it at start and reads it when a client first asks by meaning; replacing it in
 * between does not disturb the server.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NO_CHECKSUM, checksumOf } from '../../bytes/checksum.ts';
import type { KeptFile, Kind } from '../kept-file.ts';
import { describedBy, descriptionOf, fill, openKept, unusable } from '../kept-file.ts';
import type { Counts, EncodedNames, StreamName } from './layout.ts';
import { STREAMS } from './layout.ts';
import type { Room } from './room.ts';

const NAMES: Kind = { magic: 'MOJINAME', layout: 7, noun: 'a file of names', title: 'names in' };

/** Bytes that are read at once, which takes a millisecond. */
const STEP = 1 << 19;

interface Description {
  readonly languages: readonly string[];
  readonly counts: Counts;
  /** The lengths and checksums of the streams, in the order of {@link STREAMS}. */
  readonly lengths: readonly number[];
  readonly checksums: readonly number[];
}

/** Writes the file atomically, so that nobody ever opens a partial one. */
export function writeNames(file: URL, { languages, counts, streams }: EncodedNames): void {
  const description: Description = {
    languages,
    counts,
    lengths: STREAMS.map((name) => streams[name].length),
    checksums: STREAMS.map((name) => checksumOf(streams[name])),
  };
  const path = fileURLToPath(file);
  const temporary = `${path}.${process.pid}`;
  const head = describedBy(NAMES, description);
  writeFileSync(temporary, Buffer.concat([head, ...STREAMS.map((name) => streams[name])]));
  renameSync(temporary, path);
}

/** Opens the file, without reading it; undefined if there is none. */
export function openNamesFile(file: URL): KeptFile | undefined {
  return openKept(NAMES, file);
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
 * @throws {UnusableFile} that says in one line what is wrong with the file; the reader that it returns throws it, too
 */
export function readNames(file: KeptFile): NamesReader {
  const { description, start } = descriptionOf<Description>(file);
  const { languages, counts, lengths, checksums } = description;
  return {
    languages,
    counts,
    *stream(name, room) {
      const place = STREAMS.indexOf(name);
      const at = start + lengths.slice(0, place).reduce((sum, length) => sum + length, 0);
      const stream = room.bytes(lengths[place] ?? 0);
      let checksum = NO_CHECKSUM;
      for (let done = 0; done < stream.length; done += STEP) {
        checksum = checksumOf(fill(file, at + done, stream.subarray(done, done + STEP)), checksum);
        yield;
      }
      if (checksum !== checksums[place]) throw unusable(file, 'it is damaged');
      return stream;
    },
  };
}
