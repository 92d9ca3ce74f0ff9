/**
 * The words that rules make: 130,000 last words of names, `4E00` or `GAG`. They are not in the vocabulary; the rule
 * reads them back, and tells which of them fit a pattern.
 */
import type { Characters, RuleRange } from '../../unicode/characters.ts';
import { codePointOfHex, codePointOfSyllable, syllableOf } from '../../unicode/names-by-rule.ts';
import type { Fits } from '../words/pattern.ts';
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
export type AddRun = (first: number, past: number) => void;

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
const MOST_DIGITS = 5;

/**
 * Adds the code points whose digits fit a pattern, digit by digit: a prefix that no digits complete is dropped at once,
 * and one that any digits complete is added as a run. The parts of the pattern that may come next are bits of one
 * number.
 */
function addHexadecimals(ranges: readonly RuleRange[], pattern: string, add: AddRun): void {
  const parts = Buffer.from(pattern.replace(/\*+/g, '*'), 'latin1');
  if (parts.filter((part) => part !== STAR).length > MOST_DIGITS) return;
  const end = 1 << parts.length;
  const anything = parts.at(-1) === STAR ? end >>> 1 : 0;
  /** How many digits have to come from each part on. */
  const least = Array.from(parts, (_, i) => parts.subarray(i).filter((part) => part !== STAR).length);
  const known = new Map<number, Uint32Array>();

  /** With each part that is an asterisk, the one after it may come next, too. */
  function closed(state: number): number {
    for (let i = 0; i < parts.length; i++) if (parts[i] === STAR && (state >>> i) & 1) state |= 2 << i;
    return state;
  }

  /** What may come next after each digit. */
  function after(state: number): Uint32Array {
    const found = known.get(state);
    if (found) return found;
    const next = Uint32Array.from(DIGITS, (digit) => {
      let to = 0;
      for (let i = 0; i < parts.length; i++) {
        if (((state >>> i) & 1) === 0) continue;
        if (parts[i] === STAR) to |= 1 << i;
        else if (parts[i] === digit) to |= 2 << i;
      }
      return closed(to);
    });
    known.set(state, next);
    return next;
  }

  function isHopeless(state: number, left: number): boolean {
    if (state & end) return false;
    return !least.some((digits, i) => (state >>> i) & 1 && digits <= left);
  }

  const hopeless = new Map<number, boolean>();
  function isDead(state: number, left: number): boolean {
    const key = state * (MOST_DIGITS + 1) + left;
    let dead = hopeless.get(key);
    if (dead === undefined) hopeless.set(key, (dead = isHopeless(state, left)));
    return dead;
  }

  function walk(state: number, start: number, left: number, range: RuleRange): void {
    const size = 16 ** left;
    const { firstCodePoint, first, past } = range;
    const to = Math.min(past, first + start + size - firstCodePoint);
    const from = Math.max(first, first + start - firstCodePoint);
    if (from >= to || isDead(state, left)) return;
    if (state & anything || left === 0) {
      if (state & (anything | end)) add(from, to);
      return;
    }
    const next = after(state);
    for (let digit = 0; digit < 16; digit++) {
      if (next[digit] !== 0) walk(next[digit] ?? 0, start + digit * (size / 16), left - 1, range);
    }
  }

  for (const range of ranges) {
    if (range.rule !== 'hex') continue;
    const digits = range.firstCodePoint > 0xffff ? 5 : 4;
    walk(closed(1), 0, digits, range);
  }
}
