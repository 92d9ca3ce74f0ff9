/** One client's conversation: it sends lines, and gets a reply to each of them. */
import { isUtf8 } from 'node:buffer';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ByteString, Format } from './answer.ts';
import type { Manners } from './commands.ts';
import { isCommand, obey } from './commands.ts';
import type { House } from './house.ts';
import type { Account, Reason } from './journal.ts';
import { peer } from './journal.ts';
import { Lines } from './lines.ts';
import { hangUp, send } from './outflow.ts';
import type { Settings } from './settings.ts';
import { FIXED } from './settings.ts';
import type { Batch } from './splitter.ts';

/** Begins the conversation with a client that has just connected. When the connection is closed, `over` is told so. */
export type Finder = (socket: Socket, over: Over) => Conversation;

export type Over = (conversation: Conversation, reason: Reason) => void;

/** Gives the finder what all conversations share, and gets the handler of connections. */
export function finder(house: House): Finder {
  return (socket, over) => new Conversation(house, socket, over);
}

/** Its state is all in the one object, and its methods are shared: there may be ten thousands of them. */
export class Conversation implements Manners, Account {
  format: Format;
  ending: Reason | undefined = undefined;
  lines = 0;
  results = 0;
  readonly since = Date.now();

  private readonly house: House;
  private readonly socket: Socket;
  private readonly reader: Lines;
  /** Runs while a complete line is waited for. */
  private readonly idle: NodeJS.Timeout;
  /** What ends the conversation when the lines in hand are answered. */
  private stopping: Reason | undefined = undefined;
  /** Replies that are not written yet. */
  private out: ByteString = '';
  /** Pieces of replies in this turn of the event loop, and when the turn is over; 0 as long as nobody looked. */
  private steps = 0;
  private turnEnd = 0;

  constructor(house: House, socket: Socket, over: Over) {
    this.house = house;
    this.socket = socket;
    this.format = house.settings.format;
    // All there is to know of an error is that 'close' comes next.
    socket.on('error', ignored);
    house.journal.connected(socket);
    this.reader = new Lines(socket, house.settings.maxLine);
    this.idle = setTimeout(idled, house.settings.idleTimeout * 1000, this);
    void this.attend(over);
  }

  /** Ends the conversation when the lines in hand are answered: at once, if the client has all its replies. */
  dismiss(): void {
    this.stop('shutdown');
  }

  /** Ends it now, in the middle of a reply if need be. */
  cut(): void {
    this.ending ??= 'shutdown';
    this.socket.write(this.farewell(), 'latin1');
    this.socket.destroy();
  }

  private stop(reason: Reason): void {
    this.stopping ??= reason;
    this.reader.stop();
  }

  /** Time is up for a client that waits; one that takes a reply has all its time again after that. */
  idled(): void {
    if (this.reader.waiting) this.stop('idle');
    else this.idle.refresh();
  }

  /** From the first prompt until the connection is closed. */
  private async attend(over: Over): Promise<void> {
    try {
      this.out = this.prompt;
      await this.flush();
      for await (const batch of this.reader) {
        for (const _ of this.answers(batch)) await this.giveWay();
        // An await for nothing would show here: nearly always the kernel takes it all.
        const taken = this.flush();
        if (taken !== undefined) await taken;
        if (this.isOver) break;
        if (batch.lines.length > 0) this.idle.refresh();
      }
      this.ending ??= this.stopping ?? (this.socket.destroyed ? 'lost' : 'end');
    } catch (error) {
      this.failed(error);
    }
    clearTimeout(this.idle);
    over(this, await this.leave());
  }

  private get isOver(): boolean {
    return this.ending !== undefined || this.socket.destroyed;
  }

  /** Adds the replies to a batch to `out`. It yields when others should have their turn. */
  private *answers(batch: Batch): Generator<undefined> {
    const { lines, ascii } = batch;
    for (const line of lines) {
      const reply = line === '' ? '' : this.reply(line, ascii);
      if (typeof reply === 'string') this.out += reply;
      else yield* this.pieces(reply);
      if (this.isOver) return;
      this.out += this.prompt;
      if (this.isTurnOver()) yield;
    }
    this.sum(batch);
  }

  private *pieces(reply: Iterable<ByteString>): Generator<undefined> {
    for (const piece of reply) {
      this.out += piece;
      if (this.isTurnOver(piece === '')) yield;
      if (this.isOver) return;
    }
  }

  /** The reply to a line, without the prompt: whole, or in the pieces of a long one. */
  private reply(line: ByteString, ascii: boolean): ByteString | Iterable<ByteString> {
    const { answerer, journal, settings } = this.house;
    const text = ascii ? line : decoded(line);
    if (text === undefined) return answerer.fail('this line is not UTF-8', this.format);
    if (settings.verbose) journal.asked(this.socket, text);
    if (isCommand(text)) return obey(this.house, this, text);
    return answerer.answer(text, this.format, this);
  }

  /** What comes after the replies to a batch, and what the batch came to. The next one has a turn of its own. */
  private sum({ lines, special, telnet, bytes }: Batch): void {
    const { stats } = this.house;
    this.steps = this.turnEnd = 0;
    this.out += telnet;
    if (special === 'overlong') this.out += this.overlong();
    else this.ending ??= special;
    this.lines += lines.length;
    stats.lines += lines.length;
    stats.bytesIn += bytes;
  }

  /** Programs, who read JSON Lines, are not prompted. */
  private get prompt(): ByteString {
    return this.format === 'json' ? '' : '?> ';
  }

  private overlong(): ByteString {
    const { answerer, settings } = this.house;
    return answerer.fail(`this line has more than ${settings.maxLine} bytes`, this.format) + this.prompt;
  }

  /**
   * Whether others should have their turn now: by the bytes to write and, after every few pieces, by the clock.
   *
   * @param laborious whether the piece took work that its bytes do not show
   */
  private isTurnOver(laborious = false): boolean {
    if (this.out.length >= FIXED.outputBytes) return true;
    if (!laborious && ++this.steps % FIXED.piecesPerLook !== 0) return false;
    const now = performance.now();
    this.turnEnd ||= now + FIXED.turn;
    return now >= this.turnEnd;
  }

  /** Writes what there is, and waits for the client to take it, or at least for the next turn of the event loop. */
  private async giveWay(): Promise<void> {
    await (this.flush() ?? nextTurn());
    this.steps = this.turnEnd = 0;
  }

  /** Writes what there is; undefined where there is nothing to wait for. */
  private flush(): Promise<void> | undefined {
    const { out, socket, house } = this;
    if (out === '') return undefined;
    this.out = '';
    house.stats.bytesOut += out.length;
    return send(socket, out, house.settings.writeTimeout)?.then((taken) => {
      if (!taken) this.ending = 'slow';
    });
  }

  private failed(error: unknown): void {
    this.house.journal.failed(peer(this.socket), error);
    this.ending = 'failed';
  }

  /** Says why, if the client has not said so itself, and hangs up. */
  private async leave(): Promise<Reason> {
    const { socket, house } = this;
    try {
      if (!socket.destroyed && this.ending !== 'slow') {
        this.out += this.farewell();
        await this.flush();
      }
    } catch (error) {
      this.failed(error);
    }
    const reason = this.ending ?? 'end';
    house.journal.closing(socket, reason, this);
    // Who takes nothing would otherwise keep the kernel's memory until it gives up on the connection.
    if (reason === 'slow') socket.resetAndDestroy();
    await hangUp(socket, FIXED.linger);
    return reason;
  }

  /** The status line that tells a client why the server ends the conversation; empty where the client did. */
  private farewell(): ByteString {
    const { answerer, settings } = this.house;
    const message = why(this.ending, settings);
    return message === undefined ? '' : answerer.fail(message, this.format);
  }
}

function ignored(): void {}

function idled(conversation: Conversation): void {
  conversation.idled();
}

/** The text that bytes stand for, unless they are not UTF-8. */
function decoded(line: ByteString): string | undefined {
  const bytes = Buffer.from(line, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Why the server ends a conversation, where it is not the client who does. */
function why(reason: Reason | undefined, { idleTimeout }: Settings): string | undefined {
  switch (reason) {
    case 'idle':
      return `idle: no line came in ${idleTimeout} s`;
    case 'http':
    case 'tls':
      return `this port speaks plain lines of text, not ${reason.toUpperCase()}: try telnet or netcat`;
    case 'failed':
      return 'internal: this should not have happened, and was logged';
    case 'shutdown':
      return 'shutting down: please come back later';
    default:
      return undefined;
  }
}
