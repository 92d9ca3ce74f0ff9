/** One side of `|`: what all of its terms have in common, with a second try for plain words. */
import type { Term } from '../query/terms.ts';
import { isList, isPlain } from '../query/terms.ts';
import type { Operand, Result } from '../sets/operand.ts';
import { intersectAll, newResult, removeAll } from '../sets/operand.ts';
import { isEmpty } from '../sets/runs.ts';
import { wordsOf } from '../words/fold.ts';
import { asWord } from '../words/pattern.ts';
import { findListed } from './listing.ts';
import { resolve } from './resolve.ts';
import type { Search } from './search.ts';

/** What one side of `|` finds. */
export interface Side {
  readonly terms: readonly Term[];
  readonly found: Operand;
  /** What it lists, in order; undefined where no term of it lists characters. */
  readonly order: readonly number[] | undefined;
  readonly notes: readonly string[];
}

/**
 * Finds what all terms of one side have in common. Plain words that find nothing by names are looked for among keywords;
 * and where no operator was written, small words may be left out for that.
 *
 * @param isAlone whether it is the only side
 */
export function* findSide(search: Search, terms: readonly Term[], isAlone: boolean): Generator<undefined, Side> {
  const first = yield* findAll(search, terms);
  if (!isEmpty(first.found.all) || !terms.some(isPlain)) return first;
  const wider = terms.map((term) => widen(term, terms));
  const second = yield* findAll(search, wider);
  const hasOperators = !isAlone || !terms.every(isBare) || wider.some((term) => term.kind === 'text');
  const fewer = wider.filter((term) => !isSmall(term));
  if (!isEmpty(second.found.all) || hasOperators || fewer.length === 0 || fewer.length === wider.length) return second;
  const third = yield* findAll(search, fewer);
  return isEmpty(third.found.all) ? second : { ...third, notes: [`Left out: ${smallWords(wider).join(', ')}.`] };
}

/** What all terms have in common. Terms that list characters are one term: any of those. */
function* findAll(search: Search, terms: readonly Term[]): Generator<undefined, Side> {
  const withSequences = terms.some((term) => term.kind === 'text' || ('keywords' in term && term.keywords));
  const lists = terms.filter(isList);
  const listed = lists.length === 0 ? undefined : yield* findListed(search, lists);
  const wanted: Operand[] = listed === undefined ? [] : [listed.found];
  const unwanted: Operand[] = [];
  for (const term of terms) {
    if (isList(term)) continue;
    (term.isNegative ? unwanted : wanted).push(yield* resolve(search, term, withSequences));
  }
  return { terms, found: evaluate(search, wanted, unwanted), order: listed?.order, notes: [] };
}

/** What all of the wanted operands have in common, and none of the unwanted ones has. */
function evaluate({ arena }: Search, wanted: readonly Operand[], unwanted: readonly Operand[]): Result {
  const out = newResult();
  intersectAll(wanted, wanted.length, arena, out);
  for (const operand of unwanted) if (!isEmpty(out.all)) removeAll(out, operand, arena);
  return out;
}

/** Whether a term was written without any operator. */
function isBare(term: Term): boolean {
  return !term.isNegative && (isPlain(term) || term.kind === 'text');
}

/** Words that people put between others, and that few names have. */
const SMALL_WORDS: ReadonlySet<string> = new Set(['A', 'AN', 'AND', 'FOR', 'IN', 'OF', 'ON', 'THE', 'WITH']);

function isSmall(term: Term): boolean {
  return term.kind === 'words' && term.words.every(({ letters }) => SMALL_WORDS.has(letters));
}

function smallWords(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => (term.kind === 'words' && isSmall(term) ? term.words : [])).map(({ letters }) => letters.toLowerCase());
}

/** The same term with keywords. Among words, text that folds to words is a word too: `flag Côte d'Ivoire`. */
function widen(term: Term, terms: readonly Term[]): Term {
  if (isPlain(term)) return { ...term, keywords: true };
  if (term.kind !== 'text' || !terms.some(isPlain)) return term;
  const words = wordsOf(term.text).map(asWord);
  return words.length === 0 ? term : { kind: 'words', isNegative: term.isNegative, keywords: true, words };
}
