/** The names of one character, and which of them a query matched: what the fourth column of a result shows. */
import type { KeywordIndex } from './keyword-index.ts';
import type { MojiIndex } from './moji-index.ts';
import type { NameTerm, Query, Term } from './query.ts';
import { wordsOf } from './vocabulary.ts';
import { fits } from './wildcard.ts';

/** The name a result is shown by: its formal name, the label of a control, or the CLDR name of a sequence. */
export function shownName(index: MojiIndex, keywords: KeywordIndex | undefined, ordinal: number): string {
  const { characters } = index;
  if (ordinal < characters.count) return characters.nameOf(ordinal);
  return keywords?.sequences[ordinal - characters.count]?.name ?? '';
}

/** The other names of a character, in order of priority: aliases, then keywords where these count. */
export function otherNames(index: MojiIndex, keywords: KeywordIndex | undefined, ordinal: number): string[] {
  const codePoint = index.characters.codePoints[ordinal];
  const names = codePoint === undefined ? [] : index.aliasesOf(codePoint).map(({ name }) => name);
  return keywords ? [...names, ...keywords.keywordsOf(ordinal)] : names;
}

/**
 * The names but the one shown that made a character a result: for each word of the query that the shown name lacks, the
 * first name that has it. Of several alternatives it tells of the first that matched.
 */
export function matchedNames(
  index: MojiIndex,
  keywords: KeywordIndex | undefined,
  query: Query,
  ordinal: number,
): string[] {
  const shown = shownName(index, keywords, ordinal);
  const others = { names: otherNames(index, undefined, ordinal), all: otherNames(index, keywords, ordinal) };
  for (const alternative of query.alternatives) {
    const terms = alternative.filter((term) => isPositiveName(term));
    const matched = terms.flatMap((term) => matchesOf(term, shown, term.keywords ? others.all : others.names));
    if (terms.length > 0 && !matched.includes(undefined)) {
      return [...new Set(matched.filter((name) => name !== undefined && name !== shown))].filter(isText);
    }
  }
  return [];
}

function isPositiveName(term: Term): term is NameTerm {
  return term.kind === 'name' && !term.negative;
}

function isText(name: string | undefined): name is string {
  return name !== undefined;
}

/** For each part of a term, the name that has it, the shown one first; undefined where none has. */
function matchesOf({ phrase, words }: NameTerm, shown: string, others: readonly string[]): (string | undefined)[] {
  const names = shown.startsWith('<') ? others : [shown, ...others];
  if (phrase) return [names.find((name) => holdsPhrase(name, words))];
  return words.map((word) => names.find((name) => holdsWord(name, word)));
}

function holdsWord(name: string, pattern: string): boolean {
  return wordsOf(name).some((word) => fits(word, pattern));
}

export function holdsPhrase(name: string, words: readonly string[]): boolean {
  return hasRun(wordsOf(name), words);
}

/** Whether a list holds another as consecutive elements. */
export function hasRun(list: readonly string[], run: readonly string[]): boolean {
  return list.some((_, at) => run.every((word, i) => list[at + i] === word));
}
