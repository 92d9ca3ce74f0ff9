/** Opens connections to the server. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Life } from './world.ts';

/**
 * Resolves when the connection is open. What happens to it later is for others to hear; errors never go unheard.
 *
 * @param allowHalfOpen whether the connection stays open when the server has ended its side
 */
export function open({ world, random }: Life, allowHalfOpen = false): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Addresses of the loopback network take turns: one alone would run out of ports.
    const localAddress = `127.0.0.${random.between(2, 9)}`;
    const socket = connect({ host: '127.0.0.1', port: world.port, localAddress, allowHalfOpen, noDelay: true });
    socket
      .on('error', reject)
      .on('connect', () => resolve(socket));
  });
}
