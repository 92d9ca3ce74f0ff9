/** A client of one server. */
import type { Address } from './address.ts';
import { DEFAULT_ADDRESS } from './address.ts';
import type { Answer, AskOptions } from './answer.ts';
import { answerTo } from './answer.ts';
import type { Conversation } from './conversation.ts';
import { dial } from './conversation.ts';
import { ConnectionError } from './errors.ts';
import { MAX_LINE_BYTES, objectOf } from './protocol.ts';

/** Which server to connect to, and how long to wait for it. */
export interface ConnectOptions extends Partial<Address> {
  /** Milliseconds without a whole line after which the server counts as gone; 10,000 by default. */
  readonly timeout?: number | undefined;
  /** Closes the connection, or ends the attempt to make one. */
  readonly signal?: AbortSignal | undefined;
}

/** A connection to one server. */
export interface Client extends AsyncDisposable {
  /** The server, as `host:port`. */
  readonly server: string;
  /** Asks at once, without waiting for answers to what was asked before. */
  ask(query: string, options?: AskOptions): Answer;
  /** What the server says of its version, such as `mojifinder 1.0.0, Unicode 18.0.0`. */
  version(): Promise<string>;
  /** What `/stats` tells: counters and limits by name. */
  stats(): Promise<ReadonlyMap<string, number>>;
  /** Closes the connection; answers that have not ended fail. */
  close(): Promise<void>;
}

/** Long enough for a lost packet to be sent again a few times. */
const DEFAULT_TIMEOUT = 10_000;

/** Milliseconds, 23 days: a timer of Node that is longer than 24 days ends at once. */
const LONGEST_TIMEOUT = 2_000_000_000;

/** A timeout as it was given, in whole milliseconds; throws a RangeError for what is none. */
export function timeoutOf(given = DEFAULT_TIMEOUT): number {
  if (!(given > 0)) throw new RangeError(`a timeout is a number of milliseconds above 0, not ${given}`);
  return Math.min(Math.ceil(given), LONGEST_TIMEOUT);
}

/**
 * Connects to a server, by default to port 2323 of this machine. `await using` closes the connection.
 *
 * @throws ConnectionError if there is no server, or one that speaks something else; RangeError for what is no timeout
 */
export async function connect(options: ConnectOptions = {}): Promise<Client> {
  const { host = DEFAULT_ADDRESS.host, port = DEFAULT_ADDRESS.port, signal } = options;
  const timeout = timeoutOf(options.timeout);
  const conversation = await dial({ host, port, timeout, signal, format: 'json' });
  const { server, close } = conversation;
  return {
    server,
    ask: (query, asked = {}) => answerTo(query, asked, conversation.send),
    version: async () => (await runCommand(conversation, '/version')).text,
    stats: async () => countsOf((await runCommand(conversation, '/stats')).lines),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Sends a command and reads all of its reply. */
async function runCommand(conversation: Conversation, command: string): Promise<{ lines: string; text: string }> {
  const reply = conversation.send(command);
  let lines = '';
  for (let part = await reply.next(); part !== undefined; part = await reply.next()) {
    lines += part.toString('utf8');
    if (lines.length <= MAX_LINE_BYTES) continue;
    void conversation.close();
    throw new ConnectionError(conversation.server, `the reply to ${command} has no end`);
  }
  const { status } = reply.ending();
  if (status.kind === 'ok') return { lines, text: status.text };
  const said = status.kind === 'error' ? status.message : undefined;
  throw new ConnectionError(conversation.server, `${command} failed`, said);
}

function countsOf(lines: string): Map<string, number> {
  const entries = Object.entries(objectOf(lines));
  return new Map(entries.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : [])));
}
