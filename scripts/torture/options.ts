import { parseArgs } from 'node:util';

export interface Options {
  /** Length of the storm, without starting and stopping the server. */
  readonly seconds: number;
  readonly seed: number;
  /** Good clients that stay connected; all other crowds are in proportion to them. */
  readonly clients: number;
  /** The server's program; when it is left out, the project is built first. */
  readonly server: string | undefined;
  /** Whether the server logs queries, too, so that its log is attacked as well. */
  readonly verbose: boolean;
}

export const USAGE =
  'Usage: npm run torture -- [--seconds 60] [--seed 1] [--clients 5000] [--verbose] [--server dist/main.js]';

/** Reads the command line; throws an Error that says what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      clients: { type: 'string', default: '5000' },
      server: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  return {
    seconds: wholeNumber('seconds', values.seconds, 5, 86_400),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    clients: wholeNumber('clients', values.clients, 100, 15_000),
    server: values.server,
    verbose: values.verbose,
  };
}

function wholeNumber(name: string, written: string, least: number, most: number): number {
  const number = Number(written);
  if (written !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not '${written}'`);
}
