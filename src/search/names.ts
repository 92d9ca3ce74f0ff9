/** The names of one character, and which of them a query matched: what the fourth column of a result shows. */
import type { Keywords } from './keyword-index.ts';
import type { MojiIndex } from './moji-index.ts';
import type { NameTerm, Query, Term } from './query.ts';
import { wordsOf } from './vocabulary.ts';
import { fits } from './wildcard.ts';

/** A name with its words as they are compared: in upper case, each between two spaces. */
export interface Name {
  readonly text: string;
  readonly folded: string;
}

/** Folds a name; formal names, of capitals, digits, spaces and hyphens, are nearly folded already. */
export function foldName(text: string): Name {
  const folded = /^[A-Z0-9 -]*$/.test(text) ? text.replaceAll('-', ' ') : wordsOf(text).join(' ');
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
 * first name that has it. Of several alternatives it tells of the first that matched.
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
    const terms = alternative.filter(isPositiveName);
    const matched = terms.flatMap((term) => matchesOf(term, term.keywords ? all : names));
    if (terms.length > 0 && matched.every((name) => name !== undefined)) {
      return [...new Set(matched)].filter((name) => name !== shown).map(({ text }) => text);
    }
  }
  return [];
}

function isPositiveName(term: Term): term is NameTerm {
  return term.kind === 'name' && !term.negative;
}

/** For each part of a term, the first name that has it; undefined where none has. */
function matchesOf({ phrase, words }: NameTerm, names: readonly Name[]): (Name | undefined)[] {
  if (phrase) return [names.find((name) => holdsPhrase(name, words))];
  return words.map((word) => names.find((name) => holdsWord(name, word)));
}

function holdsWord({ folded }: Name, pattern: string): boolean {
  if (!pattern.includes('*')) return folded.includes(` ${pattern} `);
  return folded.split(' ').some((word) => word !== '' && fits(word, pattern));
}

/** Whether a name has these words, one behind the other. */
export function holdsPhrase({ folded }: Name, words: readonly string[]): boolean {
  return folded.includes(` ${words.join(' ')} `);
}
