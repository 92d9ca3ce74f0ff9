/** The file that the build keeps the index in: a header, and the index as V8 serializes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { checksumOfWords } from '../../bytes/checksum.ts';
import type { Kind } from '../kept-file.ts';
import { HEADER, headerFor, locate, readHeader, unlessMissing, unusable } from '../kept-file.ts';

const INDEX: Kind = { magic: 'MOJIINDX', layout: 6, noun: 'a mojifinder index', title: 'index' };

/** Writes an index to a file. */
export function writeIndex(file: URL, index: unknown): void {
  const bytes = serialize(index);
  const body = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  writeFileSync(file, Buffer.concat([headerFor(INDEX, body.length, checksumOfWords(body)), body]));
}

/**
 * Reads the index that a file holds.
 *
 * @returns undefined if there is no such file
 * @throws {UnusableFile} that says in one line what is wrong with the file
 */
export function readIndex(file: URL): unknown {
  const place = locate(INDEX, file);
  const bytes = unlessMissing(place, () => readFileSync(file));
  if (bytes === undefined) return undefined;
  if (bytes.length < HEADER) throw unusable(place, `it is not ${INDEX.noun}`);
  const { length, checksum } = readHeader(place, bytes);
  const body = bytes.subarray(HEADER);
  if (length !== body.length || checksum !== checksumOfWords(body)) throw unusable(place, 'it is damaged');
  try {
    return deserialize(body);
  } catch (error) {
    throw unusable(place, 'this version of Node can not read it', error);
  }
}
