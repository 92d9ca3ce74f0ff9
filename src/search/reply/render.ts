/**
 * What was found, as the bytes of a reply in each format.
 *
 * Invariant: a reply that has to wait holds its sets packed, in memory of its own, and no arena.
 */
import { fromUtf8, hex, notation } from '../../bytes/encoding.ts';
import type { Sink } from '../../bytes/sink.ts';
import { addLines, isDisruptive, linesOf } from '../../unicode/characters.ts';
import { kindOfUnnamed, labelOfUnnamed } from '../../unicode/unnamed.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import type { Finding } from '../match/find.ts';
import { matchedNames, shownName } from '../match/reasons.ts';
import type { Extra, SearchMemory } from '../match/search.ts';
import { giveArena, takeArena } from '../match/search.ts';
import { pack, unpack } from '../sets/packed.ts';
import { countOf, NO_RUNS } from '../sets/runs.ts';
import { card } from './card.ts';
import type { CardFacts } from './card-facts.ts';
import { factsOf } from './card-facts.ts';
import type { Format } from './format.ts';
import { hasCards, isJson } from './format.ts';
import { foundStatus, RULE_BYTES } from './status.ts';

/** How far a reply is written: how far into its list of runs, and the next result. */
interface Place {
  runs: number;
  next: number;
}

const NONE: readonly string[] = [];

const [TAB, QUOTE, BACKSLASH] = [0x09, 0x22, 0x5c];

/** One result, ready to be written. */
interface ResultRow {
  /** The code points, as `U+2603`; those of a sequence with spaces between. */
  readonly code: string;
  readonly char: string;
  /** The character as people are shown it: itself, or a label in brackets. */
  readonly shown: string;
  readonly name: string;
  readonly matched: readonly string[];
}

export interface Renderer {
  /** Adds a reply to the sink, or as much of it as fits; returns the steps that are left, if there are any. */
  write(finding: Finding, format: Format): Generator<undefined> | undefined;
}

/**
 * Work of a step, a millisecond of it, in results that are written already. A result that has to say what matched is
 * more work, by the words of the query. Each step unpacks the sets of the reply, so many small steps would take longer.
 */
const WORK_PER_STEP = 2048;

/** Work of a card. */
const WORK_OF_CARD = 128;

/** Work of a line by rule that is not written yet, with the rest of its page. */
const WORK_OF_WRITING = 64;

/** @param memory for sets, while they are unpacked */
export function renderer(index: MojiIndex, sink: Sink, memory: SearchMemory): Renderer {
  const { characters } = index;
  const { starts, block } = characters;
  const rule = block.take(RULE_BYTES.length);
  block.bytes.write(RULE_BYTES, rule, 'latin1');
  /** Where every reply starts, so that one that is written at once allocates nothing. */
  const start: Place = { runs: 0, next: 0 };

  /** Adds results, then the status line; false if the sink fills up first, or others should have a turn. */
  function addFrom(place: Place, finding: Finding, format: Format): boolean {
    const { shown, explained, reasons } = finding;
    const { list, from, to } = explained;
    let work = 0;
    let at = from;
    let { next } = place;
    for (let run = shown.from + place.runs; run < shown.to; run += 2) {
      const past = shown.list[run + 1] ?? 0;
      next = Math.max(next, shown.list[run] ?? 0);
      // Characters that were listed need not ascend.
      if (at > from && next < (list[at - 1] ?? 0)) at = from;
      while (next < past) {
        if (sink.isFull() || work >= WORK_PER_STEP) {
          place.runs = run - shown.from;
          place.next = next;
          return false;
        }
        if (!characters.isWritten(next)) work += WORK_OF_WRITING;
        while (at < to && (list[at + 1] ?? 0) <= next) at += 2;
        const isBare = at >= to || (list[at] ?? 0) > next;
        if (isBare && reasons === undefined && format === 'plain' && next < characters.count) {
          const end = at < to ? Math.min(past, list[at] ?? 0) : past;
          next = addLines(characters, next, Math.min(end, characters.count), sink);
        } else {
          work += addResult(next++, isBare, finding, format);
        }
      }
      next = 0;
    }
    addStatus(finding, format);
    return true;
  }

  /** Adds one result; returns how much work that was. */
  function addResult(ordinal: number, isBare: boolean, finding: Finding, format: Format): number {
    const reason = finding.reasons?.get(ordinal);
    const matched = reason !== undefined ? [reason] : isBare ? NONE : matchedNames(index, finding, ordinal);
    if (format === 'plain' && ordinal < characters.count) {
      characters.write(ordinal, ordinal + 1);
      sink.copy(starts[ordinal] ?? 0, (starts[ordinal + 1] ?? 0) - 2);
      sink.addText(`${fourth(matched)}\r\n`);
    } else if (format === 'json' && isQuotable(characters.codePoints[ordinal])) {
      addJson(ordinal, matched);
    } else {
      const extra = finding.extras[ordinal - index.size];
      const result = extra === undefined ? named(index, ordinal, matched) : notInIndex(extra);
      const facts = hasCards(format) ? factsOfResult(ordinal, result.char, finding) : undefined;
      if (isJson(format)) sink.addText(jsonLine(result, facts));
      else sink.addText(facts === undefined ? plainLine(result) : plainLine(result) + card(facts));
    }
    const work = hasCards(format) ? WORK_OF_CARD : 1;
    return isBare ? work : work + finding.workOfTelling;
  }

  /** Adds the line of {@link jsonLine} from the columns of a plain line, in a tenth of the time. */
  function addJson(ordinal: number, matched: readonly string[]): void {
    characters.write(ordinal, ordinal + 1);
    const name = characters.startOfName(ordinal);
    const char = characters.block.bytes.indexOf(TAB, starts[ordinal]) + 1;
    sink.add('{"code":"');
    sink.copy(starts[ordinal] ?? 0, char - 1);
    sink.add('","char":"');
    sink.copy(char, name - 1);
    sink.add('","name":"');
    sink.copy(name, characters.endOfName(ordinal));
    if (matched.length > 0) sink.addText(`","matched":${quoted(matched)}}\r\n`);
    else sink.add('"}\r\n');
  }

  function factsOfResult(ordinal: number, char: string, { names }: Finding): CardFacts {
    const facts = factsOf(index, settled(index.cardSources()), ordinal, char);
    if (names === undefined) return facts;
    const name = names.byOrdinal.get(ordinal);
    return { ...facts, names: name === undefined ? undefined : { [names.language]: name } };
  }

  function addStatus(finding: Finding, format: Format): void {
    const { total, suggestions, notes } = finding;
    const shown = countOf(finding.shown);
    if (format !== 'plain' || shown < total || suggestions.length + notes.length > 0) {
      return sink.add(foundStatus(format, { total, shown, suggestions, notes }));
    }
    sink.copy(rule, rule + RULE_BYTES.length);
    sink.add(`${total} found\r\n`);
  }

  function* rest(place: Place, { finding, shown, explained }: Waiting, format: Format): Generator<undefined> {
    for (let isDone = false; !isDone; ) {
      const arena = takeArena(memory);
      try {
        const sets = { shown: unpack(shown, arena), explained: unpack(explained, arena) };
        isDone = addFrom(place, { ...finding, ...sets }, format);
      } finally {
        giveArena(memory, arena);
      }
      if (!isDone) yield;
    }
  }

  return {
    write(finding, format) {
      start.runs = start.next = 0;
      return addFrom(start, finding, format) ? undefined : rest({ ...start }, waiting(finding), format);
    },
  };
}

/** A reply that has to wait. */
interface Waiting {
  readonly finding: Finding;
  readonly shown: Uint8Array;
  readonly explained: Uint8Array;
}

/** Takes what a reply needs out of memory that serves the next line. */
function waiting(finding: Finding): Waiting {
  const { shown, explained } = finding;
  const alternatives = finding.alternatives();
  return {
    finding: { ...finding, alternatives: () => alternatives, shown: NO_RUNS, explained: NO_RUNS },
    shown: pack(shown),
    explained: pack(explained),
  };
}

/** The result of steps that do not yield. */
function settled<Value>(steps: Generator<undefined, Value>): Value {
  const { done, value } = steps.next();
  if (done !== true) throw new RangeError('cards are written before their sources were read');
  return value;
}

function named(index: MojiIndex, ordinal: number, matched: readonly string[]): ResultRow {
  const { characters } = index;
  const codePoint = characters.codePoints[ordinal];
  const isSequence = codePoint === undefined;
  const text = isSequence ? index.keywords().sequenceOf(ordinal).text : String.fromCodePoint(codePoint);
  return {
    code: codesOf(text),
    char: text,
    shown: isSequence ? text : fromUtf8(linesOf(characters, ordinal, ordinal + 1).split('\t')[1] ?? ''),
    name: shownName(index, ordinal),
    matched,
  };
}

function codesOf(text: string): string {
  return [...text].map((char) => notation(char.codePointAt(0) ?? 0)).join(' ');
}

/** A sequence that is no emoji, or a code point without a name. */
function notInIndex({ text: char, name }: Extra): ResultRow {
  const codePoint = char.codePointAt(0) ?? 0;
  const code = codesOf(char);
  const shown = name === undefined && kindOfUnnamed(codePoint) === 'surrogate' ? `[${code}]` : char;
  return { code, char, shown, name: name ?? labelOfUnnamed(codePoint), matched: [] };
}

function plainLine({ code, shown, name, matched }: ResultRow): string {
  return `${code}\t${shown}\t${name}${fourth(matched)}\r\n`;
}

function fourth(matched: readonly string[]): string {
  return matched.length > 0 ? `\t${matched.join(', ')}` : '';
}

/** Whether a character stands for itself in the line that it is shown by, and in JSON. */
function isQuotable(codePoint: number | undefined): boolean {
  return codePoint !== undefined && codePoint !== QUOTE && codePoint !== BACKSLASH && !isDisruptive(codePoint);
}

function jsonLine({ code, char, name, matched }: ResultRow, facts?: CardFacts): string {
  return `${quoted({ code, char, name, ...(matched.length > 0 && { matched }), ...facts })}\r\n`;
}

/** A value as JSON, with what JSON.stringify leaves as it is, but would break a line or a terminal, escaped, too. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${hex(char.charCodeAt(0)).toLowerCase()}`;
}
