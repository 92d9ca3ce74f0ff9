/**
 * The file of names in a checkout. Making it takes ten seconds, so it is kept in `node_modules/.cache`, under a name
 * that changes with the data and the code that it is made from.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { BASIS, PRIME } from '../../bytes/hash.ts';
import type { Characters } from '../../unicode/characters.ts';
import { encodeNames } from './encode.ts';
import { writeNames } from './file.ts';

const KEPT = new URL('../../../node_modules/.cache/mojifinder/', import.meta.url);

/** What the file is made from: the data with the code that reads it, and the code that makes the file. */
const UNICODE = new URL('../../unicode/', import.meta.url);
const CODE = [
  ...['commonness', 'encode', 'file', 'folding', 'game-names', 'han-forms', 'layout', 'lookup', 'made-names'],
  ...['room', 'sources', 'streams', 'words'],
  ...['../kept-file', '../../bytes/block', '../../bytes/checksum', '../../bytes/encoding', '../../bytes/hash'],
].map((name) => new URL(`${name}.ts`, import.meta.url));

/** The files that the file of names is made from: where one of them changes, the file is made again. */
export function madeFrom(): URL[] {
  return [...filesIn(UNICODE), ...CODE];
}

/**
 * The file of names, made where it is not kept.
 *
 * @param characters gives the characters, when they are needed
 */
export function keptNames(characters: () => Characters): URL {
  const file = new URL(`names-${fingerprint()}.bin`, KEPT);
  if (!existsSync(file)) {
    mkdirSync(KEPT, { recursive: true });
    for (const old of readdirSync(KEPT)) if (/^names-.*\.bin$/.test(old)) rmSync(new URL(old, KEPT));
    writeNames(file, encodeNames(characters()));
  }
  return file;
}

/** FNV-1a over all bytes, twice with different numbers: it detects changed files, not attacks. */
function fingerprint(): string {
  let [one, other] = [BASIS, PRIME];
  for (const file of madeFrom()) {
    for (const byte of readFileSync(file)) {
      one = Math.imul(one ^ byte, PRIME);
      other = Math.imul(other ^ byte, 0x5bd1e995);
    }
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The files in a folder and the folders in it, in order. */
function filesIn(folder: URL): URL[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesIn(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)],
  );
}
