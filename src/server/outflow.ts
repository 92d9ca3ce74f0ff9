/** Bytes to a client, no faster than it takes them. */
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Sink } from '../bytes/sink.ts';
import { ROOM, gathering } from '../bytes/sink.ts';
import type { Block } from '../bytes/block.ts';

/** Whom replies are for. */
export interface Recipient {
  readonly socket: Writable;
  /** Called when the kernel has not taken all of what was written at once. */
  backedUp(): void;
}

/**
 * Where replies are gathered until they are written. There is one for all conversations: each hands over what it
 * gathered before others have their turn.
 */
export interface Outbox extends Sink {
  /** Hands over what is gathered, to be written before the event loop goes on; returns how many bytes that is. */
  send(recipient: Recipient): number;
  /** Writes what was handed over. */
  flush(): void;
}

/** Rooms for replies that the kernel does not take at once. */
const SPARE_ROOMS = 32;

/**
 * Gathers in one room, and writes from it: short replies of many clients one after another, since the first write wakes
 * the process that waits for it, and takes several times as long as the next ones. Nearly always the kernel takes
 * everything at once, and the room is used again. If it does not, the streams keep the room until it does, and the next
 * replies are gathered in another room. If a socket is backed up already, or there is no other room, it gets a copy.
 */
export function outbox(block: Block): Outbox {
  let room = block.take(ROOM);
  const spare = Array.from({ length: SPARE_ROOMS }, () => block.take(ROOM));
  const sink = gathering(block, room);
  /** What was handed over, in order. */
  const queue: { readonly reply: Buffer; readonly recipient: Recipient }[] = [];

  /** Switches to another room. This one is free again when all of the sockets have written what they have of it. */
  function leave(backedUp: readonly Recipient[]): void {
    const left = room;
    let missing = backedUp.length;
    for (const { socket } of backedUp) {
      const free = (): void => {
        socket.off('drain', free).off('close', free);
        if (--missing === 0) spare.push(left);
      };
      socket.on('drain', free).on('close', free);
    }
    room = spare.pop() ?? room;
  }

  function flush(): void {
    if (queue.length === 0) return;
    const backedUp: Recipient[] = [];
    for (const { reply, recipient } of queue) {
      const { socket } = recipient;
      const wasBackedUp = socket.writableLength > 0;
      socket.write(reply);
      if (!wasBackedUp && socket.writableLength > 0) backedUp.push(recipient);
    }
    queue.length = 0;
    // Without another room, all of them were copies.
    if (backedUp.length > 0 && spare.length > 0) leave(backedUp);
    sink.move(room);
    for (const recipient of backedUp) recipient.backedUp();
  }

  function send(recipient: Recipient): number {
    const length = sink.length();
    if (length === 0) return 0;
    const { socket } = recipient;
    const asCopy = socket.writableLength > 0 || spare.length === 0;
    const reply = sink.seal();
    if (reply !== undefined) {
      if (queue.length === 0) setImmediate(flush);
      queue.push({ reply: asCopy ? Buffer.from(reply) : reply, recipient });
    } else {
      for (const piece of sink.take(asCopy)) queue.push({ reply: piece, recipient });
      flush();
    }
    return length;
  }

  return { end: sink.end, isFull: sink.isFull, add: sink.add, addText: sink.addText, copy: sink.copy, send, flush };
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
