/** Every setting and every limit of the server: its flag, its default, its unit and its reason, in this one place. */
import type { Format } from '../search/reply/format.ts';
import { FORMATS } from '../search/reply/format.ts';

export interface Settings {
  /** Address or host name to listen on. */
  readonly host: string;
  /** TCP port to listen on; 0 picks a free one. */
  readonly port: number;
  /** The format a conversation starts with. */
  readonly format: Format;
  /** Whether connections and queries are logged, too. */
  readonly verbose: boolean;
  /** Longest line taken, in bytes without its line end. */
  readonly maxLine: number;
  /** Connections served at once. */
  readonly maxConnections: number;
  /** Connections from one address at once. */
  readonly maxPerAddress: number;
  /** Seconds a client may wait before its next complete line. */
  readonly idleTimeout: number;
  /** Seconds a client may wait before its first complete line. */
  readonly firstLineTimeout: number;
  /** Seconds a client may leave a reply without taking any of it. */
  readonly writeTimeout: number;
  /** Seconds that the replies under way are given at shutdown. */
  readonly grace: number;
  /** Processes that serve. */
  readonly workers: number;
  /** Whether every connection has to start with a header of the PROXY protocol. */
  readonly proxyProtocol: boolean;
}

/** What a flag of the command line takes, and what it is when it is left out. */
export type Flag = { readonly name: string; readonly about: string } & (
  | { readonly kind: 'text'; readonly value: string; readonly many?: true }
  | { readonly kind: 'switch'; readonly value: boolean }
  | { readonly kind: 'choice'; readonly value: Format; readonly choices: readonly Format[] }
  // What `auto` stands for depends on the machine.
  | { readonly kind: 'number'; readonly value: number; readonly unit: string; readonly auto?: true } & Range
);

/** Both ends are allowed. */
interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

export const FLAGS = {
  // The loopback address: serving the public has to be asked for.
  host: { name: 'host', kind: 'text', value: '127.0.0.1', about: 'address to listen on' },
  port: {
    name: 'port',
    kind: 'number',
    value: 2323,
    unit: '',
    minimum: 0,
    maximum: 65_535,
    about: 'port to listen on; 0 picks a free one',
  },
  format: {
    name: 'format',
    kind: 'choice',
    value: 'plain',
    choices: FORMATS,
    about: 'format of replies until a client chooses another',
  },
  verbose: { name: 'verbose', kind: 'switch', value: false, about: 'log connections and queries, too' },
  // The longest name has under 100 bytes; 4096 are a long paste, and as much as a terminal's line discipline takes.
  maxLine: {
    name: 'max-line',
    kind: 'number',
    value: 4096,
    unit: 'bytes',
    minimum: 64,
    maximum: 65_536,
    about: 'longest line accepted',
  },
  // About 4 KB of memory each while they are idle; lowered at start where the process may not open as many files.
  maxConnections: {
    name: 'max-connections',
    kind: 'number',
    value: 10_000,
    unit: 'connections',
    minimum: 1,
    maximum: 1_000_000,
    about: 'connections served at once by each process',
  },
  // Enough for everybody who shares an address in an office, too few for one of them to take all connections.
  maxPerAddress: {
    name: 'max-per-address',
    kind: 'number',
    value: 256,
    unit: 'connections',
    minimum: 1,
    maximum: 1_000_000,
    about: 'connections from one address at once, or from one /64 network of IPv6; loopback is exempt',
  },
  // Long enough to look something up in between, short enough for forgotten terminals not to pile up.
  idleTimeout: {
    name: 'idle-timeout',
    kind: 'number',
    value: 600,
    unit: 's',
    minimum: 1,
    maximum: 604_800,
    about: 'time without a complete line',
  },
  // A client connects to ask something; a connection that never does is a scanner's.
  firstLineTimeout: {
    name: 'first-line-timeout',
    kind: 'number',
    value: 60,
    unit: 's',
    minimum: 1,
    maximum: 604_800,
    about: 'time before the first complete line',
  },
  // Lost packets are sent again within seconds; a reader that takes nothing for so long has gone or is hostile.
  writeTimeout: {
    name: 'write-timeout',
    kind: 'number',
    value: 30,
    unit: 's',
    minimum: 1,
    maximum: 86_400,
    about: 'time that a reply may make no progress',
  },
  // Service managers send SIGKILL after 10 (containers) to 90 seconds (systemd), and the last bytes take two more.
  grace: {
    name: 'grace',
    kind: 'number',
    value: 8,
    unit: 's',
    minimum: 0,
    maximum: 3600,
    about: 'time for replies in progress at shutdown',
  },
  // One is enough for a small public; more share the port, and each holds an index of its own.
  workers: {
    name: 'workers',
    kind: 'number',
    value: 1,
    unit: '',
    auto: true,
    minimum: 1,
    maximum: 256,
    about: 'processes that share the port; auto starts one for each processor',
  },
  // Off: a client who could send such a header could pass for another.
  proxyProtocol: {
    name: 'proxy-protocol',
    kind: 'switch',
    value: false,
    about: 'expect a PROXY protocol header, version 1 or 2, at the start of a connection, and refuse those without',
  },
} as const satisfies { readonly [Name in keyof Settings]: Flag & { readonly value: Settings[Name] } };

/** The limits, in the order in which the manual and `/stats` show them. */
export const LIMITS = [
  'maxLine',
  'maxConnections',
  'maxPerAddress',
  'idleTimeout',
  'firstLineTimeout',
  'writeTimeout',
  'grace',
] as const satisfies readonly (keyof Settings)[];

/** Limits that nobody has to choose. */
export const FIXED = {
  /**
   * Bytes a socket's streams hold in either direction before they push back. With just one, a socket that is paused
   * reads no more than one chunk; with Node's 16 or 64 KiB it would go on, and each byte would reset its timeout.
   */
  streamBytes: 1,
  /** Checks of a waiting client until its time is up, so it may get up to a sixteenth more. */
  idleLooks: 16,
  /** Milliseconds in each turn of the event loop for answering lines of all clients as soon as they come. */
  turnOfAll: 1,
  /**
   * Milliseconds in each turn for all long replies and searches together. A short question waits about that long, and
   * for the rest of a search step that began in that time.
   */
  turnOfLong: 1.3,
  /** Milliseconds that one client may work in one step, before others get a turn. */
  turn: 1,
  /** Lines between two checks of the clock, each of which costs as much as splitting off a line. */
  stepsPerLook: 16,
  /**
   * Seconds without a sign of life after which a connection that the server has ended is closed. Until then, what the
   * client still sends is read and dropped: unread bytes would make the kernel reset the connection, and the client
   * lose the reply (RFC 1122, section 4.2.2.13).
   */
  linger: 2,
  /** Seconds after which it is closed all the same. */
  longestLinger: 30,
  /** Milliseconds of work for one client between two checks that its connection was not reset. */
  resetCheck: 500,
  /** Connections that wait to be accepted, if the kernel allows as many (`net.core.somaxconn`). */
  backlog: 4096,
  /** Seconds for the header of the PROXY protocol: a lost packet is sent again in less (section 2 of it). */
  header: 5,
  /** Milliseconds after the start when keywords are read, that only some queries need: the first answers come first. */
  warmUp: 1000,
  /** Connections over the limit that may linger at once to read why; further ones are closed at once. */
  lingering: 32,
} as const;
