/** The commands of the command line and the flags each of them takes: the one table of them. */
import { LIMITS } from '../server/settings.ts';
import type { FlagName } from './flags.ts';

export interface Command {
  readonly flags: readonly FlagName[];
  /** What it takes beside flags, as the manual writes it. */
  readonly takes: string;
  readonly about: string;
}

/** Shells that `mojifinder completion` knows. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const COMMANDS = {
  serve: {
    flags: ['host', 'port', 'format', 'workers', 'proxyProtocol', ...LIMITS, 'verbose'],
    takes: '',
    about: 'answer over TCP, one line at a time',
  },
  find: { flags: ['format'], takes: 'words…', about: 'answer one query here, without a server' },
  completion: { flags: [], takes: SHELLS.join('|'), about: 'print what makes a shell complete commands and flags' },
} as const satisfies Record<string, Command>;
