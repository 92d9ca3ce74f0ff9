/** The lines of one client, as an async iterator that leaves in the client's socket what nobody asks for. */
import type { Socket } from 'node:net';
import { FIXED } from './settings.ts';
import type { Batch } from './splitter.ts';
import { Splitter } from './splitter.ts';

/** Whoever answers lines. */
export interface Reader<Work> {
  /** Answers a batch as far as that can be done at once; returns what has to be waited for, if there is anything. */
  begin(batch: Batch): Work | undefined;
}

/**
 * Reads lines in batches, so that one wait serves all lines of a chunk. Those that the reader can answer at once need
 * no wait at all; this iterates over the work that is left of the others, and goes on when it is done. It ends when the
 * client has ended its side or lost the connection.
 *
 * This does not iterate over the socket: `for await (const chunk of socket)` destroys it after the client's FIN, and
 * loses the replies. While there is work, the socket is paused. The batches of one chunk come in different turns of the
 * event loop, so that others have theirs.
 */
export class Lines<Work> implements AsyncIterator<Work, undefined> {
  private readonly socket: Socket;
  private readonly reader: Reader<Work>;
  private readonly splitter: Splitter;
  /** Hands over work, or ends the iteration; while there is work, nobody waits for more. */
  private deliver: ((result: IteratorResult<Work, undefined>) => void) | undefined = undefined;
  /** Whether the splitter may have more lines than the last batch took. */
  private more = false;
  private ended = false;
  private stopped = false;

  /** @param maxLine the longest line taken, in bytes without its line end */
  constructor(socket: Socket, maxLine: number, reader: Reader<Work>) {
    this.socket = socket;
    this.reader = reader;
    this.splitter = new Splitter(maxLine);
    const over = (): void => this.over();
    socket.on('data', (chunk) => this.data(chunk)).on('end', over).on('close', over);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Goes on reading. Called again only when the work it resolved with is done. */
  next(): Promise<IteratorResult<Work, undefined>> {
    return new Promise((resolve) => {
      this.deliver = resolve;
      this.proceed();
    });
  }

  /** Whether all lines are answered, and more are waited for. */
  get waiting(): boolean {
    return this.deliver !== undefined && !this.more;
  }

  /** Ends the iteration; lines that were not taken yet are dropped. */
  stop(): void {
    this.stopped = true;
    this.serve();
  }

  private data(chunk: Buffer): void {
    this.splitter.feed(chunk);
    this.more = true;
    this.serve();
  }

  /** The client has ended its side, which leaves lines to be answered, or the connection is closed. */
  private over(): void {
    this.ended = true;
    this.stopped ||= this.socket.destroyed;
    this.serve();
  }

  /** Lets the reader begin the next batch, if there is one and no work is left. */
  private serve(): void {
    if (this.deliver === undefined) return;
    const batch = this.stopped ? undefined : this.nextBatch();
    if (batch === undefined && (this.stopped || this.ended)) return this.hand({ value: undefined, done: true });
    const work = batch && this.reader.begin(batch);
    if (work === undefined) this.proceed();
    else this.hand({ value: work, done: false });
  }

  private nextBatch(): Batch | undefined {
    let batch = this.more ? this.splitter.take() : undefined;
    if (batch === undefined && this.ended) batch = this.splitter.last();
    this.more = batch !== undefined && (batch.lines.length === FIXED.linesPerTurn || batch.special !== undefined);
    return batch;
  }

  private hand(result: IteratorResult<Work, undefined>): void {
    this.socket.pause();
    this.deliver?.(result);
    this.deliver = undefined;
  }

  /** Goes on with what there is in the next turn of the event loop, or waits for more. */
  private proceed(): void {
    if (this.more || this.ended || this.stopped) {
      this.socket.pause();
      setImmediate(() => this.serve());
    } else if (this.socket.isPaused()) this.socket.resume();
  }
}
