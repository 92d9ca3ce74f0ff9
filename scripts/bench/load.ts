/**
 * The load, in a process of its own. It is light, so that it is the server that is measured: lines are bytes before a
 * round starts, and of the replies only lengths are looked at. Each reply has to end exactly where it is known to end.
 */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { PROMPT } from '../../src/client/protocol.ts';
import { processorSeconds } from '../support/processes.ts';
import { quantile } from '../support/statistics.ts';
import { serveCalls } from '../support/worker.ts';
import type { Tape } from './tapes.ts';

/** One server as the load sees it. */
export interface Target {
  readonly port: number;
  readonly pid: number;
}

export interface Round {
  readonly target: Target;
  readonly clients: number;
  /** Lines that each client sends at once, before it waits for all of their replies. */
  readonly deep: number;
  /** The name of the tape. */
  readonly tape: string;
  /** The part of it that is played once, `from..past`; the whole of it is played again and again when left out. */
  readonly part?: readonly [from: number, past: number] | undefined;
  /** When the round ends, even in the middle of the tape. */
  readonly seconds: number;
}

export interface Outcome {
  /** Replies and bytes for each second. */
  readonly rate: number;
  readonly bytesPerSecond: number;
  /** Processor seconds for each second, of the load process and of the server. */
  readonly loadShare: number;
  readonly serverShare: number;
  /** Milliseconds from a batch to the last byte of its replies. */
  readonly p50: number;
  readonly p99: number;
}

/** One for all connections: what is read is looked at before anything else is read. */
const inbox = Buffer.allocUnsafeSlow(0x4_0000);

/** The byte that each reply ends with, as the prompt does. */
const LAST_BYTE = 0x20;

/** How long a server may let a round wait, beyond its time. */
const PATIENCE = 10;

/** What a round can play, by name. */
const tapes = new Map<string, Tape>();
const idle: Socket[] = [];

/** Looks at the first bytes of the inbox; true for more to come. */
type Take = (count: number) => boolean;

/** Connects, and waits for the prompt; from then on `take` gets what comes. */
function open(port: number, take: Take, lost: (error: Error) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let missing = PROMPT.length;
    const callback = (count: number): boolean => {
      if (missing === 0) return take(count);
      missing -= count;
      if (missing < 0) fail(new Error('more than a greeting'));
      else if (missing === 0) resolve(socket);
      return true;
    };
    const fail = (error: Error): void => {
      reject(error);
      lost(error);
    };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: inbox, callback } });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed a connection')));
  });
}

/** Plays a tape, or a part of it, with many clients, each of which waits for its replies before it asks more. */
async function play({ target, clients, deep, tape: name, part, seconds }: Round): Promise<Outcome> {
  const tape = tapes.get(name);
  if (!tape) throw new Error(`no tape ${name}`);
  const { bytes, starts, replyLengths } = tape;
  const [from, past] = part ?? [0, replyLengths.length];
  const times: number[] = [];
  let cursor = from;
  let deadline = 0;
  let playing = clients;
  let replies = 0;
  let received = 0;
  let settle: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const finished = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Connecting is awaited first; a failure until then must not count as unhandled.
  finished.catch(() => {});

  async function client(): Promise<{ socket: Socket; ask: () => void }> {
    let query = 0;
    let batchPast = 0;
    let missing = 0;
    let asked = 0;

    function ask(): void {
      const now = performance.now();
      if (asked > 0) times.push(now - asked);
      asked = now;
      if (cursor >= past && !part) cursor = from;
      if (cursor >= past || now >= deadline) {
        if (--playing === 0) settle();
        return;
      }
      query = cursor;
      batchPast = cursor = Math.min(past, cursor + deep);
      missing = replyLengths[query] ?? 0;
      socket.write(bytes.subarray(starts[query], starts[batchPast]));
    }

    function take(count: number): boolean {
      received += count;
      let at = 0;
      while (at + missing <= count && query < batchPast) {
        at += missing;
        if (inbox[at - 1] !== LAST_BYTE) fail(wrong(query));
        replies++;
        missing = ++query < batchPast ? (replyLengths[query] ?? 0) : 0;
      }
      missing -= count - at;
      if (missing < 0) fail(wrong(query - 1));
      else if (query === batchPast) ask();
      return true;
    }

    const socket = await open(target.port, take, fail);
    return { socket, ask };
  }

  function wrong(query: number): Error {
    const line = Buffer.from(bytes.subarray(starts[query], starts[query + 1]));
    return new Error(`the reply to '${line.toString('latin1').trimEnd()}' is not of ${replyLengths[query]} bytes`);
  }

  const all = await Promise.all(Array.from({ length: clients }, client));
  const watchdog = setTimeout(() => fail(new Error('a reply never came')), (seconds + PATIENCE) * 1000);
  try {
    const served = processorSeconds(target.pid);
    const used = process.cpuUsage();
    const start = performance.now();
    deadline = start + seconds * 1000;
    for (const { ask } of all) ask();
    await finished;
    const taken = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(used);
    return {
      rate: replies / taken,
      bytesPerSecond: received / taken,
      loadShare: (user + system) / 1e6 / taken,
      serverShare: (processorSeconds(target.pid) - served) / taken,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
    };
  } finally {
    clearTimeout(watchdog);
    for (const { socket } of all) socket.destroy();
  }
}

const functions = {
  play,

  insert: ({ name, tape }: { name: string; tape: Tape }) => void tapes.set(name, tape),

  /** Connections that ask nothing, opened so many at a time that no queue of the system overflows. */
  async hold({ target, clients }: { target: Target; clients: number }): Promise<void> {
    while (idle.length < clients) {
      const batch = Math.min(100, clients - idle.length);
      const opened = Array.from({ length: batch }, () => open(target.port, () => true, () => {}));
      idle.push(...(await Promise.all(opened)));
    }
  },

  release(): void {
    for (const socket of idle.splice(0)) socket.destroy();
  },
};

export type Load = typeof functions;

serveCalls(functions);
