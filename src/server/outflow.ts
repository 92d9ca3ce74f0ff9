/** Bytes to a client, no faster than it takes them. */
import type { Socket } from 'node:net';

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
    if (socket.writableLength === 0 || socket.destroyed) return resolve(true);
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
