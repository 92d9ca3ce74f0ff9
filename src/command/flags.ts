/** Command lines, read by the one table of flags. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FORMATS } from '../search/reply/format.ts';
import type { Flag, Settings } from '../server/settings.ts';
import { FLAGS } from '../server/settings.ts';

/** A command line that can't be understood; the message says what would be right, in one line. */
export class UsageError extends Error {}

export type FlagName = keyof Settings;

/** What a command was given: settings, words that are no flags, and whether it was asked what it is. */
export interface CommandLine {
  readonly settings: Settings;
  readonly words: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

type Given = Record<string, string | boolean | undefined>;

/** Reads the arguments of a command that takes the named flags; throws {@link UsageError}. */
export function readFlags(args: readonly string[], names: readonly FlagName[]): CommandLine {
  const { values, positionals } = parse(args, names);
  const given: Given = { ...values };
  return {
    settings: {
      host: host(given),
      port: number(given, 'port'),
      format: format(given),
      verbose: given[FLAGS.verbose.name] === true,
      maxLine: number(given, 'maxLine'),
      maxConnections: number(given, 'maxConnections'),
      maxPerAddress: number(given, 'maxPerAddress'),
      idleTimeout: number(given, 'idleTimeout'),
      firstLineTimeout: number(given, 'firstLineTimeout'),
      writeTimeout: number(given, 'writeTimeout'),
      grace: number(given, 'grace'),
      workers: number(given, 'workers'),
      proxyProtocol: given[FLAGS.proxyProtocol.name] === true,
    },
    words: positionals,
    help: given['help'] === true,
    version: given['version'] === true,
  };
}

function parse(args: readonly string[], names: readonly FlagName[]) {
  const flags = names.map((name) => {
    const type = FLAGS[name].kind === 'switch' ? 'boolean' : 'string';
    return [FLAGS[name].name, { type } as const] as const;
  });
  try {
    return parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(flags), help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } },
      allowPositionals: true,
    });
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split('\n') : [];
    throw new UsageError(message.replace(/\. To specify a positional.*/, ''));
  }
}

/** An address or a name; an IPv6 address may be in brackets, as it is where a port follows. */
function host(given: Given): string {
  const value = given[FLAGS.host.name] ?? FLAGS.host.value;
  const bare = typeof value === 'string' ? value.replace(/^\[(.*)\]$/, '$1') : '';
  if (bare !== '') return bare;
  throw new UsageError(`--${FLAGS.host.name} takes an address, such as ${FLAGS.host.value}`);
}

type NumberFlag = Extract<Flag, { kind: 'number' }>;

type NumberName = { [Name in FlagName]: Settings[Name] extends number ? Name : never }[FlagName];

function number(given: Given, name: NumberName): number {
  const flag: NumberFlag = FLAGS[name];
  const value = given[flag.name];
  if (value === undefined) return flag.value;
  if (flag.auto && value === 'auto') return Math.min(availableParallelism(), flag.maximum);
  if (isWithin(flag, value)) return Number(value);
  const unit = flag.unit && ` (${flag.unit})`;
  const auto = flag.auto ? " or 'auto'" : '';
  const wanted = `a whole number${unit} from ${flag.minimum} to ${flag.maximum}${auto}`;
  throw new UsageError(`--${flag.name} takes ${wanted}, not '${String(value)}'`);
}

function isWithin({ minimum, maximum }: NumberFlag, value: string | boolean): boolean {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
}

function format(given: Given): Settings['format'] {
  const value = given[FLAGS.format.name] ?? FLAGS.format.value;
  const known = FORMATS.find((each) => each === value);
  if (known) return known;
  throw new UsageError(`--${FLAGS.format.name} takes ${FORMATS.join(', ')}, not '${String(value)}'`);
}
