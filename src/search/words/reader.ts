/**
 * Reads words from a line. A word is letters and digits: case is ignored, an apostrophe is dropped, and anything else,
 * including a hyphen, separates words as a space does.
 */

/** No word is longer; what is longer in a query is in no name. */
const LONGEST_WORD = 64;

const SEPARATOR = 0;
const DROPPED = 1;

/** What a byte is to a word: its upper-case letter or digit, a separator, or dropped. */
const FOLDED = new Uint8Array(256).fill(SEPARATOR);
for (let c = 0x30; c <= 0x39; c++) FOLDED[c] = c;
for (let c = 0x41; c <= 0x5a; c++) FOLDED[c] = FOLDED[c + 0x20] = c;
FOLDED[0x27] = DROPPED;

/** Reads the words of any line, one after another; the other members describe the last one. */
export interface WordReader {
  /** Reads the next word in `from..to`; false when there is none. */
  read(bytes: Uint8Array, from: number, to: number): boolean;
  /** The same for a text in ASCII of {@link LONGEST_WORD} letters at most; false if it is longer. */
  readText(word: string): boolean;
  /** The place to look for the word after it. */
  at(): number;
  /** How many letters it has; 0 when it has more than {@link LONGEST_WORD}. */
  length(): number;
  /** Its hash (FNV-1a). */
  hash(): number;
  /** Its letters, with zeros after them up to a multiple of four. */
  readonly letters: Buffer;
  /** The same, four to a number. */
  readonly packed: Uint32Array;
  /** The word as a text. */
  spelled(): string;
}

/** A reader with memory of its own: what it has read stays until it reads on. */
export function wordReader(): WordReader {
  const packed = new Uint32Array(LONGEST_WORD / 4 + 1);
  const letters = Buffer.from(packed.buffer);
  let at = 0;
  let length = 0;
  let hash = 0;
  const text = new Uint8Array(LONGEST_WORD);

  function read(bytes: Uint8Array, from: number, to: number): boolean {
    let found = 0;
    let sum = 0x811c9dc5;
    let place = from;
    for (; place < to; place++) {
      const letter = FOLDED[bytes[place] ?? 0] ?? SEPARATOR;
      if (letter === SEPARATOR) {
        if (found > 0) break;
      } else if (letter !== DROPPED) {
        if (found < LONGEST_WORD) letters[found] = letter;
        found++;
        sum = Math.imul(sum ^ letter, 0x01000193);
      }
    }
    at = place;
    length = found > LONGEST_WORD ? 0 : found;
    letters[length] = letters[length + 1] = letters[length + 2] = 0;
    hash = sum;
    return found > 0;
  }

  return {
    read,
    readText(word) {
      if (word.length > text.length) return false;
      for (let i = 0; i < word.length; i++) text[i] = word.charCodeAt(i);
      return read(text, 0, word.length);
    },
    at: () => at,
    length: () => length,
    hash: () => hash,
    letters,
    packed,
    spelled: () => letters.toString('latin1', 0, length),
  };
}
