/**
 * Reads data files that hold what is known of single code points: a line for each code point or range, in order, with a
 * tab and what is known. Nothing is parsed ahead: a line is looked up by halving the file.
 *
 * Invariant: the code points of a file ascend, and its comments come first.
 */

/** What is known of a code point, or undefined. */
export type Records = (codePoint: number) => string | undefined;

/** A line of the file. */
export interface Record {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

const LF = 0x0a;
const TAB = 0x09;
const DOT = 0x2e;
const HASH = 0x23;

/** Looks up code points in the bytes of a file. */
export function recordsIn(file: Buffer): Records {
  const start = startOfRecords(file);
  return (codePoint) => {
    let low = start;
    let high = file.length;
    while (low < high) {
      const line = startOfLine(file, low, (low + high) >>> 1);
      if (lastOf(file, line) < codePoint) low = file.indexOf(LF, line) + 1;
      else high = line;
    }
    if (low >= file.length || hexAt(file, low) > codePoint) return undefined;
    return textAt(file, low);
  };
}

/** All lines of a file, in order. */
export function* eachRecord(file: Buffer): Generator<Record> {
  for (let at = startOfRecords(file); at < file.length; at = file.indexOf(LF, at) + 1) {
    yield { first: hexAt(file, at), last: lastOf(file, at), text: textAt(file, at) };
  }
}

/** The code points of a text that lists them: `0065 0301`. */
export function codePointsOf(text: string): number[] {
  return text === '' ? [] : text.split(' ').map((digits) => Number.parseInt(digits, 16));
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
