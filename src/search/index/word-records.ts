/**
 * What the words of names and keywords are looked up in. Everything needed about a word to answer quickly is in one
 * record of 64 bytes, so one or two adjacent memory accesses fetch all of it. Posting lists by names follow.
 */
import { clear, newArena } from '../../bytes/arena.ts';
import type { Cursor, Runs } from '../sets/runs.ts';
import { cursor, runs, subtract } from '../sets/runs.ts';
import type { WordReader } from '../words/reader.ts';
import { wordReader } from '../words/reader.ts';
import type { Postings } from './postings.ts';
import { createPostings, listOf } from './postings.ts';

/** Posting lists by the words of names. */
export interface NamePostings {
  /** By the words of formal names alone. */
  readonly formal: Postings;
  /**
   * By the words of all names. It begins with the lists of `formal`, and those of words that no alias has are the
   * same.
   */
  readonly all: Postings;
}

export interface WordRecords {
  /** The records of all words, in the order of their numbers, and the posting lists. */
  readonly memory: Uint32Array;
  /** A hash table with open addressing: a slot holds the number of a word + 1 and the top bits of its hash, or 0. */
  readonly slots: Uint32Array;
}

/** Numbers in a record. The first one is how many letters the word has; these are next, four to a number. */
const RECORD = 16;
const LETTERS = 1;
/** Longer words do not fit; Unicode and CLDR have none. */
const MAX_LETTERS = 28;
/** Where in the memory the posting lists of the word start; the next number is where they end. */
const ALL = 8;
const FORMAL = 10;
/** The first run of the word. Two words of three have no other, and these lists start and end here. */
const RUN = 12;
/** The start of the list of characters that have the word only in other names. */
const OTHERS = 14;

/** Bits of a slot that are the number of a word. */
const NUMBER_BITS = 16;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;

/** Makes the records of words. Words that no name has come last, and have empty lists. */
export function wordRecords(words: readonly string[], { formal, all }: NamePostings): WordRecords {
  const size = words.length;
  if (size > NUMBER_MASK) throw new RangeError(`no room for ${size} words`);
  const start = size * RECORD;
  const others = inOtherNames(size, all, formal);
  const memory = new Uint32Array(start + all.list.length + others.list.length);
  memory.set(all.list, start);
  memory.set(others.list, start + all.list.length);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size)));
  const reader = wordReader();
  for (const [number, text] of words.entries()) {
    const word = Buffer.from(text, 'latin1');
    if (word.length > MAX_LETTERS) throw new RangeError(`no room for the word ${text}`);
    reader.read(word, 0, word.length);
    memory[number * RECORD] = word.length;
    memory.set(reader.packed.subarray(0, Math.ceil(word.length / 4)), number * RECORD + LETTERS);
    putLists(number, [listOf(all, number), listOf(formal, number)], memory, start);
    const place = start + all.list.length;
    const { from, to } = listOf(others, number);
    memory.set([place + from, place + to], number * RECORD + OTHERS);
    slots[freeSlot(slots, reader.hash())] = (reader.hash() & ~NUMBER_MASK) | (number + 1);
  }
  return { memory, slots };
}

/** Posting lists of the characters that have a word only in other names than their formal one. */
function inOtherNames(size: number, all: Postings, formal: Postings): Postings {
  const others = createPostings();
  const arena = newArena();
  const rest = cursor();
  for (let number = 0; number < size; number++) {
    clear(arena);
    subtract(listOf(all, number), listOf(formal, number), arena, rest);
    for (let i = rest.from; i < rest.to; i += 2) others.add(number, rest.list[i] ?? 0, rest.list[i + 1] ?? 0);
  }
  return others.finish(size);
}

/** Writes into the record of a word where its lists are: both are among the lists from `start` on. */
function putLists(number: number, [all, formal]: readonly [Runs, Runs], memory: Uint32Array, start: number): void {
  const record = number * RECORD;
  const first = start + all.from;
  memory.copyWithin(record + RUN, first, first + 2);
  for (const [field, { from, to }] of [[ALL, all], [FORMAL, formal]] as const) {
    const place = start + from;
    const isRun = to - from === 2 && memory[place] === memory[first] && memory[place + 1] === memory[first + 1];
    memory.set(isRun ? [record + RUN, record + RUN + 2] : [place, start + to], record + field);
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

/** The number of the word that was read, or -1 where neither names nor keywords have it. */
export function numberOf({ memory, slots }: WordRecords, reader: WordReader): number {
  const hash = reader.hash();
  for (let slot = slotOf(hash, slots); ; slot = (slot + 1) & (slots.length - 1)) {
    const known = slots[slot] ?? 0;
    if (known === 0) return -1;
    const number = (known & NUMBER_MASK) - 1;
    if ((known ^ hash) >>> NUMBER_BITS === 0 && isOf(memory, number * RECORD, reader)) return number;
  }
}

function isOf(memory: Uint32Array, record: number, { length, packed }: WordReader): boolean {
  const letters = length();
  if (memory[record] !== letters) return false;
  for (let i = 0; 4 * i < letters; i++) if (memory[record + LETTERS + i] !== packed[i]) return false;
  return true;
}

const spelled = new Uint8Array(MAX_LETTERS);

/** The number of a word in upper case, or -1 where neither names nor keywords have it. */
export function numberOfWord(records: WordRecords, reader: WordReader, letters: string): number {
  const { length } = letters;
  if (length > MAX_LETTERS) return -1;
  for (let i = 0; i < length; i++) spelled[i] = letters.charCodeAt(i);
  return reader.read(spelled, 0, length) ? numberOf(records, reader) : -1;
}

/** Points a cursor at the characters that have a word, by its number, in any of their names. */
export function pointAtAll({ memory }: WordRecords, number: number, out: Cursor): void {
  pointAt(memory, number * RECORD + ALL, out);
}

/** The same, for the characters that have it only in other names than the formal one. */
export function pointAtOthers({ memory }: WordRecords, number: number, out: Cursor): void {
  pointAt(memory, number * RECORD + OTHERS, out);
}

/** The same, for formal names alone. */
export function pointAtFormal({ memory }: WordRecords, number: number, out: Cursor): void {
  pointAt(memory, number * RECORD + FORMAL, out);
}

function pointAt(memory: Uint32Array, field: number, out: Cursor): void {
  out.list = memory;
  out.from = memory[field] ?? 0;
  out.to = memory[field + 1] ?? 0;
}

/** The characters that have a word, by its number, in any of their names. */
export function allOf({ memory }: WordRecords, number: number): Runs {
  return runs(memory, memory[number * RECORD + ALL] ?? 0, memory[number * RECORD + ALL + 1] ?? 0);
}

/** The same, for formal names alone. */
export function formalOf({ memory }: WordRecords, number: number): Runs {
  return runs(memory, memory[number * RECORD + FORMAL] ?? 0, memory[number * RECORD + FORMAL + 1] ?? 0);
}
