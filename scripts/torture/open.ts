/** Opens connections to the server; clients that wait for its welcome queue. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Life } from './world.ts';

/** How many wait at once: so few that, with those that do not queue, the kernel's own queue does not overflow. */
const ROOM = 300;

const queue: (() => void)[] = [];
let inside = 0;

/** Resolves when there is room, with a function to call when the client was welcomed or is gone. */
export async function enter(): Promise<() => void> {
  if (inside < ROOM) inside++;
  else await new Promise<void>((resolve) => queue.push(resolve));
  let isInside = true;
  return () => {
    const next = isInside ? queue.shift() : undefined;
    if (next) next();
    else if (isInside) inside--;
    isInside = false;
  };
}

/**
 * Resolves when the connection is open. The server expects a header of the PROXY protocol, so that each client can
 * have an address of its own. What happens to it later is for others to hear; errors never go unheard.
 *
 * @param allowHalfOpen whether the connection stays open when the server has ended its side
 * @param address what the client announces as its address; by default one that hardly anybody else has
 */
export function open({ world, random }: Life, allowHalfOpen = false, address?: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Addresses of the loopback network take turns: one alone would run out of ports.
    const localAddress = `127.0.0.${random.between(2, 9)}`;
    const socket = connect({ host: '127.0.0.1', port: world.port, localAddress, allowHalfOpen, noDelay: true });
    const announced = address ?? `10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}`;
    socket.on('error', reject).on('connect', () => {
      socket.write(header(announced));
      resolve(socket);
    });
  });
}

/** What a proxy sends before all else. */
export function header(address: string): string {
  return `PROXY TCP4 ${address} 127.0.0.1 40000 2323\r\n`;
}
