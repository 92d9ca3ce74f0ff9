/** What a question spells: characters that are meant, whatever else its words fit. */
import { normalized } from '../../bytes/normalize.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/rule-words.ts';
import { SMALL_WORDS } from '../meaning/small-words.ts';
import { QueryError } from '../query/error.ts';
import { codes } from '../query/notation.ts';
import { foldName, holdsWord, wordsOf } from '../words/fold.ts';
import { asWord } from '../words/pattern.ts';

/** A code point, as bare as `2603`. */
const BARE_CODE_POINT = /^(?=.*\d)[0-9a-f]{4,6}$/i;

/** Words, besides small ones, that say of a character next to them that it is one. */
const NAMING = new Set([
  ...SMALL_WORDS,
  ...(
    'arrow punctuation what whats is are this that called call name named mean means meaning does do char unicode ' +
    'code point codepoint html latex how i to type write was ist heißt bedeutet que signifie qué significa cosa что ' +
    'значит täht litery lettere letras buchstaben lettres 문자 글자'
  ).split(' '),
]);

/** Words for the case of a letter. */
const UPPER = new Set(
  'uppercase capital upper großbuchstabe großes majuscule mayúscula maiuscola заглавная прописная'.split(' '),
);
const LOWER = new Set(
  'lowercase small lower kleinbuchstabe kleines minuscule minúscula minuscola строчная'.split(' '),
);

/**
 * The ordinals of the characters that a question spells: one by its code point, by itself, alone or among words that
 * only say what it is, or by words of a name by rule, its last one among them; and symbols by themselves. -1 stands for
 * those that are unknown.
 */
export function spelledBy(index: MojiIndex, text: string): number[] {
  const { characters } = index;
  if (BARE_CODE_POINT.test(text)) return [ordinalOf(characters, Number.parseInt(text, 16))];
  const composed = normalized(text, 'NFC');
  const codePoint = composed.codePointAt(0) ?? 0;
  if (composed === String.fromCodePoint(codePoint)) return [ordinalOf(characters, codePoint)];
  if (!/[\p{L}\s]/u.test(composed)) return symbolsOf(index, composed);
  const named = amongNaming(composed);
  if (named !== undefined) return spelledBy(index, named);
  const words = wordsOf(text);
  const ordinal = words.length < 2 ? -1 : ordinalByRule(characters, words.at(-1) ?? '');
  if (ordinal < 0) return [];
  const name = foldName(characters.nameOf(ordinal));
  return words.map(asWord).every((word) => holdsWord(name, word)) ? [ordinal] : [];
}

/** The one character among words that only say what it is, `ñ` of `the letter ñ`, in the case that they say. */
function amongNaming(text: string): string | undefined {
  if (!/[^\0-\x7f]|(?<!\S)[!-/:-@[-`{-~]/.test(text)) return undefined;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).map(unquoted);
  const others = words.filter((word) => !NAMING.has(word) && !UPPER.has(word) && !LOWER.has(word));
  const [char = ''] = others;
  if (others.length !== 1 || words.length === 1 || /[a-z\p{N}]/u.test(char)) return undefined;
  if ([...char].length > 1) return /[\p{L}\p{ASCII}]/u.test(char) ? undefined : char;
  const upper = char.toUpperCase();
  if (words.some((word) => UPPER.has(word))) return [...upper].length === 1 ? upper : char;
  return text.includes(char) || words.some((word) => LOWER.has(word)) ? char : upper;
}

/** What may stand before a word, and after it. */
const [OPENING, CLOSING] = ['"\'“”«»„(', '"\'“”«»„).,:;?!'];

/** A word without quotes around it, and punctuation after it. */
function unquoted(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to - 1 && OPENING.includes(word[from] ?? '')) from++;
  while (to > from + 1 && CLOSING.includes(word[to - 1] ?? '')) to--;
  return word.slice(from, to);
}

/** The characters of a text of nothing but ASCII punctuation, which may have a name as a whole: `->`. */
export function listedIn({ characters }: MojiIndex, text: string): number[] {
  if (!/^[!-/:-@[-`{-~]{2,}$/.test(text)) return [];
  return [...new Set(text)].map((char) => ordinalOf(characters, char.codePointAt(0) ?? 0));
}

/** An emoji sequence, or the symbols of a text one by one; none of a text that has digits. */
function symbolsOf({ characters, keywords }: MojiIndex, text: string): number[] {
  const sequence = keywords().ordinalOfSequence(text);
  if (sequence !== undefined) return [sequence];
  if (/[\p{N}\p{ASCII}]/u.test(text)) return [];
  return [...new Set(text)].map((char) => ordinalOf(characters, char.codePointAt(0) ?? 0));
}

/** The text of code points in a notation, `&#9731;`; undefined if a question is none, or a name in one. */
export function decoded(text: string): string | undefined {
  try {
    const term = codes(text, false);
    return term?.kind === 'text' ? term.text : undefined;
  } catch (error) {
    // What only starts like a notation is words.
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
