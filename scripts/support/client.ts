/** A client whose tests read as transcripts: what it sends, and what it then expects. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as open } from 'node:net';

/** Milliseconds after which a test says what it has got instead of what it expects. */
const PATIENCE = 10_000;

export interface Client extends AsyncDisposable {
  readonly socket: Socket;
  /** Sends a line as UTF-8, with LF after it. */
  sends(line: string): void;
  /** Sends bytes, given as they are or one a character. */
  sendsBytes(bytes: Buffer | string): void;
  /** Waits for just this text to come next. */
  expects(text: string): Promise<void>;
  /** Waits for text that ends with this, and gives it. */
  until(end: string): Promise<string>;
  /** Waits for the server to end its side, with nothing more to read. */
  expectsEnd(): Promise<void>;
  /** Waits for the server to end its side, and gives what it sent before. */
  rest(): Promise<string>;
  /** Ends the client's side (FIN). */
  ends(): void;
  /** Drops the connection (RST). */
  resets(): Promise<void>;
  /** Takes nothing more from the kernel, which soon takes nothing more from the server. */
  pausesReading(): void;
  resumesReading(): void;
}

/** Connects to a port of this machine; `await using` disconnects. */
export async function connect(port: number): Promise<Client> {
  const socket = open({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const chunks: Buffer[] = [];
  let ended = false;
  let wake = (): void => {};
  socket
    .on('data', (chunk) => {
      chunks.push(chunk);
      wake();
    })
    .on('end', () => {
      ended = true;
      wake();
    })
    .on('error', () => {})
    .on('close', () => {
      ended = true;
      wake();
    });
  await once(socket, 'connect');

  /** What has come and was not expected yet. */
  function unread(): Buffer {
    const all = Buffer.concat(chunks);
    chunks.splice(0, chunks.length, all);
    return all;
  }

  function take(length: number): string {
    const all = unread();
    chunks.splice(0, chunks.length, all.subarray(length));
    return all.toString('utf8', 0, length);
  }

  /** Waits until it is there; after that what has come is all there is. */
  async function waitFor(isThere: () => boolean): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      wake();
    }, PATIENCE);
    while (!isThere() && !ended && !late) await new Promise<void>((resolve) => (wake = resolve));
    clearTimeout(timer);
  }

  async function until(end: string): Promise<string> {
    const sought = Buffer.from(end);
    let searched = 0;
    let tail = Buffer.alloc(0);
    await waitFor(() => {
      let isThere = false;
      // Each chunk is searched once: a long reply comes in many.
      for (; searched < chunks.length && !isThere; searched++) {
        const overlap = tail.subarray(Math.max(0, tail.length - sought.length + 1));
        tail = Buffer.concat([overlap, chunks[searched] ?? tail]);
        isThere = tail.includes(sought);
      }
      return isThere;
    });
    const at = unread().indexOf(sought);
    assert.ok(at !== -1, `expected ${JSON.stringify(end)}, got ${JSON.stringify(unread().toString('utf8', 0, 500))}`);
    return take(at + sought.length);
  }

  async function rest(): Promise<string> {
    await waitFor(() => false);
    assert.ok(ended, `expected the end, got ${JSON.stringify(unread().toString('utf8', 0, 500))}`);
    return take(unread().length);
  }

  function disconnect(): Promise<void> {
    if (socket.closed) return Promise.resolve();
    const closed = new Promise<void>((resolve) => void socket.once('close', resolve));
    socket.destroy();
    return closed;
  }

  return {
    socket,
    until,
    rest,
    sends: (line) => void socket.write(`${line}\n`),
    sendsBytes: (bytes) => void (typeof bytes === 'string' ? socket.write(bytes, 'latin1') : socket.write(bytes)),
    async expects(text) {
      const length = Buffer.byteLength(text);
      await waitFor(() => unread().length >= length);
      assert.equal(take(Math.min(length, unread().length)), text);
    },
    expectsEnd: async () => assert.equal(await rest(), ''),
    ends: () => void socket.end(),
    async resets() {
      const closed = once(socket, 'close');
      socket.resetAndDestroy();
      await closed;
    },
    pausesReading: () => void socket.pause(),
    resumesReading: () => void socket.resume(),
    [Symbol.asyncDispose]: disconnect,
  };
}
