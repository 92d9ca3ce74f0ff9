/** Every setting of the commands that ask servers: its flag, its default, its unit and its reason. */
import { DEFAULT_ADDRESS, formatAddress } from '../client/address.ts';
import type { Flag } from '../server/settings.ts';

export const CLIENT_FLAGS = {
  server: {
    name: 'server',
    kind: 'text',
    value: formatAddress(DEFAULT_ADDRESS),
    many: true,
    about: 'server to ask, as host:port; may be given more than once',
  },
  plain: {
    name: 'plain',
    kind: 'switch',
    value: false,
    about: 'search for the words as they are, not for what they mean',
  },
  // Enough to hide the way to a server and back; a server answers one connection's lines one after the other.
  jobs: {
    name: 'jobs',
    kind: 'number',
    value: 16,
    unit: 'questions',
    minimum: 1,
    maximum: 1024,
    about: 'questions of standard input that are asked at once',
  },
  asCompleted: {
    name: 'as-completed',
    kind: 'switch',
    value: false,
    about: 'print each answer after its question as soon as it is complete, and not in the order of the questions',
  },
  // Long enough for a lost packet to be sent again a few times.
  timeout: {
    name: 'timeout',
    kind: 'number',
    value: 10,
    unit: 's',
    minimum: 1,
    maximum: 3600,
    about: 'time without a response after which a server counts as gone; ask gives each of several servers half of it',
  },
  watch: {
    name: 'watch',
    kind: 'number',
    value: 0,
    unit: 's',
    minimum: 0,
    maximum: 86_400,
    about: 'time between two rounds of questions to the servers, until Ctrl-C; 0 asks them once',
  },
} as const satisfies Record<string, Flag>;
