/**
 * Terms that are one typing error away from a word: one letter more, less or other, or two that changed places.
 *
 * An error in the last two letters leaves the start unchanged, and terms are sorted by their start; any other leaves
 * the last two bytes unchanged, and terms are indexed by these here. So only some thousands of 400,000 terms are looked
 * at, and few of them compared.
 */
import type { ByteString } from '../../bytes/encoding.ts';
import { isContinuation, lengthFrom } from '../../bytes/encoding.ts';
import type { Names } from './decode.ts';
import type { Terms, Texts } from './lookup.ts';
import { firstTerm, lengthOf, startsWith } from './lookup.ts';
import type { Room } from './room.ts';
import { cleared } from './room.ts';

/** Which terms are looked at: those of English names, or all. */
export type Reach = 'English' | 'all';

/** Calls a function with each term that is one error, of a letter as long as those of the word, from a folded word. */
type FindTypos = (word: ByteString, reach: Reach, add: (term: number) => void) => void;

/** Letters at the end of a word that an error there can touch. */
const TOUCHED = 3;

/** Terms per step. */
const STEP = 1 << 12;

/** Makes the lookup, in steps. */
export function* typoLookup({ terms, english, room }: Pick<Names, 'terms' | 'english' | 'room'>): Generator<undefined, FindTypos> {
  const { order, masks, starts } = yield* byEnd(terms, room);
  return (letters, reach, add) => {
    const word = Buffer.from(letters, 'latin1');
    const width = widthOf(word);
    const look = (term: number): void => {
      if (reach === 'English' && english[term] === 0) return;
      if (Math.abs(lengthOf(terms, term) - word.length) <= width && isOneApart(terms, term, word)) add(term);
    };
    const start = letters.slice(0, -TOUCHED * width);
    for (let term = firstTerm(terms, start); term < terms.count && startsWith(terms, term, start); term++) look(term);
    const own = lettersOf(word, 0, word.length);
    const end = endOf(word, word.length);
    for (let i = starts[end] ?? 0; i < (starts[end + 1] ?? 0); i++) {
      // An error removes a letter at most, and adds one at most.
      if (bitsOf((masks[i] ?? 0) ^ own) <= 2 * width) look(order[i] ?? 0);
    }
  };
}

/** Terms by their last two bytes. */
interface ByEnd {
  readonly order: Uint32Array;
  /** The letters of each of these terms; see {@link lettersOf}. */
  readonly masks: Uint32Array;
  /** Where the terms with each end start. */
  readonly starts: Uint32Array;
}

function* byEnd({ bytes, starts, count }: Terms, room: Room): Generator<undefined, ByEnd> {
  const ends = yield* cleared(room.numbers(0x10002));
  for (let term = 0; term < count; term++) {
    const next = endOf(bytes, starts[term + 1] ?? 0) + 1;
    ends[next] = (ends[next] ?? 0) + 1;
    if (term % STEP === 0) yield;
  }
  for (let end = 0; end <= 0x10000; end++) ends[end + 1] = (ends[end + 1] ?? 0) + (ends[end] ?? 0);
  const [order, masks] = [room.numbers(count), room.numbers(count)];
  // From the last one on, so that the place where those of an end stop becomes the one where they start.
  for (let term = count - 1; term >= 0; term--) {
    const past = starts[term + 1] ?? 0;
    const end = endOf(bytes, past) + 1;
    const at = (ends[end] = (ends[end] ?? 0) - 1);
    order[at] = term;
    masks[at] = lettersOf(bytes, starts[term] ?? 0, past);
    if (term % STEP === 0) yield;
  }
  return { order, masks, starts: ends.subarray(1) };
}

/** The two bytes before a place. */
function endOf(bytes: Uint8Array, past: number): number {
  return ((bytes[past - 2] ?? 0) << 8) | (bytes[past - 1] ?? 0);
}

/** The letters of a text: a bit for all those that share their lowest five bits. */
function lettersOf(bytes: Uint8Array, from: number, to: number): number {
  let bits = 0;
  for (let i = from; i < to; i++) bits |= 1 << ((bytes[i] ?? 0) & 31);
  return bits;
}

/** How many bits are set. */
function bitsOf(number: number): number {
  let count = 0;
  for (let left = number; left !== 0; left &= left - 1) count++;
  return count;
}

/** Bytes of the longest letter of a word. */
function widthOf(word: Uint8Array): number {
  let width = 1;
  for (const byte of word) width = Math.max(width, lengthFrom(byte));
  return width;
}

/** Whether a term is a word but for one letter more, less or other, or two that changed places. */
function isOneApart({ bytes, starts }: Texts, term: number, word: Uint8Array): boolean {
  const start = starts[term] ?? 0;
  const length = (starts[term + 1] ?? 0) - start;
  const most = Math.min(length, word.length);
  let same = 0;
  while (same < most && bytes[start + same] === word[same]) same++;
  while (same > 0 && (isContinuation(bytes[start + same]) || isContinuation(word[same]))) same--;
  let end = 0;
  while (end < most - same && bytes[start + length - 1 - end] === word[word.length - 1 - end]) end++;
  while (end > 0 && isContinuation(word[word.length - end])) end--;
  const left = lettersIn(bytes, start + same, start + length - end);
  const right = lettersIn(word, same, word.length - end);
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && isSwapped(bytes, start + same, word, same, word.length - end);
}

function lettersIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (!isContinuation(bytes[i])) count++;
  return count;
}

/** Whether two letters of a word, `from..to`, stand at a place the other way around. */
function isSwapped(bytes: Uint8Array, at: number, word: Uint8Array, from: number, to: number): boolean {
  let second = from + 1;
  while (isContinuation(word[second])) second++;
  for (let i = from; i < to; i++) {
    const turned = i < second ? i + to - second : i - (second - from);
    if (bytes[at + turned - from] !== word[i]) return false;
  }
  return true;
}
