/** One client's conversation: it sends lines, and gets a reply to each of them. */
import type { Socket } from 'node:net';
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import { textOf } from '../bytes/line.ts';
import type { Step } from '../search/answer.ts';
import type { Format } from '../search/reply/format.ts';
import { isJson } from '../search/reply/format.ts';
import type { SessionState } from './commands.ts';
import { isCommand, runCommand } from './commands.ts';
import type { Services } from './services.ts';
import { farewell } from './farewells.ts';
import type { Account, Reason } from './journal.ts';
import { peer } from './journal.ts';
import { Lines } from './lines.ts';
import type { Recipient } from './outflow.ts';
import { checkForReset, drained, hangUp } from './outflow.ts';
import { FIXED } from './settings.ts';
import type { Special, Splitter } from './splitter.ts';
import type { Queue } from './turns.ts';

/** What people see when the server is ready for a line. */
export const PROMPT: ByteString = '?> ';

/** Begins the conversation with a client that has just connected. `over` is called when the connection is closed. */
export type Finder = (socket: Socket, over: Over) => Session;

export type Over = (conversation: Session, reason: Reason) => void;

/** Makes the handler of connections from what all conversations share. */
export function finder(services: Services): Finder {
  return (socket, over) => new Session(services, socket, over);
}

/** All state is in one object, and methods are shared: there may be tens of thousands of sessions. */
export class Session implements SessionState, Account, Recipient {
  format: Format;
  ending: Reason | undefined = undefined;
  lines = 0;
  results = 0;
  readonly since = performance.now();

  readonly socket: Socket;

  private readonly services: Services;
  private readonly reader: Lines;
  /** How many checks in a row found that no line had come. */
  private quiet = 0;
  /** The steps that are left of a reply. */
  private rest: Iterator<Step> | undefined = undefined;
  /** Whether these are the steps of a search. */
  private isSearching = false;
  /** Whether a search was given up, to be made again. */
  private isSuspended = false;
  /** Whether the last step of work took longer than a turn: then the next line waits where long replies do. */
  private isSlow = false;
  /** Why the conversation ends after the reply under way. */
  private stopping: Reason | undefined = undefined;
  /** Whether the client was told why the conversation ends. */
  private told = false;
  /** When the connection was last checked for a reset, in milliseconds. */
  private checked = 0;

  constructor(services: Services, socket: Socket, over: Over) {
    this.services = services;
    this.socket = socket;
    this.format = services.settings.format;
    // 'close' always follows an error.
    socket.on('error', ignored);
    services.journal.connected(socket);
    this.reader = new Lines(socket, services.settings.maxLine, (lines) => this.begin(lines));
    void this.attend(over);
  }

  /** The address of the client; undefined if it had gone before it could be asked for. */
  get address(): string | undefined {
    return this.socket.remoteAddress;
  }

  /** Ends the conversation after the reply under way, and at once if there is none. */
  dismiss(): void {
    this.stop('shutdown');
  }

  /** Ends it now: a reply under way is abandoned after the result lines that are written. */
  cut(): void {
    if (this.socket.writableEnded || this.socket.destroyed) return;
    this.ending ??= 'shutdown';
    this.abandon();
    this.tellWhy();
    this.services.outbox.flush();
    void hangUp(this.socket, FIXED.linger, FIXED.longestLinger);
  }

  /** Closes the connection, whatever the client has not taken. */
  destroy(): void {
    this.socket.destroy();
  }

  private stop(reason: Reason): void {
    this.stopping ??= reason;
    this.reader.stop();
  }

  /**
   * Checks whether the time of a waiting client is up. Only a line that gets an answer restarts the time; while a reply
   * is under way, the write timeout counts instead.
   *
   * @param firstLooks how many checks a client may take for its first line
   * @param idleLooks how many for each further one
   */
  look(firstLooks: number, idleLooks: number): void {
    if (this.rest !== undefined || this.isFull) this.quiet = 0;
    else if (this.quiet++ >= (this.lines === 0 ? firstLooks : idleLooks)) this.stop('idle');
  }

  /** Reads no more until the client has taken what was written. */
  backedUp(): void {
    this.reader.serve();
  }

  /** From the first prompt until the connection is closed. */
  private async attend(over: Over): Promise<void> {
    try {
      this.write(this.prompt);
      for await (const lines of this.reader) {
        for (let done = false; !done && !this.isOver; ) {
          if (this.isFull) {
            this.suspend();
            await this.taken();
          }
          await this.services.turns.take(this.queue, () => {
            if (this.isFull) return undefined;
            done = this.advance(lines);
            return done || this.isOver ? undefined : this.queue;
          });
        }
        if (!this.isOver) await this.taken();
        if (this.isOver) break;
      }
      this.ending ??= this.stopping ?? (this.socket.destroyed ? 'lost' : 'end');
    } catch (error) {
      this.failed(error);
    }
    this.abandon();
    over(this, await this.leave());
  }

  /** Drops what is left of a reply. */
  private abandon(): void {
    this.rest?.return?.();
    this.rest = undefined;
  }

  /**
   * Gives up a search while the client does not take the replies before it: others may wait for the memory of this one,
   * and the client may take its time.
   */
  private suspend(): void {
    if (!this.isSearching) return;
    this.abandon();
    this.isSearching = false;
    this.isSuspended = true;
  }

  /** Where the work that is left for this client waits for its turn. */
  private get queue(): Queue {
    return this.rest === undefined && !this.isSlow ? 'short' : 'long';
  }

  private get isOver(): boolean {
    return this.ending !== undefined || this.socket.destroyed;
  }

  /** Nearly always all lines are answered, and their replies are taken by the kernel, without a wait. */
  private begin(lines: Splitter): boolean {
    const done = !this.isFull && !this.isSlow && this.services.turns.hasTime() && this.advance(lines);
    return done && !this.isOver && !this.isFull;
  }

  /**
   * Answers lines until there are no more, the client has to read first, or others should have their turn: after some
   * time, and after each write of a long reply.
   */
  private advance(lines: Splitter): boolean {
    if (this.isOver) return true;
    const { outbox, stats } = this.services;
    const { results } = this;
    stats.bytesIn += lines.takeCount();
    this.isSlow = false;
    let turnEnd = 0;
    let done = false;
    try {
      // First, since telnet shows no reply before its own commands are answered.
      outbox.add(lines.takeTelnet());
      for (let steps = 1; this.ending === undefined; steps++) {
        const worked = this.rest !== undefined;
        if (worked) {
          if (this.goOn() === 'wait') break;
        } else if (this.isSuspended) {
          this.isSuspended = false;
          this.ask(lines);
        } else if (this.stopping !== undefined) {
          done = true;
          break;
        } else if (lines.next()) this.answer(lines);
        else {
          done = true;
          break;
        }
        if (outbox.isFull()) {
          this.send();
          if (this.isFull || this.rest !== undefined) break;
        }
        // A step of a long reply may have taken work that its bytes do not show.
        if (worked || steps % FIXED.stepsPerLook === 0) {
          const now = performance.now();
          turnEnd ||= now + FIXED.turn;
          if (now >= this.checked + FIXED.resetCheck) {
            this.checked = now;
            checkForReset(this.socket);
          }
          if (now >= turnEnd) break;
        }
      }
    } catch (error) {
      this.failed(error);
    }
    stats.results += this.results - results;
    this.send();
    return done;
  }

  /** The next step of a long reply. */
  private goOn(): Step {
    const before = performance.now();
    const step = this.rest?.next();
    this.isSlow = performance.now() - before > FIXED.turn;
    this.isSearching = step?.value === 'search';
    if (step?.done !== true) return step?.value;
    this.rest = undefined;
    this.services.outbox.add(this.prompt);
    return undefined;
  }

  private answer(lines: Splitter): void {
    const { outbox, settings, journal } = this.services;
    if (lines.special !== undefined) return this.conclude(lines.special);
    if (lines.from < lines.to) {
      this.count();
      if (settings.verbose) journal.asked(this.socket, textOf(lines));
      if (!isCommand(lines)) return this.ask(lines);
      outbox.add(runCommand(this.services, this, lines));
    }
    outbox.add(this.prompt);
  }

  /** Counts a line that gets an answer: an empty one gets none, one that is too long an error. */
  private count(): void {
    this.quiet = 0;
    this.lines++;
    this.services.stats.lines++;
  }

  private ask(line: Line): void {
    const { answerer, outbox } = this.services;
    this.rest = answerer.answer(line, this.format, this);
    if (this.rest === undefined) outbox.add(this.prompt);
  }

  /** Says that a line was too long; everything else that is no line ends the conversation. */
  private conclude(special: Special): void {
    const { answerer, outbox, settings } = this.services;
    if (special !== 'overlong') this.ending = special;
    else {
      this.count();
      outbox.add(answerer.fail(`this line has more than ${settings.maxLine} bytes`, this.format));
      outbox.add(this.prompt);
    }
  }

  /** The prompt for the next line; none for programs, which read JSON Lines, and none after a goodbye. */
  private get prompt(): ByteString {
    return isJson(this.format) || this.ending !== undefined ? '' : PROMPT;
  }

  /** Whether the client has to take what was written before it gets more. */
  private get isFull(): boolean {
    return this.socket.writableLength > 0;
  }

  private write(bytes: ByteString): void {
    this.services.outbox.add(bytes);
    this.send();
  }

  /** Hands over what is gathered, to be written before the event loop goes on. */
  private send(): void {
    this.services.stats.bytesOut += this.services.outbox.send(this);
  }

  /** Waits for the client to take what was written. */
  private async taken(): Promise<void> {
    this.services.outbox.flush();
    const taken = await drained(this.socket, this.services.settings.writeTimeout);
    if (!taken && !this.socket.writableEnded) this.ending = 'slow';
  }

  private failed(error: unknown): void {
    this.services.journal.failed(peer(this.socket), error);
    this.ending = 'failed';
  }

  /** Says why, if the client has not said so itself, and hangs up. */
  private async leave(): Promise<Reason> {
    const { socket, services } = this;
    try {
      if (!socket.destroyed && this.ending !== 'slow') {
        this.tellWhy();
        await this.taken();
      }
    } catch (error) {
      this.failed(error);
    }
    const reason = this.ending ?? 'end';
    services.journal.closing(socket, reason, this);
    // A client that takes nothing would otherwise hold kernel memory until the kernel gives up on the connection.
    if (reason === 'slow') socket.resetAndDestroy();
    await hangUp(socket, FIXED.linger, FIXED.longestLinger);
    return reason;
  }

  /** Adds the status line that says why the server ends the conversation; nothing if the client did. */
  private tellWhy(): void {
    if (this.told) return;
    this.told = true;
    const { answerer, settings } = this.services;
    const { idleTimeout, firstLineTimeout } = settings;
    const message = farewell(this.ending, this.lines === 0 ? Math.min(idleTimeout, firstLineTimeout) : idleTimeout);
    if (message !== undefined) this.write(answerer.fail(message, this.format));
  }
}

function ignored(): void {}
