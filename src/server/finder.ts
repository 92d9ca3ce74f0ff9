/** One client's conversation: it sends lines, and gets a reply to each of them. */
import { isUtf8 } from 'node:buffer';
import type { Socket } from 'node:net';
import type { Format } from '../search/format.ts';
import type { ByteString } from '../unicode/encoding.ts';
import type { Manners } from './commands.ts';
import { isCommand, obey } from './commands.ts';
import type { House } from './house.ts';
import type { Account, Reason } from './journal.ts';
import { peer } from './journal.ts';
import type { Reader } from './lines.ts';
import { Lines } from './lines.ts';
import { drained, hangUp } from './outflow.ts';
import type { Settings } from './settings.ts';
import { FIXED } from './settings.ts';
import type { Batch } from './splitter.ts';

/** Begins the conversation with a client that has just connected. When the connection is closed, `over` is told so. */
export type Finder = (socket: Socket, over: Over) => Conversation;

/** A batch that is being answered. */
interface Work {
  readonly batch: Batch;
  /** How many of its lines were looked at. */
  lines: number;
  /** What is left of a long reply. */
  pieces: Iterator<ByteString> | undefined;
  done: boolean;
}

export type Over = (conversation: Conversation, reason: Reason) => void;

/** Gives the finder what all conversations share, and gets the handler of connections. */
export function finder(house: House): Finder {
  return (socket, over) => new Conversation(house, socket, over);
}

/** Its state is all in the one object, and its methods are shared: there may be ten thousands of them. */
export class Conversation implements Manners, Account, Reader<Work> {
  format: Format;
  ending: Reason | undefined = undefined;
  lines = 0;
  results = 0;
  readonly since = Date.now();

  private readonly house: House;
  private readonly socket: Socket;
  private readonly reader: Lines<Work>;
  /** Runs while a complete line is waited for. */
  private readonly idle: NodeJS.Timeout;
  /** What ends the conversation when the lines in hand are answered. */
  private stopping: Reason | undefined = undefined;
  /** When this turn of the event loop is over; 0 as long as nobody looked at the clock. */
  private turnEnd = 0;

  constructor(house: House, socket: Socket, over: Over) {
    this.house = house;
    this.socket = socket;
    this.format = house.settings.format;
    // All there is to know of an error is that 'close' comes next.
    socket.on('error', ignored);
    house.journal.connected(socket);
    this.reader = new Lines(socket, house.settings.maxLine, this);
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
    this.write(this.farewell());
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
      this.write(this.prompt);
      await this.taken();
      for await (const work of this.reader) {
        while (!work.done && !this.isOver) {
          if (this.isFull) await this.taken();
          await this.house.turns.take(() => this.advance(work));
        }
        await this.taken();
        if (this.isOver) break;
        this.idle.refresh();
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

  /** Nearly every batch is answered, and its replies are taken by the kernel, without a wait. */
  begin(batch: Batch): Work | undefined {
    const work: Work = { batch, lines: 0, pieces: undefined, done: false };
    this.lines += batch.lines.length;
    this.house.stats.lines += batch.lines.length;
    this.house.stats.bytesIn += batch.bytes;
    // First, since telnet shows nothing of a reply before it has an answer.
    this.write(batch.telnet);
    if (this.house.turns.hasTime()) this.advance(work);
    return !work.done || this.isOver || this.isFull ? work : undefined;
  }

  /** Works until it is done, the client has to read first, or others should have their turn. */
  private advance(work: Work): void {
    if (this.isOver) return;
    const { results } = this;
    const { outbox } = this.house;
    let room: number = FIXED.bytesPerTurn;
    this.turnEnd = 0;
    try {
      for (let steps = 1; !work.done; steps++) {
        const piece = this.step(work);
        outbox.add(piece);
        if (outbox.length >= FIXED.outputBytes) {
          room -= this.send();
          if (room <= 0 || this.isFull) break;
        }
        // An empty piece has taken work that its bytes do not show.
        if ((piece === '' || steps % FIXED.stepsPerLook === 0) && this.isTurnOver()) break;
      }
    } catch (error) {
      this.failed(error);
      work.done = true;
    }
    this.house.stats.results += this.results - results;
    this.send();
  }

  /** The next piece of the replies. */
  private step(work: Work): ByteString {
    if (work.pieces !== undefined) return this.nextPiece(work, work.pieces);
    const { lines, ascii } = work.batch;
    const line = lines[work.lines++];
    if (line === undefined || this.ending !== undefined) return this.conclude(work);
    if (line === '') return this.prompt;
    const reply = this.reply(line, ascii);
    if (typeof reply !== 'string') {
      work.pieces = reply[Symbol.iterator]();
      return '';
    }
    this.house.outbox.add(reply);
    return this.prompt;
  }

  private nextPiece(work: Work, pieces: Iterator<ByteString>): ByteString {
    const next = pieces.next();
    if (!next.done) return next.value;
    work.pieces = undefined;
    return this.prompt;
  }

  /** What comes after the replies to a batch. */
  private conclude(work: Work): ByteString {
    const { lines, special } = work.batch;
    work.done = true;
    if (lines.length > 0) this.idle.refresh();
    if (special === 'overlong') return this.overlong();
    this.ending ??= special;
    return '';
  }

  /** The reply to a line, without the prompt: whole, or in pieces if it is long. */
  private reply(line: ByteString, ascii: boolean): ByteString | Iterable<ByteString> {
    const { answerer, journal, settings } = this.house;
    const text = ascii ? line : decoded(line);
    if (text === undefined) return answerer.fail('this line is not UTF-8', this.format);
    if (settings.verbose) journal.asked(this.socket, text);
    if (isCommand(text)) return obey(this.house, this, text);
    return answerer.answer(text, this.format, this);
  }

  /** What asks for the next line. Programs, who read JSON Lines, are not asked, and nobody is who has said goodbye. */
  private get prompt(): ByteString {
    return this.format === 'json' || this.ending !== undefined ? '' : '?> ';
  }

  private overlong(): ByteString {
    const { answerer, settings } = this.house;
    return answerer.fail(`this line has more than ${settings.maxLine} bytes`, this.format) + this.prompt;
  }

  /** Whether others should have their turn now, by the clock. */
  private isTurnOver(): boolean {
    const now = performance.now();
    this.turnEnd ||= now + FIXED.turn;
    return now >= this.turnEnd;
  }

  /** Whether the client has to take what was written before it gets more. */
  private get isFull(): boolean {
    return this.socket.writableLength >= FIXED.queuedBytes;
  }

  private write(bytes: ByteString): void {
    this.house.outbox.add(bytes);
    this.send();
  }

  /** Writes what is gathered; returns how many bytes that are. */
  private send(): number {
    const sent = this.house.outbox.send(this.socket);
    this.house.stats.bytesOut += sent;
    return sent;
  }

  /** Waits for the client to take what was written. */
  private async taken(): Promise<void> {
    const taken = await drained(this.socket, this.house.settings.writeTimeout);
    if (!taken) this.ending = 'slow';
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
        this.write(this.farewell());
        await this.taken();
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
