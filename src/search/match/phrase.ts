/**
 * Characters that have some words one after another in one of their names.
 *
 * Formal names are compared as they stand in the lines of the table. Names made by rule are told by their prefix, all
 * at once. Only characters whose other names may have the phrase are looked at with these names.
 */
import type { Characters, RuleRange } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable } from '../../unicode/names-by-rule.ts';
import type { Operand } from '../sets/operand.ts';
import { newResult } from '../sets/operand.ts';
import { cursor, intersect, ordinalsOf, subtract, unite } from '../sets/runs.ts';
import type { Name } from '../words/fold.ts';
import { foldName, holdsPhrase } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { otherNames, shownName } from './reasons.ts';
import type { Search } from './search.ts';

const TAB = 0x09;
const CR = 0x0d;
const SPACE = 0x20;
const HYPHEN = 0x2d;

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
  const { index, arena, collector, spend } = search;
  const found = newResult();
  const listed = cursor();
  subtract(candidates.formal, index.namedByRule, arena, listed);
  const formal: number[] = [];
  const isInName = phraseIn(index.characters, words);
  for (const at of ordinalsOf(listed)) {
    if (spend(0.2)) yield;
    const isFound = at < index.characters.count ? isInName(at) : holdsPhrase(foldName(shownName(index, at)), words);
    if (isFound) formal.push(at);
  }
  for (const range of index.characters.ranges) addRulePhrase(range, words, collector.addRun);
  for (const at of formal) collector.addRun(at, at + 1);
  collector.take(arena, found.formal);

  const others = cursor();
  intersect(candidates.all, index.aliased(), arena, others);
  unite(others, byKeyword.all, arena, others);
  subtract(others, found.formal, arena, others);
  const informal: number[] = [];
  const isKeyword = byKeyword.all.to > byKeyword.all.from;
  for (const at of ordinalsOf(others)) {
    if (spend(4)) yield;
    if (otherNames(index, isKeyword, at).some((name) => holdsPhrase(name, words))) informal.push(at);
  }
  collector.add(found.formal);
  for (const at of informal) collector.addRun(at, at + 1);
  collector.take(arena, found.all);
  return found;
}

/** Gives what tells whether the formal name of a character has the words one after another. */
function phraseIn({ block: { bytes }, starts }: Characters, words: readonly Word[]): (ordinal: number) => boolean {
  const phrase = Buffer.from(words.map(({ letters }) => letters).join(' '), 'latin1');
  const isGap = (byte: number | undefined): boolean => byte === SPACE || byte === HYPHEN;

  function stands(at: number): boolean {
    for (let i = 0; i < phrase.length; i++) {
      const letter = phrase[i];
      if (letter === SPACE) {
        if (!isGap(bytes[at])) return false;
        while (isGap(bytes[at])) at++;
      } else if (bytes[at++] !== letter) return false;
    }
    return isGap(bytes[at]) || bytes[at] === CR;
  }

  return (ordinal) => {
    let at = starts[ordinal] ?? 0;
    for (let tabs = 0; tabs < 2; at++) if (bytes[at] === TAB) tabs++;
    for (;;) {
      if (bytes[at] === phrase[0] && stands(at)) return true;
      // To the next word: letters and digits come after hyphens, spaces and the end of the line.
      while ((bytes[at] ?? 0) > HYPHEN) at++;
      if (bytes[at++] === CR) return false;
    }
  };
}

/** The names in one range all begin alike, so one look tells for which of them a phrase holds. */
function addRulePhrase(range: RuleRange, words: readonly Word[], add: (first: number, past: number) => void): void {
  if (holdsPhrase(foldedPrefix(range), words)) return add(range.first, range.past);
  const last = words.at(-1)?.letters ?? '';
  const codePoint = range.rule === 'hex' ? codePointOfHex(last) : codePointOfSyllable(last);
  const ordinal = codePoint === undefined ? -1 : range.first + codePoint - range.firstCodePoint;
  if (ordinal < range.first || ordinal >= range.past) return;
  if (holdsPhrase(foldName(range.prefix + last), words)) add(ordinal, ordinal + 1);
}

const foldedPrefixes = new Map<string, Name>();

/** The words that all names of a range begin with. */
function foldedPrefix({ prefix }: RuleRange): Name {
  const folded = foldedPrefixes.get(prefix) ?? foldName(prefix);
  foldedPrefixes.set(prefix, folded);
  return folded;
}
