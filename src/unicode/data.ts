import { readFileSync, readdirSync } from 'node:fs';

/** The data files. `npm run data` writes all but `common-names.txt`, `everyday-names.txt` and `game-words.txt`. */
export type DataFile =
  | 'names.txt'
  | 'aliases.txt'
  | 'common-names.txt'
  | 'everyday-names.txt'
  | 'game-words.txt'
  | 'typed-names.txt'
  | 'annotations.txt'
  | 'definitions.txt'
  | 'blocks.txt'
  | 'scripts.txt'
  | 'categories.txt'
  | 'ages.txt'
  | 'binaries.txt'
  | PropertyFile
  | RecordFile
  | 'named-sequences.txt'
  | 'variation-sequences.txt';

/** Data files of the properties that only fields and cards need. */
type PropertyFile = 'bidi-classes.txt' | 'widths.txt' | 'combining-classes.txt';

/** Data files with a line for what is known of a code point, in code point order; `records.ts` reads them. */
export type RecordFile =
  | 'script-extensions.txt'
  | 'numeric-values.txt'
  | 'cases.txt'
  | 'decompositions.txt'
  | 'mirrors.txt'
  | 'confusables.txt'
  | 'see-also.txt'
  | 'readings.txt'
  | 'ideographs.txt'
  | 'variants.txt'
  | 'former-names.txt'
  | 'letters.txt'
  | 'common-ideographs.txt';

/** Gives the bytes of data files: from where they stand in a checkout, or from where the build kept them. */
export type DataReader = (file: DataFile) => Buffer;

/** The bytes of a data file; throws when the installation lacks it. */
export function readData(file: DataFile): Buffer {
  return readFileSync(new URL(`./data/${file}`, import.meta.url));
}

/** The lines of a data file, without its comments. */
export function* dataLines(file: DataFile, read: DataReader = readData): Generator<string> {
  const text = read(file).toString('utf8');
  for (let start = 0; start < text.length; ) {
    const lf = text.indexOf('\n', start);
    const end = lf < 0 ? text.length : lf;
    if (text[start] !== '#') yield text.slice(start, end);
    start = end + 1;
  }
}

const LF = 0x0a;
const HASH = 0x23;

/** Where the lines of a file start, without its comments. Its last line has a line end, too. */
export function* lineStarts(file: Buffer): Generator<number> {
  for (let start = 0; start < file.length; start = file.indexOf(LF, start) + 1) {
    if (file[start] !== HASH) yield start;
  }
}

/** The columns, with tabs between them, of the line that starts at a place. */
export function columnsAt(file: Buffer, start: number): string[] {
  return file.toString('utf8', start, file.indexOf(LF, start)).split('\t');
}

const LANGUAGES = new URL('./data/languages/', import.meta.url);

/** The languages that have a file of names and keywords, in order. English has annotations.txt. */
export function languages(): string[] {
  const files = readdirSync(LANGUAGES).filter((file) => file.endsWith('.txt'));
  return files.map((file) => file.slice(0, -4)).sort();
}

/** The lines of the file of a language, without its comments. */
export function languageLines(language: string): string[] {
  const lines = readFileSync(new URL(`${language}.txt`, LANGUAGES), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('# '));
}
