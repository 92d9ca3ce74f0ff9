/**
 * The table of characters: every named character of Unicode and the 65 controls, in code point order, each as the
 * result line it will be sent as. A character's place in this order is its **ordinal**; sets of characters are sets of
 * ordinals, and neighbours in the table are neighbours in the text of lines, so a run of results is one slice of it.
 */
import type { ByteString } from '../bytes/encoding.ts';
import { hex, notation, utf8 } from '../bytes/encoding.ts';
import type { Sink } from '../bytes/sink.ts';
import type { Block } from '../bytes/block.ts';
import { newBlock } from '../bytes/block.ts';
import type { Alias } from './aliases.ts';
import { dataLines } from './data.ts';
import { syllableOf } from './names-by-rule.ts';

/** The Unicode version of the table. */
export const UNICODE_VERSION = '18.0.0';

/** Characters named by one rule, with consecutive code points and consecutive ordinals. */
export interface RuleRange {
  readonly rule: 'hex' | 'hangul';
  /** The fixed part in front of what the rule makes: `CJK UNIFIED IDEOGRAPH-`. */
  readonly prefix: string;
  readonly firstCodePoint: number;
  /** The ordinals `first..past`. */
  readonly first: number;
  readonly past: number;
}

export interface Characters {
  /** How many characters the table holds: those with a name, and the controls, which only have a label. */
  readonly count: number;
  /** How many of them have a formal name. */
  readonly named: number;
  /** Code points by ordinal, ascending. */
  readonly codePoints: Uint32Array;
  /** The ranges whose names follow a rule, in order. */
  readonly ranges: readonly RuleRange[];
  /** The block of memory that the lines stand in, with room for more. */
  readonly block: Block;
  /** Where in the block each line starts, and last where the last one ends. */
  readonly starts: Uint32Array;
  /**
   * Writes the lines of `first..past` where they start, unless they are there; returns the first ordinal that it did
   * not reach, or `past`. It covers no more than 3072 lines per call: call it again to go on.
   */
  write(first: number, past: number): number;
  /** Whether a line is written where it starts. Writing one writes some hundred lines. */
  isWritten(ordinal: number): boolean;
  /** Whether a character is a control, which has a label and no name. */
  isLabeled(ordinal: number): boolean;
  /** The formal name of a character, or the label of a control: `SNOWMAN`, `<control-000A>`. */
  nameOf(ordinal: number): string;
  /** Where that starts and ends in the block. */
  startOfName(ordinal: number): number;
  endOfName(ordinal: number): number;
}

/** Lines by rule are written when they are first asked for, in pages of so many: 2 to this power. */
const PAGE_BITS = 8;

/**
 * Pages that are written per call, and leave in one write: 128 KB, so that they are copied to the kernel and out of it
 * again while they are in the caches of the processor.
 */
const MAX_PAGES = 12;

/** Address space for the lines, 7 MB, and what others put next to them. */
const BLOCK_BYTES = 40_000_000;

const TAB = 0x09;

/**
 * The characters that would break the line or the terminal they are shown on: general category Cc, Zl and Zp, and the
 * property Bidi_Control. Their column shows a label in brackets instead: `[LF]`, `[RLO]`, `[U+2028]`.
 */
export function isDisruptive(codePoint: number): boolean {
  return (
    isControl(codePoint) ||
    codePoint === 0x61c ||
    codePoint === 0x200e ||
    codePoint === 0x200f ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069)
  );
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
}

/** What the table is made from: the lines of listed names, and the ranges of names by rule between them. */
export interface CharacterData {
  /** The lines of characters whose names are listed, one after another, and the code points of these. */
  readonly lines: Uint8Array;
  readonly listed: Uint32Array;
  readonly ranges: readonly RuleRange[];
  /** How many bytes each line of the table has, by ordinal. */
  readonly lengths: Uint8Array;
  /** How many of the lines have a label and no name. */
  readonly labels: number;
}

/** The table of characters. */
export function characterTable({ lines, listed, ranges, lengths, labels }: CharacterData): Characters {
  const count = lengths.length;
  const memory = newBlock(BLOCK_BYTES);
  const { bytes } = memory;
  const starts = new Uint32Array(count + 1);
  const codePoints = new Uint32Array(count);
  /** Whether the lines of a page are written: without names by rule, they are from the start. */
  const written = new Uint8Array((count >>> PAGE_BITS) + 1).fill(1);

  function measure(): void {
    let place = 0;
    for (let ordinal = 0; ordinal < count; ordinal++) {
      starts[ordinal] = place;
      place += lengths[ordinal] ?? 0;
    }
    starts[count] = place;
    memory.take(place);
  }

  /** Copies the listed lines to their places. */
  function place(): void {
    let at = 0;
    let rank = 0;
    let first = 0;
    for (const range of [...ranges, { first: count, past: count }]) {
      const ranked = rank + range.first - first;
      const from = starts[first] ?? 0;
      const length = (starts[range.first] ?? 0) - from;
      bytes.set(lines.subarray(at, at + length), from);
      codePoints.set(listed.subarray(rank, ranked), first);
      at += length;
      rank = ranked;
      first = range.past;
    }
  }

  function reserve({ first, past, firstCodePoint }: RuleRange): void {
    for (let ordinal = first; ordinal < past; ordinal++) codePoints[ordinal] = firstCodePoint + ordinal - first;
    written.fill(0, first >>> PAGE_BITS, ((past - 1) >>> PAGE_BITS) + 1);
  }

  function writePage(page: number): void {
    const first = page << PAGE_BITS;
    const past = (page + 1) << PAGE_BITS;
    for (const range of ranges) {
      const to = Math.min(past, range.past);
      let text = '';
      const from = Math.max(first, range.first);
      for (let ordinal = from; ordinal < to; ordinal++) text += lineByRule(range, codePoints[ordinal] ?? 0);
      if (from < to) bytes.write(text, starts[from] ?? 0, 'latin1');
    }
    written[page] = 1;
  }

  function write(first: number, past: number): number {
    const end = Math.min(past, ((first >>> PAGE_BITS) + MAX_PAGES) << PAGE_BITS);
    for (let page = first >>> PAGE_BITS; page <= (end - 1) >>> PAGE_BITS; page++) {
      if (written[page] === 0) writePage(page);
    }
    return end;
  }

  function startOfName(ordinal: number): number {
    write(ordinal, ordinal + 1);
    return bytes.indexOf(TAB, bytes.indexOf(TAB, starts[ordinal]) + 1) + 1;
  }

  function endOfName(ordinal: number): number {
    return (starts[ordinal + 1] ?? 0) - 2;
  }

  measure();
  place();
  for (const range of ranges) reserve(range);
  return {
    count,
    named: count - labels,
    codePoints,
    ranges,
    block: memory,
    starts,
    write,
    isWritten: (ordinal) => written[ordinal >>> PAGE_BITS] !== 0,
    isLabeled: (ordinal) => ordinal < count && isControl(codePoints[ordinal] ?? 0),
    nameOf: (ordinal) => bytes.toString('latin1', startOfName(ordinal), endOfName(ordinal)),
    startOfName,
    endOfName,
  };
}

/** The formal name of one character; or of a range, the part that all its names by rule begin with. */
interface FormalName {
  /** The ordinals `first..past`. */
  readonly first: number;
  readonly past: number;
  /** That part; undefined for a single character, whose name is listed. */
  readonly prefix: string | undefined;
}

/** All formal names, in order. */
export function* formalNames({ ranges, count, isLabeled }: Characters): Generator<FormalName> {
  const end = { first: count, past: count, prefix: undefined };
  let listed = 0;
  for (const range of [...ranges, end]) {
    for (let ordinal = listed; ordinal < range.first; ordinal++) {
      if (!isLabeled(ordinal)) yield { first: ordinal, past: ordinal + 1, prefix: undefined };
    }
    if (range !== end) yield range;
    listed = range.past;
  }
}

/** Adds lines of `first..past` to a sink, as many as {@link Characters.write} covers; returns what that does. */
export function addLines({ starts, write }: Characters, first: number, past: number, sink: Sink): number {
  const end = write(first, past);
  sink.copy(starts[first] ?? 0, starts[end] ?? 0);
  return end;
}

/** The lines of the characters `first..past`, as a text. */
export function linesOf({ block, starts, write }: Characters, first: number, past: number): ByteString {
  for (let at = first; at < past; ) at = write(at, past);
  return block.bytes.toString('latin1', starts[first], starts[past]);
}

/** The ordinal of a code point, or -1 when the table does not hold it. */
export function ordinalOf({ codePoints }: Characters, codePoint: number): number {
  return placeOf(codePoints, codePoint);
}

/** The first ordinal whose code point is at least the one given; `count` when there is none. */
export function firstAtLeast({ codePoints }: Characters, codePoint: number): number {
  return firstPlace(codePoints, codePoint);
}

/** Where a number stands in an ascending list, or -1. */
export function placeOf(sorted: Uint32Array, value: number): number {
  const place = firstPlace(sorted, value);
  return sorted[place] === value ? place : -1;
}

function firstPlace(sorted: Uint32Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads `names.txt`; bracketed labels use the abbreviations among the aliases. */
export function readCharacters(aliases: readonly Alias[]): CharacterData {
  const brackets = bracketedLabels(aliases);
  const listed: number[] = [];
  const lengths: number[] = [];
  const ranges: RuleRange[] = [];
  let lines = '';
  let labels = 0;

  function list(codePoint: number, name: string): void {
    const shown = isDisruptive(codePoint) ? brackets(codePoint) : utf8(String.fromCodePoint(codePoint));
    const line = `${notation(codePoint)}\t${shown}\t${name}\r\n`;
    lines += line;
    listed.push(codePoint);
    lengths.push(line.length);
  }

  for (const line of dataLines('names.txt')) {
    const [, start = '', end, name = ''] = /^([0-9A-F]+)(?:\.\.([0-9A-F]+))? (.+)$/.exec(line) ?? [];
    const first = Number.parseInt(start, 16);
    const last = end === undefined ? first : Number.parseInt(end, 16);
    const star = name.indexOf('*');
    if (end === undefined || name.startsWith('<')) {
      for (let codePoint = first; codePoint <= last; codePoint++) list(codePoint, name.replace('*', hex(codePoint)));
      if (end !== undefined) labels += last - first + 1;
    } else {
      const rule = name.startsWith('HANGUL') ? 'hangul' : 'hex';
      const ordinal = lengths.length;
      const past = ordinal + last - first + 1;
      const range: RuleRange = { rule, prefix: name.slice(0, star), firstCodePoint: first, first: ordinal, past };
      ranges.push(range);
      for (let codePoint = first; codePoint <= last; codePoint++) lengths.push(lineByRule(range, codePoint).length);
    }
  }
  return {
    lines: Buffer.from(lines, 'latin1'),
    listed: Uint32Array.from(listed),
    ranges,
    lengths: Uint8Array.from(lengths),
    labels,
  };
}

function lineByRule({ rule, prefix }: RuleRange, codePoint: number): ByteString {
  const end = rule === 'hangul' ? syllableOf(codePoint) : hex(codePoint);
  return `${notation(codePoint)}\t${utf8(String.fromCodePoint(codePoint))}\t${prefix}${end}\r\n`;
}

/** What is shown in place of characters that {@link isDisruptive} is true of: their usual abbreviation. */
function bracketedLabels(aliases: readonly Alias[]): (codePoint: number) => string {
  const short = new Map<number, string>();
  for (const { kind, codePoint, name } of aliases) {
    if (kind === 'abbreviation' && !short.has(codePoint)) short.set(codePoint, name);
  }
  return (codePoint) => `[${short.get(codePoint) ?? notation(codePoint)}]`;
}
