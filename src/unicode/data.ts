import { readFileSync } from 'node:fs';

/** The data files. `npm run data` writes all but `common-names.txt` and `everyday-names.txt`. */
export type DataFile =
  | 'names.txt'
  | 'aliases.txt'
  | 'common-names.txt'
  | 'everyday-names.txt'
  | 'typed-names.txt'
  | 'annotations.txt'
  | 'definitions.txt'
  | 'blocks.txt'
  | 'scripts.txt'
  | 'categories.txt'
  | 'ages.txt'
  | 'binaries.txt';

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
    const end = text.indexOf('\n', start);
    if (text[start] !== '#') yield text.slice(start, end);
    start = end + 1;
  }
}
