/**
 * The table of characters: every named character of Unicode and the 65 controls, in code point order, each already
 * written as the result line it will be sent as. A character's place in this order is its **ordinal**; sets of
 * characters are sets of ordinals, and neighbours in the table are neighbours in the text of lines, so a run of
 * results is one slice of it.
 */
import type { Alias } from './aliases.ts';
import { dataLines } from './data.ts';
import type { ByteString } from './encoding.ts';
import { flat, hex, notation, utf8 } from './encoding.ts';
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

/** What the table is made from: the lines of listed names, and the ranges of names by rule between them. */
export interface CharacterData {
  readonly lines: ByteString;
  readonly starts: Uint32Array;
  readonly nameOffsets: Uint8Array;
  readonly codePoints: Uint32Array;
  readonly ranges: readonly RuleRange[];
  /** How many of the lines have a label and no name. */
  readonly labels: number;
}

/** The table of characters. */
export function characterTable(data: CharacterData): Characters {
  const { ranges } = data;
  const count = data.codePoints.length + ranges.reduce((sum, { first, past }) => sum + past - first, 0);
  const codePoints = new Uint32Array(count);
  const listed: Sheet[] = [];
  /** All sheets in order; those of ranges are written when they are first asked for. */
  const sheets: (Sheet | RuleRange)[] = [];

  function addListed(first: number, past: number, rank: number): void {
    const end = rank + past - first;
    codePoints.set(data.codePoints.subarray(rank, end), first);
    const starts = data.starts.subarray(rank, end + 1);
    const sheet = { first, past, lines: data.lines, starts, nameOffsets: data.nameOffsets.subarray(rank, end) };
    listed.push(sheet);
    sheets.push(sheet);
  }

  function addRange(range: RuleRange): void {
    const { first, past, firstCodePoint } = range;
    for (let ordinal = first; ordinal < past; ordinal++) codePoints[ordinal] = firstCodePoint + ordinal - first;
    for (let from = first; from < past; from += SHEET_SIZE) {
      const to = Math.min(from + SHEET_SIZE, past);
      sheets.push({ ...range, firstCodePoint: firstCodePoint + from - first, first: from, past: to });
    }
  }

  let past = 0;
  let rank = 0;
  for (const range of ranges) {
    if (past < range.first) addListed(past, range.first, rank);
    rank += range.first - past;
    addRange(range);
    past = range.past;
  }
  addListed(past, count, rank);

  /** The sheet that was looked at last, which nearly always is the one to look at next. */
  let recent: Sheet | undefined;

  function sheetOf(ordinal: number): Sheet {
    if (recent !== undefined && recent.first <= ordinal && ordinal < recent.past) return recent;
    return (recent = findSheet(ordinal));
  }

  function findSheet(ordinal: number): Sheet {
    let low = 0;
    let high = sheets.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sheets[middle]?.past ?? 0) <= ordinal) low = middle + 1;
      else high = middle;
    }
    const found = sheets[low];
    if (!found) throw new RangeError(`no character has the ordinal ${ordinal}`);
    if ('lines' in found) return found;
    return (sheets[low] = writeRange(found));
  }

  return {
    count,
    named: count - data.labels,
    codePoints,
    ranges,
    listed,
    lines(first, past) {
      let text = '';
      while (first < past) {
        const sheet = sheetOf(first);
        const end = Math.min(past, sheet.past);
        text += sheet.lines.slice(sheet.starts[first - sheet.first], sheet.starts[end - sheet.first]);
        first = end;
      }
      return text;
    },
    nameOf(ordinal) {
      const sheet = sheetOf(ordinal);
      const place = ordinal - sheet.first;
      const start = (sheet.starts[place] ?? 0) + (sheet.nameOffsets[place] ?? 0);
      return sheet.lines.slice(start, (sheet.starts[place + 1] ?? 0) - 2);
    },
  };
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

/** Reads `names.txt`; the aliases lend the bracketed labels their abbreviations. */
export function readCharacters(aliases: readonly Alias[]): CharacterData {
  const brackets = bracketedLabels(aliases);
  const codePoints: number[] = [];
  const starts = [0];
  const nameOffsets: number[] = [];
  const ranges: RuleRange[] = [];
  let lines = '';
  let labels = 0;
  let ranged = 0;

  function list(codePoint: number, name: string): void {
    const shown = isDisruptive(codePoint) ? brackets(codePoint) : utf8(String.fromCodePoint(codePoint));
    const columns = `${notation(codePoint)}\t${shown}\t`;
    lines += `${columns}${name}\r\n`;
    codePoints.push(codePoint);
    nameOffsets.push(columns.length);
    starts.push(lines.length);
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
      const ordinal = codePoints.length + ranged;
      const past = ordinal + last - first + 1;
      ranges.push({ rule, prefix: name.slice(0, star), firstCodePoint: first, first: ordinal, past });
      ranged += last - first + 1;
    }
  }
  return {
    lines,
    starts: Uint32Array.from(starts),
    nameOffsets: Uint8Array.from(nameOffsets),
    codePoints: Uint32Array.from(codePoints),
    ranges,
    labels,
  };
}

/** Writes the lines of a range. */
function writeRange({ rule, prefix, firstCodePoint, first, past }: RuleRange): Sheet {
  const starts = new Uint32Array(past - first + 1);
  const nameOffsets = new Uint8Array(past - first);
  let lines = '';
  for (let place = 0; place < past - first; place++) {
    const codePoint = firstCodePoint + place;
    const columns = `${notation(codePoint)}\t${utf8(String.fromCodePoint(codePoint))}\t`;
    nameOffsets[place] = columns.length;
    lines += `${columns}${prefix}${rule === 'hangul' ? syllableOf(codePoint) : hex(codePoint)}\r\n`;
    starts[place + 1] = lines.length;
  }
  return { first, past, lines: flat(lines), starts, nameOffsets };
}

/** What the characters that {@link isDisruptive} tells of show instead of themselves: their usual abbreviation. */
function bracketedLabels(aliases: readonly Alias[]): (codePoint: number) => string {
  const short = new Map<number, string>();
  for (const { kind, codePoint, name } of aliases) {
    if (kind === 'abbreviation' && !short.has(codePoint)) short.set(codePoint, name);
  }
  return (codePoint) => `[${short.get(codePoint) ?? notation(codePoint)}]`;
}
