/** The names of one character, and which of them a query matched: what the fourth column of a result shows. */
import type { MojiIndex } from '../index/moji-index.ts';
import type { NameTerm, Term } from '../query/terms.ts';
import { isList, isName } from '../query/terms.ts';
import { holds } from '../sets/runs.ts';
import type { Name } from '../words/fold.ts';
import { foldName, holdsPhrase, holdsWord, mayHold, phraseOf } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { isExact } from '../words/pattern.ts';
import type { Holders } from './field-values.ts';

/** The name a result is shown by: its formal name, the label of a control, or the CLDR name of a sequence. */
export function shownName(index: MojiIndex, ordinal: number): string {
  const { characters } = index;
  return ordinal < characters.count ? characters.nameOf(ordinal) : index.keywords().sequenceOf(ordinal).name;
}

/** What plain words are compared with: the formal name, but not the label of a control, and then the aliases. */
function namesOf(index: MojiIndex, ordinal: number): readonly Name[] {
  const codePoint = index.characters.codePoints[ordinal];
  if (codePoint === undefined) return [foldName(shownName(index, ordinal))];
  return index.namesOf(codePoint);
}

/** The names of a character but the one it is shown by, in order: aliases, then keywords where these count. */
export function otherNames(index: MojiIndex, withKeywords: boolean, ordinal: number): readonly Name[] {
  const names = namesOf(index, ordinal).slice(index.characters.isLabeled(ordinal) ? 0 : 1);
  return withKeywords ? [...names, ...index.keywords().keywordsOf(ordinal).map(foldName)] : names;
}

/** What tells why a character is a result. */
export interface Explanation {
  /**
   * The sides of `|` as they were answered: with keywords, where names alone had found nothing. Asked for when a result
   * has to say what matched.
   */
  alternatives(): readonly (readonly Term[])[];
  /** The work of telling what matched of one result, in words that are tested; patterns count twice. */
  readonly workOfTelling: number;
  readonly holders: Holders;
}

/**
 * The names other than the one shown that made a character a result: for each word of the query that the shown name
 * lacks, the first name that has it. Of several alternatives, only the first that the character matches counts.
 */
export function matchedNames(
  index: MojiIndex,
  { alternatives, holders }: Explanation,
  ordinal: number,
): readonly string[] {
  const names = namesOf(index, ordinal);
  const [first] = names;
  const shown = index.characters.isLabeled(ordinal) ? undefined : first;
  let withKeywords: FindName | undefined;
  const known = (term: NameTerm): FindName => {
    if (!term.keywords) return (isMatch) => names.find(isMatch);
    return (withKeywords ??= findAmong(names, index.keywords().keywordsOf(ordinal)));
  };
  for (const terms of alternatives()) {
    const matched = namesFor(terms, index, ordinal, known, holders);
    if (matched) return matched.filter((name) => name !== shown).map(({ text }) => text);
  }
  return [];
}

/** The work of testing whether a character matches some terms, in words; patterns count twice. */
export function workOfTesting(terms: readonly Term[]): number {
  return terms.reduce((sum, term) => sum + (isName(term) ? workOfWords(term.words) : 1), 0);
}

function workOfWords(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + (isExact(word) ? 1 : 2), 0);
}

/** Finds the first name that matches; one that does has the exact word, in lower case, if there is one. */
type FindName = (isMatch: (name: Name) => boolean, word?: string) => Name | undefined;

/** Finds it among names and texts. These are folded one by one, and only those that may match. */
function findAmong(names: readonly Name[], texts: readonly string[]): FindName {
  const folded: (Name | undefined)[] = [];
  return (isMatch, word) => {
    const known = names.find(isMatch);
    if (known !== undefined) return known;
    for (const [i, text] of texts.entries()) {
      if (word !== undefined && !mayHold(text, word)) continue;
      const name = (folded[i] ??= foldName(text));
      if (isMatch(name)) return name;
    }
    return undefined;
  };
}

/** The names that the words of an alternative are in, or undefined if the character does not match it. */
function namesFor(
  terms: readonly Term[],
  index: MojiIndex,
  ordinal: number,
  known: (term: NameTerm) => FindName,
  holders: Holders,
): readonly Name[] | undefined {
  // Words without wildcards first: they cost little, and rule most sides out.
  for (const term of terms) if (isExactName(term) && !addMatches(term, known(term), [])) return undefined;
  const found: Name[] = [];
  let hasList = false;
  let isListed = false;
  for (const term of terms) {
    if (isName(term)) {
      const isMatch = addMatches(term, known(term), term.isNegative ? [] : found);
      if (isMatch === term.isNegative) return undefined;
    } else if (isList(term)) {
      hasList = true;
      isListed ||= hasProperty(term, index, ordinal, holders);
    } else if (hasProperty(term, index, ordinal, holders) === term.isNegative) {
      return undefined;
    }
  }
  return hasList && !isListed ? undefined : found;
}

/** Whether a term is words without wildcards that a name has to have. */
function isExactName(term: Term): term is NameTerm {
  return term.kind === 'words' && !term.isNegative && term.words.every(isExact);
}

/** Adds, for each part of a term, the first name that has it, if it is not there; false if a part is in none. */
function addMatches({ kind, words }: NameTerm, find: FindName, found: Name[]): boolean {
  if (kind === 'phrase') {
    const phrase = phraseOf(words);
    return addMatch(find((name) => holdsPhrase(name, phrase)), found);
  }
  return words.every((word) => {
    const exact = isExact(word) ? word.letters.toLowerCase() : undefined;
    return addMatch(find((name) => holdsWord(name, word), exact), found);
  });
}

function addMatch(match: Name | undefined, found: Name[]): boolean {
  if (match !== undefined && !found.includes(match)) found.push(match);
  return match !== undefined;
}

/** Whether a term about the character itself, not its names, matches it, regardless of the exclamation mark. */
function hasProperty(
  term: Exclude<Term, NameTerm>,
  index: MojiIndex,
  ordinal: number,
  holders: Holders,
): boolean {
  const codePoint = index.characters.codePoints[ordinal];
  if (term.kind === 'asked') return true;
  if (term.kind === 'text') {
    const sequence = (): string => index.keywords().sequenceOf(ordinal).text;
    return term.text.includes(codePoint === undefined ? sequence() : String.fromCodePoint(codePoint));
  }
  if (codePoint === undefined) return false;
  if (term.kind === 'range') return codePoint >= term.first && codePoint <= term.last;
  const runs = holders.get(term);
  return runs !== undefined && holds(runs, ordinal);
}
