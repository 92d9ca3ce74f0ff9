/**
 * Connections to several servers, used as one. A question goes to the connection with the fewest replies pending; of
 * several, to the server that was chosen longest ago. When a server goes away, its questions are sent again, to another
 * server if there is one. That is safe, since asking changes nothing, and servers of one version give the same bytes.
 */
import { onAbort } from './abort.ts';
import type { Address } from './address.ts';
import { DEFAULT_ADDRESS, formatAddress, parseAddress } from './address.ts';
import type { Answer, AskOptions } from './answer.ts';
import { answerTo } from './answer.ts';
import { now } from './clock.ts';
import { timeoutOf } from './connect.ts';
import type { Conversation } from './conversation.ts';
import { startDialing } from './conversation.ts';
import { ConnectionError, SilenceError } from './errors.ts';
import type { Format } from './protocol.ts';
import type { Reply } from './reply.ts';
import { RepeatedReply } from './repeated-reply.ts';

/** Which servers to ask, and how. */
export interface PoolOptions {
  /** The servers, as `host:port`; by default port 2323 of this machine. */
  readonly servers?: readonly string[] | undefined;
  /** Connections to each server at most; 4 by default. They are made when they are needed. */
  readonly size?: number | undefined;
  /**
   * Milliseconds without a whole line after which a question fails; 10,000 by default. Of several servers, one that is
   * silent for half of it counts as gone, which leaves time to ask another.
   */
  readonly timeout?: number | undefined;
}

/** Some servers, asked as if they were one. */
export interface Pool extends AsyncDisposable {
  /** Asks the least busy server, each in turn where several are, and another one if that goes away. */
  ask(query: string, options?: AskOptions): Answer;
  /** Closes all connections; answers that have not ended fail. */
  close(): Promise<void>;
}

/** A pool that returns replies unparsed. */
export interface RawPool {
  send(line: string, signal?: AbortSignal): Reply;
  close(): Promise<void>;
}

const DEFAULT_SIZE = 4;

/** Milliseconds before a server is tried again: each failure doubles the delay, up to the maximum. */
const FIRST_DELAY = 50;
const MAX_DELAY = 2000;

interface Server {
  readonly address: Address;
  conversations: Conversation[];
  /** The connection being opened, and the end of that. All callers that need one wait for it. */
  opening: { readonly conversation: Conversation; readonly done: Promise<void> } | undefined;
  /** Whether it has answered, and has not fallen silent since. */
  isReached: boolean;
  failures: number;
  /** When it may be tried again, in milliseconds of `now()`. */
  retryAt: number;
  /** The number of the choice that last fell on it. */
  chosen: number;
  lastError: ConnectionError | undefined;
}

/**
 * A pool of connections to some servers, which need not be up yet. If none was ever reached, a question fails as soon
 * as all have been tried.
 *
 * @throws RangeError for what is not an address, no size or no timeout
 */
export function pool(options: PoolOptions = {}): Pool {
  const raw = rawPool('json', options);
  return {
    ask: (query, asked = {}) => answerTo(query, asked, raw.send),
    close: raw.close,
    [Symbol.asyncDispose]: raw.close,
  };
}

/** The same for replies as they are, in any format. */
export function rawPool(format: Format, options: PoolOptions): RawPool {
  const { size = DEFAULT_SIZE } = options;
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new RangeError(`a pool has a whole number of connections to each server, one at least, not ${size}`);
  }
  const timeout = timeoutOf(options.timeout);
  const given = options.servers ?? [formatAddress(DEFAULT_ADDRESS)];
  if (given.length === 0) throw new RangeError('a pool needs at least one server');
  const servers = given.map((text) => serverAt(parseAddress(text)));
  const tried = servers.map(({ address }) => formatAddress(address)).join(' ');
  // Half of the time is left to ask another server, where there is one.
  const silence = servers.length > 1 ? timeout / 2 : timeout;
  const repeated = { reach, lost, timeout };
  const closing = new AbortController();
  let choices = 0;

  /** Chooses the open connection with the fewest pending replies; of several, of the server chosen longest ago. */
  function chooseLeastBusy(): Conversation | undefined {
    let best: Conversation | undefined;
    let of: Server | undefined;
    for (const server of servers) {
      if (!server.conversations.every(isOpen)) server.conversations = server.conversations.filter(isOpen);
      for (const conversation of server.conversations) {
        const more = conversation.pending - (best?.pending ?? Infinity);
        if (more > 0 || (more === 0 && server.chosen >= (of?.chosen ?? Infinity))) continue;
        [best, of] = [conversation, server];
      }
    }
    if (of !== undefined) of.chosen = ++choices;
    return best;
  }

  /** Opens a connection to a server. A failure is stored with the server, for the callers that wait for it. */
  function openOne(server: Server): Promise<void> {
    if (server.opening !== undefined) return server.opening.done;
    const { signal } = closing;
    const { conversation, agreed } = startDialing({ ...server.address, format, timeout: silence, signal });
    const done = agreed
      .then(
        () => {
          server.conversations.push(conversation);
          server.failures = 0;
          server.isReached = true;
        },
        (error: unknown) => {
          if (!(error instanceof ConnectionError)) throw error;
          server.lastError = error;
          if (error instanceof SilenceError) server.isReached = false;
          putOff(server);
        },
      )
      .finally(() => {
        server.opening = undefined;
      });
    server.opening = { conversation, done };
    return done;
  }

  /**
   * The connection being opened to the only server, where it may be tried: a line can be sent with the choice of the
   * format, and need not wait for it. Of several servers, the first that answers is asked.
   */
  function early(): Conversation | undefined {
    const [server, ...others] = servers;
    if (server === undefined || others.length > 0 || closing.signal.aborted || server.retryAt > now()) return undefined;
    openOne(server).catch(() => {});
    return server.opening?.conversation;
  }

  /** Half of the delay is random, so that clients that lost a server together do not come back together. */
  function putOff(server: Server): void {
    const delay = Math.min(MAX_DELAY, FIRST_DELAY * 2 ** server.failures++);
    server.retryAt = now() + delay * (0.5 + Math.random() / 2);
  }

  /** Lets a server that has just lost a connection rest, unless it has others; longer where others can be asked. */
  function lost(error: ConnectionError): void {
    const server = servers.find(({ address }) => formatAddress(address) === error.server);
    if (server === undefined) return;
    const isSilent = error instanceof SilenceError;
    if (isSilent) {
      server.isReached = false;
      server.lastError = error;
    }
    if (server.conversations.some(isOpen) || server.opening) return;
    if (server.retryAt <= now()) putOff(server);
    if (isSilent && servers.length > 1) server.retryAt = now() + timeout;
  }

  /** Opens one more connection when all of them are busy. */
  function grow(): void {
    if (servers.every(({ conversations, opening }) => opening !== undefined || conversations.length >= size)) return;
    const time = now();
    const [server] = servers
      .filter(({ conversations, opening, retryAt }) => !opening && conversations.length < size && retryAt <= time)
      .sort((one, other) => one.conversations.length - other.conversations.length);
    if (server !== undefined) openOne(server).catch(() => {});
  }

  /** Waits for a connection, until a deadline; not for servers just tried that were never there, or fell silent. */
  async function reach(deadline: number): Promise<Conversation> {
    for (;;) {
      closing.signal.throwIfAborted();
      const conversation = chooseLeastBusy();
      if (conversation !== undefined) return conversation;
      const time = now();
      const ready = servers.filter(({ retryAt }) => retryAt <= time);
      if (time >= deadline || (ready.length === 0 && !servers.some(({ isReached }) => isReached))) throw unreachable();
      const later = servers.map(({ retryAt }) => retryAt).filter((at) => at > time);
      const waited = new AbortController();
      const pause = until(Math.min(deadline, ...later), AbortSignal.any([waited.signal, closing.signal]));
      try {
        await Promise.race([...ready.map(openOne), pause]);
      } finally {
        waited.abort();
      }
    }
  }

  function unreachable(): ConnectionError {
    const silent = `no answer in ${timeout / 1000} s`;
    const reasons = servers.map(
      ({ address, lastError }) => lastError?.message ?? `${formatAddress(address)}: ${silent}`,
    );
    return new Unreachable(tried, servers.length === 1 ? reasons.join() : `no server answers: ${reasons.join('; ')}`);
  }

  function send(line: string, signal?: AbortSignal): Reply {
    const conversation = chooseLeastBusy() ?? early();
    if (conversation !== undefined && conversation.pending > 0) grow();
    return new RepeatedReply(repeated, line, signal, conversation);
  }

  async function close(): Promise<void> {
    closing.abort(new Unreachable(tried, 'the pool is closed'));
    await Promise.all(servers.map(({ opening }) => opening?.done.catch(() => {})));
    await Promise.all(servers.flatMap(({ conversations }) => conversations.map((each) => each.close())));
  }

  return { send, close };
}

/** Waits until a time, in milliseconds of `now()`, or until a signal is aborted. */
function until(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      ignoreSignal();
      resolve();
    };
    const timer = setTimeout(done, Math.ceil(time - now()) + 1);
    const ignoreSignal = onAbort(signal, done);
  });
}

/** No server of a pool could be reached. */
export class Unreachable extends ConnectionError {
  /** @param tried the servers, separated by spaces */
  constructor(tried: string, message: string) {
    super(tried, message);
    this.message = message;
  }
}

function isOpen(conversation: Conversation): boolean {
  return conversation.isOpen;
}

function serverAt(address: Address): Server {
  const idle = { conversations: [], opening: undefined };
  return { address, ...idle, isReached: false, failures: 0, retryAt: 0, chosen: 0, lastError: undefined };
}
