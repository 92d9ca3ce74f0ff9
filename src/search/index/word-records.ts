/**
 * The words of names. What is to be known of one to answer quickly stands in one record of 64 bytes, so that one look
 * at memory brings all of it, or two in a row. The posting lists stand behind the records.
 */
import type { Postings } from './postings.ts';
import { runsOf } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { WordReader } from '../words/reader.ts';
import { wordReader } from '../words/reader.ts';

/** The inverted index over the names of characters. */
export interface NamePostings {
  /** By the words of formal names alone. */
  readonly formal: Postings;
  /** By the words of aliases. */
  readonly informal: Postings;
  /** By the words of both. It begins with the lists of `formal`, and those of words that no alias has are the same. */
  readonly all: Postings;
}

export interface NameWords extends NamePostings {
  /** The records of all words, in the order of their numbers, and the posting lists. */
  readonly memory: Uint32Array;
  /** A hash table with open addressing: a slot holds the number of a word + 1 and the top bits of its hash, or 0. */
  readonly slots: Uint32Array;
}

/** Numbers in a record. The first one is how many letters the word has; these are next, four to a number. */
const RECORD = 16;
const LETTERS = 1;
/** A longer word has no record: Unicode has none. */
const MOST_LETTERS = 28;
/** Where in the memory the posting lists of the word start; the next number is where they end. */
export const ALL = 8;
export const FORMAL = 10;
export const INFORMAL = 12;
/** The first run of the word. Two words of three have no other, and these lists start and end here. */
const RUN = 14;

/** Bits of a slot that are the number of a word. */
const NUMBER_BITS = 16;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;

/** Puts the words of posting lists side by side with what is to be known of them. */
export function nameWords(vocabulary: Vocabulary, { formal, informal, all }: NamePostings): NameWords {
  const size = all.from.length;
  if (size > NUMBER_MASK) throw new RangeError(`no room for ${size} words of names`);
  const start = size * RECORD;
  const memory = new Uint32Array(start + all.list.length + informal.list.length);
  const lists = {
    all: moved(all, memory, start),
    formal: moved(formal, memory, start),
    informal: moved(informal, memory, start + all.list.length),
  };
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size)));
  const reader = wordReader();
  for (let number = 0; number < size; number++) {
    const word = Buffer.from(vocabulary.word(number));
    if (word.length > MOST_LETTERS) continue;
    reader.read(word, 0, word.length);
    memory[number * RECORD] = word.length;
    memory.set(reader.packed.subarray(0, Math.ceil(word.length / 4)), number * RECORD + LETTERS);
    putLists(number, lists, memory);
    slots[freeSlot(slots, reader.hash())] = (reader.hash() & ~NUMBER_MASK) | (number + 1);
  }
  return { ...lists, memory, slots };
}

/** The same lists, in another memory. */
function moved({ list, from, to }: Postings, memory: Uint32Array, by: number): Postings {
  memory.set(list, by);
  return { list: memory, from: from.map((place) => place + by), to: to.map((place) => place + by) };
}

/** Writes into the record of a word where its lists are. */
function putLists(number: number, { all, formal, informal }: NamePostings, memory: Uint32Array): void {
  const record = number * RECORD;
  const first = runsOf(all, number).from;
  memory.copyWithin(record + RUN, first, first + 2);
  for (const [field, lists] of [[ALL, all], [FORMAL, formal], [INFORMAL, informal]] as const) {
    const { from, to } = runsOf(lists, number);
    const isRun = to - from === 2 && memory[from] === memory[first] && memory[from + 1] === memory[first + 1];
    const start = isRun ? record + RUN : from;
    memory.set([start, start + to - from], record + field);
  }
}

function slotOf(hash: number, slots: Uint32Array): number {
  return (hash ^ (hash >>> 15)) & (slots.length - 1);
}

function freeSlot(slots: Uint32Array, hash: number): number {
  let slot = slotOf(hash, slots);
  while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
  return slot;
}

/** The place of the record of the word that was read, or -1 when no name has it. */
export function recordOf({ memory, slots }: NameWords, reader: WordReader): number {
  const hash = reader.hash();
  for (let slot = slotOf(hash, slots); ; slot = (slot + 1) & (slots.length - 1)) {
    const known = slots[slot] ?? 0;
    if (known === 0) return -1;
    const record = ((known & NUMBER_MASK) - 1) * RECORD;
    if ((known ^ hash) >>> NUMBER_BITS === 0 && isOf(memory, record, reader)) return record;
  }
}

function isOf(memory: Uint32Array, record: number, { length, packed }: WordReader): boolean {
  const letters = length();
  if (memory[record] !== letters) return false;
  for (let i = 0; 4 * i < letters; i++) if (memory[record + LETTERS + i] !== packed[i]) return false;
  return true;
}
