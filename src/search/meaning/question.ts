/** A question as it is answered: its words with what they fit, and its variants. */
import { normalized } from '../../bytes/normalize.ts';
import { inContext } from './contexts.ts';
import type { Names } from './decode.ts';
import { described } from './described.ts';
import { folding } from './folding.ts';
import { firstSource } from './name-records.ts';
import { isUnspaced } from './parts.ts';
import { withSkinTone } from './skin-tones.ts';
import { foldedSmallWords, languagesByArticle } from './small-words.ts';
import { SOURCE, isDefinition } from './sources.ts';
import { askedIn, meaningOfIdeograph, synonyms, withoutRoman } from './synonyms.ts';
import type { Match } from './terms.ts';
import { FORM, matcher } from './terms.ts';
import { isFace, wordsOf } from './words.ts';

/** A word of a question. */
interface Slot {
  readonly matches: readonly Match[];
  readonly weight: number;
  /** Whether English names have the word. */
  readonly isEnglish: boolean;
}

export interface Variant {
  readonly slots: readonly Slot[];
  /** What an answer to this variant is worth. */
  readonly factor: number;
  /** Whether English names have all of its words. */
  readonly isEnglish: boolean;
  /** Where it is looked for, if not in all names: in definitions of ideographs, or in names of some languages. */
  readonly within?: 'definitions' | readonly string[] | undefined;
  /** Which code points are meant, if not all; {@link SEQUENCE} is for sequences. */
  readonly includes?: ((codePoint: number) => boolean) | undefined;
}

export interface Question {
  /** The question as it is written, without the delimiters that programs put around names. */
  readonly written: string;
  /** The same as names in other languages than English are compared with; undefined if it is English. */
  readonly lower: string | undefined;
  /** Whether a name has its words in their order; false if it is one word. */
  isInOrder(name: string): boolean;
  /** The source that it asks for by the way it is written: `:tada:`, `&hearts;`, `\sqrt`. */
  readonly form: number | undefined;
  readonly variants: readonly Variant[];
}

/** What a variant is worth. */
const [AS_EMOJI, IN_CONTEXT, JOINED, SPLIT, PARAPHRASED, CORRECTED] = [0.88, 0.97, 0.97, 0.9, 0.94, 0.85];

/** What each further thing that a description may mean is worth less than the one before. */
const LATER = 0.01;

/** The most variants of one question, and the most words of it that count. */
const [MAX_VARIANTS, MAX_WORDS] = [6, 16];

/** How many names of a word are looked at. */
const MAX_NAMES = 64;

/**
 * What is left of a word's weight if only other words match it: those that it starts, or that it is a typing error of.
 */
const UNSURE = 0.85;

/** The weight of a word that matches nothing, and the share of its weight that a single ideograph or kana has. */
const [UNKNOWN, ONE_LETTER] = [0.7, 0.6];

/** Letters of each part of a split word, at least. */
const SHORTEST_PART = 2;

/** Letters of a word that is split, at most: each place where it may be is two lookups. */
const LONGEST_SPLIT = 64;

/** A capital letter among words in small letters: `fraktur A`. */
const CAPITAL = /^(?:[^A-Z]* )?[A-Z](?: [^A-Z]*)?$/;

const FORMS: readonly (readonly [form: RegExp, source: number])[] = [
  [/^:[^\s:]+:$/, SOURCE.shortcode],
  [/^&[^\s;]+;$/, SOURCE.entity],
  [/^\\\S+$/, SOURCE.tex],
];

/** In place of the code point of a sequence, which has several. */
export const SEQUENCE = -1;

/** A text as it is compared in languages where marks make another word of one. */
export function lowered(text: string): string {
  return normalized(text, 'NFC').toLowerCase();
}

/** Words for an emoji: whoever says one means no other character. */
const EMOJI = new Set(['emoji', 'emojis', 'emoticon']);

/**
 * Makes, in steps, a function that reads questions.
 *
 * @param isEmoji whether a code point is an emoji, by itself or with U+FE0F
 */
export function* questionReader(
  names: Names,
  isEmoji: (codePoint: number) => boolean,
): Generator<undefined, (text: string) => Question> {
  const known = synonyms();
  const { folded } = folding();
  const { matches, whole, segments, compound, corrections } = yield* matcher(names, known, foldedSmallWords(folded));
  const articles = languagesByArticle(folded);

  function slot(word: string, reach: 'English' | 'all'): Slot {
    const found = matches(word, reach);
    const [first] = found;
    const isSure = first !== undefined && first.quality >= FORM;
    const weight = first === undefined ? UNKNOWN : ((names.rarity[first.term] ?? 0) / 255) * (isSure ? 1 : UNSURE);
    const part = isUnspaced(word) && word.length === 3 ? ONE_LETTER : 1;
    return { matches: found, weight: part * weight, isEnglish: isWord(word) };
  }

  /** Sequences, which have no code point of their own, are emoji; digits are parts of some. */
  const isOnlyEmoji = (codePoint: number): boolean =>
    codePoint === SEQUENCE || (codePoint > 0x7f && isEmoji(codePoint));

  const isOnlySequence = (codePoint: number): boolean => codePoint === SEQUENCE;

  const isEnglishForm = ({ term, quality }: Match): boolean => quality >= FORM && (names.english[term] ?? 0) > 0;
  const isWord = (word: string, from?: number, to?: number): boolean => isEnglishTerm(whole(word, from, to));
  const isEnglishTerm = (term: number): boolean => term >= 0 && (names.english[term] ?? 0) > 0;

  /** Whether a word is in a name, and not only in definitions of ideographs, which have all words of English. */
  function isName(word: string): boolean {
    const term = whole(word);
    if (term < 0) return false;
    const { starts, items } = names.postings;
    const from = starts[term] ?? 0;
    const past = Math.min(starts[term + 1] ?? 0, from + MAX_NAMES);
    for (let i = from; i < past; i++) if (!isDefinition(firstSource(names.records, items[i] ?? 0))) return true;
    return false;
  }

  /** A word, or where it is unknown, the words that it is made of. Its slot is remembered. */
  function partsOf(word: string, slots: Map<string, Slot>): string[] {
    const isFirstUnknown = [...slots.values()].every(({ matches }) => matches.length > 0);
    const own = slots.get(word) ?? slot(word, isFirstUnknown ? 'all' : 'English');
    slots.set(word, own);
    if (own.matches.length > 0) return [word];
    const parts = [...segments(word), ...compound(word)];
    return parts.length > 0 ? parts : [word];
  }

  /** The words with two or three neighbours joined that make a known word. */
  function* joins(words: readonly string[]): Generator<string[]> {
    for (const length of [2, 3]) {
      for (let i = 0; i + length <= words.length; i++) {
        const joined = words.slice(i, i + length).join('');
        if (isWord(joined)) yield words.toSpliced(i, length, joined);
      }
    }
  }

  /** The words with one that few names have, split into two known ones. */
  function* splits(words: readonly string[]): Generator<string[]> {
    for (const [i, word] of words.entries()) {
      const term = whole(word);
      if (word.length < 5 || word.length > LONGEST_SPLIT || (term >= 0 && (names.english[term] ?? 0) > 3)) continue;
      for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
        if (!isWord(word, 0, at) || !isWord(word, at)) continue;
        yield words.toSpliced(i, 1, word.slice(0, at), word.slice(at));
      }
    }
  }

  /** The words with one of a script without spaces, which is no term itself, cut into those that are. */
  function* segmented(words: readonly string[]): Generator<string[]> {
    for (const [i, word] of words.entries()) {
      const parts = whole(word) >= 0 ? [] : segments(word);
      if (parts.length > 1) yield words.toSpliced(i, 1, ...parts);
    }
  }

  /** The words with one corrected that is no form of an English word; a word of another language if no other is one. */
  function* corrected(words: readonly string[], slots: ReadonlyMap<string, Slot>): Generator<string[]> {
    const isEnglish = words.map((word) => slots.get(word)?.matches.some(isEnglishForm) ?? false);
    const others = isEnglish.filter((is) => !is).length - 1;
    for (const [i, word] of words.entries()) {
      if (isEnglish[i] === true || (isName(word) && (words.length === 1 || others > 0))) continue;
      for (const correction of corrections(word)) yield words.toSpliced(i, 1, correction);
    }
  }

  /**
   * @param written the words as they are written
   * @param words the same, those taken apart that are unknown
   * @param isCapital whether one of them is a capital letter among words that have none
   */
  function* variantsOf(
    written: readonly string[],
    words: readonly string[],
    isCapital: boolean,
    slots: Map<string, Slot>,
  ): Generator<Variant> {
    const variant = (these: readonly string[], factor: number, within?: Variant['within']): Variant => {
      const of = these.map((word) => {
        const known = slots.get(word) ?? slot(word, 'English');
        slots.set(word, known);
        return known;
      });
      return { slots: of, factor, isEnglish: of.every(({ isEnglish }) => isEnglish), within };
    };
    yield variant(words, 1);
    const asked = askedIn(words);
    if (asked !== undefined) yield variant(asked, 1);
    let factor = 1;
    for (const each of described(askedIn(written) ?? written)) {
      yield variant(each, factor);
      factor -= LATER;
    }
    if (isCapital && !words.includes('capital')) yield variant([...words, 'capital'], 1);
    const inDigits = withoutRoman(words);
    if (inDigits !== undefined) yield variant(inDigits, 1);
    const meaning = meaningOfIdeograph(asked ?? words);
    if (meaning !== undefined) yield variant(meaning, 1, 'definitions');
    const toned = withSkinTone(asked ?? words);
    if (toned !== undefined) yield { ...variant(toned, IN_CONTEXT), includes: isOnlySequence };
    const [first = '', ...rest] = words;
    if (rest.length > 0 && articles.has(first)) yield variant(rest, 1, articles.get(first));
    const context = inContext(words);
    if (context !== undefined) yield { ...variant(context.words, IN_CONTEXT), includes: context.includes };
    const shown = words.filter((word) => !EMOJI.has(word));
    const isForEmoji = shown.length > 0 && shown.length < words.length;
    if (isForEmoji) yield { ...variant(shown, AS_EMOJI), includes: isOnlyEmoji };
    for (const each of joins(words)) yield variant(each, JOINED);
    for (const each of segmented(words)) yield variant(each, SPLIT);
    for (const { at, length, meaning: others } of known.phrases(words)) {
      yield variant(words.toSpliced(at, length, ...others), PARAPHRASED);
    }
    for (const each of splits(words)) yield variant(each, SPLIT);
    for (const each of corrected(words, slots)) yield variant(each, CORRECTED);
  }

  return (text) => {
    const trimmed = text.trim();
    const isNamed = /[\p{L}\p{N}]/u.test(trimmed) && !isFace(trimmed);
    const written = isNamed ? trimmed.replace(/^[:&\\](?=\S)|(?<=\S)[:;]$/g, '') : trimmed;
    const said = wordsOf(normalized(written, 'NFC')).map(folded);
    const words = [...new Set(said)].slice(0, MAX_WORDS);
    const slots = new Map<string, Slot>();
    // Whoever ends with an article means the letter: `boxed a`.
    if (words.length > 1 && words.at(-1) === 'a') {
      slots.set('a', { ...slot('a', 'English'), weight: slot('b', 'English').weight });
    }
    const split = words.flatMap((word) => partsOf(word, slots));
    const variants: Variant[] = [];
    for (const variant of variantsOf(words, split, CAPITAL.test(trimmed), slots)) {
      variants.push(variant);
      if (variants.length === MAX_VARIANTS) break;
    }
    const inOrder = said.join(' ');
    return {
      written,
      lower: variants[0]?.isEnglish === true ? undefined : lowered(written),
      isInOrder: (name) => said.length > 1 && wordsOf(name).map(folded).join(' ') === inOrder,
      form: FORMS.find(([form]) => form.test(trimmed))?.[1],
      variants,
    };
  };
}
