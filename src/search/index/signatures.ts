/**
 * Finds the words that fit a pattern, by a bit-sliced signature file: a row of bits for each letter and for each pair
 * of neighbours, with a bit for each word that has it. For most patterns, all rows together leave a few of 24,110 words
 * to try.
 *
 * Invariant: a word that fits a pattern has a bit in all rows of the pattern. So may others, since pairs share rows.
 */
import type { Fits } from '../words/pattern.ts';

/** Words among some bytes, in upper case. */
interface Words {
  readonly bytes: Uint8Array;
  readonly count: number;
  startOf(place: number): number;
  endOf(place: number): number;
}

/**
 * The places of the words that fit a pattern with at least one letter or digit, in order.
 *
 * @param fits what tells whether a word fits it
 */
export type FindFitting = (pattern: string, fits: Fits) => number[];

/** Rows by a single letter come first: digits share one. Pairs share the rest, where an edge is a letter, too. */
const LETTERS = 27;
const PAIRS = 101;

const EDGE = 0;
const STAR = 0x2a;
const LETTER_A = 0x41;

/** Words per step. */
const STEP = 1 << 11;

/** Makes the rows, 3 KB each for 24,110 words, in steps. */
export function* findFitting({ bytes, count, startOf, endOf }: Words): Generator<undefined, FindFitting> {
  const width = (count + 31) >>> 5;
  const rows = new Int32Array((LETTERS + PAIRS) * width);
  /** About how many words each row has: a word counts again for a letter that it has twice. */
  const sizes = new Uint32Array(LETTERS + PAIRS);
  const mark = (row: number, place: number): void => {
    const at = row * width + (place >>> 5);
    rows[at] = (rows[at] ?? 0) | (1 << (place & 31));
    sizes[row] = (sizes[row] ?? 0) + 1;
  };
  for (let place = 0; place < count; place++) {
    const end = endOf(place);
    let left = EDGE;
    for (let at = startOf(place); at < end; at++) {
      const letter = bytes[at] ?? 0;
      mark(rowOfLetter(letter), place);
      mark(rowOfPair(left, letter), place);
      left = letter;
    }
    mark(rowOfPair(left, EDGE), place);
    if (place % STEP === STEP - 1) yield;
  }
  return (pattern, fits) => {
    const found: number[] = [];
    const wanted = rowsOf(pattern);
    const first = takeSmallest(wanted, sizes) * width;
    const second = wanted.length === 0 ? first : takeSmallest(wanted, sizes) * width;
    for (let column = 0; column < width; column++) {
      // The two rows with the fewest words leave nothing of most columns.
      let bits = (rows[first + column] ?? 0) & (rows[second + column] ?? 0);
      for (let i = 0; i < wanted.length && bits !== 0; i++) bits &= rows[(wanted[i] ?? 0) * width + column] ?? 0;
      for (; bits !== 0; bits &= bits - 1) {
        const place = (column << 5) + 31 - Math.clz32(bits & -bits);
        if (place < count && fits(bytes, startOf(place), endOf(place))) found.push(place);
      }
    }
    return found;
  };
}

/** Takes the row with the fewest words out of some, of which there is at least one. */
function takeSmallest(rows: number[], sizes: Uint32Array): number {
  let smallest = 0;
  for (let i = 1; i < rows.length; i++) {
    if ((sizes[rows[i] ?? 0] ?? 0) < (sizes[rows[smallest] ?? 0] ?? 0)) smallest = i;
  }
  const row = rows[smallest] ?? 0;
  rows[smallest] = rows[rows.length - 1] ?? 0;
  rows.length--;
  return row;
}

/** The rows that a word has to be in to fit a pattern, at least one; those of repeated letters come again. */
function rowsOf(pattern: string): number[] {
  const found: number[] = [];
  let left = EDGE;
  for (let i = 0; i <= pattern.length; i++) {
    const letter = i < pattern.length ? pattern.charCodeAt(i) : EDGE;
    if (letter !== STAR && left !== STAR) found.push(rowOfPair(left, letter));
    if (letter !== STAR && letter !== EDGE) found.push(rowOfLetter(letter));
    left = letter;
  }
  return found;
}

function rowOfLetter(letter: number): number {
  return letter < LETTER_A ? 0 : 1 + ((letter - LETTER_A) % (LETTERS - 1));
}

function rowOfPair(left: number, right: number): number {
  return LETTERS + ((left * 31 + right) % PAIRS);
}
