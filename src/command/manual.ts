/** The manual that `--help` prints, laid out as manual pages are, and made from the tables of commands and flags. */
import type { Flag } from '../server/settings.ts';
import type { Command } from './commands.ts';
import { COMMANDS } from './commands.ts';

/** Columns of a terminal at its default width. */
const WIDTH = 80;

const MARGIN = ' '.repeat(7);

/** The manual, in lines that fit on a terminal. */
export function manual(): string {
  return [
    section('NAME', ['mojifinder - find Unicode characters by their names']),
    section('SYNOPSIS', [
      'mojifinder [serve] [flags]',
      ...Object.entries(COMMANDS).filter(([name]) => name !== 'serve').map(synopsis),
    ]),
    section('DESCRIPTION', DESCRIPTION.map(paragraph)),
    ...Object.entries(COMMANDS).map(([name, command]) => commandSection(name, command)),
    section('COMMON FLAGS', [
      entry('-h, --help', 'Print this manual.'),
      entry('-V, --version', 'Print the versions of the program and of Unicode.'),
    ]),
    section('SIGNALS', SIGNALS.map(([name, about]) => entry(name, about))),
    section('ENVIRONMENT', ENVIRONMENT.map(([name, about]) => entry(name, about))),
    section('EXIT STATUS', STATUSES.map(([status, about]) => entry(status, about))),
    section('EXAMPLES', EXAMPLES.map(([line, about]) => entry(line, about))),
  ].join('\n\n');
}

const DESCRIPTION = [
  'A client connects with telnet, netcat or a program, sends a line of words, and reads the characters whose names' +
    ' contain all of them. /help and the README describe the query language.',
];

const SIGNALS = [
  [
    'SIGTERM, SIGINT',
    'Finish the replies in flight, for --grace seconds at most, and stop. A second one stops at once.',
  ],
  [
    'SIGHUP',
    'With --workers, replace the workers one by one; the port stays open. Without, act as on SIGTERM, so that' +
      ' a service manager restarts the server.',
  ],
] as const;

const ENVIRONMENT = [
  ['NO_COLOR', 'If set, and not empty, replies on a terminal have no colour.'],
  [
    'LISTEN_FDS, LISTEN_PID',
    'If a service manager passes a listening socket (sd_listen_fds(3)), the server uses it and ignores --host and' +
      ' --port.',
  ],
  [
    'NOTIFY_SOCKET',
    'If set, the service manager is told when the server is ready and when it stops (sd_notify(3)), by the program' +
      ' systemd-notify.',
  ],
] as const;

const STATUSES = [
  ['0', 'All went well; something was found; all probed servers answered.'],
  [
    '1',
    'Nothing was found, a probed server did not answer, or the server could not serve or was stopped at once.',
  ],
  ['2', 'The command line, a query, or one of many questions could not be understood.'],
  ['3', 'No server answered a question.'],
  ['130', 'Ctrl-C ended many questions.'],
] as const;

const EXAMPLES = [
  ['mojifinder', 'Serve this machine on port 2323; try it with: telnet localhost 2323'],
  ['mojifinder serve --host :: --port 23 --workers auto', 'Serve everybody, on all processors.'],
  ["mojifinder find 'snow* !man | ~weather'", 'Quotes keep operators from the shell.'],
  ['mojifinder ask right arrow', 'Ask the server on this machine by meaning.'],
  [
    'mojifinder ask --server one.example --server two.example < questions.txt',
    'Ask two servers many questions, sixteen at once.',
  ],
  ['mojifinder probe --watch 5 a.example:2323 b.example:2323', 'Check two servers every five seconds.'],
  ['mojifinder find --format detail -- -A', 'Words that start with a hyphen go after `--`.'],
  ['source <(mojifinder completion bash)', 'Complete commands and flags in this shell.'],
] as const;

function synopsis([name, { flags, takes }]: readonly [string, Command]): string {
  return `mojifinder ${name}${flags.length > 0 ? ' [flags]' : ''} ${takes}`;
}

function commandSection(name: string, { flags, takes, about }: Command): string {
  const heading = `mojifinder ${name}${takes && ` ${takes}`}`;
  const entries = flags.map(flagEntry);
  return section(name.toUpperCase(), [entry(heading, `${capital(about)}.`), ...entries]);
}

function flagEntry(flag: Flag): string {
  return entry(`--${flag.name}${placeholder(flag)}`, `${capital(flag.about)}. ${defaultOf(flag)}`.trim());
}

function placeholder(flag: Flag): string {
  switch (flag.kind) {
    case 'text':
      return ' ADDRESS';
    case 'choice':
      return ` ${flag.choices.join('|')}`;
    case 'number':
      return flag.auto ? ' N|auto' : ' N';
    case 'switch':
      return '';
  }
}

function defaultOf(flag: Flag): string {
  if (flag.kind === 'switch') return '';
  if (flag.kind !== 'number') return `Default: ${flag.value}.`;
  const unit = flag.unit && ` ${flag.unit}`;
  return `Default: ${flag.value}${unit}; from ${flag.minimum} to ${flag.maximum}.`;
}

function section(heading: string, parts: readonly string[]): string {
  const between = parts.some((part) => part.includes('\n')) ? '\n\n' : '\n';
  return `${heading}\n${parts.map((part) => indented(part, MARGIN)).join(between)}`;
}

/** A heading and its description: on the same line if there is room, else below it. */
function entry(heading: string, about: string): string {
  const text = indented(wrapped(about, WIDTH - 2 * MARGIN.length), MARGIN);
  return heading.length < MARGIN.length ? heading + text.slice(heading.length) : `${heading}\n${text}`;
}

function paragraph(text: string): string {
  return wrapped(text, WIDTH - MARGIN.length);
}

function indented(text: string, margin: string): string {
  return text.replace(/^/gm, margin);
}

/** The same words, in lines of at most so many columns. */
function wrapped(text: string, columns: number): string {
  return text.replace(new RegExp(`(.{1,${columns}})(?: +|$)`, 'g'), '$1\n').trimEnd();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
