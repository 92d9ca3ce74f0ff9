/** The lines of one client, as an async iterator; what nobody asks for stays in the client's socket. */
import type { Socket } from 'node:net';
import { Splitter } from './splitter.ts';

/** Answers lines, as far as that can be done at once; returns whether that was all of them. */
type Answers = (lines: Splitter) => boolean;

/**
 * Reads lines in chunks. Those that can be answered at once need no wait at all. If a chunk leaves more to be done, the
 * iterator returns the lines that are left, and goes on when that is done. It ends when the client has ended its side
 * or lost the connection.
 *
 * This does not iterate over the socket: `for await (const chunk of socket)` destroys it after the client's FIN, and
 * loses the replies. While there are lines left, the socket is paused.
 */
export class Lines implements AsyncIterator<Splitter, undefined> {
  private readonly socket: Socket;
  private readonly answers: Answers;
  private readonly splitter: Splitter;
  /** Delivers lines, or ends the iteration; undefined while the last ones delivered are being worked on. */
  private deliver: ((result: IteratorResult<Splitter, undefined>) => void) | undefined = undefined;
  private ended = false;
  private stopped = false;

  /** @param maxLine the longest line taken, in bytes without its line end */
  constructor(socket: Socket, maxLine: number, answers: Answers) {
    this.socket = socket;
    this.answers = answers;
    this.splitter = new Splitter(maxLine);
    const over = (): void => this.over();
    socket.on('data', (chunk) => this.data(chunk)).on('end', over).on('close', over);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Goes on reading. Called again only when the lines it resolved with are answered. */
  next(): Promise<IteratorResult<Splitter, undefined>> {
    return new Promise((resolve) => {
      this.deliver = resolve;
      if (this.ended || this.stopped) this.serve();
      else if (this.socket.isPaused()) this.socket.resume();
    });
  }

  /** Ends the iteration; lines that were not taken yet are dropped. */
  stop(): void {
    this.stopped = true;
    this.serve();
  }

  /** Has what there is answered, or returned by the iterator. */
  serve(): void {
    if (this.deliver === undefined) return;
    if (!this.stopped && !this.answers(this.splitter)) {
      this.socket.pause();
      this.hand({ value: this.splitter, done: false });
    } else if (this.stopped || this.ended) {
      this.hand({ value: undefined, done: true });
    }
  }

  private data(chunk: Buffer): void {
    if (this.stopped) return;
    this.splitter.feed(chunk);
    this.serve();
  }

  /** The client has ended its side, which may leave a line to be answered, or the connection is closed. */
  private over(): void {
    this.ended = true;
    this.stopped ||= this.socket.destroyed;
    this.splitter.end();
    this.serve();
  }

  private hand(result: IteratorResult<Splitter, undefined>): void {
    this.deliver?.(result);
    this.deliver = undefined;
  }
}
