/** The names of one character, and which of them a query matched: what the fourth column of a result shows. */
import type { MojiIndex } from '../index/moji-index.ts';
import type { NameTerm, Term } from '../query/terms.ts';
import { isList, isName } from '../query/terms.ts';
import { holds } from '../sets/runs.ts';
import type { Name } from '../words/fold.ts';
import { foldName, holdsPhrase, holdsWord } from '../words/fold.ts';
import { holdersOf } from './field-values.ts';

/** The name a result is shown by: its formal name, the label of a control, or the CLDR name of a sequence. */
export function shownName(index: MojiIndex, ordinal: number): string {
  const { characters } = index;
  return ordinal < characters.count ? characters.nameOf(ordinal) : index.keywords().sequenceOf(ordinal).name;
}

/** The other names of a character, in order of priority: aliases, then keywords where these count. */
export function otherNames(index: MojiIndex, withKeywords: boolean, ordinal: number): readonly Name[] {
  const codePoint = index.characters.codePoints[ordinal];
  const names = codePoint === undefined ? [] : index.aliasNamesOf(codePoint);
  return withKeywords ? [...names, ...index.keywords().keywordsOf(ordinal).map(foldName)] : names;
}

/**
 * The names but the one shown that made a character a result: for each word of the query that the shown name lacks, the
 * first name that has it. Of several alternatives, only the first that the character matches counts.
 */
export function matchedNames(
  index: MojiIndex,
  alternatives: readonly (readonly Term[])[],
  ordinal: number,
): readonly string[] {
  const withKeywords = alternatives.flat().some((term) => isName(term) && term.keywords);
  const shown = foldName(shownName(index, ordinal));
  // A control has a label, which is no name.
  const named = index.characters.isLabeled(ordinal) ? [] : [shown];
  const names = [...named, ...otherNames(index, false, ordinal)];
  const all = withKeywords ? [...named, ...otherNames(index, true, ordinal)] : names;
  for (const terms of alternatives) {
    const matched = namesFor(terms, index, ordinal, names, all);
    if (matched) return matched.filter((name) => name !== shown).map(({ text }) => text);
  }
  return [];
}

/** The names that the words of an alternative are in, or undefined where the character does not match it. */
function namesFor(
  terms: readonly Term[],
  index: MojiIndex,
  ordinal: number,
  names: readonly Name[],
  all: readonly Name[],
): readonly Name[] | undefined {
  const found = new Set<Name>();
  const lists = terms.filter(isList);
  if (lists.length > 0 && !lists.some((term) => hasProperty(term, index, ordinal))) return undefined;
  for (const term of terms) {
    if (isName(term)) {
      const matches = matchesOf(term, term.keywords ? all : names);
      if (matches.includes(undefined) !== term.isNegative) return undefined;
      if (!term.isNegative) for (const name of matches) if (name) found.add(name);
    } else if (!isList(term) && hasProperty(term, index, ordinal) === term.isNegative) {
      return undefined;
    }
  }
  return [...found];
}

/** Whether a term that is about the character itself, and not its names, fits it, but for the exclamation mark. */
function hasProperty(term: Exclude<Term, NameTerm>, index: MojiIndex, ordinal: number): boolean {
  const codePoint = index.characters.codePoints[ordinal];
  if (term.kind === 'asked') return true;
  if (term.kind === 'text') {
    const sequence = (): string => index.keywords().sequenceOf(ordinal).text;
    return term.text.includes(codePoint === undefined ? sequence() : String.fromCodePoint(codePoint));
  }
  if (codePoint === undefined) return false;
  if (term.kind === 'range') return codePoint >= term.first && codePoint <= term.last;
  // The search has read what it takes: there are no steps.
  const { value: holders } = holdersOf(index, term).next();
  return holders !== undefined && holds(holders, ordinal);
}

/** For each part of a term, the first name that has it; undefined where none has. */
function matchesOf({ kind, words }: NameTerm, names: readonly Name[]): (Name | undefined)[] {
  if (kind === 'phrase') return [names.find((name) => holdsPhrase(name, words))];
  return words.map((word) => names.find((name) => holdsWord(name, word)));
}
