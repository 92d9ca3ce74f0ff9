/**
 * One term of a query to what it finds.
 *
 * It yields, so that its caller can give others a turn; combining what terms find does not yield. Sets are in the arena
 * of the search, or in the index.
 */
import { isPropertyField } from '../../unicode/properties.ts';
import { listOf } from '../index/postings.ts';
import { addRuleWords, ordinalByRule } from '../index/rule-words.ts';
import { allOf, numberOfWord, othersOf } from '../index/word-records.ts';
import type { NameTerm, Term } from '../query/terms.ts';
import type { Operand } from '../sets/operand.ts';
import { addAll, formalOf, intersectAll, newOperand, NOTHING, selfEvident } from '../sets/operand.ts';
import { cursor, giveBack, isEmpty, point, runsOf, subtract } from '../sets/runs.ts';
import type { Fits, Word } from '../words/pattern.ts';
import { isExact } from '../words/pattern.ts';
import { findListed } from './listing.ts';
import { addCandidates, findPhrase } from './phrase.ts';
import { holdersOf } from './field-values.ts';
import type { Search } from './search.ts';

/** Which names count. */
interface Names {
  readonly ofCharacters: boolean;
  readonly ofSequences: boolean;
  readonly areKeywords: boolean;
}

/** Work (see budget.ts) of looking up a value that can be written in several ways. */
const WORK_OF_KEYS = 200;

/**
 * What a term finds, whether it is negative or not.
 *
 * @param withSequences whether the names of emoji sequences count, too
 * @throws {QueryError} when it names a value that does not exist, or takes too much work
 */
export function* resolve(search: Search, term: Term, withSequences: boolean): Generator<undefined, Operand> {
  switch (term.kind) {
    case 'words':
      return yield* resolveWords(search, term.words, namesFor(term, withSequences));
    case 'phrase':
      return yield* resolvePhrase(search, term.words, namesFor(term, withSequences));
    case 'property': {
      if (search.spend(isPropertyField(term.field) ? 2 : WORK_OF_KEYS)) yield;
      const holders = yield* holdersOf(search.index, term);
      search.holders.set(term, holders);
      return selfEvident(holders);
    }
    case 'asked':
      throw new TypeError('what is asked by meaning is no set; see asked.ts');
    default:
      return (yield* findListed(search, [term])).found;
  }
}

/** What a term finds where a few lookups tell that, as they do for most: steps would take several times as long. */
export function lookUp(search: Search, term: Term, withSequences: boolean): Operand | undefined {
  if (term.kind !== 'words' || !term.words.every(isExact)) return undefined;
  const names = namesFor(term, withSequences);
  return common(search, term.words.map(({ letters }) => findWord(search, letters, names)));
}

function namesFor({ keywords }: NameTerm, withSequences: boolean): Names {
  return { ofCharacters: true, ofSequences: keywords || withSequences, areKeywords: keywords };
}

/** What has some words one after another in one of its names. */
function* resolvePhrase(search: Search, words: readonly Word[], names: Names): Generator<undefined, Operand> {
  if (words.length === 1) return yield* resolveWords(search, words, names);
  const found = yield* findPhrase(search, words);
  if (!names.ofSequences) return found;
  const candidates = yield* resolveWords(search, words, { ...names, ofCharacters: false });
  yield* addCandidates(search, words, candidates, found);
  return found;
}

/** What has all of some words in its names. */
function* resolveWords(search: Search, words: readonly Word[], names: Names): Generator<undefined, Operand> {
  const found: Operand[] = [];
  for (const word of words) {
    if (search.spend(2)) yield;
    const { letters, fits } = word;
    found.push(fits ? yield* findPattern(search, letters, fits, names) : findWord(search, letters, names));
  }
  return common(search, found);
}

function common({ arena }: Search, operands: readonly Operand[]): Operand {
  const [only] = operands;
  if (only !== undefined && operands.length === 1) return only;
  const out = newOperand();
  intersectAll(operands, operands.length, arena, out);
  return out;
}

/** What has one word in its names. */
function findWord(search: Search, letters: string, names: Names): Operand {
  const { index, reader } = search;
  const number = numberOfWord(index.records, reader, letters);
  if (number < 0) {
    const ordinal = names.ofCharacters ? ordinalByRule(index.characters, letters) : -1;
    return ordinal < 0 ? NOTHING : selfEvident(runsOf([ordinal, ordinal + 1]));
  }
  if (!names.ofSequences) return { all: allOf(index.records, number), others: othersOf(index.records, number) };
  return unionOf(search, [number], names);
}

/** Posting lists merged per step: about a millisecond of work. */
const LISTS_PER_STEP = 2048;

/** Work (see budget.ts) of looking through all words for a pattern, and how many posting lists are a unit of it. */
const [WORK_OF_SCAN, LISTS_PER_UNIT] = [100, 2];

/** What has a word that fits a pattern in its names. */
function* findPattern(
  search: Search,
  pattern: string,
  fits: Fits,
  names: Names,
): Generator<undefined, Operand> {
  const { index, arena, collector, spend } = search;
  const numbers = (yield* index.vocabulary.fitting())(pattern, fits);
  if (spend(WORK_OF_SCAN)) yield;
  const syllables = yield* index.syllables();
  const ruled = cursor();
  addRuleWords(index.characters, syllables, pattern, fits, collector.addRun);
  collector.take(arena, ruled);
  if (spend(20 + (ruled.to - ruled.from) / 16)) yield;

  const out = newOperand();
  addAll(out, selfEvident(ruled), arena);
  for (let from = 0; from < numbers.length; from += LISTS_PER_STEP) {
    const some = numbers.slice(from, from + LISTS_PER_STEP);
    addAll(out, unionOf(search, some, names), arena);
    if (spend(some.length / LISTS_PER_UNIT)) yield;
  }
  return out;
}

/** The union of what some words find in the names that count; words are given by their numbers. */
function unionOf(search: Search, numbers: readonly number[], names: Names): Operand {
  const { arena, collector } = search;
  const [all, formal] = [cursor(), cursor()];
  for (const number of numbers) collect(search, number, names, 'all');
  collector.take(arena, all);
  if (!names.areKeywords && numbers.every((number) => isEmpty(othersOf(search.index.records, number)))) {
    return selfEvident(all);
  }
  for (const number of numbers) collect(search, number, names, 'formal');
  collector.take(arena, formal);
  const others = cursor();
  subtract(all, formal, arena, others);
  return { all, others };
}

/** Which results of some words are collected: all, or those that match by the name they are shown by. */
type Part = 'all' | 'formal';

/**
 * Adds what has a word in the names that count to the collector. Sequences have their one name from CLDR. All searches
 * share the collector, so there must be no yield until it is taken.
 */
function collect({ index, arena, collector }: Search, number: number, names: Names, part: Part): void {
  const { sequenceNames, annotations, definitions } = index.keywordPostings;
  if (names.ofCharacters) {
    const found = { all: allOf(index.records, number), others: othersOf(index.records, number) };
    const list = cursor();
    if (part === 'all') point(list, found.all);
    else formalOf(found, arena, list);
    collector.add(list);
    giveBack(arena, list);
  }
  if (names.ofSequences) collector.add(listOf(sequenceNames, number));
  if (part === 'formal' || !names.areKeywords) return;
  collector.add(listOf(annotations, number));
  collector.add(listOf(definitions, number));
}
