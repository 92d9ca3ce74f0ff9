/**
 * A reply that survives its server: when the connection is lost, the line is sent again, and what was read before is
 * left out of the new reply.
 *
 * Invariant: `given` is the number of bytes that the reader has, all of them in whole lines.
 */
import { onAbort } from './abort.ts';
import { now } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { ConnectionError, SilenceError } from './errors.ts';
import type { Ending, Reply } from './reply.ts';

/** What all questions of a pool share. */
export interface Repeated {
  /** A connection, once there is one; rejects at the deadline, in milliseconds of `now()`. */
  readonly reach: (deadline: number) => Promise<Conversation>;
  /** Called when a server was lost. */
  readonly lost: (error: ConnectionError) => void;
  /** Milliseconds that one wait for the next lines takes at most, however many servers are tried. */
  readonly timeout: number;
}

/**
 * How many connections may be lost while one line is being answered: the line itself may be what crashes the servers.
 */
const MAX_LOSSES = 3;

/** The reply to one line, from whichever connection has it first. */
export class RepeatedReply implements Reply {
  private readonly how: Repeated;
  private readonly line: string;
  private readonly signal: AbortSignal | undefined;
  private reply: Reply | undefined;
  private connecting: Promise<void> | undefined = undefined;
  private given = 0;
  /** Bytes of a repeated reply that the reader has already. */
  private skip = 0;
  private losses = 0;
  private discarded = false;

  /** @param first the connection to ask first; none if there is none yet */
  constructor(how: Repeated, line: string, signal: AbortSignal | undefined, first: Conversation | undefined) {
    this.how = how;
    this.line = line;
    this.signal = signal;
    this.reply = first?.send(line, signal);
    if (this.reply !== undefined) return;
    this.connecting = this.connect(now() + how.timeout);
    // The reader gets the error; until then it must not count as unhandled.
    this.connecting.catch(() => {});
  }

  get server(): string {
    return this.reply?.server ?? '';
  }

  ending(): Ending {
    if (this.reply === undefined) throw new Error('this reply has not begun');
    return this.reply.ending();
  }

  get wasNext(): boolean {
    return this.reply?.wasNext ?? false;
  }

  get isComplete(): boolean {
    return this.reply?.isComplete ?? false;
  }

  poll(): Buffer | undefined {
    for (;;) {
      const part = this.reply?.poll();
      const fresh = part && this.withoutKnown(part);
      if (fresh === undefined || fresh.length > 0) return fresh;
    }
  }

  async next(): Promise<Buffer | undefined> {
    const deadline = now() + this.how.timeout;
    for (let isFirst = true; ; isFirst = false) {
      if (this.discarded) return undefined;
      if (this.reply === undefined) await this.connected(deadline);
      try {
        // The first server has its own limit; those tried after it share what is left.
        const { reply } = this;
        const part = await (isFirst ? reply?.next() : reply && before(deadline, reply, this.how.timeout));
        const fresh = part && this.withoutKnown(part);
        if (fresh === undefined || fresh.length > 0) return fresh;
      } catch (error) {
        this.prepareAgain(error, deadline);
      }
    }
  }

  discard(): void {
    this.discarded = true;
    this.reply?.discard();
  }

  private async connect(deadline: number): Promise<void> {
    const conversation = await this.how.reach(deadline);
    this.signal?.throwIfAborted();
    // Should this one be lost, too, the next wait needs a connection of its own.
    this.connecting = undefined;
    if (!this.discarded) this.reply = conversation.send(this.line, this.signal);
  }

  private async connected(deadline: number): Promise<void> {
    this.connecting ??= this.connect(deadline);
    try {
      await (this.signal === undefined ? this.connecting : orAborted(this.connecting, this.signal));
    } finally {
      this.connecting = undefined;
    }
  }

  /** The part of some lines that the reader does not have yet: all of it, unless the reply is repeated. */
  private withoutKnown(part: Buffer): Buffer {
    const fresh = this.skip > 0 ? part.subarray(this.skip) : part;
    this.skip -= part.length - fresh.length;
    this.given += fresh.length;
    return fresh;
  }

  /** Prepares to ask again, unless that makes no sense. */
  private prepareAgain(error: unknown, deadline: number): void {
    if (!(error instanceof ConnectionError)) throw error;
    this.how.lost(error);
    if (now() >= deadline || (this.wasNext && ++this.losses > MAX_LOSSES)) throw error;
    this.reply = undefined;
    this.skip = this.given;
  }
}

/** The next lines of a reply, unless they are not there by a time in milliseconds of `now()`. */
function before(deadline: number, reply: Reply, timeout: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const late = (): void => {
      reject(new SilenceError(reply.server, `no answer in ${timeout / 1000} s`));
      reply.discard();
    };
    const timer = setTimeout(late, deadline - now());
    reply.next().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The same promise, but rejected as soon as a signal is aborted. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const ignoreSignal = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(ignoreSignal);
  });
}
