/** Listens, admits, counts, and ends all connections at shutdown. */
import { setMaxListeners } from 'node:events';
import type { AddressInfo, ListenOptions, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { addressCounts, hostOf } from './addresses.ts';
import type { Session, Finder } from './finder.ts';
import { SHUTTING_DOWN, UNANNOUNCED, crowded, full } from './farewells.ts';
import type { Services } from './services.ts';
import type { Reason } from './journal.ts';
import { hangUp } from './outflow.ts';
import { takeHeader } from './proxy-protocol.ts';
import { FIXED } from './settings.ts';

export interface Supervisor {
  /** Where it listens: the address in numbers, and the port that was picked if none was asked for. */
  readonly address: string;
  readonly port: number;
  /** Stops listening, lets the replies under way finish, and resolves when all connections are closed. */
  close(): Promise<void>;
  /** Stops listening, lets conversations go on for the grace, and then closes. */
  retire(): Promise<void>;
}

/** Where to listen: at an address, or at a socket that is open already. */
export interface Listen extends ListenOptions {
  /** A descriptor that this process has inherited. */
  readonly fd?: number;
}

/**
 * Listens for connections, and has the finder begin a conversation on each.
 *
 * @param listen where, if not at the address of the settings
 * @throws {Error} that says why, where it can't listen there
 */
export async function supervisor(
  services: Services,
  find: Finder,
  listen: Listen = { host: services.settings.host, port: services.settings.port, backlog: FIXED.backlog },
): Promise<Supervisor> {
  const { settings, stats, journal, answerer } = services;
  const open = new Set<Session>();
  const lingering = new Set<Socket>();
  const addresses = addressCounts(settings.maxPerAddress);
  /** How many connections have not sent their header yet, and what is aborted when they are to be refused. */
  let arriving = 0;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let stopped: Promise<void> | undefined;
  let closed: Promise<void> | undefined;

  function admit(socket: Socket): void {
    // Read now to be cached: the system forgets the address when the connection is gone, and it may be logged later.
    void socket.remoteAddress;
    if (open.size + arriving >= settings.maxConnections) return refuseFull(socket);
    if (settings.proxyProtocol) void arrive(socket);
    else begin(socket);
  }

  async function arrive(socket: Socket): Promise<void> {
    arriving++;
    const outcome = await takeHeader(socket, FIXED.header, closing.signal);
    arriving--;
    if (outcome === 'taken') return begin(socket);
    if (outcome === 'lost') return void socket.destroy();
    if (outcome === 'aborted') return refuse(socket, SHUTTING_DOWN);
    journal.unannounced(socket, outcome);
    refuse(socket, UNANNOUNCED);
  }

  function begin(socket: Socket): void {
    if (!addresses.enter(socket.remoteAddress)) return refuseCrowded(socket);
    open.add(find(socket, over));
    stats.accepted++;
    stats.open = open.size;
  }

  function over(conversation: Session, reason: Reason): void {
    open.delete(conversation);
    addresses.leave(conversation.address);
    stats.open = open.size;
    stats.closed.set(reason, (stats.closed.get(reason) ?? 0) + 1);
  }

  function refuseFull(socket: Socket): void {
    journal.refused(socket, 'full', open.size + arriving);
    refuse(socket, full(settings.maxConnections));
  }

  function refuseCrowded(socket: Socket): void {
    journal.refused(socket, 'address', settings.maxPerAddress);
    refuse(socket, crowded(settings.maxPerAddress));
  }

  function refuse(socket: Socket, why: string): void {
    stats.refused++;
    socket.on('error', () => socket.destroy());
    socket.write(answerer.fail(why, settings.format), 'latin1');
    if (lingering.size >= FIXED.lingering) socket.destroy();
    else void linger(socket);
  }

  async function linger(socket: Socket): Promise<void> {
    lingering.add(socket);
    await hangUp(socket, FIXED.linger, FIXED.linger);
    lingering.delete(socket);
  }

  /** It may be called again: a worker is told by its primary, and by the signal that its process group gets. */
  function close(): Promise<void> {
    return (closed ??= closeAll());
  }

  async function closeAll(): Promise<void> {
    const allClosed = stopListening();
    closing.abort();
    for (const conversation of open) conversation.dismiss();
    const grace = setTimeout(() => {
      for (const conversation of open) conversation.cut();
    }, settings.grace * 1000);
    const end = setTimeout(
      () => {
        for (const connection of [...open, ...lingering]) connection.destroy();
      },
      (settings.grace + FIXED.linger) * 1000,
    );
    await allClosed;
    clearTimeout(grace);
    clearTimeout(end);
  }

  async function retire(): Promise<void> {
    const grace = setTimeout(close, settings.grace * 1000);
    await stopListening();
    clearTimeout(grace);
  }

  /** Resolves when all connections are closed. */
  function stopListening(): Promise<void> {
    return (stopped ??= new Promise((resolve) => {
      journal.stopping(open.size);
      server.close(() => {
        clearInterval(looking);
        resolve();
      });
    }));
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: FIXED.streamBytes }, admit);
  const { address, port } = await listening(server, listen);
  server.on('error', (error) => journal.failed('listen', error));
  // One timer for all: most of ten thousand timers would only ever be reset.
  const firstTimeout = Math.min(settings.idleTimeout, settings.firstLineTimeout);
  const between = firstTimeout / FIXED.idleLooks;
  const firstLooks = FIXED.idleLooks;
  const idleLooks = Math.round(settings.idleTimeout / between);
  const looking = setInterval(() => {
    for (const conversation of open) conversation.look(firstLooks, idleLooks);
  }, between * 1000);
  journal.listening(address, port);
  return { address, port, close, retire };
}

/** Starts to listen; where that fails, the error says in words what was tried. */
function listening(server: Server, listen: Listen): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = REFUSALS.get(error.code) ?? error.message;
      reject(new Error(`Can't listen on ${where(listen)}: ${why}.`, { cause: error }));
    });
    server.listen(listen, () => {
      server.removeAllListeners('error');
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error("Can't listen: this is not a TCP socket."));
      else resolve(bound);
    });
  });
}

function where({ host, port, fd }: Listen): string {
  return fd === undefined ? `${hostOf(host ?? '')}:${port ?? ''}` : `the inherited descriptor ${fd}`;
}

const REFUSALS: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'the address is already in use'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EACCES', 'not permitted'],
  ['ENOTFOUND', 'no such host'],
]);
