/** The lines of one client, as an async iterator that leaves in the client's socket what nobody asks for. */
import type { Socket } from 'node:net';
import { FIXED } from './settings.ts';
import type { Batch } from './splitter.ts';
import { Splitter } from './splitter.ts';

type Delivery = (result: IteratorResult<Batch, undefined>) => void;

/**
 * Reads lines in batches, so that one wait serves all lines of a chunk. The iteration ends when the client has ended
 * its side or lost the connection.
 *
 * This does not iterate over the socket: `for await (const chunk of socket)` destroys it after the client's FIN, and
 * loses the replies. While nobody waits for lines, the socket is paused with one chunk in hand. The batches of one
 * chunk come in different turns of the event loop, so that others have theirs.
 */
export class Lines implements AsyncIterator<Batch, undefined> {
  private readonly socket: Socket;
  private readonly splitter: Splitter;
  /** Hands a batch to who waits for it. */
  private deliver: Delivery | undefined = undefined;
  /** A chunk that nobody asked for yet. */
  private held: Buffer | undefined = undefined;
  /** Whether the splitter may have more lines than the last batch took. */
  private more = false;
  private ended = false;
  private stopped = false;

  /** @param maxLine the longest line taken, in bytes without its line end */
  constructor(socket: Socket, maxLine: number) {
    this.socket = socket;
    this.splitter = new Splitter(maxLine);
    const over = (): void => this.over();
    socket.on('data', (chunk) => this.data(chunk)).on('end', over).on('close', over);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next batch. Only one is asked for at a time. */
  next(): Promise<IteratorResult<Batch, undefined>> {
    return new Promise((resolve) => {
      this.deliver = resolve;
      if (this.more) setImmediate(() => this.serve());
      else this.serve();
    });
  }

  /** Whether all lines were taken, and more are waited for. */
  get waiting(): boolean {
    return this.deliver !== undefined && !this.more;
  }

  /** Ends the iteration; lines that were not taken yet are dropped. */
  stop(): void {
    this.stopped = true;
    this.serve();
  }

  private data(chunk: Buffer): void {
    this.held = chunk;
    if (this.waiting) this.serve();
    else this.socket.pause();
  }

  /** The client has ended its side, which leaves lines to be answered, or the connection is closed. */
  private over(): void {
    this.ended = true;
    this.stopped ||= this.socket.destroyed;
    this.serve();
  }

  /** Hands over the next batch to who waits for it, or goes on reading where there is none. */
  private serve(): void {
    if (this.deliver === undefined) return;
    const batch = this.stopped ? undefined : this.nextBatch();
    if (batch === undefined && !this.stopped && !this.ended) {
      if (this.socket.isPaused()) this.socket.resume();
      return;
    }
    const { deliver } = this;
    this.deliver = undefined;
    deliver(batch === undefined ? { value: undefined, done: true } : { value: batch, done: false });
  }

  private nextBatch(): Batch | undefined {
    let batch = this.more ? this.splitter.take() : undefined;
    if (batch === undefined && this.held !== undefined) {
      this.splitter.feed(this.held);
      this.held = undefined;
      batch = this.splitter.take();
    }
    if (batch === undefined && this.ended) batch = this.splitter.last();
    this.more = batch !== undefined && (batch.lines.length === FIXED.linesPerTurn || batch.special !== undefined);
    return batch;
  }
}
