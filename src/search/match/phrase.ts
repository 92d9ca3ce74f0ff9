/**
 * Characters that have some words one after another in one of their names.
 *
 * Formal names are compared as they stand in the lines of the table. Names made by rule are checked by their prefix,
 * all at once. Other names are only looked at for characters that may have the phrase in them.
 */
import type { Characters, RuleRange } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable } from '../../unicode/names-by-rule.ts';
import type { Operand } from '../sets/operand.ts';
import { newResult } from '../sets/operand.ts';
import { append, cursor, intersect, meets, ordinalsOf, place, subtract, unite } from '../sets/runs.ts';
import type { Name } from '../words/fold.ts';
import { foldName, holdsPhrase, phraseOf } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { otherNames, shownName } from './reasons.ts';
import type { Search } from './search.ts';

const TAB = 0x09;
const CR = 0x0d;
const SPACE = 0x20;
const HYPHEN = 0x2d;

/** Bytes of `U+2603` and its tab, and of longer code points at least. */
const NOTATION = 7;
const LONG_NOTATION = 8;

/**
 * @param candidates what has all words of the phrase in its names
 * @param byKeyword what has all of them in its keywords, where these count
 */
export function* findPhrase(
  search: Search,
  words: readonly Word[],
  candidates: Operand,
  byKeyword: Operand,
): Generator<undefined, Operand> {
  const { index, arena, spend } = search;
  const { characters, namedByRule } = index;
  const phrase = phraseOf(words);
  const found = newResult();
  const listed = cursor();
  subtract(candidates.formal, namedByRule, arena, listed);
  const formal: number[] = [];
  const isInName = phraseIn(characters, phrase);
  for (let i = listed.from; i < listed.to; i += 2) {
    const past = listed.list[i + 1] ?? 0;
    for (let at = listed.list[i] ?? 0; at < past; at++) {
      if (spend(0.1)) yield;
      const isFound = at < characters.count ? isInName(at) : holdsPhrase(foldName(shownName(index, at)), phrase);
      if (isFound) append(formal, at, at + 1);
    }
  }
  place(formal, arena, found.formal);
  if (meets(candidates.formal, namedByRule)) {
    const ruled: number[] = [];
    for (const range of characters.ranges) addRulePhrase(range, words, phrase, ruled);
    const byRule = cursor();
    place(ruled, arena, byRule);
    unite(found.formal, byRule, arena, found.formal);
  }

  const others = cursor();
  intersect(candidates.all, index.aliased(), arena, others);
  unite(others, byKeyword.all, arena, others);
  subtract(others, found.formal, arena, others);
  const informal: number[] = [];
  const isKeyword = byKeyword.all.to > byKeyword.all.from;
  for (const at of ordinalsOf(others)) {
    if (spend(4)) yield;
    if (otherNames(index, isKeyword, at).some((name) => holdsPhrase(name, phrase))) append(informal, at, at + 1);
  }
  place(informal, arena, found.all);
  unite(found.formal, found.all, arena, found.all);
  return found;
}

function isGap(byte: number | undefined): boolean {
  return byte === SPACE || byte === HYPHEN;
}

/** Makes a function that tells whether the formal name of a character has some words, separated by spaces, in a row. */
function phraseIn(characters: Characters, words: string): (ordinal: number) => boolean {
  const { block: { bytes }, starts, codePoints } = characters;
  const phrase = new Uint8Array(Buffer.from(words, 'latin1'));
  const { length } = phrase;
  const [initial] = phrase;

  /** Whether the phrase stands at a place, up to the end of a word. */
  function stands(at: number): boolean {
    for (let i = 1; i < length; i++) {
      at++;
      if (phrase[i] === SPACE) {
        if (!isGap(bytes[at])) return false;
        while (isGap(bytes[at + 1])) at++;
      } else if (bytes[at] !== phrase[i]) return false;
    }
    return (bytes[at + 1] ?? 0) <= HYPHEN;
  }

  return (ordinal) => {
    let at = (starts[ordinal] ?? 0) + ((codePoints[ordinal] ?? 0) > 0xffff ? LONG_NOTATION : NOTATION);
    while (bytes[at] !== TAB) at++;
    for (;;) {
      at++;
      if (bytes[at] === initial && stands(at)) return true;
      // To the next word: letters and digits come after hyphens, spaces and the end of the line.
      while ((bytes[at] ?? 0) > HYPHEN) at++;
      if (bytes[at] === CR) return false;
    }
  };
}

/** The names in one range all begin alike, so one look tells for which of them a phrase holds. */
function addRulePhrase(range: RuleRange, words: readonly Word[], phrase: string, pairs: number[]): void {
  const { first, past } = range;
  if (holdsPhrase(foldedPrefix(range), phrase)) return append(pairs, first, past);
  const last = words.at(-1)?.letters ?? '';
  const codePoint = range.rule === 'hex' ? codePointOfHex(last) : codePointOfSyllable(last);
  const ordinal = codePoint === undefined ? -1 : first + codePoint - range.firstCodePoint;
  if (ordinal < first || ordinal >= past) return;
  if (holdsPhrase(foldName(range.prefix + last), phrase)) append(pairs, ordinal, ordinal + 1);
}

const foldedPrefixes = new Map<string, Name>();

/** The words that all names of a range begin with. */
function foldedPrefix({ prefix }: RuleRange): Name {
  const folded = foldedPrefixes.get(prefix) ?? foldName(prefix);
  foldedPrefixes.set(prefix, folded);
  return folded;
}
