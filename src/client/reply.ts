/** One reply on its way from the socket to its reader. */
import { onAbort } from './abort.ts';
import type { Status } from './protocol.ts';

/** The status line of a reply, with its line end, and what it says. */
export interface Ending {
  readonly line: Buffer;
  readonly status: Status;
}

/** A reply as its reader sees it. */
export interface Reply {
  /** The server that it comes from, as `host:port`. */
  readonly server: string;
  /**
   * The next lines, with their line ends; undefined when all have been read. Only one call at a time.
   *
   * @throws ConnectionError when the server goes away before the reply has ended; the signal's reason when it is
   * aborted
   */
  next(): Promise<Buffer | undefined>;
  /** The next lines if they have come, and undefined if not: {@link next} without the wait. */
  poll(): Buffer | undefined;
  /** Whether all lines have been read, and the status line has come. */
  readonly isComplete: boolean;
  /** How the reply ended; only to be asked once it is complete. */
  ending(): Ending;
  /** Whether this reply was the next one due when the connection was lost: its line may be the cause. */
  readonly wasNext: boolean;
  /** Drops what is left; the conversation goes on with the next reply. */
  discard(): void;
}

/** What a reply tells its connection, so that the socket is paused when nobody reads. */
export interface Flow {
  /** A number of bytes is held for a reader, or no longer. */
  hold(bytes: number): void;
  release(bytes: number): void;
  /** A reader has begun to wait, or has stopped. */
  wait(): void;
  waited(): void;
}

interface Waiter {
  resolve(lines: Buffer | undefined): void;
  reject(error: unknown): void;
}

/**
 * A reply as the connection sees it. What comes before an abort or a failure can still be read. There is one for each
 * question, and there may be a hundred thousand of them a second, so methods are shared.
 */
export class PendingReply implements Reply {
  readonly server: string;
  wasNext = false;

  private readonly flow: Flow;
  private readonly signal: AbortSignal | undefined;
  private readonly ignoreSignal: (() => void) | undefined;
  private readonly parts: Buffer[] = [];
  private state: 'open' | 'ended' | 'lost' | 'discarded' = 'open';
  private failure: unknown = undefined;
  private last: Ending | undefined = undefined;
  private waiter: Waiter | undefined = undefined;

  constructor(server: string, flow: Flow, signal: AbortSignal | undefined) {
    this.server = server;
    this.flow = flow;
    this.signal = signal;
    if (signal === undefined) return;
    this.ignoreSignal = onAbort(signal, () => this.abort());
    if (signal.aborted) this.abort();
  }

  get isComplete(): boolean {
    return this.state === 'ended' && this.parts.length === 0;
  }

  poll(): Buffer | undefined {
    const part = this.parts.shift();
    if (part !== undefined) this.flow.release(part.length);
    return part;
  }

  next(): Promise<Buffer | undefined> {
    const part = this.poll();
    if (part !== undefined) return Promise.resolve(part);
    if (this.state === 'lost') return Promise.reject(this.failure);
    if (this.state !== 'open') return NO_MORE;
    this.flow.wait();
    return new Promise((resolve, reject) => {
      this.waiter = { resolve, reject };
    });
  }

  ending(): Ending {
    if (this.last === undefined) throw new Error('this reply has not ended');
    return this.last;
  }

  discard(): void {
    this.drop();
    if (this.state === 'open') this.state = 'discarded';
    this.take()?.resolve(undefined);
  }

  /** Some lines have come. */
  give(lines: Buffer): void {
    if (this.state !== 'open') return;
    const reader = this.take();
    if (reader !== undefined) return reader.resolve(lines);
    this.parts.push(lines);
    this.flow.hold(lines.length);
  }

  /** The status line has come. */
  end(ending: Ending): void {
    this.ignoreSignal?.();
    if (this.state !== 'open') return;
    this.last = ending;
    this.state = 'ended';
    this.take()?.resolve(undefined);
  }

  /** The connection is lost; `wasNext` where this was the next reply to come. */
  fail(error: unknown, wasNext: boolean): void {
    this.wasNext = wasNext;
    this.lose(error);
  }

  private abort(): void {
    this.drop();
    this.lose(this.signal?.reason);
  }

  private lose(error: unknown): void {
    this.ignoreSignal?.();
    if (this.state !== 'open') return;
    this.state = 'lost';
    this.failure = error;
    this.take()?.reject(error);
  }

  /** Gives up what is held. */
  private drop(): void {
    this.ignoreSignal?.();
    for (const part of this.parts.splice(0)) this.flow.release(part.length);
  }

  private take(): Waiter | undefined {
    const taken = this.waiter;
    if (taken !== undefined) this.flow.waited();
    this.waiter = undefined;
    return taken;
  }
}

const NO_MORE = Promise.resolve(undefined);
