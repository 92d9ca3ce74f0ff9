/** The program as the runner of the tests has built it, and clients that talk with it. */
import type { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import { buildInto } from '../scripts/support/build.ts';
import { connect } from '../scripts/support/client.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';
import { PROMPT } from '../src/client/protocol.ts';
import type { MojiIndex } from '../src/search/index/moji-index.ts';
import { openIndex } from '../src/search/index/moji-index.ts';

/** Where the runner of the tests has built the program, for all files of tests. */
export const BUILT = 'MOJIFINDER_BUILT';

/** The file to run of the program as it is built: once for a run of many tests, or for the file of tests that asks. */
export function build(): string {
  return process.env[BUILT] ?? buildInto(temporaryFolder());
}

/** The folder of the index of the program as it is built, which takes less time to open than to make. */
export function builtIndex(): URL {
  return new URL('search/index/', pathToFileURL(build()));
}

let index: MojiIndex | undefined;

/** The index as it is built: one for all tests of a process that need none of their own. */
export function sharedIndex(): MojiIndex {
  return (index ??= openIndex(builtIndex()));
}

export interface Client extends AsyncDisposable {
  readonly socket: Socket;
  /** Sends a line, and waits for the reply, which it gives without the prompt after it. */
  ask(line: string): Promise<string>;
  /** Waits for the server to end its side; what it said before that and nobody asked for. */
  rest(): Promise<string>;
}

/** Connects, and waits for the prompt. */
export async function client(port: number): Promise<Client> {
  const { socket, sends, until, rest, [Symbol.asyncDispose]: dispose } = await connect(port);
  const reply = async (): Promise<string> => (await until(PROMPT)).slice(0, -PROMPT.length);
  // A server that ends its side need not wait for this one.
  socket.allowHalfOpen = false;
  function ask(line: string): Promise<string> {
    sends(line);
    return reply();
  }
  await reply();
  return { socket, ask, rest, [Symbol.asyncDispose]: dispose };
}

/** What `/stats` says to a client, by name. */
export async function stats({ ask }: Client): Promise<Map<string, number>> {
  const rows = (await ask('/stats')).matchAll(/^([a-z0-9-]+): (\d+)/gm);
  return new Map([...rows].map(([, name = '', value]) => [name, Number(value)]));
}
