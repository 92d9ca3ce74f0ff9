/**
 * The load, in a process of its own. It is light, so that it is the server that is measured: lines are bytes before a
 * round starts, and of the replies only lengths are looked at. Each reply has to end exactly where it is known to end.
 */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Outcome, Reply, Request, Round, Tape, Target } from './messages.ts';
import { processorSeconds } from '../support/processes.ts';
import { quantile } from '../support/statistics.ts';
import { serveRequests } from './worker.ts';

/** A tape, ready to be played. */
interface Reel {
  readonly bytes: Buffer;
  /** Where each line starts in the bytes, and last where the last one ends. */
  readonly starts: Uint32Array;
  readonly replyLengths: Uint32Array;
}

/** One for all connections: what is read is looked at before anything else is read. */
const inbox = Buffer.allocUnsafeSlow(0x4_0000);

/** How long a server may let a round wait, beyond its time. */
const PATIENCE = 10;

const reels = new Map<string, Reel>();
const idle: Socket[] = [];

function reelOf({ text, lineLengths, replyLengths }: Tape): Reel {
  const starts = new Uint32Array(lineLengths.length + 1);
  lineLengths.forEach((length, i) => (starts[i + 1] = (starts[i] ?? 0) + length));
  return { bytes: Buffer.from(text, 'latin1'), starts, replyLengths };
}

/** Looks at the first bytes of the inbox; true for more to come. */
type Take = (count: number) => boolean;

/** Connects, and waits for the greeting; from then on `take` gets what comes. */
function open({ port, greeting }: Target, take: Take, lost: (error: Error) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let missing = greeting;
    const greeted = (): void => {
      if (missing === 0) resolve(socket);
    };
    const callback = (count: number): boolean => {
      if (missing === 0) return take(count);
      missing -= count;
      if (missing < 0) reject(new Error('more than a greeting'));
      greeted();
      return true;
    };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: inbox, callback } }, greeted);
    const fail = (error: Error): void => {
      reject(error);
      lost(error);
    };
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed a connection')));
  });
}

/** Plays a part of a tape to a server with many clients, each of which waits for its replies before it asks more. */
async function play(round: Round): Promise<Outcome> {
  const { target, deep, from, past } = round;
  const reel = reels.get(round.tape);
  if (!reel) throw new Error(`no tape ${round.tape}`);
  const { bytes, starts, replyLengths } = reel;
  const times: number[] = [];
  let cursor = from;
  let deadline = 0;
  let playing = round.clients;
  let replies = 0;
  let received = 0;
  let settle: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const finished = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Who connects is waited for first; what fails meanwhile is known by then.
  finished.catch(() => {});

  async function client(): Promise<{ socket: Socket; ask: () => void }> {
    let query = 0;
    let batchPast = 0;
    let missing = 0;
    let asked = 0;

    function ask(): void {
      const now = performance.now();
      if (round.latencies && asked > 0) times.push(now - asked);
      asked = now;
      if (cursor >= past && round.again) cursor = from;
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
      while (at + missing <= count) {
        if (query === batchPast) break;
        at += missing;
        if (inbox[at - 1] !== target.lastByte) fail(wrong(query));
        replies++;
        missing = ++query < batchPast ? (replyLengths[query] ?? 0) : 0;
      }
      missing -= count - at;
      if (missing < 0) fail(wrong(query - 1));
      else if (query === batchPast) ask();
      return true;
    }

    const socket = await open(target, take, fail);
    return { socket, ask };
  }

  function wrong(query: number): Error {
    const line = bytes.toString('latin1', starts[query], starts[query + 1]).trimEnd();
    return new Error(`the reply to '${line}' is not of ${replyLengths[query]} bytes`);
  }

  const clients = await Promise.all(Array.from({ length: round.clients }, client));
  const watchdog = setTimeout(() => fail(new Error('a reply never came')), (round.seconds + PATIENCE) * 1000);
  try {
    const served = processorSeconds(target.pid);
    const used = process.cpuUsage();
    const start = performance.now();
    deadline = start + round.seconds * 1000;
    for (const { ask } of clients) ask();
    await finished;
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(used);
    return {
      queries: replies,
      bytes: received,
      seconds,
      loadShare: (user + system) / 1e6 / seconds,
      serverShare: (processorSeconds(target.pid) - served) / seconds,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
    };
  } finally {
    clearTimeout(watchdog);
    for (const { socket } of clients) socket.destroy();
  }
}

/** Connections that ask nothing, opened so many at a time that no queue of the system overflows. */
async function hold(target: Target, clients: number): Promise<void> {
  while (idle.length < clients) {
    const batch = Math.min(100, clients - idle.length);
    idle.push(...(await Promise.all(Array.from({ length: batch }, () => open(target, () => true, () => {})))));
  }
}

async function serve(request: Request): Promise<Reply> {
  if (request.kind === 'tape') reels.set(request.name, reelOf(request.tape));
  else if (request.kind === 'connect') await hold(request.target, request.clients);
  else if (request.kind === 'disconnect') for (const socket of idle.splice(0)) socket.destroy();
  else if (request.kind === 'round') return { kind: 'outcome', outcome: await play(request.round) };
  else throw new Error(`the load can't ${request.kind}`);
  return { kind: 'ready' };
}

serveRequests(serve);
