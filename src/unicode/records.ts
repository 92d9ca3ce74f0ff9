/**
 * Reads data files that hold what is known of single code points: a line for each code point or range, in order, with a
 * tab and what is known. Nothing is parsed ahead: a line is found by binary search in the file, or in a part of it once
 * a code point nearby was looked up.
 *
 * Invariant: the code points of a file ascend, and its comments come first.
 */

/** What is known of a code point, or undefined. */
export type Records = (codePoint: number) => string | undefined;

/** A line of the file. */
export interface CodePointRecord {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** Bits of a code point that are not those of its page. */
const PAGE_BITS = 6;

const LF = 0x0a;
const TAB = 0x09;
const DOT = 0x2e;
const HASH = 0x23;

/** Looks up code points in the bytes of a file. */
export function recordsIn(file: Buffer): Records {
  const start = startOfRecords(file);
  /** Where the records of each page of code points start, plus 1; 0 if that is not known yet. */
  const pages = new Uint32Array((0x110000 >>> PAGE_BITS) + 1);

  /** The first line in `low..high` that ends with a code point or after it, or `high`. */
  function halved(codePoint: number, low: number, high: number): number {
    while (low < high) {
      const line = startOfLine(file, low, (low + high) >>> 1);
      if (lastOf(file, line) < codePoint) low = file.indexOf(LF, line) + 1;
      else high = line;
    }
    return low;
  }

  function startOf(page: number): number {
    const known = pages[page] ?? 0;
    if (known > 0) return known - 1;
    const found = halved(page << PAGE_BITS, start, file.length);
    pages[page] = found + 1;
    return found;
  }

  return (codePoint) => {
    const page = codePoint >>> PAGE_BITS;
    const line = halved(codePoint, startOf(page), startOf(page + 1));
    if (line >= file.length || hexAt(file, line) > codePoint) return undefined;
    return textAt(file, line);
  };
}

/** All lines of a file, in order. */
export function* eachRecord(file: Buffer): Generator<CodePointRecord> {
  for (let at = startOfRecords(file); at < file.length; at = file.indexOf(LF, at) + 1) {
    yield { first: hexAt(file, at), last: lastOf(file, at), text: textAt(file, at) };
  }
}

/** What is known of each code point, in order. */
export function* eachCodePoint(file: Buffer): Generator<readonly [codePoint: number, text: string]> {
  for (const { first, last, text } of eachRecord(file)) {
    for (let codePoint = first; codePoint <= last; codePoint++) yield [codePoint, text];
  }
}

/** The code points of a text that lists them: `0065 0301`. */
export function codePointsOf(text: string): number[] {
  return text === '' ? [] : text.split(' ').map((digits) => Number.parseInt(digits, 16));
}

/** The text that such a list stands for. */
export function textOf(codePoints: string): string {
  return String.fromCodePoint(...codePointsOf(codePoints));
}

function startOfRecords(file: Buffer): number {
  let at = 0;
  while (file[at] === HASH) at = file.indexOf(LF, at) + 1;
  return at;
}

function startOfLine(file: Buffer, low: number, at: number): number {
  while (at > low && file[at - 1] !== LF) at--;
  return at;
}

/** The last code point of the line that starts at a place. */
function lastOf(file: Buffer, line: number): number {
  let at = line;
  while (file[at] !== TAB && file[at] !== DOT) at++;
  return file[at] === DOT ? hexAt(file, at + 2) : hexAt(file, line);
}

function hexAt(file: Buffer, at: number): number {
  let value = 0;
  for (let byte = file[at] ?? TAB; byte !== TAB && byte !== DOT; byte = file[++at] ?? TAB) {
    value = value * 16 + (byte < 0x40 ? byte - 0x30 : byte - 0x37);
  }
  return value;
}

function textAt(file: Buffer, line: number): string {
  return file.toString('utf8', file.indexOf(TAB, line) + 1, file.indexOf(LF, line));
}
