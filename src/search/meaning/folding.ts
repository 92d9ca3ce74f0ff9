/**
 * The form in which words are compared when asking by meaning: case, accents, compatibility forms, and the marks that
 * people leave out, are folded away. It works on UTF-8 bytes, since half a million words are folded when the index is
 * opened; questions go the same way, so that both sides agree.
 */
import { lengthFrom } from '../../bytes/encoding.ts';
import { FACE } from './words.ts';

/** What a code point is folded to: nothing if it is not part of a word. */
type Folded = Uint8Array;

interface Folding {
  /**
   * Folds the word in `bytes[from..to)` to `out` at `at`; returns where it ends. A text without letters and digits is
   * folded to itself, and so is a face but for its case. `out` must have room for {@link MOST} times as many bytes.
   */
  fold(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number;
  /** The same for a text, as bytes in a string. */
  folded(word: string): string;
}

/** Scripts whose letters stay the same without their marks: accents, points, vowel signs above and below. */
const UNMARKED = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Hebrew}|\p{Script=Arabic}/u;

/** Marks that are always removed: accents, Hebrew points, Arabic vowels, nuktas, joiners and variation selectors. */
const LEFT_OUT =
  /[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED]|[\u093C\u09BC\u0A3C\u0ABC\u0B3C\u0CBC]|[\u200B-\u200D\u2060\uFE00-\uFE0F]/u;

/** Letters that no decomposition maps to what people write instead. */
const SPELLINGS = new Map(
  Object.entries({
    ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'ng', ə: 'e', ɔ: 'o', ɛ: 'e',
    أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ئ: 'ي', ؤ: 'و', ة: 'ه', ۀ: 'ه', ک: 'ك', ھ: 'ه', ہ: 'ه', ە: 'ه',
    '\u0901': '\u0902', '\u0981': '\u0982', ς: 'σ',
  }),
);

/** Bytes that one byte may fold to, at most: U+FDFA has 3 and folds to 33. */
export const MOST = 11;

const [UPPER_A, UPPER_Z, CASE] = [0x41, 0x5a, 0x20];

/** A folding that has seen no letters: each is looked up once. */
export function folding(): Folding {
  const known: (Folded | undefined)[] = [];
  const encoder = new TextEncoder();
  const lookUp = (codePoint: number): Folded => (known[codePoint] ??= encoder.encode(foldCodePoint(codePoint)));

  function fold(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
    const start = at;
    const isFace = bytes[from] === FACE;
    for (let i = from; i < to; ) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x80) {
        if (isFace || isAsciiWord(byte) || isSigned(bytes, i, from, to)) {
          out[at++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + CASE : byte;
        }
        i++;
        continue;
      }
      const length = lengthFrom(byte);
      const folded = lookUp(decode(bytes, i, length));
      for (let j = 0; j < folded.length; j++) out[at++] = folded[j] ?? 0;
      i += length;
    }
    if (at > start || to === from) return at;
    for (let i = from; i < to; i++) out[at++] = bytes[i] ?? 0;
    return at;
  }

  return {
    fold,
    folded(word) {
      if (/^[a-z0-9]+$/.test(word)) return word;
      const bytes = Buffer.from(word);
      const out = Buffer.alloc(MOST * bytes.length);
      return out.toString('latin1', 0, fold(bytes, 0, bytes.length, out, 0));
    },
  };
}

function isAsciiWord(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || (byte >= UPPER_A && byte <= UPPER_Z);
}

/** Whether a plus or a minus stands before a digit at the start: the shortcodes `:+1:` and `-1`. */
function isSigned(bytes: Uint8Array, at: number, from: number, to: number): boolean {
  const next = bytes[at + 1] ?? 0;
  const isSign = bytes[at] === 0x2b || bytes[at] === 0x2d;
  return isSign && at + 1 < to && next >= 0x30 && next <= 0x39 && (at === from || bytes[at - 1] === 0x3a);
}

function decode(bytes: Uint8Array, at: number, length: number): number {
  let codePoint = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) codePoint = (codePoint << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return codePoint;
}

function foldCodePoint(codePoint: number): string {
  const char = String.fromCodePoint(codePoint);
  if (!/[\p{L}\p{N}\p{M}]/u.test(char) || LEFT_OUT.test(char)) return '';
  const plain = char.normalize('NFKC').toLowerCase();
  const spelled = SPELLINGS.get(plain);
  if (spelled !== undefined) return spelled;
  // Katakana is hiragana, 0x60 code points further.
  if (/^[ァ-ヶ]$/.test(plain)) return String.fromCodePoint((plain.codePointAt(0) ?? 0) - 0x60);
  if (!UNMARKED.test(plain)) return plain;
  const bare = plain.normalize('NFD').replace(/\p{Mn}/gu, '');
  return [...bare].map((letter) => SPELLINGS.get(letter) ?? letter).join('').normalize('NFC');
}
