/** Parses command lines according to the table of flags. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FORMATS } from '../search/reply/format.ts';
import type { Flag, Settings } from '../server/settings.ts';
import { FLAGS } from '../server/settings.ts';

/** A command line that can't be understood; the message says what would be right, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The arguments of a command: settings, words that are not flags, and whether help or the version was asked for. */
interface CommandLine extends Arguments {
  readonly settings: Settings;
}

/** What a command was given that is not a setting. */
export interface Arguments {
  readonly words: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

/** The flags that were given, by name; those that may come more than once are lists. */
export type Given = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Reads the arguments of a command that takes some flags of the server; throws {@link UsageError}. */
export function readFlags(args: readonly string[], flags: readonly Flag[]): CommandLine {
  const { given, ...rest } = readArguments(args, flags);
  return {
    settings: {
      host: host(given),
      port: number(given, FLAGS.port),
      format: format(given),
      verbose: given[FLAGS.verbose.name] === true,
      maxLine: number(given, FLAGS.maxLine),
      maxConnections: number(given, FLAGS.maxConnections),
      maxPerAddress: number(given, FLAGS.maxPerAddress),
      idleTimeout: number(given, FLAGS.idleTimeout),
      firstLineTimeout: number(given, FLAGS.firstLineTimeout),
      writeTimeout: number(given, FLAGS.writeTimeout),
      grace: number(given, FLAGS.grace),
      workers: number(given, FLAGS.workers),
      proxyProtocol: given[FLAGS.proxyProtocol.name] === true,
    },
    ...rest,
  };
}

/** Reads the arguments of a command that takes some flags; throws {@link UsageError}. */
export function readArguments(args: readonly string[], flags: readonly Flag[]): Arguments & { readonly given: Given } {
  const { values: given, positionals } = parse(args, flags);
  return { given, words: positionals, help: given['help'] === true, version: given['version'] === true };
}

/** What `parseArgs` makes of them; throws {@link UsageError} with what it says, in one line. */
function parse(args: readonly string[], flags: readonly Flag[]): { values: Given; positionals: string[] } {
  const options = flags.map((flag) => {
    const type = flag.kind === 'switch' ? 'boolean' : 'string';
    return [flag.name, { type, multiple: flag.kind === 'text' && flag.many === true } as const] as const;
  });
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(options),
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split('\n') : [];
    const said = message.replace(/\. To specify a positional.*/, '');
    const looksLikeText = /^Unknown option '-[^-a-z]/i.test(said);
    throw new UsageError(looksLikeText ? `${said}; write -- before words that start with a hyphen` : said);
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

/** The number that a flag was given, or its default. */
export function number(given: Given, flag: NumberFlag): number {
  const value = given[flag.name];
  if (value === undefined) return flag.value;
  if (flag.auto && value === 'auto') return Math.min(availableParallelism(), flag.maximum);
  if (isWithin(flag, value)) return Number(value);
  const unit = flag.unit && ` (${flag.unit})`;
  const auto = flag.auto ? " or 'auto'" : '';
  const wanted = `a whole number${unit} from ${flag.minimum} to ${flag.maximum}${auto}`;
  throw new UsageError(`--${flag.name} takes ${wanted}, not '${String(value)}'`);
}

function isWithin({ minimum, maximum }: NumberFlag, value: Given[string]): boolean {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
}

/** The format that was given, or the default. */
export function format(given: Given): Settings['format'] {
  const value = given[FLAGS.format.name] ?? FLAGS.format.value;
  const known = FORMATS.find((each) => each === value);
  if (known) return known;
  throw new UsageError(`--${FLAGS.format.name} takes ${FORMATS.join(', ')}, not '${String(value)}'`);
}
