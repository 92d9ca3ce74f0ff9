/** From a line to what is found: the search, the second try with keywords, and the nearest words when both fail. */
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/name-index.ts';
import type { NameTerm, Query, Term } from '../query.ts';
import { isPattern, parse } from '../query.ts';
import type { Found } from './evaluate.ts';
import { search } from './evaluate.ts';
import { nearest } from '../index/nearest.ts';
import { wordsOf } from '../index/vocabulary.ts';

export interface Finding {
  /** The query as it was answered: with keywords, when names alone had found nothing. */
  readonly query: Query;
  readonly found: Found;
  /** Known words near to those that nobody knows, when nothing was found. */
  readonly suggestions: readonly string[];
}

/** How many unknown words of a line get suggestions, and how many suggestions a line gets. */
const MOST_UNKNOWN = 3;
const MOST_SUGGESTIONS = 3;

/** Answers a line; throws {@link QueryError}. It yields where others may have their turn. */
export function* find(index: MojiIndex, line: string): Generator<undefined, Finding> {
  let query = parse(line);
  let found = yield* search(index, query);
  let suggestions: readonly string[] = [];
  if (found.total === 0) {
    for (const wider of widerQueries(query)) {
      const again = yield* search(index, wider);
      if (again.total === 0) continue;
      query = wider;
      found = again;
      break;
    }
    if (found.total === 0) suggestions = yield* suggest(index, query);
  }
  return { query, found, suggestions };
}

/** Words that people put between others, and that few names have. */
const SMALL_WORDS: ReadonlySet<string> = new Set(['A', 'AN', 'AND', 'FOR', 'IN', 'OF', 'ON', 'THE', 'WITH']);

/**
 * What to try when plain words find nothing: the same query with keywords for each of them, and that without its small
 * words. Among words, text that folds to words is a word too: `flag Côte d'Ivoire`.
 */
function* widerQueries(query: Query): Generator<Query> {
  if (!query.alternatives.flat().some(isPlain)) return;
  const wider = query.alternatives.map((terms) => terms.map((term) => widen(term, terms)));
  yield { ...query, alternatives: wider };
  const fewer = wider.map((terms) => terms.filter((term) => !isSmall(term)));
  const isFewer = fewer.flat().length < wider.flat().length;
  if (isFewer && fewer.every((terms) => terms.some(({ negative }) => !negative))) {
    yield { ...query, alternatives: fewer };
  }
}

/** Whether a term is words without operators, but for the exclamation mark. */
function isPlain(term: Term): term is NameTerm {
  return term.kind === 'name' && !term.phrase && !term.words.some(isPattern);
}

function widen(term: Term, terms: readonly Term[]): Term {
  if (isPlain(term)) return { ...term, keywords: true };
  if (term.kind !== 'text' || !terms.some(isPlain)) return term;
  const words = wordsOf(term.text);
  return words.length === 0 ? term : { kind: 'name', negative: term.negative, keywords: true, phrase: false, words };
}

function isSmall(term: Term): boolean {
  return isPlain(term) && term.words.every((word) => SMALL_WORDS.has(word));
}

/** The known words nearest to the unknown ones of a query. */
function* suggest({ characters, vocabulary, names }: MojiIndex, query: Query): Generator<undefined, string[]> {
  const weight = (word: string): number => {
    const id = vocabulary.idOf(word);
    return (names.all.to[id] ?? 0) - (names.all.from[id] ?? 0);
  };
  const words = query.alternatives.flat().flatMap((term) => (term.kind === 'name' && !term.negative ? term.words : []));
  const isUnknown = (word: string): boolean =>
    !isPattern(word) && vocabulary.idOf(word) < 0 && ordinalByRule(characters, word) < 0;
  const unknown = [...new Set(words)].filter(isUnknown).slice(0, MOST_UNKNOWN);
  const suggestions: string[] = [];
  for (const word of unknown) suggestions.push(...(yield* nearest(word, vocabulary.words(), weight, MOST_SUGGESTIONS)));
  return suggestions.slice(0, MOST_SUGGESTIONS).map((word) => word.toLowerCase());
}
