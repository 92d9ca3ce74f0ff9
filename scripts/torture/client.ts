/** A client that knows what it has to be sent, and finds out at once when something else comes. */
import type { Socket } from 'node:net';
import type { Checker, Expectation } from './checker.ts';
import { RULE } from '../../src/client/protocol.ts';
import { checker, PROMPT, WrongReply } from './checker.ts';
import { open } from './open.ts';
import type { Question } from './questions.ts';
import type { Life } from './world.ts';
import { isFlooded, isStopping, PATIENCE } from './world.ts';

/** The server said why it closes, and that is all right as far as the bytes go. */
export class Farewell extends Error {
  /** Whether it abandoned a reply for it, between two lines. */
  readonly isCut: boolean;

  constructor(said: string, isCut = false) {
    super(said);
    this.isCut = isCut;
  }
}

/** Milliseconds in which a server that has said something else than a reply has to close. */
const DEVIANT = 5000;

export interface Client {
  readonly socket: Socket;
  /** Writes questions in one go, each with a line end, and expects their replies. */
  ask(questions: readonly Question[], lineEnd?: string): void;
  /** Writes bytes, and expects what is said. */
  write(bytes: string | Buffer, ...expected: Expectation[]): void;
  expect(...expected: Expectation[]): void;
  /** Resolves when all that is expected has come. */
  settled(): Promise<void>;
  /** Resolves when all that is expected has come and the server has ended its side. */
  ended(): Promise<void>;
  /** Looked at now and then: whether a reply is lost. */
  check(now: number): void;
}

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

/** A status line with an error; what it says is the server's affair, as long as it holds the words. */
export function errorAbout(words: RegExp): Expectation {
  return { about: `an error about ${String(words)}`, error: words };
}

/** The reply to a command that has nothing to say but that it was obeyed; no prompt comes after a goodbye. */
export const OK: Expectation = { about: 'ok', bytes: Buffer.from(`${RULE} ok\r\n`) };

/** Connects; the prompt is expected. */
export async function connect(life: Life, habits: Habits = {}): Promise<Client> {
  const { world } = life;
  const welcomed = await world.door.enter();
  const socket = await open(life, false, habits.address).catch((error: unknown) => {
    welcomed();
    throw error;
  });
  const checks: Checker = checker();
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
    try {
      checks.take(habits.telnet ? withoutRefusals(chunk) : chunk);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
    world.replies += checks.right - before;
    if (checks.satisfied) wake?.();
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
    world.watched.delete(client);
    try {
      const farewell = checks.farewell();
      if (farewell !== undefined) fault ??= new Farewell(farewell.said, farewell.isCut);
      else if (error && received === 0 && isStopping(world)) fault ??= new Farewell('shutting down');
      else if (error && received === 0 && isFlooded(world)) fault ??= new Farewell('full');
      else if (error) fault ??= lost(error.message);
    } catch (wrong) {
      fault ??= wrong instanceof Error ? wrong : new Error(String(wrong));
    }
    wake?.();
  }

  function lost(why: string): WrongReply {
    return new WrongReply(`${why}, after ${received} bytes and ${checks.right} replies`);
  }

  async function until(done: () => boolean, owed: () => boolean): Promise<void> {
    while (!fault && !done()) {
      if (over && owed()) throw lost('the server closed and owes replies');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (fault) throw fault;
  }

  const expect = (...expected: Expectation[]): void => {
    if (checks.satisfied) moved = Date.now();
    for (const expectation of expected) checks.expect(expectation);
  };

  const client: Client = {
    socket,
    ask(questions, lineEnd = '\n') {
      expect(...questions.map(replyTo));
      socket.write(questions.map(({ line }) => line + lineEnd).join(''));
    },
    write(bytes, ...expected) {
      expect(...expected);
      socket.write(bytes);
    },
    expect,
    settled: () => until(() => checks.satisfied && !checks.deviant, () => true),
    ended: () => until(() => over && checks.satisfied, () => !checks.satisfied),
    check(now) {
      const waited = now - moved;
      if (checks.deviant && waited > DEVIANT) fail(new WrongReply(checks.complaint()));
      else if (!checks.satisfied && waited > PATIENCE * 1000) fail(lost(`no byte for ${PATIENCE} s`));
    },
  };
  world.watched.add(client);
  socket.on('end', finish).on('close', () => finish()).on('error', finish);
  if (habits.rate === undefined) socket.on('data', take);
  else readSlowly(life, socket, habits.rate, take);
  return client;
}

/** Reads at a rate, until the server has ended. */
function readSlowly({ world }: Life, socket: Socket, rate: number, take: (chunk: Buffer) => void): void {
  const ticks = 4;
  socket.on('readable', () => undefined);
  const timer = setInterval(() => {
    const most = world.hasEnded ? Infinity : Math.ceil(rate / ticks);
    const chunk: unknown = socket.read(Math.min(socket.readableLength, most));
    if (Buffer.isBuffer(chunk)) take(chunk);
  }, 1000 / ticks);
  socket.on('close', () => clearInterval(timer));
}

/** The bytes without IAC WONT and IAC DONT; the server writes them whole, and 0xFF is never UTF-8. */
function withoutRefusals(chunk: Buffer): Buffer {
  return Buffer.from(chunk.toString('latin1').replace(/\xff[\xfc\xfe][^]/g, ''), 'latin1');
}
