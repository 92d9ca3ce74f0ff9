/** The commands of the command line and the flags each of them takes: the one table of them. */
import type { Flag } from '../server/settings.ts';
import { FLAGS, LIMITS } from '../server/settings.ts';
import { CLIENT_FLAGS } from './client-flags.ts';

export interface Command {
  readonly flags: readonly Flag[];
  /** What it takes besides flags, as the manual writes it. */
  readonly takes: string;
  readonly about: string;
}

/** Shells that `mojifinder completion` knows. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const FORMAT = { ...FLAGS.format, about: 'format of replies' } as const;

export const COMMANDS = {
  serve: {
    flags: [
      FLAGS.host,
      FLAGS.port,
      FLAGS.format,
      FLAGS.workers,
      FLAGS.proxyProtocol,
      ...LIMITS.map((name) => FLAGS[name]),
      FLAGS.verbose,
    ],
    takes: '',
    about: 'answer over TCP, one line at a time',
  },
  find: {
    flags: [FORMAT],
    takes: 'words…|-',
    about: 'answer one query here, without a server; with - those on standard input, one per line',
  },
  ask: {
    flags: [
      CLIENT_FLAGS.server,
      FORMAT,
      CLIENT_FLAGS.plain,
      CLIENT_FLAGS.jobs,
      CLIENT_FLAGS.asCompleted,
      CLIENT_FLAGS.timeout,
    ],
    takes: '[words…|-]',
    about: 'ask a server; without words, start a session at a terminal, or ask the lines of standard input',
  },
  probe: {
    flags: [CLIENT_FLAGS.timeout, CLIENT_FLAGS.watch],
    takes: 'host:port…',
    about: 'report the state of servers, in the order in which they answer',
  },
  completion: { flags: [], takes: SHELLS.join('|'), about: 'print a shell script that completes commands and flags' },
} as const satisfies Record<string, Command>;
