/** A client that knows what it has to receive, and notices at once when something else comes. */
import type { Socket } from 'node:net';
import type { Expectation } from '../support/checker.ts';
import { checker, Farewell, PROMPT, WrongReply } from '../support/checker.ts';
import { enter, open } from './open.ts';
import type { Question } from './questions.ts';
import type { Life } from './world.ts';
import { isFlooded, isStopping, PATIENCE } from './world.ts';

/** Milliseconds in which a server that has sent anything but a reply has to close. */
const DEVIANT = 5000;

export interface Habits {
  /** Bytes a second that are read; all there are when it is left out. */
  readonly rate?: number;
  /** Takes the refusals of telnet options out of what comes before it is compared. */
  readonly telnet?: boolean;
  /** The address that it announces. */
  readonly address?: string;
}

/** The reply to a question. */
export function replyTo({ line, reply }: Question): Expectation {
  return { about: `'${line.slice(0, 60)}'`, bytes: reply };
}

export type Client = Awaited<ReturnType<typeof connect>>;

/** Connects; the prompt is expected. */
export async function connect(life: Life, { rate, telnet, address }: Habits = {}) {
  const { world } = life;
  const welcomed = await enter();
  const socket = await open(life, false, address).catch((error: unknown) => {
    welcomed();
    throw error;
  });
  const checks = checker();
  checks.expect(PROMPT);
  let received = 0;
  let moved = Date.now();
  let over = false;
  let fault: Error | undefined;
  let wake: (() => void) | undefined;

  function take(chunk: Buffer): void {
    if (received === 0) welcome();
    received += chunk.length;
    world.bytes += chunk.length;
    moved = Date.now();
    const before = checks.right;
    const wrong = checks.take(telnet ? withoutRefusals(chunk) : chunk);
    world.replies += checks.right - before;
    if (wrong) fail(wrong);
    else if (checks.satisfied) wake?.();
  }

  function welcome(): void {
    welcomed();
    world.open++;
    socket.on('close', () => world.open--);
  }

  function fail(error: Error): void {
    fault ??= error;
    socket.destroy();
    wake?.();
  }

  /** The server has ended its side, or the connection is gone. */
  function finish(error?: Error): void {
    if (over) return;
    over = true;
    welcomed();
    world.watches.delete(watch);
    fault ??= checks.farewell() ?? (error && unheard(error.message));
    wake?.();
  }

  /** What the server may have said when the connection broke before anything was heard. */
  function unheard(why: string): Farewell | WrongReply {
    if (received === 0 && isStopping(world)) return new Farewell('shutting down');
    if (received === 0 && isFlooded(world)) return new Farewell('full');
    return lost(why);
  }

  function lost(why: string): WrongReply {
    return new WrongReply(`${why}, after ${received} bytes and ${checks.right} replies`);
  }

  async function until(done: () => boolean): Promise<void> {
    while (!fault && !done()) {
      if (over) throw lost('the server closed and owes replies');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (fault) throw fault;
  }

  function expect(...expected: readonly Expectation[]): void {
    if (checks.satisfied) moved = Date.now();
    for (const expectation of expected) checks.expect(expectation);
  }

  /** Writes bytes, and expects what is said. */
  function write(bytes: string | Buffer, ...expected: readonly Expectation[]): void {
    expect(...expected);
    socket.write(bytes);
  }

  /** Resolves when all that is expected has come and the server has ended its side. */
  const ended = (): Promise<void> => until(() => over && checks.satisfied);

  /** Looks whether a reply is lost. */
  function watch(now: number): void {
    const waited = now - moved;
    if (checks.deviant && waited > DEVIANT) fail(checks.complaint());
    else if (!checks.satisfied && waited > PATIENCE * 1000) fail(lost(`no byte for ${PATIENCE} s`));
  }

  world.watches.add(watch);
  socket.on('end', finish).on('close', () => finish()).on('error', finish);
  if (rate === undefined) socket.on('data', take);
  else readSlowly(life, socket, rate, take);

  return {
    socket,
    expect,
    write,
    ended,
    /** Writes questions in one go, each with a line end, and expects their replies. */
    ask(questions: readonly Question[], lineEnd = '\n'): void {
      write(questions.map(({ line }) => line + lineEnd).join(''), ...questions.map(replyTo));
    },
    /** Resolves when all that is expected has come. */
    settled: () => until(() => checks.satisfied && !checks.deviant),
    /** Ends this side; resolves when the server has ended its own. */
    leave(): Promise<void> {
      socket.end();
      return ended();
    },
  };
}

/** Reads at a rate, until the server has ended. */
function readSlowly({ world }: Life, socket: Socket, rate: number, take: (chunk: Buffer) => void): void {
  let last = Date.now();
  socket.on('readable', () => undefined);
  const timer = setInterval(() => {
    // By the clock, since a busy process is called late.
    const most = world.hasEnded ? Infinity : Math.ceil((rate * (Date.now() - last)) / 1000);
    last = Date.now();
    const chunk: unknown = socket.read(Math.min(socket.readableLength, most));
    if (Buffer.isBuffer(chunk)) take(chunk);
  }, 250);
  socket.on('close', () => clearInterval(timer));
}

/** The bytes without IAC WONT and IAC DONT; the server writes them whole, and 0xFF is never UTF-8. */
function withoutRefusals(chunk: Buffer): Buffer {
  return Buffer.from(chunk.toString('latin1').replace(/\xff[\xfc\xfe][^]/g, ''), 'latin1');
}
