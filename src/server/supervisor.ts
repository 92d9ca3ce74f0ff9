/** Listens, admits, counts, and sends everybody home in the end. */
import type { AddressInfo, ListenOptions, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Conversation, Finder } from './finder.ts';
import type { House } from './house.ts';
import type { Reason } from './journal.ts';
import { hangUp } from './outflow.ts';
import { FIXED } from './settings.ts';

export interface Supervisor {
  /** Where it listens: the address in numbers, and the port that was picked if none was asked for. */
  readonly address: string;
  readonly port: number;
  /** Stops to listen, lets replies in flight finish, and resolves when all connections are closed. */
  close(): Promise<void>;
}

/**
 * Listens for connections, and has the finder converse with each of them.
 *
 * @param listen where; an inherited descriptor will do (`{ fd: 3 }`)
 * @throws {Error} that says why, where it can't listen there
 */
export async function supervisor(
  house: House,
  find: Finder,
  listen: ListenOptions = { host: house.settings.host, port: house.settings.port, backlog: FIXED.backlog },
): Promise<Supervisor> {
  const { settings, stats, journal, answerer } = house;
  const open = new Set<Conversation>();
  let lingering = 0;

  function admit(socket: Socket): void {
    if (open.size >= settings.maxConnections) return refuse(socket);
    open.add(find(socket, over));
    stats.accepted++;
    stats.open = open.size;
  }

  function over(conversation: Conversation, reason: Reason): void {
    open.delete(conversation);
    stats.open = open.size;
    stats.closed.set(reason, (stats.closed.get(reason) ?? 0) + 1);
  }

  function refuse(socket: Socket): void {
    stats.refused++;
    journal.refused(socket, open.size);
    socket.on('error', () => socket.destroy());
    const full = `full: ${settings.maxConnections} are connected; please try again later`;
    socket.write(answerer.fail(full, settings.format), 'latin1');
    if (lingering >= FIXED.lingering) socket.destroy();
    else void linger(socket);
  }

  async function linger(socket: Socket): Promise<void> {
    lingering++;
    await hangUp(socket, FIXED.linger);
    lingering--;
  }

  async function close(): Promise<void> {
    journal.stopping(open.size);
    const closed = new Promise((resolve) => server.close(resolve));
    for (const conversation of open) conversation.dismiss();
    const grace = setTimeout(() => {
      for (const conversation of open) conversation.cut();
    }, settings.grace * 1000);
    await closed;
    clearTimeout(grace);
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: FIXED.streamBytes }, admit);
  const { address, port } = await listening(server, listen);
  server.on('error', (error) => journal.failed('listen', error));
  journal.listening(address, port);
  return { address, port, close };
}

/** Starts to listen; where that fails, the error says in words what was tried. */
function listening(server: Server, listen: ListenOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = REFUSALS.get(error.code) ?? error.message;
      reject(new Error(`Can't listen on ${listen.host ?? ''}:${listen.port ?? ''}: ${why}.`, { cause: error }));
    });
    server.listen(listen, () => {
      server.removeAllListeners('error');
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error("Can't listen: this is no TCP socket."));
      else resolve(bound);
    });
  });
}

const REFUSALS: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'somebody else does already'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EACCES', 'not permitted'],
  ['ENOTFOUND', 'there is no host of that name'],
]);
