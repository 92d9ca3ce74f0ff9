/**
 * The files that the build keeps: their headers, how they are opened, and the errors for unusable files.
 *
 * Invariant: a file begins with a header of twenty bytes: magic number, layout number, and the length and checksum of
 * what follows. So a file that is truncated, damaged or of another version is rejected before any of it is used.
 */
import { fstatSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checksumOf } from '../bytes/checksum.ts';

/** A kind of file. */
export interface Kind {
  /** Eight letters of ASCII that it begins with. */
  readonly magic: string;
  /** Increases whenever the format of the file changes. */
  readonly layout: number;
  /** What it is, with an article, and what an error calls it before its path. */
  readonly noun: string;
  readonly title: string;
}

/** Where a file of some kind is. */
interface Place {
  readonly kind: Kind;
  readonly path: string;
}

/** Why a file can't be used, in one line, and what to do. */
export class UnusableFile extends Error {}

/** A file that is open. */
export interface KeptFile extends Place {
  readonly descriptor: number;
}

const MAGIC = 8;

/** Bytes of a header. */
export const HEADER = MAGIC + 12;

/** A header, for so many bytes with a checksum. */
export function headerFor({ magic, layout }: Kind, length: number, checksum: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write(magic, 'latin1');
  header.writeUInt32LE(layout, MAGIC);
  header.writeUInt32LE(length, MAGIC + 4);
  header.writeUInt32LE(checksum, MAGIC + 8);
  return header;
}

/** What the header of a file says; throws {@link UnusableFile} unless it is of the right kind and layout. */
export function readHeader(place: Place, header: Buffer): { length: number; checksum: number } {
  const { magic, layout, noun } = place.kind;
  if (header.toString('latin1', 0, MAGIC) !== magic) throw unusable(place, `it is not ${noun}`);
  const written = header.readUInt32LE(MAGIC);
  if (written !== layout) throw unusable(place, `its layout is ${written}, and this program reads ${layout}`);
  return { length: header.readUInt32LE(MAGIC + 4), checksum: header.readUInt32LE(MAGIC + 8) };
}

/** The start of a file that is described before its contents: the header, and the description as JSON. */
export function describedBy(kind: Kind, description: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(description));
  return Buffer.concat([headerFor(kind, json.length, checksumOf(json)), json]);
}

/** The description of a file, and where its contents start; throws {@link UnusableFile} where it can't be used. */
export function descriptionOf<Description>(file: KeptFile): { description: Description; start: number } {
  const { length, checksum } = readHeader(file, fill(file, 0, Buffer.alloc(HEADER)));
  if (length > fstatSync(file.descriptor).size) throw unusable(file, 'it is cut off');
  const json = fill(file, HEADER, Buffer.alloc(length));
  if (checksumOf(json) !== checksum) throw unusable(file, 'it is damaged');
  // The checksum says that a program with this layout wrote it.
  return { description: JSON.parse(json.toString()), start: HEADER + length };
}

/** Where a file of a kind is, for errors to name it. */
export function locate(kind: Kind, file: URL): Place {
  return { kind, path: fileURLToPath(file) };
}

/** Opens a file, without reading it; undefined if there is none. */
export function openKept(kind: Kind, file: URL): KeptFile | undefined {
  const place = locate(kind, file);
  return unlessMissing(place, () => ({ ...place, descriptor: openSync(place.path, 'r') }));
}

/** What an access to a file gives; undefined if there is no such file. */
export function unlessMissing<Value>(place: Place, access: () => Value): Value | undefined {
  try {
    return access();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(place, error instanceof Error ? error.message : String(error), error);
  }
}

/** Fills bytes with those at a place of a file, and returns them; throws {@link UnusableFile} where it ends before. */
export function fill<Bytes extends Uint8Array>(file: KeptFile, at: number, bytes: Bytes): Bytes {
  if (readSync(file.descriptor, bytes, 0, bytes.length, at) < bytes.length) throw unusable(file, 'it is cut off');
  return bytes;
}

/** Says in one line why a file can't be used, and what to do. */
export function unusable({ kind, path }: Place, fault: string, cause?: unknown): UnusableFile {
  return new UnusableFile(`Can't use the ${kind.title} ${path}: ${fault}; install again, or run npm run build.`, { cause });
}
