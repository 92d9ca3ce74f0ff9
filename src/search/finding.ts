/** From a line to what is found: the search, the second try with keywords, and the nearest words when both fail. */
import type { Keywords } from './keyword-index.ts';
import type { MojiIndex } from './moji-index.ts';
import { ordinalByRule } from './name-index.ts';
import type { Query, Term } from './query.ts';
import { parse } from './query.ts';
import type { Found } from './search.ts';
import { search } from './search.ts';
import { nearest } from './suggest.ts';
import { wordsOf } from './vocabulary.ts';

export interface Finding {
  /** The query as it was answered: with keywords, when names alone had found nothing. */
  readonly query: Query;
  readonly found: Found;
  /** There when the answer has to do with keywords or sequences. */
  readonly keywords: Keywords | undefined;
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
  const wider = withKeywords(query);
  let suggestions: readonly string[] = [];
  if (found.total === 0 && wider) {
    const again = yield* search(index, wider);
    if (again.total > 0) {
      query = wider;
      found = again;
    } else {
      suggestions = yield* suggest(index, query);
    }
  }
  const keywords = query.alternatives.flat().some(usesKeywords) ? index.keywords() : undefined;
  return { query, found, keywords, suggestions };
}

function usesKeywords(term: Term): boolean {
  return term.kind === 'name' ? term.keywords : term.kind === 'text';
}

/**
 * A query with keywords for each of its plain words, or undefined when it has none. Among words, text that folds to
 * words is a word too: `flag Côte d'Ivoire`.
 */
function withKeywords(query: Query): Query | undefined {
  let changed = false;
  const widen = (term: Term, _: number, terms: readonly Term[]): Term => {
    if (term.negative) return term;
    if (term.kind === 'name' && !term.phrase && !term.keywords && !term.words.some((word) => word.includes('*'))) {
      changed = true;
      return { ...term, keywords: true };
    }
    if (term.kind === 'text' && terms.some(({ kind }) => kind === 'name')) {
      const words = wordsOf(term.text);
      if (words.length > 0) return { kind: 'name', negative: false, keywords: true, phrase: false, words };
    }
    return term;
  };
  const alternatives = query.alternatives.map((terms) => terms.map(widen));
  return changed ? { ...query, alternatives } : undefined;
}

/** The known words nearest to the unknown ones of a query. */
function* suggest({ characters, vocabulary, names }: MojiIndex, query: Query): Generator<undefined, string[]> {
  const idOf = (word: string): number => vocabulary.next(word, 0, word.length);
  const weight = (word: string): number => {
    const id = idOf(word);
    return (names.all.to[id] ?? 0) - (names.all.from[id] ?? 0);
  };
  const words = query.alternatives.flat().flatMap((term) => (term.kind === 'name' && !term.negative ? term.words : []));
  const isUnknown = (word: string): boolean =>
    !word.includes('*') && idOf(word) < 0 && ordinalByRule(characters, word) < 0;
  const unknown = [...new Set(words)].filter(isUnknown).slice(0, MOST_UNKNOWN);
  const suggestions: string[] = [];
  for (const word of unknown) suggestions.push(...(yield* nearest(word, vocabulary.words(), weight, MOST_SUGGESTIONS)));
  return suggestions.slice(0, MOST_SUGGESTIONS).map((word) => word.toLowerCase());
}
