/** One side of `|`: what all of its terms have in common, or what is meant by its words. */
import type { AskedTerm, NameTerm, Term } from '../query/terms.ts';
import { isAsked, isList, isName, isPlain } from '../query/terms.ts';
import type { Operand, WritableOperand } from '../sets/operand.ts';
import { intersectAll, newOperand, removeAll } from '../sets/operand.ts';
import { cursor, isEmpty } from '../sets/runs.ts';
import { wordsOf } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { asWord } from '../words/pattern.ts';
import type { Ranked } from './asked.ts';
import { findMeant } from './asked.ts';
import { findListed } from './listing.ts';
import { lookUp, resolve } from './resolve.ts';
import type { Search } from './search.ts';

/** Work (see budget.ts) of uniting the names and keywords of one word. */
const UNION = 16;

/** How many words of a question help with suggestions, and stand in what is said of it. */
const MAX_SAID = 16;

/** What one side of `|` finds. */
export interface Side {
  /** As they were answered; a question stands among them as words. */
  readonly terms: readonly Term[];
  readonly found: Operand;
  /** What it lists, in order; undefined if no term of it lists characters. */
  readonly order: readonly number[] | undefined;
  /** What it found by meaning, where it was asked so. */
  readonly ranked?: Ranked;
}

/**
 * Finds what a side asks for. Plain words that find nothing by names are asked for by meaning, unless the side leaves
 * one of them out.
 *
 * @param most so many of the best results are wanted, where they have an order
 */
export function* findSide(search: Search, terms: readonly Term[], most: number): Generator<undefined, Side> {
  const asked = terms.find(isAsked);
  if (asked !== undefined) return yield* ask(search, asked, terms.filter((term) => term !== asked), most);
  const first = lookUpAll(search, terms) ?? (yield* findByNames(search, terms));
  if (!isEmpty(first.found.all) || leftOut(terms) !== undefined) return first;
  const question = questionOf(terms);
  if (question === undefined) return first;
  const side = yield* ask(search, question, terms.filter((term) => !isSaid(term)), most);
  return isEmpty(side.found.all) ? first : side;
}

/** What all terms of a side have in common, with the keywords of plain words where their names alone have nothing. */
export function* findWithKeywords(search: Search, terms: readonly Term[]): Generator<undefined, Side> {
  const first = yield* findByNames(search, terms);
  if (!isEmpty(first.found.all)) return first;
  return yield* findByNames(search, terms.map((term) => (isPlain(term) ? { ...term, keywords: true } : term)));
}

/** Whether a side finds something, as {@link findSide} does, but for what asking by meaning knows besides keywords. */
export function* findsSomething(search: Search, terms: readonly Term[]): Generator<undefined, boolean> {
  const find = questionOf(terms) === undefined ? findByNames : findWithKeywords;
  return !isEmpty((yield* find(search, terms)).found.all);
}

/** The same as {@link findByNames} for plain words alone, as most sides are, without steps, which would take longer. */
function lookUpAll(search: Search, terms: readonly Term[]): Side | undefined {
  const [wanted, unwanted]: [Operand[], Operand[]] = [[], []];
  for (const term of terms) {
    const found = isName(term) && !term.keywords ? lookUp(search, term, false) : undefined;
    if (found === undefined) return undefined;
    (term.isNegative ? unwanted : wanted).push(found);
  }
  return { terms, found: evaluate(search, wanted, unwanted), order: undefined };
}

/** What all terms have in common. All terms that list characters count as one, which any of the characters fits. */
function* findByNames(search: Search, terms: readonly Term[]): Generator<undefined, Side> {
  const withSequences = terms.some((term) => term.kind === 'text' || ('keywords' in term && term.keywords));
  const { wanted, unwanted, order } = yield* resolveAll(search, terms, withSequences);
  return { terms, found: evaluate(search, wanted, unwanted), order };
}

/**
 * What each of some terms finds.
 *
 * @param withSequences whether the names of emoji sequences count, too
 */
function* resolveAll(
  search: Search,
  terms: readonly Term[],
  withSequences: boolean,
): Generator<undefined, { wanted: Operand[]; unwanted: Operand[]; order: readonly number[] | undefined }> {
  const lists = terms.filter(isList);
  const listed = lists.length === 0 ? undefined : yield* findListed(search, lists);
  const wanted: Operand[] = listed === undefined ? [] : [listed.found];
  const unwanted: Operand[] = [];
  for (const term of terms) {
    if (isList(term)) continue;
    if (term.kind === 'words' && search.spend(term.words.length * (withSequences ? UNION : 1))) yield;
    const found = lookUp(search, term, withSequences) ?? (yield* resolve(search, term, withSequences));
    (term.isNegative ? unwanted : wanted).push(found);
  }
  return { wanted, unwanted, order: listed?.order };
}

/** What a question means, among what the other terms of its side allow. */
function* ask(
  search: Search,
  question: AskedTerm,
  filters: readonly Term[],
  most: number,
): Generator<undefined, Side> {
  // Emoji sequences are among what is meant, so that their names count for what is left out.
  const { wanted, unwanted } = yield* resolveAll(search, filters, true);
  const allowed = wanted.length === 0 ? undefined : evaluate(search, wanted, []).all;
  const forbidden = cursor();
  for (const { all } of unwanted) search.collector.add(all);
  search.collector.take(search.arena, forbidden);
  if (search.spend(unwanted.reduce((sum, { all }) => sum + all.to - all.from, 0) / 64)) yield;
  const ranked = yield* findMeant(search, question, allowed, forbidden, most);
  const words = [...new Set(wordsOf(question.text))].slice(0, MAX_SAID).map(asWord);
  const said: Term[] = words.length === 0 ? [] : [{ kind: 'words', isNegative: false, keywords: false, words }];
  return { terms: [...said, ...filters], found: ranked.found, order: ranked.order, ranked };
}

/** What all of the wanted operands have in common, and none of the unwanted ones has. */
function evaluate({ arena }: Search, wanted: readonly Operand[], unwanted: readonly Operand[]): WritableOperand {
  const out = newOperand();
  intersectAll(wanted, wanted.length, arena, out);
  for (const operand of unwanted) if (!isEmpty(out.all)) removeAll(out, operand, arena);
  return out;
}

/** A plain term that a side wants, and leaves out; undefined if it has none. */
export function leftOut(terms: readonly Term[]): NameTerm | undefined {
  const plain = terms.filter(isName).filter(({ kind, keywords }) => kind === 'words' && !keywords);
  const wanted = plain.flatMap((term) => (term.isNegative ? [] : term.words.map(({ letters }) => letters)));
  return plain.find((term) => term.isNegative && term.words.every(({ letters }) => wanted.includes(letters)));
}

/** The plain words of a side as a question; undefined if it has none, or names with operators. */
function questionOf(terms: readonly Term[]): AskedTerm | undefined {
  const said = terms.filter(isSaid);
  if (!said.some(isPlain) || terms.some((term) => isName(term) && !term.isNegative && !isPlain(term))) return undefined;
  const lettersOf = ({ letters }: Word): string => letters.toLowerCase();
  const texts = said.map((term) =>
    isName(term) ? (term.command ?? term.words.map(lettersOf).join(' ')) : term.text,
  );
  return { kind: 'asked', isNegative: false, text: texts.join(' '), language: undefined };
}

/** Whether a term is plain words that are wanted, or text with a letter among them: `flag Côte d'Ivoire`. */
function isSaid(term: Term): term is Extract<Term, { kind: 'words' | 'phrase' | 'text' }> {
  return !term.isNegative && (isPlain(term) || (term.kind === 'text' && /[\p{L}\p{N}]/u.test(term.text)));
}
