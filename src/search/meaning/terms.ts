/** The terms that a word of a question can mean, and how well it fits each of them. */
import { fromUtf8, utf8 } from '../../bytes/encoding.ts';
import type { Names } from './decode.ts';
import { folding } from './folding.ts';
import { formsOf, nounsOf } from './inflection.ts';
import { firstTerm, lengthOf, startsWith, termAt, textOf } from './lookup.ts';
import { isUnspaced, partLookup } from './parts.ts';
import { singulars } from './plurals.ts';
import type { Synonyms } from './synonyms.ts';
import type { Reach } from './typos.ts';
import { typoLookup } from './typos.ts';

/** A term, and how well a word fits it: 1 is the word itself. */
export interface Match {
  readonly term: number;
  readonly quality: number;
}

/** How well a word fits another form of it; what fits better is the word itself or a synonym. */
export const FORM = 0.92;

const QUALITY = {
  whole: 1,
  synonym: 0.93,
  kind: 0.8,
  form: FORM,
  noun: 0.85,
  prefix: 0.5,
  prefixLength: 0.35,
  ending: 0.6,
  part: 0.55,
  typo: 0.5,
};

/** How many terms are looked at, at most, that a word starts, and that it starts without its last letters. */
const [MAX_TERMS, MAX_ENDINGS] = [256, 32];

/**
 * Letters of a word without spaces in which terms are looked for, letters of such a term, and how many of them count,
 * at most: each place where one may start and end is a lookup.
 */
const [MAX_LETTERS, LONGEST_SEGMENT, MAX_SEGMENTS] = [64, 32, 16];

/** Fewest letters of a word without its ending; where vowels are not written, roots have three. */
const [SHORTEST_STEM, SHORTEST_ROOT] = [4, 3];
const ABJAD = /^[\u0590-\u06ff]/;

/** Fewest letters of the first word of a compound, and of the second; in Hangul, a letter is a syllable. */
const [SHORTEST, SHORTEST_HANGUL] = [[3, 4], [2, 1]] as const;

/** What may stand between the two: `Frau-en-zeichen`, `Jahr-es-zeit`. */
const LINKS = ['', 's', 'n', 'en', 'es', 'er', 'e'];

/** Letters that the first word may lack: `lach-en`, `hjärt-a`. */
const MAX_DROPPED = 2;

/** Fewest letters of a word in which a typing error is looked for, and of one in which the first letter may be it. */
const [SHORTEST_TYPO, SHORTEST_FIRST_TYPO] = [4, 6];

/** The most words that one is corrected to. */
const MAX_CORRECTIONS = 2;

interface Matcher {
  /**
   * What a folded word fits, best first.
   *
   * @param reach where typing errors are looked for
   */
  matches(word: string, reach: Reach): Match[];
  /** The term that a folded word is, or its bytes from a place to another, or -1. */
  whole(word: string, from?: number, to?: number): number;
  /** The commonest English words that a folded word is one typing error away from, the commonest of all first. */
  corrections(word: string): string[];
  /** The longest terms that a word of a script without spaces is made of; none if it is not. */
  segments(word: string): string[];
  /** The two words that a compound is made of, as German and Swedish make them: `eurozeichen`; none if it is not. */
  compound(word: string): string[];
}

/**
 * Makes a matcher, in steps. Words are folded, as bytes in a string.
 *
 * @param smallWords words before which a compound is cut, if it ends with one
 */
export function* matcher(
  names: Names,
  synonyms: Synonyms,
  smallWords: ReadonlySet<string>,
): Generator<undefined, Matcher> {
  const { terms } = names;
  const findTypos = yield* typoLookup(names);
  const findParts = yield* partLookup(names);
  const singularsOf = singulars(folding().folded, fromUtf8);
  const whole = (word: string, from?: number, to?: number): number => termAt(terms, word, from, to);

  function matches(word: string, reach: Reach): Match[] {
    const found = new Map<number, number>();
    const add = (term: number, quality: number): void => {
      if (term >= 0 && (found.get(term) ?? 0) < quality) found.set(term, quality);
    };
    const exact = whole(word);
    add(exact, QUALITY.whole);
    for (const other of synonyms.words.get(word) ?? []) add(whole(other), QUALITY.synonym);
    for (const [i, kind] of (synonyms.kinds.get(word) ?? []).entries()) add(whole(kind), QUALITY.kind - 0.02 * i);
    for (const form of formsOf(word)) add(whole(form), QUALITY.form);
    const unspaced = isUnspaced(word);
    const isEnglish = exact >= 0 && (names.english[exact] ?? 0) > 0;
    const nouns = isEnglish ? [] : nounsOf(fromUtf8(word)).map(utf8);
    for (const noun of nouns) add(whole(noun), QUALITY.noun);
    if (!isEnglish) for (const singular of singularsOf(fromUtf8(word))) add(whole(utf8(singular)), QUALITY.noun);
    if (!isEnglish && (unspaced || word.length > 2)) addPrefixes(word, add);
    if (unspaced) addParts(word, add);
    if (found.size === 0 || !isEnglish) for (const each of [word, ...nouns]) addEndings(each, add);
    if (found.size === 0 && !unspaced) addTypos(word, 'English', add);
    if (found.size === 0 && !unspaced && reach === 'all') addTypos(word, reach, add);
    const all: Match[] = [];
    found.forEach((quality, term) => all.push({ term, quality }));
    return all.sort((a, b) => b.quality - a.quality || a.term - b.term);
  }

  /** Where the terms with a stem start, and where they end; so many of them count at most. */
  function startingWith(stem: string, most: number): [first: number, past: number] {
    const first = firstTerm(terms, stem);
    const last = Math.min(terms.count, first + most);
    let past = first;
    while (past < last && startsWith(terms, past, stem)) past++;
    return [first, past];
  }

  function addPrefixes(word: string, add: (term: number, quality: number) => void): void {
    const [first, past] = startingWith(word, MAX_TERMS);
    for (let term = first; term < past; term++) {
      add(term, QUALITY.prefix + (QUALITY.prefixLength * word.length) / lengthOf(terms, term));
    }
  }

  function addParts(word: string, add: (term: number, quality: number) => void): void {
    findParts(word, (term) => add(term, QUALITY.part + (0.3 * word.length) / lengthOf(terms, term)));
  }

  /** Terms that differ in their last letters, as words do in many languages. */
  function addEndings(word: string, add: (term: number, quality: number) => void): void {
    const text = fromUtf8(word);
    const shortest = ABJAD.test(text) ? SHORTEST_ROOT : SHORTEST_STEM;
    for (const less of [1, 2, 3]) {
      if (text.length - less < shortest) return;
      const stem = utf8(text.slice(0, -less));
      const [first, past] = startingWith(stem, MAX_ENDINGS);
      for (let term = first; term < past; term++) {
        if (lengthOf(terms, term) <= stem.length + 3 + less) add(term, QUALITY.ending - 0.1 * less);
      }
    }
  }

  function addTypos(word: string, reach: Reach, add: (term: number, quality: number) => void): void {
    findErrors(word, reach, (term) => add(term, QUALITY.typo));
  }

  /** The terms that a word may be, mistyped. In short words, the first letter is right: `derp` is not `perp`. */
  function findErrors(word: string, reach: Reach, add: (term: number) => void): void {
    const { length } = fromUtf8(word);
    if (length < SHORTEST_TYPO) return;
    const isSure = length < SHORTEST_FIRST_TYPO;
    findTypos(word, reach, (term) => {
      if (!isSure || terms.bytes[terms.starts[term] ?? 0] === word.charCodeAt(0)) add(term);
    });
  }

  function segments(word: string): string[] {
    if (!isUnspaced(word)) return [];
    const text = fromUtf8(word).slice(0, MAX_LETTERS);
    const found: string[] = [];
    for (let at = 0; at < text.length && found.length < MAX_SEGMENTS; ) {
      let end = Math.min(text.length, at + LONGEST_SEGMENT);
      let part = '';
      for (; end > at; end--) {
        part = utf8(text.slice(at, end));
        if (whole(part) >= 0) break;
      }
      if (end > at) found.push(part);
      at = Math.max(end, at + 1);
    }
    return found;
  }

  function compound(word: string): string[] {
    const text = fromUtf8(word);
    if (isUnspaced(word) || text.length > MAX_LETTERS) return [];
    const [shortestFirst, shortestSecond] = /^[가-힣]+$/.test(text) ? SHORTEST_HANGUL : SHORTEST;
    const found: [first: string, second: string][] = [];
    for (let at = shortestFirst; at <= text.length - shortestSecond; at++) {
      const second = utf8(text.slice(at));
      const first = whole(second) < 0 ? undefined : firstOf(text.slice(0, at), shortestFirst);
      if (first !== undefined) found.push([utf8(first), second]);
    }
    // `plusminus-tecken` before `plus-minustecken`: what only says that it is a sign is a word of its own.
    return found.find(([, second]) => smallWords.has(second)) ?? found[0] ?? [];
  }

  /** The first word of a compound without what links it to the second; undefined if it is none. */
  function firstOf(text: string, shortest: number): string | undefined {
    const stems = LINKS.filter((link) => text.endsWith(link)).map((link) => text.slice(0, text.length - link.length));
    const known = stems.find((stem) => stem.length >= shortest && whole(utf8(stem)) >= 0);
    return known ?? stems.find((stem) => stem.length > shortest && starts(utf8(stem)));
  }

  /** Whether a term starts so, and goes on for a few letters at most. */
  function starts(stem: string): boolean {
    const [first, past] = startingWith(stem, MAX_TERMS);
    for (let term = first; term < past; term++) {
      if (lengthOf(terms, term) <= stem.length + MAX_DROPPED) return true;
    }
    return false;
  }

  function corrections(word: string): string[] {
    if (!/^[\x00-\x7f]*$/.test(word)) return [];
    const found: number[] = [];
    findErrors(word, 'English', (term) => found.push(term));
    const byUse = found.sort((a, b) => (names.english[b] ?? 0) - (names.english[a] ?? 0));
    return byUse.slice(0, MAX_CORRECTIONS).map((term) => textOf(terms, term));
  }

  return { matches, whole, segments, compound, corrections };
}
