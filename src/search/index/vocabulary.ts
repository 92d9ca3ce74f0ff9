/**
 * The words of names and keywords, each with a number; `words/reader` tells what a word is.
 *
 * Invariant: asking never adds a word. Only the build learns words.
 */
import { once } from '../once.ts';
import { foldAccents } from '../words/fold.ts';
import { wordReader } from '../words/reader.ts';
import type { WordList } from './nearest.ts';
import { wordList } from './nearest.ts';
import type { FindFitting } from './signatures.ts';
import { findFitting } from './signatures.ts';

export interface Vocabulary {
  /** How many words there are; their numbers are 0 to size - 1. */
  readonly size: number;
  /** A word by its number. */
  word(id: number): string;
  /** What finds the numbers of the words that fit a pattern; made when it is first asked for. */
  fitting(): Generator<undefined, FindFitting>;
  /** All words, in the order of their numbers, to look for near ones in; made when it is first asked for. */
  list(): Generator<undefined, WordList>;
}

/** What a vocabulary is made of. */
export interface VocabularyData {
  /** The words, each with a line feed after it, and one before all. */
  readonly pool: Uint8Array;
  /** Where each word ends in the pool. */
  readonly ends: Uint32Array;
}

/** Learns words, for the build of an index. */
export interface Learner {
  /** The numbers of the words of a text; words that are new get one. */
  learn(text: string): Generator<number>;
  /** All words, in the order of their numbers. */
  words(): readonly string[];
}

/** A learner that knows no words. */
export function newLearner(): Learner {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const reader = wordReader();
  return {
    *learn(text) {
      const bytes = Buffer.from(foldAccents(text));
      for (let at = 0; reader.read(bytes, at, bytes.length); ) {
        at = reader.at();
        const word = reader.spelled();
        if (word === '') continue;
        let number = numbers.get(word);
        if (number === undefined) {
          number = words.push(word) - 1;
          numbers.set(word, number);
        }
        yield number;
      }
    },
    words: () => words,
  };
}

/** Joins words into a pool. */
export function vocabularyOf(words: readonly string[]): VocabularyData {
  const ends = new Uint32Array(words.length);
  let end = 0;
  for (const [i, word] of words.entries()) ends[i] = end += word.length + 1;
  return { pool: Buffer.from(`\n${words.map((word) => `${word}\n`).join('')}`, 'latin1'), ends };
}

/** The vocabulary that the data hold. */
export function openVocabulary({ pool, ends }: VocabularyData): Vocabulary {
  const bytes = Buffer.from(pool.buffer, pool.byteOffset, pool.length);
  const list = once(() => wordList(bytes.toString('latin1', 1, bytes.length - 1).split('\n')));
  const endOf = (id: number): number => ends[id] ?? 0;
  const startOf = (id: number): number => (id === 0 ? 1 : (ends[id - 1] ?? 0) + 1);
  const fitting = once(() => findFitting({ bytes: pool, count: ends.length, startOf, endOf }));
  return {
    size: ends.length,
    word: (id) => bytes.toString('latin1', startOf(id), endOf(id)),
    fitting,
    list,
  };
}
