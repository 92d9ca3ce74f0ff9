/** Asks the index a line, and takes the reply apart. */
import assert from 'node:assert/strict';
import type { Gathering } from '../../src/bytes/sink.ts';
import { gathering, drainSink } from '../../src/bytes/sink.ts';
import type { Searcher } from '../../src/search/answer.ts';
import { answer, searcher } from '../../src/search/answer.ts';
import type { Format } from '../../src/search/reply/format.ts';
import type { MojiIndex } from '../../src/search/index/moji-index.ts';

/** What a status line begins with in the formats for people. */
export const RULE = `${'\u2500'.repeat(66)} `;

export interface Reply {
  readonly text: string;
  /** Every line without its line end; the last one is the status line. */
  readonly lines: readonly string[];
  readonly status: string;
  /** How many pieces the reply came in, and how many of these were empty. */
  readonly pieces: number;
  readonly emptyPieces: number;
  /** How many results the tally was raised by. */
  readonly tallied: number;
}

const sinks = new Map<MojiIndex, Gathering>();

/** The sink that an index is asked with. */
export function sinkOf(index: MojiIndex): Gathering {
  const sink = sinks.get(index) ?? gathering(index.characters.block);
  sinks.set(index, sink);
  return sink;
}

/** What a sink got until now, and gets while some steps are taken. */
export function bytesOf(sink: Gathering, steps?: Iterator<unknown, unknown>): Buffer {
  return Buffer.concat(Array.from(drainSink(sink, steps), (piece) => Buffer.from(piece)));
}

const searchers = new Map<MojiIndex, Searcher>();

/** What an index is asked with; its arenas hold garbage between two lines. */
export function searcherOf(index: MojiIndex): Searcher {
  const search = searchers.get(index) ?? searcher(index, sinkOf(index));
  searchers.set(index, search);
  poison(search);
  return search;
}

/** Overwrites what no search may use any more. */
function poison({ memory }: Searcher): void {
  for (const { list } of memory.arenas) list.fill(0xdeadbeef);
}

/** The whole reply to a line; fails when it has more pieces than any reply may have. */
export function ask(index: MojiIndex, line: string, format: Format = 'plain', mostPieces = 20_000): Reply {
  const tally = { results: 0 };
  const sink = sinkOf(index);
  const pieces: Buffer[] = [];
  let emptyPieces = 0;
  for (let steps = answer(searcherOf(index), line, format, tally), done = false; !done; ) {
    done = steps.next().done === true;
    poison(searcherOf(index));
    const piece = bytesOf(sink);
    pieces.push(piece);
    if (piece.length === 0) emptyPieces++;
    else assert.ok(piece.toString('latin1').endsWith('\r\n'), 'a piece ends where a line ends');
    assert.ok(pieces.length <= mostPieces, `more than ${mostPieces} pieces, and no end`);
  }
  const text = Buffer.concat(pieces).toString();
  const lines = text.split('\r\n');
  assert.equal(lines.pop(), '', 'a reply ends with a line end');
  return { text, lines, status: lines.at(-1) ?? '', pieces: pieces.length, emptyPieces, tallied: tally.results };
}

/** The first columns of the results: `U+1F431`, or `U+1F1E7 U+1F1F7` for a sequence. */
export function codesOf({ lines }: Reply): string[] {
  return lines.filter((line) => line.startsWith('U+')).map((line) => line.split('\t')[0] ?? '');
}

/** The results of a line as `1F431 1F638`, those of sequences as `1F1E7+1F1F7`. */
export function found(index: MojiIndex, line: string): string {
  const reply = ask(index, line);
  if (!reply.status.endsWith(' found')) return reply.status.replace(RULE, '');
  return codesOf(reply)
    .map((code) => code.replaceAll(' ', '+').replaceAll('U+', ''))
    .join(' ');
}

/** What the status line says after its rule. */
export function statusOf(index: MojiIndex, line: string): string {
  const { status } = ask(index, line);
  assert.ok(status.startsWith(RULE), status);
  return status.slice(RULE.length);
}

/** The message of the error that a line gets. */
export function errorOf(index: MojiIndex, line: string): string {
  const said = statusOf(index, line);
  assert.ok(said.startsWith('error: '), `${JSON.stringify(line)} is no error: ${said}`);
  return said.slice('error: '.length);
}

/** The parts of a line of JSON. */
export function jsonOf(line: string): Record<string, unknown> {
  const value: unknown = JSON.parse(line);
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), line);
  return Object.fromEntries(Object.entries(value));
}
