/** Characters that have some words one after another in one of their names. */
import type { Arena } from '../../bytes/arena.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { ordinalByRule } from '../index/rule-words.ts';
import { numberOfWord } from '../index/word-records.ts';
import type { WordPairs } from '../index/word-pairs.ts';
import { holdersOfPair } from '../index/word-pairs.ts';
import type { Operand, WritableOperand } from '../sets/operand.ts';
import { addAll, formalOf, intersectAll, newOperand, NOTHING, selfEvident } from '../sets/operand.ts';
import type { Cursor, Runs } from '../sets/runs.ts';
import { append, cursor, intersect, isEmpty, ordinalsOf, place, point, runsOf, subtract, unite } from '../sets/runs.ts';
import type { Name } from '../words/fold.ts';
import { foldName, holdsPhrase, phraseOf } from '../words/fold.ts';
import type { Word } from '../words/pattern.ts';
import { otherNames, shownName } from './reasons.ts';
import type { Search } from './search.ts';

/** What has a phrase of at least two words in a name of a character: formal names and aliases. */
export function* findPhrase(search: Search, words: readonly Word[]): Generator<undefined, WritableOperand> {
  const { index, arena, reader } = search;
  if (search.spend(2 * words.length)) yield;
  const pairs = yield* index.pairs();
  const numbers = words.map(({ letters }) => numberOfWord(index.records, reader, letters));
  const operands = numbers.slice(1).map((number, i) => holdersOf(pairs, numbers[i] ?? -1, number, arena));
  const found = newOperand();
  intersectAll(operands, operands.length, arena, found);
  if (words.length > 2 && !isEmpty(found.all)) yield* keepWhole(search, phraseOf(words), pairs.repeating, found);
  addByRule(search, words, found);
  return found;
}

/** What has two words, one after the other. */
function holdersOf(pairs: WordPairs, first: number, second: number, arena: Arena): Operand {
  if (first < 0 || second < 0) return NOTHING;
  const { formal, informal } = holdersOfPair(pairs, first, second);
  if (isEmpty(informal)) return selfEvident(formal);
  const [all, others] = [cursor(), cursor()];
  unite(formal, informal, arena, all);
  subtract(informal, formal, arena, others);
  return { all, others };
}

/**
 * Keeps the characters that have the whole phrase. All of its pairs may be in different names, or, where a word
 * repeats, at different places of one name.
 */
function* keepWhole(
  search: Search,
  phrase: string,
  repeating: Runs,
  found: WritableOperand,
): Generator<undefined, void> {
  const { index, arena } = search;
  const [formal, unsure] = [cursor(), cursor()];
  const { all, others } = found;
  formalOf(found, arena, formal);
  intersect(formal, repeating, arena, unsure);
  const inName = yield* having(search, phrase, unsure, namesShown(index));
  subtract(formal, unsure, arena, formal);
  unite(formal, inName, arena, formal);
  subtract(all, formal, arena, unsure);
  point(others, yield* having(search, phrase, unsure, (ordinal) => otherNames(index, false, ordinal)));
  unite(formal, others, arena, all);
}

/**
 * Adds the character whose name has the phrase if its last word is made by rule, as in `CJK UNIFIED IDEOGRAPH-4E00`.
 */
function addByRule({ index, arena }: Search, words: readonly Word[], found: WritableOperand): void {
  const ordinal = ordinalByRule(index.characters, words.at(-1)?.letters ?? '');
  if (ordinal < 0 || !holdsPhrase(foldName(shownName(index, ordinal)), phraseOf(words))) return;
  addAll(found, selfEvident(runsOf([ordinal, ordinal + 1])), arena);
}

/** Adds those of some candidates, emoji sequences among them, that have a phrase in any name or keyword. */
export function* addCandidates(
  search: Search,
  words: readonly Word[],
  candidates: Operand,
  found: WritableOperand,
): Generator<undefined, void> {
  const { index, arena } = search;
  const phrase = phraseOf(words);
  const [formal, unsure] = [cursor(), cursor()];
  formalOf(candidates, arena, unsure);
  addAll(found, selfEvident(yield* having(search, phrase, unsure, namesShown(index))), arena);
  formalOf(found, arena, formal);
  subtract(candidates.all, formal, arena, unsure);
  const inOthers = yield* having(search, phrase, unsure, (ordinal) => otherNames(index, true, ordinal));
  addAll(found, { all: inOthers, others: inOthers }, arena);
}

/** Counts only the name that a character or sequence is shown by. */
function namesShown(index: MojiIndex): (ordinal: number) => readonly Name[] {
  return (ordinal) => [foldName(shownName(index, ordinal))];
}

/** The candidates that have a phrase in one of the names that count. */
function* having(
  { arena, spend }: Search,
  phrase: string,
  candidates: Runs,
  namesOf: (ordinal: number) => readonly Name[],
): Generator<undefined, Cursor> {
  const pairs: number[] = [];
  for (const ordinal of ordinalsOf(candidates)) {
    if (spend(4)) yield;
    if (namesOf(ordinal).some((name) => holdsPhrase(name, phrase))) append(pairs, ordinal, ordinal + 1);
  }
  const found = cursor();
  place(pairs, arena, found);
  return found;
}
