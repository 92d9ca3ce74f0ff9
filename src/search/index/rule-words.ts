/**
 * The words that rules make: 137,000 last words of names, `4E00` or `GAG`. They are not in the vocabulary; the rule
 * reads them back, and tells which of them fit a pattern.
 */
import type { Characters, RuleRange } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable, syllableOf } from '../../unicode/names-by-rule.ts';
import type { Fits } from '../words/pattern.ts';
import { append } from '../sets/runs.ts';
import type { FindFitting } from './signatures.ts';
import { findFitting } from './signatures.ts';

/** The character whose name a rule ends with the given word, or -1: the ideograph of `4E00`, the syllable of `GAG`. */
export function ordinalByRule({ ranges }: Characters, word: string): number {
  const hexadecimal = codePointOfHex(word);
  const ideograph = hexadecimal === undefined ? -1 : ordinalInRanges(ranges, 'hex', hexadecimal);
  if (ideograph >= 0) return ideograph;
  // DAED is hexadecimal, too, but of no character that has its name by a rule.
  const syllable = codePointOfSyllable(word);
  return syllable === undefined ? -1 : ordinalInRanges(ranges, 'hangul', syllable);
}

function ordinalInRanges(ranges: readonly RuleRange[], rule: RuleRange['rule'], codePoint: number): number {
  for (const range of ranges) {
    const ordinal = range.first + codePoint - range.firstCodePoint;
    if (range.rule === rule && ordinal >= range.first && ordinal < range.past) return ordinal;
  }
  return -1;
}

/** Takes the characters `first..past`. */
type AddRun = (first: number, past: number) => void;

/** Adds the characters whose word by rule fits a pattern of at least one asterisk. */
export function addRuleWords(
  { ranges }: Characters,
  syllables: FindFitting,
  pattern: string,
  fits: Fits,
  add: AddRun,
): void {
  const hangul = ranges.find(({ rule }) => rule === 'hangul');
  if (hangul !== undefined && /^[A-Z*]+$/.test(pattern)) {
    for (const at of syllables(pattern, fits)) add(hangul.first + at, hangul.first + at + 1);
  }
  if (/^[0-9A-F*]+$/.test(pattern)) addHexadecimals(ranges, pattern, add);
}

/** Bytes per syllable, padded with line feeds: one more than the longest syllable has letters. */
const SYLLABLE = 8;

/** Spells out all syllables. */
export function spellSyllables({ ranges }: Characters): Buffer {
  let text = '';
  for (const { rule, firstCodePoint, first, past } of ranges) {
    for (let i = 0; rule === 'hangul' && i < past - first; i++) {
      text += syllableOf(firstCodePoint + i).padEnd(SYLLABLE, '\n');
    }
  }
  return Buffer.from(text, 'latin1');
}

/** Makes a function that finds syllables by pattern: their places among the bytes from {@link spellSyllables}. */
export function openSyllables(bytes: Uint8Array): Generator<undefined, FindFitting> {
  const startOf = (at: number): number => at * SYLLABLE;
  return findFitting({ bytes, count: bytes.length / SYLLABLE, startOf, endOf: (at) => endOf(bytes, at) });
}

/** Where the letters of a syllable end. */
function endOf(bytes: Uint8Array, at: number): number {
  let end = (at + 1) * SYLLABLE;
  while (bytes[end - 1] === LF) end--;
  return end;
}

const LF = 0x0a;
const STAR = 0x2a;
const DIGITS = Buffer.from('0123456789ABCDEF');

/** A pattern of more letters fits no code point. */
const MAX_DIGITS = 5;

/**
 * Adds the code points whose digits fit a pattern. The parts of the pattern that may come next, as digits are read, are
 * the bits of a state. What completes a state does not depend on what led to it, so it is worked out once.
 */
function addHexadecimals(ranges: readonly RuleRange[], pattern: string, add: AddRun): void {
  const parts = Buffer.from(pattern.replace(/\*+/g, '*'), 'latin1');
  if (parts.filter((part) => part !== STAR).length > MAX_DIGITS) return;
  const end = 1 << parts.length;
  const anything = parts.at(-1) === STAR ? end >>> 1 : 0;
  const completed = new Map<number, readonly number[]>();
  const last = Math.max(...ranges.map(({ firstCodePoint, first, past }) => firstCodePoint + past - first - 1));

  /** With each part that is an asterisk, the one after it may come next, too. */
  function closed(state: number): number {
    for (let i = 0; i < parts.length; i++) if (parts[i] === STAR && (state >>> i) & 1) state |= 2 << i;
    return state;
  }

  /** The state after a digit; 0 if no part may come next. */
  function after(state: number, digit: number): number {
    let to = 0;
    for (let i = 0; i < parts.length; i++) {
      if (((state >>> i) & 1) === 0) continue;
      if (parts[i] === STAR) to |= 1 << i;
      else if (parts[i] === digit) to |= 2 << i;
    }
    return closed(to);
  }

  /** The numbers of so many digits that complete a state, up to the last code point, as pairs of first and past. */
  function completions(state: number, digits: number): readonly number[] {
    if (state & anything) return [0, 16 ** digits];
    if (digits === 0) return state & end ? [0, 1] : [];
    const key = state * (MAX_DIGITS + 1) + digits;
    const known = completed.get(key);
    if (known) return known;
    const pairs: number[] = [];
    for (let digit = 0; digit < DIGITS.length; digit++) {
      const start = digit * 16 ** (digits - 1);
      if (start > last) break;
      const next = after(state, DIGITS[digit] ?? 0);
      if (next === 0) continue;
      const some = completions(next, digits - 1);
      for (let i = 0; i < some.length; i += 2) append(pairs, start + (some[i] ?? 0), start + (some[i + 1] ?? 0));
    }
    completed.set(key, pairs);
    return pairs;
  }

  const four = { pairs: completions(closed(1), 4), at: 0 };
  const five = { pairs: completions(closed(1), 5), at: 0 };
  for (const { rule, firstCodePoint, first, past } of ranges) {
    if (rule !== 'hex') continue;
    const fitting = firstCodePoint > 0xffff ? five : four;
    const { pairs } = fitting;
    const toOrdinal = first - firstCodePoint;
    // Ranges ascend, as the pairs do.
    while ((pairs[fitting.at + 1] ?? Infinity) + toOrdinal <= first) fitting.at += 2;
    for (let i = fitting.at; (pairs[i] ?? Infinity) + toOrdinal < past; i += 2) {
      add(Math.max(first, (pairs[i] ?? 0) + toOrdinal), Math.min(past, (pairs[i + 1] ?? 0) + toOrdinal));
    }
  }
}
