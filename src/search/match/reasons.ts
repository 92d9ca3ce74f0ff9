/** The names of one character, and which of them a query matched: what the fourth column of a result shows. */
import { holds } from '../../unicode/properties.ts';
import type { Keywords } from '../index/keyword-index.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { NameTerm, Query, Term } from '../query.ts';
import { isList } from '../query.ts';
import { knownValue } from './property-values.ts';
import { wordsOf } from '../index/vocabulary.ts';
import { fits } from '../words/pattern.ts';

/** A name with its words as they are compared: in upper case, each between two spaces. */
export interface Name {
  readonly text: string;
  readonly folded: string;
}

/** Folds a name; most formal names, words with a space or a hyphen between, are nearly folded already. */
export function foldName(text: string): Name {
  const isFormal = /^[A-Z0-9]+(?:[ -][A-Z0-9]+)*$/.test(text);
  const folded = isFormal ? text.replaceAll('-', ' ') : wordsOf(text).join(' ');
  return { text, folded: ` ${folded} ` };
}

/** The name a result is shown by: its formal name, the label of a control, or the CLDR name of a sequence. */
export function shownName(index: MojiIndex, keywords: Keywords | undefined, ordinal: number): string {
  const { characters } = index;
  if (ordinal < characters.count) return characters.nameOf(ordinal);
  return keywords?.sequenceOf(ordinal).name ?? '';
}

/** The other names of a character, in order of priority: aliases, then keywords where these count. */
export function otherNames(index: MojiIndex, keywords: Keywords | undefined, ordinal: number): readonly Name[] {
  const codePoint = index.characters.codePoints[ordinal];
  const names = codePoint === undefined ? [] : index.namesBeside(codePoint);
  return keywords ? [...names, ...keywords.keywordsOf(ordinal).map(foldName)] : names;
}

/**
 * The names but the one shown that made a character a result: for each word of the query that the shown name lacks, the
 * first name that has it. Of several alternatives it tells of the first that the character matches.
 */
export function matchedNames(
  index: MojiIndex,
  keywords: Keywords | undefined,
  query: Query,
  ordinal: number,
): string[] {
  const shown = foldName(shownName(index, keywords, ordinal));
  const named = shown.text.startsWith('<') ? [] : [shown];
  const names = [...named, ...otherNames(index, undefined, ordinal)];
  const all = keywords ? [...named, ...otherNames(index, keywords, ordinal)] : names;
  for (const alternative of query.alternatives) {
    const matched = namesFor(alternative, index, keywords, ordinal, names, all);
    if (matched) return matched.filter((name) => name !== shown).map(({ text }) => text);
  }
  return [];
}

/** The names that the words of an alternative are in, or undefined where the character does not match it. */
function namesFor(
  alternative: readonly Term[],
  index: MojiIndex,
  keywords: Keywords | undefined,
  ordinal: number,
  names: readonly Name[],
  all: readonly Name[],
): readonly Name[] | undefined {
  const found = new Set<Name>();
  const lists = alternative.filter(isList);
  if (lists.length > 0 && !lists.some((term) => hasProperty(term, index, keywords, ordinal))) return undefined;
  for (const term of alternative) {
    if (term.kind === 'name') {
      const matches = matchesOf(term, term.keywords ? all : names);
      if (matches.includes(undefined) !== term.negative) return undefined;
      if (!term.negative) for (const name of matches) if (name) found.add(name);
    } else if (!isList(term) && hasProperty(term, index, keywords, ordinal) === term.negative) {
      return undefined;
    }
  }
  return [...found];
}

/** Whether a term that is about the character itself, and not its names, fits it, but for the exclamation mark. */
function hasProperty(
  term: Exclude<Term, NameTerm>,
  index: MojiIndex,
  keywords: Keywords | undefined,
  ordinal: number,
): boolean {
  const codePoint = index.characters.codePoints[ordinal];
  if (term.kind === 'text') {
    const text = codePoint === undefined ? keywords?.sequenceOf(ordinal).text : String.fromCodePoint(codePoint);
    return text !== undefined && term.text.includes(text);
  }
  if (codePoint === undefined) return false;
  if (term.kind === 'range') return codePoint >= term.first && codePoint <= term.last;
  const value = knownValue(index, term.field, term.value);
  return value !== undefined && holds(value, codePoint);
}

/** For each part of a term, the first name that has it; undefined where none has. */
function matchesOf({ phrase, words }: NameTerm, names: readonly Name[]): (Name | undefined)[] {
  if (phrase) return [names.find((name) => holdsPhrase(name, words))];
  return words.map((word) => names.find((name) => holdsWord(name, word)));
}

/** Whether a name has a word, or one that fits a pattern. */
export function holdsWord({ folded }: Name, pattern: string): boolean {
  if (!pattern.includes('*')) return folded.includes(` ${pattern} `);
  return folded.split(' ').some((word) => word !== '' && fits(word, pattern));
}

/** Whether a name has these words, one behind the other. */
export function holdsPhrase({ folded }: Name, words: readonly string[]): boolean {
  return folded.includes(` ${words.join(' ')} `);
}
