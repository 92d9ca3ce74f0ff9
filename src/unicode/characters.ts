/**
 * The table of characters: every named character of Unicode and the 65 controls, in code point order, each already
 * written as the result line it will be sent as. A character's place in this order is its **ordinal**; sets of
 * characters are sets of ordinals, and neighbours in the table are neighbours in the text of lines, so a run of
 * results is one slice of it.
 */
import type { Alias } from './aliases.ts';
import { readData } from './data.ts';
import type { ByteString } from './encoding.ts';
import { hex, notation, utf8 } from './encoding.ts';
import { syllableOf } from './names-by-rule.ts';

/** The Unicode version of the table. */
export const UNICODE_VERSION = '18.0.0';

/** Characters named by one rule, with consecutive code points and consecutive ordinals. */
export interface RuleRange {
  readonly rule: 'hex' | 'hangul' | 'label';
  /** The fixed part in front of what the rule makes: `CJK UNIFIED IDEOGRAPH-`. */
  readonly prefix: string;
  readonly firstCodePoint: number;
  /** The ordinals `first..past`. */
  readonly first: number;
  readonly past: number;
}

/** The lines of consecutive characters, in one text. */
export interface Sheet {
  /** The ordinals `first..past`. */
  readonly first: number;
  readonly past: number;
  readonly lines: ByteString;
  /** Where each line starts in `lines`, and last where the last one ends. */
  readonly starts: Uint32Array;
  /** How many bytes of each line stand before the name. */
  readonly nameOffsets: Uint8Array;
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
  /** The characters between those ranges, whose names are listed. */
  readonly listed: readonly Sheet[];
  /** The result lines of the ordinals `first..past`, each with its CRLF. */
  lines(first: number, past: number): ByteString;
  /** The formal name of a character, or the label of a control: `SNOWMAN`, `<control-000A>`. */
  nameOf(ordinal: number): string;
}

/** Lines by rule are written when they are first asked for, so many at a time that nobody notices. */
const SHEET_SIZE = 2048;

/** Room for the listed names: half as much again as Unicode 18 needs. Pages that stay untouched cost no memory. */
const ROOM_CHARACTERS = 0x10000;
const ROOM_BYTES = 0x300000;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const HASH = 0x23;
const FULL_STOP = 0x2e;
const HEX_DIGITS = Buffer.from('0123456789ABCDEF', 'latin1');

/**
 * The characters that would break the line or the terminal they are shown on: general category Cc, Zl and Zp, and the
 * property Bidi_Control. Their column shows a label in brackets instead: `[LF]`, `[RLO]`, `[U+2028]`.
 */
export function isDisruptive(codePoint: number): boolean {
  return (
    codePoint < 0x20 ||
    (codePoint >= 0x7f && codePoint < 0xa0) ||
    codePoint === 0x61c ||
    codePoint === 0x200e ||
    codePoint === 0x200f ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069)
  );
}

/** Reads the table from `names.txt`; the aliases lend the bracketed labels their abbreviations. */
export function readCharacters(aliases: readonly Alias[]): Characters {
  const { sheet: written, codePoints: listedCodePoints, ranges } = readNames(aliases);
  const count = written.past + ranges.reduce((sum, { first, past }) => sum + past - first, 0);
  const labels = ranges.reduce((sum, { rule, first, past }) => sum + (rule === 'label' ? past - first : 0), 0);
  const codePoints = new Uint32Array(count);
  const listed: Sheet[] = [];
  const sheets: (Sheet | RuleRange)[] = [];

  let rank = 0;
  const cutListed = (first: number, past: number): void => {
    const end = rank + past - first;
    codePoints.set(listedCodePoints.subarray(rank, end), first);
    const sheet = {
      first,
      past,
      lines: written.lines,
      starts: written.starts.subarray(rank, end + 1),
      nameOffsets: written.nameOffsets.subarray(rank, end),
    };
    rank = end;
    listed.push(sheet);
    sheets.push(sheet);
  };
  let past = 0;
  for (const range of ranges) {
    if (past < range.first) cutListed(past, range.first);
    for (let ordinal = range.first; ordinal < range.past; ordinal++) {
      codePoints[ordinal] = range.firstCodePoint + ordinal - range.first;
    }
    for (let first = range.first; first < range.past; first += SHEET_SIZE) {
      sheets.push(part(range, first, Math.min(first + SHEET_SIZE, range.past)));
    }
    past = range.past;
  }
  cutListed(past, count);

  const brackets = bracketedLabels(aliases);

  /** The sheet that holds an ordinal, written now if it never was before. */
  function sheetOf(ordinal: number): { sheet: Sheet; place: number } {
    let low = 0;
    let high = sheets.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sheets[middle]?.past ?? 0) <= ordinal) low = middle + 1;
      else high = middle;
    }
    const found = sheets[low];
    if (!found) throw new RangeError(`no character has the ordinal ${ordinal}`);
    const sheet = 'lines' in found ? found : writeRange(found, brackets);
    sheets[low] = sheet;
    return { sheet, place: ordinal - sheet.first };
  }

  return {
    count,
    named: count - labels,
    codePoints,
    ranges,
    listed,
    lines(first, past) {
      let text = '';
      while (first < past) {
        const { sheet, place } = sheetOf(first);
        const end = Math.min(past, sheet.past) - sheet.first;
        text += sheet.lines.slice(sheet.starts[place], sheet.starts[end]);
        first = sheet.first + end;
      }
      return text;
    },
    nameOf(ordinal) {
      const { sheet, place } = sheetOf(ordinal);
      const start = (sheet.starts[place] ?? 0) + (sheet.nameOffsets[place] ?? 0);
      return sheet.lines.slice(start, (sheet.starts[place + 1] ?? 0) - 2);
    },
  };
}

/** The ordinal of a code point, or -1 when the table does not hold it. */
export function ordinalOf(characters: Characters, codePoint: number): number {
  const ordinal = firstAtLeast(characters, codePoint);
  return characters.codePoints[ordinal] === codePoint ? ordinal : -1;
}

/** The first ordinal whose code point is at least the one given; `count` when there is none. */
export function firstAtLeast({ codePoints, count }: Characters, codePoint: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((codePoints[middle] ?? 0) < codePoint) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads `names.txt`: one sheet with the lines of all listed names, the code points of these, and the ranges. */
function readNames(aliases: readonly Alias[]): { sheet: Sheet; codePoints: Uint32Array; ranges: RuleRange[] } {
  const source = readData('names.txt');
  const brackets = bracketedLabels(aliases);
  const codePoints = new Uint32Array(ROOM_CHARACTERS);
  const starts = new Uint32Array(ROOM_CHARACTERS);
  const nameOffsets = new Uint8Array(ROOM_CHARACTERS);
  const out = Buffer.allocUnsafeSlow(ROOM_BYTES);
  const ranges: RuleRange[] = [];
  let ranged = 0;
  let count = 0;
  let end = 0;
  for (let at = 0; at < source.length; ) {
    if (source[at] === HASH) {
      at = source.indexOf(LF, at) + 1;
      continue;
    }
    const digits = endOfHex(source, at);
    const codePoint = readHex(source, at, digits);
    if (source[digits] === SPACE) {
      codePoints[count] = codePoint;
      starts[count] = end;
      const name = writeColumns(out, end, codePoint, brackets);
      nameOffsets[count++] = name - end;
      const length = copyName(source, digits + 1, out, name);
      end = name + length + 2;
      at = digits + 1 + length + 1;
    } else {
      const lineEnd = source.indexOf(LF, at);
      const range = ruleRange(codePoint, source.toString('latin1', digits + 2, lineEnd), count + ranged);
      ranges.push(range);
      ranged += range.past - range.first;
      at = lineEnd + 1;
    }
  }
  if (count >= ROOM_CHARACTERS || end > ROOM_BYTES) throw new Error('names.txt lists more than there is room for');
  starts[count] = end;
  return { sheet: { first: 0, past: count, lines: out.toString('latin1', 0, end), starts, nameOffsets }, codePoints, ranges };
}

/** A range from its first code point and what follows the dots: `9FFF CJK UNIFIED IDEOGRAPH-*`. */
function ruleRange(firstCodePoint: number, rest: string, first: number): RuleRange {
  const space = rest.indexOf(' ');
  const name = rest.slice(space + 1);
  return {
    rule: name.startsWith('HANGUL') ? 'hangul' : name.startsWith('<') ? 'label' : 'hex',
    prefix: name.slice(0, name.indexOf('*')),
    firstCodePoint,
    first,
    past: first + Number.parseInt(rest.slice(0, space), 16) - firstCodePoint + 1,
  };
}

/** The ordinals `first..past` of a range, as a range of their own. */
function part(range: RuleRange, first: number, past: number): RuleRange {
  return { ...range, firstCodePoint: range.firstCodePoint + first - range.first, first, past };
}

/** Writes the lines of a range. */
function writeRange({ rule, prefix, firstCodePoint, first, past }: RuleRange, brackets: Map<number, Buffer>): Sheet {
  const starts = new Uint32Array(past - first + 1);
  const nameOffsets = new Uint8Array(past - first);
  let lines = '';
  for (let place = 0; place < past - first; place++) {
    const codePoint = firstCodePoint + place;
    const shown = brackets.get(codePoint)?.toString('latin1') ?? utf8(String.fromCodePoint(codePoint));
    const columns = `${notation(codePoint)}\t${shown}\t`;
    const made = rule === 'hangul' ? syllableOf(codePoint) : rule === 'hex' ? hex(codePoint) : `${hex(codePoint)}>`;
    nameOffsets[place] = columns.length;
    lines += `${columns}${prefix}${made}\r\n`;
    starts[place + 1] = lines.length;
  }
  return { first, past, lines: Buffer.from(lines, 'latin1').toString('latin1'), starts, nameOffsets };
}

/** What the characters that {@link isDisruptive} tells of show instead of themselves. */
function bracketedLabels(aliases: readonly Alias[]): Map<number, Buffer> {
  const labels = new Map<number, Buffer>();
  for (const { kind, codePoint, name } of aliases) {
    if (kind === 'abbreviation' && isDisruptive(codePoint) && !labels.has(codePoint)) {
      labels.set(codePoint, Buffer.from(`[${name}]`, 'latin1'));
    }
  }
  for (let codePoint = 0; codePoint <= 0x2029; codePoint++) {
    if (isDisruptive(codePoint) && !labels.has(codePoint)) {
      labels.set(codePoint, Buffer.from(`[${notation(codePoint)}]`, 'latin1'));
    }
  }
  return labels;
}

/** Writes the columns in front of the name, with the tab behind them; returns where the name is to start. */
function writeColumns(out: Buffer, at: number, codePoint: number, brackets: Map<number, Buffer>): number {
  out[at++] = 0x55;
  out[at++] = 0x2b;
  let digits = codePoint > 0xfffff ? 6 : codePoint > 0xffff ? 5 : 4;
  while (digits > 0) out[at++] = HEX_DIGITS[(codePoint >>> (--digits * 4)) & 15] ?? 0;
  out[at++] = TAB;
  const label = isDisruptive(codePoint) ? brackets.get(codePoint) : undefined;
  at = label ? at + label.copy(out, at) : writeUtf8(out, at, codePoint);
  out[at++] = TAB;
  return at;
}

function writeUtf8(out: Buffer, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    out[at++] = codePoint;
    return at;
  }
  if (codePoint < 0x800) {
    out[at++] = 0xc0 | (codePoint >>> 6);
  } else {
    if (codePoint < 0x10000) {
      out[at++] = 0xe0 | (codePoint >>> 12);
    } else {
      out[at++] = 0xf0 | (codePoint >>> 18);
      out[at++] = 0x80 | ((codePoint >>> 12) & 63);
    }
    out[at++] = 0x80 | ((codePoint >>> 6) & 63);
  }
  out[at++] = 0x80 | (codePoint & 63);
  return at;
}

/** Copies a name up to its line feed, and puts CRLF behind it; returns its length. */
function copyName(source: Buffer, from: number, out: Buffer, to: number): number {
  let at = from;
  for (let byte = source[at] ?? LF; byte !== LF; byte = source[++at] ?? LF) out[to++] = byte;
  out[to++] = CR;
  out[to] = LF;
  return at - from;
}

function endOfHex(source: Buffer, at: number): number {
  while (source[at] !== SPACE && source[at] !== FULL_STOP) at++;
  return at;
}

function readHex(source: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = source[at] ?? 0;
    value = value * 16 + (byte < 0x3a ? byte - 0x30 : byte - 0x37);
  }
  return value;
}
