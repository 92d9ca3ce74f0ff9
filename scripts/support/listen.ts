import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens, by default on this machine alone; the port, which 0 leaves to the system to choose. */
export async function listen(server: Server, port = 0, host = '127.0.0.1'): Promise<number> {
  server.listen({ port, host, backlog: 511 });
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}
