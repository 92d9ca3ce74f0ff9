/** `mojifinder probe`: the state of servers, one line each. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerState } from '../client/probe.ts';
import { probe as states } from '../client/probe.ts';
import { formatAddress, parseAddress } from '../client/address.ts';
import { CLIENT_FLAGS } from './client-flags.ts';
import { COMMANDS } from './commands.ts';
import { UsageError, number, readArguments } from './flags.ts';
import { endWithoutOutput, legible } from './output.ts';

type Down = Extract<ServerState, { up: false }>;

/**
 * Asks each server for its version and its counters, and prints a line as each answers, and then those that do not.
 *
 * @returns the exit status: 0 if all answered, else 1
 */
export async function probe(args: readonly string[]): Promise<number> {
  const { given, words: servers, ...rest } = readArguments(args, COMMANDS.probe.flags);
  if (rest.help || rest.version) {
    await (await import('./help.ts')).tellIfAsked({ ...rest, words: servers });
    return 0;
  }
  checkAddresses(servers);
  const timeout = number(given, CLIENT_FLAGS.timeout) * 1000;
  const every = number(given, CLIENT_FLAGS.watch) * 1000;
  endWithoutOutput();
  for (;;) {
    const started = performance.now();
    const status = await look(servers, timeout);
    if (every === 0) return status;
    await pause(Math.max(0, started + every - performance.now()));
    console.log();
  }
}

/** Throws {@link UsageError} where there is no server to ask, or something that is not the address of one. */
function checkAddresses(servers: readonly string[]): void {
  if (servers.length === 0) throw new UsageError('probe what? Write addresses, as in mojifinder probe localhost:2323');
  try {
    servers.forEach(parseAddress);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** Asks all servers once. */
async function look(servers: readonly string[], timeout: number): Promise<number> {
  const width = Math.max(...servers.map((server) => formatAddress(parseAddress(server)).length));
  const down: Down[] = [];
  for await (const state of states(servers, { timeout })) {
    if (state.up) say(`${state.server.padEnd(width)}  up    ${told(state)}`);
    else down.push(state);
  }
  // The reason begins with the server, which the line has already.
  for (const { server, error } of down) {
    say(`${server.padEnd(width)}  down  ${error.message.replace(`${server}: `, '')}`);
  }
  return down.length === 0 ? 0 : 1;
}

function told({ version, unicode, stats, time }: Exclude<ServerState, Down>): string {
  const open = stats.get('open') ?? 0;
  const connections = `${open} ${open === 1 ? 'connection' : 'connections'}`;
  return `mojifinder ${version}, Unicode ${unicode}, ${connections}, ${time.toFixed(1)} ms`;
}

function say(line: string): void {
  process.stdout.write(legible(`${line}\n`));
}
