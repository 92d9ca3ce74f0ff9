/**
 * Texts in the order of their bytes, and how they are looked up: one that is known whole by its hash, and those with a
 * start in their order.
 */
import type { ByteString } from '../../bytes/encoding.ts';
import { BASIS, PRIME, hashOf } from '../../bytes/hash.ts';
import type { Room } from './room.ts';
import { cleared } from './room.ts';

/** Texts one after the other in one list of bytes; text `i` stands at `starts[i]..starts[i + 1]`. */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** Texts in the order of their bytes. */
export interface Terms extends Texts {
  /** For each pair of leading bytes, the first text that does not sort before it; and last the number of texts. */
  readonly byStart: Uint32Array;
  /**
   * The texts by their hashes: a power of two of places, of which an empty one holds 0. An entry is the number of a
   * text, counted from 1, with the upper bits of its hash above it. Most words that a question looks for are not
   * there, and these bits tell so without a look at other memory.
   */
  readonly table: Uint32Array;
}

/** The share of places in the table that are taken, at most. */
const MAX_LOAD = 0.8;

/** Texts per step. */
const STEP = 1 << 14;

/** For each two bytes, the first text that does not come before them; in steps. */
export function* byStart({ bytes, starts, count }: Texts): Generator<undefined, Uint32Array> {
  const first = new Uint32Array(0x10001).fill(count);
  let past = 0;
  for (let term = 0; term < count; term++) {
    const start = starts[term] ?? 0;
    const second = start + 1 < (starts[term + 1] ?? 0) ? (bytes[start + 1] ?? 0) : 0;
    const key = ((bytes[start] ?? 0) << 8) | second;
    for (; past <= key; past++) first[past] = term;
    if (term % STEP === STEP - 1) yield;
  }
  return first;
}

/** Texts by their hashes, in steps. */
export function* byHash({ bytes, starts, count }: Texts, room: Room): Generator<undefined, Uint32Array> {
  const table = yield* cleared(room.numbers(2 ** Math.ceil(Math.log2((count + 1) / MAX_LOAD))));
  const mask = table.length - 1;
  for (let term = 0; term < count; term++) {
    const hash = hashOf(bytes, starts[term] ?? 0, starts[term + 1] ?? 0);
    let at = hash & mask;
    while (table[at] !== 0) at = (at + 1) & mask;
    table[at] = (hash & ~mask) | (term + 1);
    if (term % STEP === STEP - 1) yield;
  }
  return table;
}

/** The number of the term that the bytes of a word from a place to another are, or -1. */
export function termAt(terms: Terms, word: ByteString, from = 0, to = word.length): number {
  const { table } = terms;
  const mask = table.length - 1;
  let hash = BASIS;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const entry = table[at] ?? 0;
    if (entry === 0) return -1;
    const term = (entry & mask) - 1;
    const mayBe = ((entry ^ hash) & ~mask) === 0 && lengthOf(terms, term) === to - from;
    if (mayBe && startsWith(terms, term, word, from, to)) return term;
  }
}

/** The first term that does not come before a word. */
export function firstTerm({ bytes, starts, count, byStart }: Terms, word: ByteString): number {
  const key = word.length < 2 ? 0 : (word.charCodeAt(0) << 8) | word.charCodeAt(1);
  let low = key === 0 ? 0 : (byStart[key] ?? 0);
  let high = key === 0 ? count : (byStart[key + 1] ?? count);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(bytes, starts[middle] ?? 0, starts[middle + 1] ?? 0, word)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(bytes: Uint8Array, start: number, end: number, word: ByteString): boolean {
  for (let i = 0; i < word.length; i++) {
    if (start + i >= end) return true;
    const difference = (bytes[start + i] ?? 0) - word.charCodeAt(i);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Whether a term starts with a word, or with its bytes from a place to another. */
export function startsWith(
  { bytes, starts }: Texts,
  term: number,
  word: ByteString,
  from = 0,
  to = word.length,
): boolean {
  const start = starts[term] ?? 0;
  if ((starts[term + 1] ?? 0) - start < to - from) return false;
  for (let i = from; i < to; i++) if (bytes[start + i - from] !== word.charCodeAt(i)) return false;
  return true;
}

/** A text, as bytes in a string. */
export function textOf({ bytes, starts }: Texts, text: number): ByteString {
  return String.fromCharCode(...bytes.subarray(starts[text], starts[text + 1]));
}

/** How many bytes a term has. */
export function lengthOf({ starts }: Texts, term: number): number {
  return (starts[term + 1] ?? 0) - (starts[term] ?? 0);
}
