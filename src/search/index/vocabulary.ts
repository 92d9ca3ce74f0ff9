/** The words of names and keywords, each with a number; `word-reader` tells what a word is. */
import { wordReader } from '../words/reader.ts';

const LF = 0x0a;

/** What {@link Vocabulary.next} finds when it finds no known word. */
export const UNKNOWN_WORD = -1;
export const NO_WORD = -2;

export interface Vocabulary {
  /** How many words there are; their numbers are 0 to size - 1. */
  size(): number;
  /** Where the word that `next` or `learn` found last ends: the place to look for the one after it. */
  at(): number;
  /** The number of the next word in `from..to`, or UNKNOWN_WORD or NO_WORD. Asking never adds a word. */
  next(bytes: Uint8Array, from: number, to: number): number;
  /** Like `next`, but an unknown word becomes a known one. For building an index, never for asking. */
  learn(bytes: Uint8Array, from: number, to: number): number;
  /** The number of a word by its letters, or UNKNOWN_WORD. */
  idOf(word: string): number;
  /** A word by its number. */
  word(id: number): string;
  /** Whether a word, by its number, passes a test of its letters. */
  is(id: number, test: (bytes: Uint8Array, from: number, to: number) => boolean): boolean;
  /** All words, in the order of their numbers. */
  words(): readonly string[];
  /** All words, each between two line feeds, in the order of their numbers: what wildcards are looked up in. */
  text(): string;
  /** The number of the word that holds the given place of `text()`. */
  idAt(place: number): number;
  /** What it takes to open this vocabulary again. */
  data(): VocabularyData;
}

/** The form in which a text is cut into words: accents taken off letters, curly apostrophes straight. */
function foldAccents(text: string): string {
  return /^[\x00-\x7f]*$/.test(text)
    ? text
    : text.normalize('NFD').replace(/\p{Mn}/gu, '').replaceAll('’', "'");
}

/** The words of a text, in upper case; with `stars`, `*` counts as a letter, but is no word by itself. */
export function wordsOf(text: string, stars = false): string[] {
  const found = foldAccents(text).replaceAll("'", '').match(stars ? /[A-Za-z0-9*]+/g : /[A-Za-z0-9]+/g) ?? [];
  return found.filter((word) => !/^\*+$/.test(word)).map((word) => word.toUpperCase());
}

/** The numbers of the words of a text, all of which a vocabulary knows then. */
export function* learnAll(vocabulary: Vocabulary, text: string): Generator<number> {
  const bytes = Buffer.from(foldAccents(text));
  for (let at = 0; ; at = vocabulary.at()) {
    const word = vocabulary.learn(bytes, at, bytes.length);
    if (word < 0) return;
    yield word;
  }
}

/** What a vocabulary is made of. */
export interface VocabularyData {
  /** How many words there are. */
  readonly size: number;
  /** The words, each with a line feed behind it, and one in front of all. */
  readonly pool: Uint8Array;
  /** Where each word ends in the pool. */
  readonly ends: Uint32Array;
  readonly hashes: Int32Array;
  /** A hash table with open addressing: a slot holds the number of a word + 1 and the top bits of its hash, or 0. */
  readonly slots: Uint32Array;
}

/** Bits of a slot that are the number of a word. */
const ID_BITS = 18;
const ID_MASK = (1 << ID_BITS) - 1;

/** A vocabulary without words. */
export function noWords(): VocabularyData {
  return {
    size: 0,
    pool: Uint8Array.of(LF),
    ends: new Uint32Array(1),
    hashes: new Int32Array(1),
    slots: new Uint32Array(2),
  };
}

/** The vocabulary that the data hold. Only learning changes them. */
export function openVocabulary(data: VocabularyData): Vocabulary {
  let { size, pool, ends, hashes, slots } = data;
  let text: string | undefined;
  let words: readonly string[] | undefined;

  const reader = wordReader();
  const { letters } = reader;

  const startOf = (id: number): number => (id === 0 ? 1 : (ends[id - 1] ?? 0) + 1);
  const spell = (from: number, to: number): string =>
    Buffer.from(pool.buffer, pool.byteOffset).toString('latin1', from, to);

  function isWord(id: number): boolean {
    const start = startOf(id);
    const length = reader.length();
    if ((ends[id] ?? 0) - start !== length) return false;
    for (let i = 0; i < length; i++) if (pool[start + i] !== letters[i]) return false;
    return true;
  }

  /** The slot that holds the word just read, or the free one where it belongs. */
  function slotOf(): number {
    const mask = slots.length - 1;
    const hash = reader.hash();
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const known = slots[slot] ?? 0;
      if (known === 0 || ((known ^ hash) >>> ID_BITS === 0 && isWord((known & ID_MASK) - 1))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function add(): number {
    if (size >= ID_MASK) throw new RangeError(`no room for more than ${size} words`);
    const start = startOf(size);
    const length = reader.length();
    const end = start + length;
    if (end >= pool.length) pool = grown(pool, new Uint8Array((end + 1) * 2));
    if (size === ends.length) {
      ends = grown(ends, new Uint32Array(size * 2));
      hashes = grown(hashes, new Int32Array(size * 2));
    }
    if (size * 2 >= slots.length) rehash();
    for (let i = 0; i < length; i++) pool[start + i] = letters[i] ?? 0;
    pool[end] = LF;
    ends[size] = end;
    hashes[size] = reader.hash();
    text = words = undefined;
    slots[slotOf()] = inSlot(size);
    return size++;
  }

  function inSlot(id: number): number {
    return ((hashes[id] ?? 0) & ~ID_MASK) | (id + 1);
  }

  function rehash(): void {
    const mask = slots.length * 2 - 1;
    slots = new Uint32Array(mask + 1);
    for (let id = 0; id < size; id++) {
      const known = hashes[id] ?? 0;
      let slot = (known ^ (known >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = inSlot(id);
    }
  }

  function next(bytes: Uint8Array, from: number, to: number): number {
    if (!reader.read(bytes, from, to)) return NO_WORD;
    return reader.length() === 0 ? UNKNOWN_WORD : ((slots[slotOf()] ?? 0) & ID_MASK) - 1;
  }

  return {
    size: () => size,
    at: reader.at,
    next,
    idOf(word) {
      const bytes = Buffer.from(word);
      return Math.max(UNKNOWN_WORD, next(bytes, 0, bytes.length));
    },
    learn(bytes, from, to) {
      const id = next(bytes, from, to);
      return id === UNKNOWN_WORD && reader.length() > 0 ? add() : id;
    },
    word: (id) => spell(startOf(id), ends[id] ?? 0),
    is: (id, test) => test(pool, startOf(id), ends[id] ?? 0),
    text: () => (text ??= spell(0, startOf(size))),
    words: () => (words ??= spell(1, startOf(size) - 1).split('\n')),
    idAt(place) {
      let low = 0;
      let high = size - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ends[middle] ?? 0) < place) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    data: () => ({
      size,
      pool: pool.slice(0, startOf(size)),
      ends: ends.slice(0, size),
      hashes: hashes.slice(0, size),
      slots,
    }),
  };
}

/** A larger array with what the smaller one holds. */
function grown<T extends Uint8Array | Uint32Array | Int32Array>(small: T, large: T): T {
  large.set(small);
  return large;
}
