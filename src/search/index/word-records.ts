/**
 * What the words of names and keywords are looked up in. Everything needed about a word to answer quickly is in one
 * record of 64 bytes, so one or two adjacent memory accesses fetch all of it. Posting lists by names follow.
 */
import type { Arena } from '../../bytes/arena.ts';
import { clear, newArena } from '../../bytes/arena.ts';
import type { Cursor, Runs } from '../sets/runs.ts';
import { cursor, pairsOf, subtract, unite } from '../sets/runs.ts';
import type { WordReader } from '../words/reader.ts';
import { wordReader } from '../words/reader.ts';
import { differences, summed } from './deltas.ts';
import type { Postings } from './postings.ts';
import { listOf } from './postings.ts';

/** Posting lists by the words of names. */
export interface NamePostings {
  /** By the words of formal names that are listed, and by those that a rule makes and names have, too. */
  readonly formal: Postings;
  readonly byRule: Postings;
  /** By the words of all other names. */
  readonly informal: Postings;
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
/** The list of the characters that have the word only in other names than the formal one. */
const OTHERS = 10;
/** The list of all of them, where it has no more numbers than fit here: that of four words of five. */
const SHORT = 12;

/** Bits of a slot that are the number of a word. */
const NUMBER_BITS = 16;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;

/** Makes the records of words. Words that no name has come last, and have empty lists. */
export function wordRecords(words: readonly string[], postings: NamePostings): WordRecords {
  const size = words.length;
  if (size > NUMBER_MASK) throw new RangeError(`no room for ${size} words`);
  const records = new Uint32Array(size * RECORD);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * size)));
  const reader = wordReader();
  const lists: number[] = [];
  const arena = newArena();
  for (const [number, text] of words.entries()) {
    const word = Buffer.from(text, 'latin1');
    if (word.length > MAX_LETTERS) throw new RangeError(`no room for the word ${text}`);
    reader.read(word, 0, word.length);
    slots[freeSlot(slots, reader.hash())] = (reader.hash() & ~NUMBER_MASK) | (number + 1);
    const record = number * RECORD;
    records[record] = word.length;
    records.set(reader.packed.subarray(0, Math.ceil(word.length / 4)), record + LETTERS);
    putLists(records, record, lists, listsOf(postings, number, arena));
  }
  const memory = new Uint32Array(records.length + lists.length);
  memory.set(records);
  memory.set(lists, records.length);
  return { memory, slots };
}

/** The posting list of a word, and that of the characters that have it only in other names. */
function listsOf(
  { formal, byRule, informal }: NamePostings,
  number: number,
  arena: Arena,
): [all: number[], others: number[]] {
  clear(arena);
  const [shown, all, others] = [cursor(), cursor(), cursor()];
  unite(listOf(formal, number), listOf(byRule, number), arena, shown);
  unite(shown, listOf(informal, number), arena, all);
  subtract(listOf(informal, number), shown, arena, others);
  return [pairsOf(all), pairsOf(others)];
}

/** Adds lists to those that follow the records, and writes into a record where they are. */
function putLists(records: Uint32Array, record: number, lists: number[], [all, others]: [number[], number[]]): void {
  for (const [field, list] of [[ALL, all], [OTHERS, others]] as const) {
    const isShort = field === ALL && list.length <= RECORD - SHORT;
    const start = isShort ? record + SHORT : records.length + lists.length;
    if (isShort) records.set(list, start);
    else for (const number of list) lists.push(number);
    records.set([start, start + list.length], record + field);
  }
}

/**
 * The memory of some records as a file keeps it: the records field by field, since those of neighbours are alike, and
 * then the lists; all as differences.
 *
 * @param size how many records there are
 */
export function packRecords(memory: Uint32Array, size: number): Uint32Array {
  const packed = new Uint32Array(memory.length);
  for (let field = 0; field < RECORD; field++) {
    const column = Uint32Array.from({ length: size }, (_, i) => memory[i * RECORD + field] ?? 0);
    packed.set(differences(column), field * size);
  }
  packed.set(differences(memory.subarray(size * RECORD)), size * RECORD);
  return packed;
}

/** The memory again; what was packed is overwritten. */
export function unpackRecords(packed: Uint32Array, size: number): Uint32Array {
  const memory = new Uint32Array(packed.length);
  for (let field = 0; field < RECORD; field++) {
    const column = summed(packed.subarray(field * size, (field + 1) * size));
    for (let i = 0; i < size; i++) memory[i * RECORD + field] = column[i] ?? 0;
  }
  memory.set(summed(packed.subarray(size * RECORD)), size * RECORD);
  return memory;
}

function slotOf(hash: number, slots: Uint32Array): number {
  return (hash ^ (hash >>> 15)) & (slots.length - 1);
}

function freeSlot(slots: Uint32Array, hash: number): number {
  let slot = slotOf(hash, slots);
  while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
  return slot;
}

/** The number of the word that was read, or -1 if neither names nor keywords have it. */
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

/** The number of a word in upper case, or -1 if neither names nor keywords have it. */
export function numberOfWord(records: WordRecords, reader: WordReader, letters: string): number {
  return reader.readText(letters) ? numberOf(records, reader) : -1;
}

/** Points a cursor at the characters that have a word, by its number, in any of their names. */
export function pointAtAll({ memory }: WordRecords, number: number, out: Cursor): void {
  pointAt(memory, number * RECORD + ALL, out);
}

/** The same, for the characters that have it only in other names than the formal one. */
export function pointAtOthers({ memory }: WordRecords, number: number, out: Cursor): void {
  pointAt(memory, number * RECORD + OTHERS, out);
}

function pointAt(memory: Uint32Array, field: number, out: Cursor): void {
  out.list = memory;
  out.from = memory[field] ?? 0;
  out.to = memory[field + 1] ?? 0;
}

/** The characters that have a word, by its number, in any of their names. */
export function allOf(records: WordRecords, number: number): Runs {
  const all = cursor();
  pointAtAll(records, number, all);
  return all;
}

/** The same, for those that have it only in other names than the formal one. */
export function othersOf(records: WordRecords, number: number): Runs {
  const others = cursor();
  pointAtOthers(records, number, others);
  return others;
}
