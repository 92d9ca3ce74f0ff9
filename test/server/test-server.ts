/** A services whose answers need no Unicode, so that tests of the server are tests of the server alone. */
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { utf8 } from '../../src/bytes/encoding.ts';
import { textOf } from '../../src/bytes/line.ts';
import type { Sink } from '../../src/bytes/sink.ts';
import { newBlock } from '../../src/bytes/block.ts';
import type { Answerer, Step } from '../../src/search/answer.ts';
import type { Tally } from '../../src/search/reply/format.ts';
import { finder } from '../../src/server/finder.ts';
import type { Services } from '../../src/server/services.ts';
import type { Reason } from '../../src/server/journal.ts';
import { journal } from '../../src/server/journal.ts';
import { outbox } from '../../src/server/outflow.ts';
import type { Settings } from '../../src/server/settings.ts';
import { FIXED } from '../../src/server/settings.ts';
import { startStats } from '../../src/server/stats.ts';
import { supervisor } from '../../src/server/supervisor.ts';
import { turns } from '../../src/server/turns.ts';
import { DEFAULTS } from '../support/defaults.ts';

export const RULE = '─'.repeat(66);

/**
 * Answers a query with itself as the one result, save for these: `lines:3` has three results, `stream` has endless
 * ones, `work` has endless work and nothing to show, `wait:3` has to wait for others three times, `search` searches for
 * a while and then has 90 KB to show, `slow` takes five milliseconds in one step, `fail` throws, and `fail late` throws after its first result.
 */
function answersInto(sink: Sink, waits: string[], searches: Set<object>): Answerer {
  return {
    answer(line, format, tally) {
      const query = textOf(line);
      if (query === undefined) return void sink.add(this.fail('this line is not UTF-8', format));
      if (query === 'stream') return endless(sink, `${'x'.repeat(1022)}\r\n`);
      if (query === 'work') return endless(sink, '');
      if (query === 'search') return searching(sink, searches);
      if (query === 'slow') return slowly(sink, waits);
      if (query === 'fail') throw new TypeError('broken\nin two');
      if (query === 'fail late') return late(sink);
      const times = /^wait:(\d+)$/.exec(query)?.[1];
      if (times !== undefined) return waiting(sink, query, Number(times), waits);
      const count = Number(/^lines:(\d+)$/.exec(query)?.[1] ?? 1);
      const steps = results(sink, query, format === 'json', count, tally);
      return count === 1 && steps.next().done ? undefined : steps;
    },
    fail: (message, format) =>
      utf8(format === 'json' ? `{"status":"error","message":"${message}"}\r\n` : `${RULE} error: ${message}\r\n`),
    ok(text, format) {
      if (format === 'json') return utf8(`${JSON.stringify({ status: 'ok', ...(text && { text }) })}\r\n`);
      return utf8(`${text && `${text.replaceAll('\n', '\r\n')}\r\n`}${RULE} ok\r\n`);
    },
  };
}

function* results(sink: Sink, query: string, json: boolean, count: number, tally: Tally): Generator<undefined> {
  tally.results += count;
  for (let i = 1; i <= count; i++) {
    sink.add(utf8(json ? `{"name":"${query}"}\r\n` : `U+${i}\t${query}\r\n`));
    if (sink.isFull()) yield;
  }
  sink.add(json ? `{"status":"ok","found":${count}}\r\n` : utf8(`${RULE} ${count} found\r\n`));
}

function* endless(sink: Sink, line: string): Generator<undefined> {
  for (;;) {
    // Work takes time, at least a little.
    if (line === '') for (const end = performance.now() + 0.5; performance.now() < end; );
    sink.add(line);
    yield;
  }
}

function* waiting(sink: Sink, query: string, times: number, waits: string[]): Generator<Step> {
  for (let i = 0; i < times; i++) {
    waits.push(query);
    yield 'wait';
  }
  sink.add(utf8(oneResult(query)));
}

function* searching(sink: Sink, searches: Set<object>): Generator<Step> {
  const search = {};
  searches.add(search);
  try {
    for (const end = performance.now() + 2.5 * FIXED.turn; performance.now() < end; ) yield 'search';
  } finally {
    searches.delete(search);
  }
  for (let i = 0; i < 9; i++) sink.add('x'.repeat(10_000));
  sink.add(utf8(`\r\n${oneResult('search')}`));
}

function* slowly(sink: Sink, waits: string[]): Generator<Step> {
  for (const end = performance.now() + 5; performance.now() < end; );
  waits.push('slow');
  sink.add(utf8(oneResult('slow')));
}

function* late(sink: Sink): Generator<undefined> {
  sink.add('U+1\tfirst\r\n');
  yield;
  throw new TypeError('broken late');
}

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly services: Services;
  /** The server's ends of all connections so far. */
  readonly sockets: readonly Socket[];
  /** The queries that had to wait, once for each step, and those that took long. */
  readonly waits: readonly string[];
  /** The searches under way. */
  readonly searches: ReadonlySet<object>;
  /** What was logged so far, without the times. */
  readonly logged: readonly string[];
  /** Waits until the next connection is closed that nobody waited for yet, and gives the reason. */
  closing(): Promise<Reason>;
  close(): Promise<void>;
}

/** A fresh server on a free port, with settings of its own; `await using` closes it. */
export async function serve(settings: Partial<Settings> = {}): Promise<TestServer> {
  const all = { ...DEFAULTS, port: 0, grace: 0, ...settings };
  const logged: string[] = [];
  const waits: string[] = [];
  const searches = new Set<object>();
  const log = { line: (text: string) => void logged.push(text), flush: () => Promise.resolve() };
  const sockets: Socket[] = [];
  const closings: Reason[] = [];
  let wake = (): void => {};
  const replies = outbox(newBlock(8_000_000));
  const services: Services = {
    settings: all,
    answerer: answersInto(replies, waits, searches),
    stats: startStats(),
    journal: journal(log, all.verbose),
    outbox: replies,
    turns: turns(FIXED.turnOfAll, FIXED.turnOfLong, replies.flush),
    help: 'the help\nin two lines',
    version: 'mojifinder 0.0',
  };
  const find = finder(services);
  const running = await supervisor(services, (socket, over) => {
    sockets.push(socket);
    return find(socket, (conversation, reason) => {
      over(conversation, reason);
      closings.push(reason);
      wake();
    });
  });
  async function closing(): Promise<Reason> {
    for (;;) {
      const reason = closings.shift();
      if (reason !== undefined) return reason;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  async function close(): Promise<void> {
    await running.close();
    services.stats.eventLoop.disable();
  }
  return { port: running.port, services, sockets, waits, searches, logged, closing, close, [Symbol.asyncDispose]: close };
}

/** The reply to a query that has one result, without the prompt. */
export function oneResult(query: string): string {
  return `U+1\t${query}\r\n${RULE} 1 found\r\n`;
}

/** Lets the event loop turn until something holds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`still not: ${String(holds)}`);
    await nextTurn();
  }
}
