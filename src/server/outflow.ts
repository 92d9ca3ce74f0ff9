/** Bytes to a client, no faster than it takes them. */
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Sink } from '../bytes/sink.ts';
import { ROOM, gathering } from '../bytes/sink.ts';
import type { Block } from '../bytes/block.ts';

/**
 * Where replies are gathered until they are written. There is one for all conversations: each writes what it gathered
 * before others have their turn.
 */
export interface Outbox extends Sink {
  /** Writes what is gathered; returns how many bytes that is. */
  send(socket: Writable): number;
}

/** Rooms for replies that the kernel does not take at once. */
const SPARE_ROOMS = 32;

/**
 * Gathers in one room, and writes from it. Nearly always the kernel takes everything at once, and the room is used
 * again. If it does not, the stream keeps the room until it does, and the next replies are gathered in another room. If
 * the socket is backed up already, or there is no other room, a copy is written.
 */
export function outbox(block: Block): Outbox {
  let room = block.take(ROOM);
  const spare = Array.from({ length: SPARE_ROOMS }, () => block.take(ROOM));
  const sink = gathering(block, room);

  /** Goes on in another room, and frees this one when the socket has nothing left to write. */
  function leave(socket: Writable): void {
    const left = room;
    const free = (): void => {
      socket.off('drain', free).off('close', free);
      spare.push(left);
    };
    socket.on('drain', free).on('close', free);
    room = spare.pop() ?? room;
    sink.move(room);
  }

  function send(socket: Writable): number {
    const length = sink.length();
    if (length === 0) return 0;
    const asCopy = socket.writableLength > 0 || spare.length === 0;
    const pieces = sink.take(asCopy);
    for (let i = 0; i < pieces.length; i++) socket.write(pieces[i] ?? '');
    if (!asCopy && socket.writableLength > 0) leave(socket);
    return length;
  }

  return { end: sink.end, isFull: sink.isFull, add: sink.add, copy: sink.copy, send };
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
 * Ends a connection so that the client can read all that was written: what it still sends is dropped as long as it
 * keeps sending, or taking what is left to be written.
 *
 * @param quiet seconds without either after which the connection is closed
 * @param most seconds after which it is closed in any case
 * @returns a promise that resolves when the socket is closed
 */
export function hangUp(socket: Socket, quiet: number, most: number): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const destroy = (): void => void socket.destroy();
    const timer = setTimeout(destroy, most * 1000);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    // Bytes in either direction put this time-out off.
    socket.setTimeout(quiet * 1000, destroy);
    socket.removeAllListeners('data').resume().end();
  });
}

const NOTHING = Buffer.alloc(0);

/**
 * Makes the kernel report whether the client has reset the connection, which goes unnoticed while a socket is neither
 * read nor written. If it has, the `error` and `close` events of the socket follow.
 */
export function checkForReset(socket: Socket): void {
  if (socket.writableLength === 0 && socket.writable) socket.write(NOTHING);
}
