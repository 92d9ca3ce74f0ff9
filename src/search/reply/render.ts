/** What was found, as the bytes of a reply in each format. */
import type { ByteString } from '../../bytes/encoding.ts';
import { fromUtf8, hex, notation, utf8 } from '../../bytes/encoding.ts';
import type { Sink } from '../../bytes/sink.ts';
import { addLines, linesOf } from '../../unicode/characters.ts';
import { nextIn, nextOut } from '../sets/collector.ts';
import { card } from './card.ts';
import type { Finding } from '../match/find.ts';
import type { Format, Tally } from './format.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { matchedNames, shownName } from '../match/reasons.ts';

/** Results that are written one by one before others may have their turn. */
const RESULTS_A_STEP = 64;

/** What a status line begins with, for people: 66 times U+2500, and a space. */
const RULE = `${'─'.repeat(66)} `;
export const RULE_BYTES = utf8(RULE);

/** One result, ready to be written. */
interface Result {
  /** The code points, as `U+2603`; those of a sequence with spaces between. */
  readonly code: string;
  readonly char: string;
  /** The character as people are shown it: itself, or a label in brackets. */
  readonly shown: string;
  readonly name: string;
  readonly matched: readonly string[];
}

/** The status line of a reply that went well: how many results there are, and how many of them are shown. */
function foundStatus(format: Format, found: number, shown: number, suggestions: readonly string[]): ByteString {
  if (format === 'json') {
    const more = { ...(shown < found && { shown }), ...(suggestions.length > 0 && { suggestions }) };
    return utf8(`${JSON.stringify({ status: 'ok', found, ...more })}\r\n`);
  }
  const note = suggestions.length > 0 ? utf8(`Did you mean: ${suggestions.join(', ')}?\r\n`) : '';
  return `${note}${RULE_BYTES}${shown < found ? `${shown} of ${found}` : found} found\r\n`;
}

/** The status line of a reply that says what went wrong, and what would be right. */
export function errorStatus(format: Format, message: string): ByteString {
  return utf8(
    format === 'json' ? `${JSON.stringify({ status: 'error', message })}\r\n` : `${RULE}error: ${message}\r\n`,
  );
}

/** The reply to a command: the lines it has for people, and its status line. */
export function okStatus(format: Format, text: string): ByteString {
  if (format === 'json') return utf8(`${JSON.stringify({ status: 'ok', ...(text && { text: text.trimEnd() }) })}\r\n`);
  return utf8(`${text.replace(/\n?$/, '\n').replace(/^\n$/, '').replaceAll('\n', '\r\n')}${RULE}ok\r\n`);
}

/**
 * Adds the results of a finding to the sink, and the status line. It yields where the sink is full, and where it has
 * worked for a while.
 */
export function* render(
  index: MojiIndex,
  finding: Finding,
  format: Format,
  tally: Tally,
  sink: Sink,
): Generator<undefined> {
  const { found, query } = finding;
  const shown = Math.max(0, Math.min(query.limit, found.total - query.skip));
  tally.results += shown;
  let work = 0;
  for (const [first, past] of page(finding)) {
    for (let at = first; at < past; ) {
      at = format === 'plain' ? addPlain(index, finding, at, past, sink) : addResult(index, finding, at, format, sink);
      if (sink.isFull() || ++work % RESULTS_A_STEP === 0) yield;
    }
  }
  sink.add(foundStatus(format, found.total, shown, finding.suggestions));
}

/** The runs of ordinals to show, in order: skipped and limited as the query says. */
function* page({ found, query }: Finding): Generator<[number, number]> {
  let skip = query.skip;
  let left = query.limit;
  for (let i = 0; i < found.order.length && left > 0; i += 2) {
    const end = found.order[i + 1] ?? 0;
    let first = nextIn(found.all, found.order[i] ?? 0, end);
    while (first < end && left > 0) {
      const past = nextOut(found.all, first, end);
      const from = Math.min(past, first + skip);
      const to = Math.min(past, from + left);
      skip -= from - first;
      left -= to - from;
      if (from < to) yield [from, to];
      first = nextIn(found.all, past, end);
    }
  }
  for (const codePoint of found.unlisted.slice(skip, skip + left)) yield [-1 - codePoint, -codePoint];
}

/**
 * Adds the lines of the first results of a run: those that formal names made as they stand in the table, or one with
 * what matched. Returns the place of the next result.
 */
function addPlain(index: MojiIndex, finding: Finding, first: number, past: number, sink: Sink): number {
  const { characters } = index;
  const bare = first < 0 ? first : Math.min(nextOut(finding.found.formal, first, past), characters.count);
  if (bare <= first) {
    sink.add(utf8(plainLine(resultOf(index, finding, first))));
    return first + 1;
  }
  return addLines(characters, first, bare, sink);
}

/** Adds one result as an object, or with its card. */
function addResult(index: MojiIndex, finding: Finding, at: number, format: Format, sink: Sink): number {
  const result = resultOf(index, finding, at);
  sink.add(utf8(format === 'json' ? jsonLine(result) : plainLine(result) + card(index, at, result.char)));
  return at + 1;
}

function resultOf(index: MojiIndex, finding: Finding, ordinal: number): Result {
  const { query } = finding;
  const { keywords } = finding.found;
  if (ordinal < 0) {
    const codePoint = -1 - ordinal;
    return {
      code: notation(codePoint),
      char: String.fromCodePoint(codePoint),
      shown: labelOf(codePoint).startsWith('<surrogate') ? `[${notation(codePoint)}]` : String.fromCodePoint(codePoint),
      name: labelOf(codePoint),
      matched: [],
    };
  }
  const text = textAt(index, finding, ordinal);
  return {
    code: [...text].map((char) => notation(char.codePointAt(0) ?? 0)).join(' '),
    char: text,
    shown: shownAt(index, ordinal) ?? text,
    name: shownName(index, keywords, ordinal),
    matched: isBare(finding, ordinal) ? [] : matchedNames(index, keywords, query, ordinal),
  };
}

function isBare({ found }: Finding, ordinal: number): boolean {
  return nextIn(found.formal, ordinal, ordinal + 1) === ordinal;
}

/** The character or sequence of an ordinal. */
function textAt({ characters }: MojiIndex, { found }: Finding, ordinal: number): string {
  const codePoint = characters.codePoints[ordinal];
  if (codePoint !== undefined) return String.fromCodePoint(codePoint);
  return found.keywords?.sequenceOf(ordinal).text ?? '';
}

/** The second column of a line of the table, or undefined for a sequence. */
function shownAt({ characters }: MojiIndex, ordinal: number): string | undefined {
  if (ordinal >= characters.count) return undefined;
  return fromUtf8(linesOf(characters, ordinal, ordinal + 1).split('\t')[1] ?? '');
}

/** What the Standard calls a code point that has no name (section 4.8, code point labels). */
function labelOf(codePoint: number): string {
  const kind =
    codePoint >= 0xd800 && codePoint <= 0xdfff
      ? 'surrogate'
      : (codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)
        ? 'noncharacter'
        : (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000
          ? 'private-use'
          : 'reserved';
  return `<${kind}-${hex(codePoint)}>`;
}

function plainLine({ code, shown, name, matched }: Result): string {
  const fourth = matched.length > 0 ? `\t${matched.join(', ')}` : '';
  return `${code}\t${shown}\t${name}${fourth}\r\n`;
}

function jsonLine({ code, char, name, matched }: Result): string {
  const line = JSON.stringify({ code, char, name, ...(matched.length > 0 && { matched }) });
  // What JSON.stringify leaves as it is, but would break a line or a terminal.
  return `${line.replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}\r\n`;
}

function escaped(char: string): string {
  return `\\u${hex(char.charCodeAt(0)).toLowerCase()}`;
}
