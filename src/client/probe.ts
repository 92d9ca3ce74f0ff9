/** The state of several servers, all queried at the same time. */
import type { Address } from './address.ts';
import { formatAddress, parseAddress } from './address.ts';
import { now } from './clock.ts';
import { connect, timeoutOf } from './connect.ts';
import { ConnectionError } from './errors.ts';
import { ProtocolError } from './protocol.ts';

/** What a server said of itself, or why it did not. */
export type ServerState = {
  /** The server, as `host:port`. */
  readonly server: string;
  /** Milliseconds until all answers were there, or until it was clear that none will come. */
  readonly time: number;
} & (
  | {
      readonly up: true;
      /** Version of the program, such as `1.0.0`, and of Unicode, such as `18.0.0`. */
      readonly version: string;
      readonly unicode: string;
      /** Counters and limits by name. */
      readonly stats: ReadonlyMap<string, number>;
    }
  | { readonly up: false; readonly error: ConnectionError }
);

/** How to probe. */
export interface ProbeOptions {
  /** Milliseconds that a server is waited for; 10,000 by default. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks each server for its version and its counters. States come in the order in which the servers answer.
 *
 * @param servers as `host:port`
 * @throws RangeError for what is not an address, or no timeout
 */
export async function* probe(
  servers: readonly string[],
  { timeout: given, signal }: ProbeOptions = {},
): AsyncGenerator<ServerState, void> {
  const timeout = timeoutOf(given);
  const leaving = new AbortController();
  const signals = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const waiting = new Map(
    servers.map(parseAddress).map((address, key) => {
      const state = stateOf(address, timeout, signals).then((said) => ({ key, said }));
      // A rejection must not count as unhandled before the promise is awaited.
      state.catch(() => {});
      return [key, state];
    }),
  );
  try {
    while (waiting.size > 0) {
      const { key, said } = await Promise.race(waiting.values());
      waiting.delete(key);
      yield said;
    }
  } finally {
    leaving.abort();
  }
}

async function stateOf(address: Address, timeout: number, signal: AbortSignal): Promise<ServerState> {
  const server = formatAddress(address);
  const started = now();
  const time = (): number => now() - started;
  // A server that sends something now and then never times out, even if it never answers.
  const late = AbortSignal.timeout(timeout);
  try {
    await using client = await connect({ ...address, timeout, signal: AbortSignal.any([signal, late]) });
    const [text, stats] = await Promise.all([client.version(), client.stats()]);
    const [, version, unicode] = /^mojifinder (\S+), Unicode (\S+)$/.exec(text) ?? [];
    if (version === undefined || unicode === undefined) throw new ProtocolError('it has no version');
    return { up: true, server, time: time(), version, unicode, stats };
  } catch (error) {
    signal.throwIfAborted();
    return { up: false, server, time: time(), error: whyNot(server, error, timeout, late.aborted) };
  }
}

function whyNot(server: string, error: unknown, timeout: number, isLate: boolean): ConnectionError {
  if (isLate) return new ConnectionError(server, `no answer in ${timeout / 1000} s`);
  if (error instanceof ConnectionError) return error;
  if (error instanceof ProtocolError) return new ConnectionError(server, 'this server speaks another protocol');
  throw error;
}
