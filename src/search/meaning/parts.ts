/**
 * Words of scripts that put no spaces between words, and the terms that have such a word as a part.
 *
 * Terms are listed by each of their characters. The rarest character of a word leaves few terms, whose bytes are
 * compared; to search the bytes of all terms took ten to a hundred times as long.
 */
import type { ByteString } from '../../bytes/encoding.ts';
import { utf8 } from '../../bytes/encoding.ts';
import type { Lists, Names } from './decode.ts';
import type { Terms, Texts } from './lookup.ts';
import { firstTerm } from './lookup.ts';
import type { Room } from './room.ts';
import { cleared } from './room.ts';

/** Letters, as UTF-8 in a string of bytes, of scripts that put no spaces between words. */
const UNSPACED = /^(?:\xE0[\xB8-\xBB]|\xE1[\x80-\x82\x9E\x9F]|[\xE2-\xE9\xF0])/;

/** What the terms that are listed start with: Thai and Lao, Burmese, Khmer, kana and ideographs. */
const RANGES: readonly (readonly [first: string, past: string])[] = [
  ['\u0E00', '\u0F00'],
  ['\u1000', '\u10A0'],
  ['\u1780', '\u1800'],
  ['\u2E80', '\uA000'],
];

/** A character that terms are listed by has its code point, less the first one of these, as a key. */
const FIRST = 0x0e00;
const KEYS = 0xa000 - FIRST;

/** Terms per step. */
const STEP = 1 << 12;

/** How many terms are found, at most. */
const MAX_TERMS = 256;

/** Calls a function with each term that has a folded word of a script without spaces as a part. */
type FindParts = (word: ByteString, add: (term: number) => void) => void;

/** Whether a folded word is of a script that puts no spaces between words. */
export function isUnspaced(word: ByteString): boolean {
  return UNSPACED.test(word);
}

/** Makes the lookup, in steps. */
export function* partLookup({ terms, room }: Pick<Names, 'terms' | 'room'>): Generator<undefined, FindParts> {
  const { starts, items } = yield* byCharacter(terms, room);
  return (letters, add) => {
    const word = Buffer.from(letters, 'latin1');
    const key = rarestIn(word, starts);
    if (key < 0) return;
    let found = 0;
    let last = -1;
    for (let i = starts[key] ?? 0; i < (starts[key + 1] ?? 0) && found < MAX_TERMS; i++) {
      const term = items[i] ?? 0;
      // A term that has the character twice is listed twice.
      if (term === last) continue;
      last = term;
      if (!holds(terms, term, word)) continue;
      found++;
      add(term);
    }
  };
}

/** The terms of the scripts, by the keys of their characters. */
function* byCharacter(terms: Terms, room: Room): Generator<undefined, Lists> {
  const ranges = RANGES.map(([first, past]) => [firstTerm(terms, utf8(first)), firstTerm(terms, utf8(past))] as const);
  const ends = yield* cleared(room.numbers(KEYS + 2));

  /** Visits each character of each term, from the last term on. */
  function* each(visit: (key: number, term: number) => void): Generator<undefined> {
    for (const [first, past] of ranges.toReversed()) {
      for (let term = past - 1; term >= first; term--) {
        for (let at = terms.starts[term] ?? 0; at < (terms.starts[term + 1] ?? 0); at++) {
          const key = keyAt(terms.bytes, at);
          if (key >= 0) visit(key, term);
        }
        if (term % STEP === 0) yield;
      }
    }
  }

  yield* each((key) => {
    ends[key + 1] = (ends[key + 1] ?? 0) + 1;
  });
  for (let key = 0; key <= KEYS; key++) ends[key + 1] = (ends[key + 1] ?? 0) + (ends[key] ?? 0);
  const items = room.numbers(ends.at(-1) ?? 0);
  // From the last term on, so that the place where those of a character stop becomes the one where they start.
  yield* each((key, term) => {
    const at = (ends[key + 1] = (ends[key + 1] ?? 0) - 1);
    items[at] = term;
  });
  return { starts: ends.subarray(1), items };
}

/** The key of the three-byte character at a place; -1 if no such character starts there, or none that has a list. */
function keyAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead >> 4 !== 0xe) return -1;
  const codePoint = ((lead & 0xf) << 12) | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
  return codePoint >= FIRST && codePoint < FIRST + KEYS ? codePoint - FIRST : -1;
}

/** The key of the rarest character of a word, the one that the fewest terms have; -1 if none of them has a list. */
function rarestIn(word: Uint8Array, starts: Uint32Array): number {
  let [rarest, fewest] = [-1, Infinity];
  for (let at = 0; at < word.length; at++) {
    const key = keyAt(word, at);
    const terms = (starts[key + 1] ?? 0) - (starts[key] ?? 0);
    if (key >= 0 && terms < fewest) [rarest, fewest] = [key, terms];
  }
  return rarest;
}

/** Whether a word stands anywhere in a term. */
function holds({ bytes, starts }: Texts, term: number, word: Uint8Array): boolean {
  const last = (starts[term + 1] ?? 0) - word.length;
  for (let at = starts[term] ?? 0; at <= last; at++) {
    let same = 0;
    while (same < word.length && bytes[at + same] === word[same]) same++;
    if (same === word.length) return true;
  }
  return false;
}
