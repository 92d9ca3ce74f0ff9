/**
 * Posting lists by two words that follow each other in a name: what phrases are found by. They are made when a client
 * first asks for a phrase.
 */
import type { Alias } from '../../unicode/aliases.ts';
import type { Characters } from '../../unicode/characters.ts';
import { formalNames, ordinalOf } from '../../unicode/characters.ts';
import type { Runs } from '../sets/runs.ts';
import { append, runsOf } from '../sets/runs.ts';
import { foldAccents } from '../words/fold.ts';
import { wordReader } from '../words/reader.ts';
import type { Postings, PostingsBuilder } from './postings.ts';
import { createPostings, listOf } from './postings.ts';
import type { WordRecords } from './word-records.ts';
import { numberOf } from './word-records.ts';

export interface WordPairs {
  /** The numbers of all pairs, by the numbers of their words: see `keyOf`. */
  readonly numbers: ReadonlyMap<number, number>;
  /** Posting lists of pairs in formal names, and of pairs in other names. Words made by rule are in none. */
  readonly formal: Postings;
  readonly informal: Postings;
  /** What has some word more than once in its formal name. */
  readonly repeating: Runs;
}

/** Names read per step: about a millisecond of work. */
const NAMES_PER_STEP = 512;

/** @param records all words of names have one */
export function* pairWords(
  characters: Characters,
  records: WordRecords,
  aliases: ReadonlyMap<number, readonly Alias[]>,
): Generator<undefined, WordPairs> {
  const { bytes } = characters.block;
  const numbers = new Map<number, number>();
  const reader = wordReader();
  const words: number[] = [];

  function read(text: Uint8Array, from: number, to: number): void {
    words.length = 0;
    for (let at = from; reader.read(text, at, to); at = reader.at()) words.push(numberOf(records, reader));
  }

  /** Adds the pairs of the words that were read. */
  function add(first: number, past: number, postings: PostingsBuilder): void {
    for (let i = 1; i < words.length; i++) {
      const key = keyOf(words[i - 1] ?? 0, words[i] ?? 0);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      postings.add(number, first, past);
    }
  }

  const formal = createPostings();
  const repeating: number[] = [];
  let named = 0;
  for (const { first, past, prefix } of formalNames(characters)) {
    if (++named % NAMES_PER_STEP === 0) yield;
    if (prefix === undefined) read(bytes, characters.startOfName(first), characters.endOfName(first));
    else read(Buffer.from(prefix), 0, prefix.length);
    add(first, past, formal);
    if (words.some((word, i) => words.indexOf(word) < i)) append(repeating, first, past);
  }
  const informal = createPostings();
  for (const [codePoint, names] of aliases) {
    const ordinal = ordinalOf(characters, codePoint);
    for (const { name } of names) {
      if (++named % NAMES_PER_STEP === 0) yield;
      const text = Buffer.from(foldAccents(name));
      read(text, 0, text.length);
      add(ordinal, ordinal + 1, informal);
    }
  }
  yield;
  const inFormal = formal.finish(numbers.size);
  yield;
  return { numbers, formal: inFormal, informal: informal.finish(numbers.size), repeating: runsOf(repeating) };
}

/** What has two words, given by their numbers, one after the other in its formal name, and in another name. */
export function holdersOfPair(pairs: WordPairs, first: number, second: number): { formal: Runs; informal: Runs } {
  const number = pairs.numbers.get(keyOf(first, second)) ?? -1;
  return { formal: listOf(pairs.formal, number), informal: listOf(pairs.informal, number) };
}

/** There are fewer than 2 to the power of 16 words. */
function keyOf(first: number, second: number): number {
  return first * 2 ** 16 + second;
}
