/** Bytes to a client, no faster than it takes them. */
import type { Socket } from 'node:net';
import type { ByteString } from '../unicode/encoding.ts';
import { FIXED } from './settings.ts';

/**
 * Where replies are gathered until they are written. There is one for all conversations: each writes what it gathered
 * before others have their turn.
 */
export interface Outbox {
  /** How many bytes are gathered. */
  readonly length: number;
  add(bytes: ByteString): void;
  /** Writes what is gathered; returns how many bytes that are. */
  send(socket: Socket): number;
}

const SHORT = 8;

/**
 * Gathers in one buffer, and writes from it. Nearly always the kernel takes everything at once, and the buffer is used
 * again; where it does not, the stream keeps the buffer, and the next replies get another. That costs half as much as
 * joining strings, whose bytes are copied once to be one string, and once more to be written.
 */
export function outbox(): Outbox {
  let buffer = Buffer.allocUnsafeSlow(FIXED.outboxBytes);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(bytes) {
      if (length + bytes.length > buffer.length) {
        buffer = Buffer.concat([buffer.subarray(0, length)], 2 * (length + bytes.length));
      }
      // For a prompt, a call out of JavaScript takes longer than its bytes.
      if (bytes.length > SHORT) length += buffer.write(bytes, length, 'latin1');
      else for (let i = 0; i < bytes.length; i++) buffer[length++] = bytes.charCodeAt(i);
    },
    send(socket) {
      const sent = length;
      length = 0;
      if (sent === 0) return 0;
      socket.write(buffer.subarray(0, sent));
      if (socket.writableLength > 0 || buffer.length > FIXED.outboxBytes) {
        buffer = Buffer.allocUnsafeSlow(FIXED.outboxBytes);
      }
      return sent;
    },
  };
}

/**
 * Waits until the kernel has taken all that was written.
 *
 * A socket that is destroyed never drains, so `close` ends the wait, too. `socket.setTimeout` fits here, and here only:
 * while a write is under way it looks at how much of it is left, and what the client sends does not count as long as
 * nothing is read.
 *
 * @param seconds without progress after which the wait ends
 * @returns whether all was taken, or dropped with the connection
 */
export function drained(socket: Socket, seconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    // Below the high-water mark there is no 'drain' to wait for.
    if (socket.writableLength === 0 || !socket.writableNeedDrain || socket.destroyed) return resolve(true);
    function settle(taken: boolean): void {
      socket.off('drain', drain).off('close', drain).setTimeout(0, stall);
      resolve(taken);
    }
    const drain = (): void => settle(true);
    const stall = (): void => settle(false);
    socket.on('drain', drain).on('close', drain).setTimeout(seconds * 1000, stall);
  });
}

/**
 * Ends a connection so that the client can read all that was written: what it still sends is dropped, until it ends its
 * side or the time is up.
 *
 * @param linger seconds
 * @returns a promise that resolves when the socket is closed
 */
export function hangUp(socket: Socket, linger: number): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), linger * 1000);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.removeAllListeners('data').resume().end();
  });
}
