/**
 * The Unicode Consortium's own files, in a folder that the build is given; README.md says where they are published. All
 * have one record a line, with fields between semicolons and comments after a number sign (UAX #44, section 4.2).
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fact } from './facts.ts';
import type { Range } from './ranges.ts';
import { hexCodePoint } from './shapes.ts';

/** The version of the files, as most of them say it in their first line. */
const VERSION = '18.0.0';

/** The folders that a file may be in: those that files are published in, or one for all. */
const FOLDERS = ['', 'ucd', 'ucd/extracted', 'ucd/emoji', 'extracted', 'emoji', 'security'];

/** A value of a code point, or of each one of a range. */
export interface Entry extends Range {
  readonly value: string;
}

export interface Ucd {
  /** The lines of a file as they are, without line ends. */
  lines(file: string): string[];
  /** The records of a file: their fields, without white space around and without comments. */
  records(file: string): string[][];
  /** A property of ideographs in the Unihan database (UAX #38), in code point order. */
  unihan(property: string): Entry[];
}

/**
 * Opens the folder.
 *
 * @throws {Error} when it does not hold the files of the version that the build is for
 */
export function openUcd(folder: string): Ucd {
  const lines = (file: string): string[] => read(find(folder, file));
  const [first = ''] = lines('PropertyValueAliases.txt');
  fact(first.includes(VERSION), `${folder} holds no files of Unicode ${VERSION}: PropertyValueAliases.txt says '${first}'`);
  return {
    lines,
    records: (file) => recordsIn(lines(file)),
    unihan: (property) => unihan(folder, property),
  };
}

/** The code points of a field: `0041`, `0041..005A`. */
export function rangeIn(field: string): Range {
  const [first = '', last = first] = field.split('..');
  return { first: hexCodePoint(first, field), last: hexCodePoint(last, field) };
}

/** The code points of a field that lists them: `0041 0300`. */
export function codePointsIn(field: string): number[] {
  return field.split(' ').map((digits) => hexCodePoint(digits, field));
}

/** Every code point of some ranges. */
export function* each(ranges: Iterable<Range>): Generator<number> {
  for (const { first, last } of ranges) for (let at = first; at <= last; at++) yield at;
}

function find(folder: string, file: string): string {
  const places = FOLDERS.map((each) => path.join(folder, each, file));
  const place = places.find((each) => existsSync(each));
  fact(place !== undefined, `${folder} has no ${file}; scripts/data/README.md says where to get it`);
  return place;
}

function read(file: string): string[] {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
}

function recordsIn(lines: readonly string[]): string[][] {
  const records: string[][] = [];
  for (const line of lines) {
    const [written = ''] = line.split('#');
    if (written.trim() !== '') records.push(written.split(';').map((field) => field.trim()));
  }
  return records;
}

/**
 * A property of the Unihan database: from a file of its own (`Unihan/kMandarin.txt`: code point or range, tab, value),
 * or from the files as they are published (`Unihan_Readings.txt`: `U+4E00`, tab, property, tab, value).
 */
function unihan(folder: string, property: string): Entry[] {
  const own = path.join(folder, 'Unihan', `${property}.txt`);
  const entries = existsSync(own) ? ownUnihan(own) : publishedUnihan(folder, property);
  fact(entries.length > 0, `${folder} has no ${property}; scripts/data/README.md says where to get it`);
  return entries.sort((a, b) => a.first - b.first);
}

function ownUnihan(file: string): Entry[] {
  const rows = read(file).filter((line) => line !== '' && !line.startsWith('#'));
  return rows.map((line) => {
    const [range = '', value = ''] = line.split('\t');
    return { ...rangeIn(range), value };
  });
}

function publishedUnihan(folder: string, property: string): Entry[] {
  const places = ['Unihan', 'ucd/Unihan', ''].map((each) => path.join(folder, each)).filter((each) => existsSync(each));
  const files = places.flatMap((each) => readdirSync(each).map((name) => path.join(each, name)));
  const entries: Entry[] = [];
  for (const file of files.filter((name) => /Unihan_\w+\.txt$/.test(name))) {
    for (const line of read(file)) {
      const [codePoint = '', known, value = ''] = line.split('\t');
      if (known === property) entries.push({ ...rangeIn(codePoint.replace(/^U\+/, '')), value });
    }
  }
  return entries;
}
