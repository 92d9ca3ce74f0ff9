/** What helps when a query finds nothing: words near to unknown ones, or what keeps known words from being found. */
import { nearest } from '../index/nearest.ts';
import { ordinalByRule } from '../index/rule-words.ts';
import { allOf, numberOfWord } from '../index/word-records.ts';
import type { NameTerm, Term } from '../query/terms.ts';
import { isName } from '../query/terms.ts';
import type { Operand } from '../sets/operand.ts';
import { countOf, giveBack, meets } from '../sets/runs.ts';
import { phraseOf } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { asWord, isExact } from '../words/pattern.ts';
import { resolve } from './resolve.ts';
import type { Search } from './search.ts';
import type { Side } from './side.ts';
import { findWithKeywords, findsSomething, leftOut } from './side.ts';

interface Advice {
  readonly suggestions: readonly string[];
  readonly notes: readonly string[];
}

/** Unknown words of a side, at most: where there are more, none is replaced. */
const MAX_UNKNOWN = 3;

/** Known words that are tried in the place of an unknown one, at most. */
const MAX_NEAR = 3;

/** Suggestions that a line gets, at most. */
const MAX_SUGGESTIONS = 3;

/** Letters of a word that others are suggested for, at least. */
const SHORTEST = 3;

/** What helps with sides that found nothing. */
export function* adviseOn(search: Search, sides: readonly Side[]): Generator<undefined, Advice> {
  const suggestions = new Set<string>();
  const notes: string[] = [];
  for (const { terms } of sides) {
    const both = leftOut(terms);
    if (both !== undefined) {
      notes.push(`Nothing has '${phraseOf(both.words).toLowerCase()}' and lacks it.`);
      continue;
    }
    const unknown = unknownWords(search, terms);
    for (const suggestion of yield* suggest(search, terms, unknown)) suggestions.add(suggestion);
    if (unknown.length === 0 && sides.length === 1) notes.push(...(yield* whatMeets(search, terms)));
  }
  return { suggestions: [...suggestions].slice(0, MAX_SUGGESTIONS), notes };
}

/** The words of a side that no name and no keyword has. */
function unknownWords(search: Search, terms: readonly Term[]): string[] {
  const words = terms.flatMap((term) => (isName(term) && !term.isNegative ? term.words : []));
  return [...new Set(words.filter((word) => isUnknown(search, word)).map(({ letters }) => letters))];
}

function isUnknown({ index, reader }: Search, word: Word): boolean {
  if (!isExact(word)) return false;
  const { letters } = word;
  return numberOfWord(index.records, reader, letters) < 0 && ordinalByRule(index.characters, letters) < 0;
}

/** Words near the unknown ones with which the side finds something. */
function* suggest(search: Search, terms: readonly Term[], unknown: readonly string[]): Generator<undefined, string[]> {
  if (unknown.length === 0 || unknown.length > MAX_UNKNOWN) return [];
  const { index, spend } = search;
  const list = yield* index.vocabulary.list();
  const weight = (number: number): number => countOf(allOf(index.records, number));
  let choices: string[][] = [[]];
  for (const word of unknown) {
    if (spend(150)) yield;
    // For a number, no other number is a better guess than any other; a short word is near to all of them.
    const near = /^\d+$/.test(word) || word.length < SHORTEST ? [] : nearest(word, list, weight, MAX_NEAR);
    choices = choices.flatMap((before) => near.map((each) => [...before, each]));
  }
  const suggestions: string[] = [];
  for (const choice of choices) {
    const replaced = terms.map((term) => (isName(term) ? replaceWords(term, unknown, choice) : term));
    if (!(yield* findsSomething(search, replaced))) continue;
    suggestions.push(choice.join(' ').toLowerCase());
    if (suggestions.length === MAX_SUGGESTIONS) break;
  }
  return suggestions;
}

function replaceWords(term: NameTerm, words: readonly string[], others: readonly string[]): NameTerm {
  return {
    ...term,
    words: term.words.map((word) => {
      const at = words.indexOf(word.letters);
      return at < 0 ? word : asWord(others[at] ?? word.letters);
    }),
  };
}

/** Where all words are known: two that nothing has both of, or the one without which most is found. */
function* whatMeets(search: Search, terms: readonly Term[]): Generator<undefined, string[]> {
  const words = terms.filter((term) => term.kind === 'words' && !term.isNegative);
  if (words.length < 2 || words.length < terms.length) return [];
  const operands: Operand[] = [];
  for (const term of words) operands.push(yield* resolve(search, term, true));
  const said = (term: Term | undefined): string =>
    term !== undefined && isName(term) ? `'${phraseOf(term.words).toLowerCase()}'` : '';
  for (const [i, one] of operands.entries()) {
    for (const [j, other] of operands.slice(0, i).entries()) {
      if (!meets(one.all, other.all)) return [`Nothing has both ${said(words[j])} and ${said(words[i])}.`];
      if (search.spend(5 + (one.all.to - one.all.from) / 64)) yield;
    }
  }
  let most = 0;
  let best = '';
  for (const left of words) {
    const { list, end } = search.arena;
    const { found } = yield* findWithKeywords(search, words.filter((term) => term !== left));
    const count = countOf(found.all);
    // Else every word would keep all that the others find.
    giveBack(search.arena, { list, from: end });
    if (count > most) best = `Without ${said(left)}, ${count} would be found.`;
    most = Math.max(most, count);
  }
  return best === '' ? [] : [best];
}
