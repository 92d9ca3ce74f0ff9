/** What happens in the server, as lines of the log: one line an event, each with a fixed first word. */
import type { Socket } from 'node:net';
import { hostOf } from './addresses.ts';
import type { Log } from './log.ts';
import type { Outcome } from './proxy-protocol.ts';

/**
 * Why a conversation ended:
 * - `end`: the client ended its side, and has all its replies.
 * - `quit`, `goodbye`, `interrupt`: the client said so, by command, control character or telnet.
 * - `lost`: the connection was reset.
 * - `idle`, `slow`: the client sent no line, or took no reply, for too long.
 * - `http`, `proxy`, `redis`, `smtp`, `ssh`, `tls`, `utf16`: the client spoke another protocol, or wrote UTF-16.
 * - `failed`: an exception.
 * - `shutdown`: the server stops.
 */
export type Reason = (typeof REASONS)[number];

export const REASONS = [
  'end',
  'quit',
  'goodbye',
  'interrupt',
  'lost',
  'idle',
  'slow',
  'http',
  'proxy',
  'redis',
  'smtp',
  'ssh',
  'tls',
  'utf16',
  'failed',
  'shutdown',
] as const;

/** Reasons that are only logged when every connection is. */
const ORDINARY: ReadonlySet<Reason> = new Set<Reason>(['end', 'quit', 'goodbye', 'interrupt', 'lost', 'shutdown']);

export interface Journal {
  listening(address: string, port: number): void;
  /** The cap on connections had to be lowered. */
  lowered(maxConnections: number, openFiles: number): void;
  connected(socket: Socket): void;
  /** @param line undefined if it is not UTF-8 */
  asked(socket: Socket, line: string | undefined): void;
  closing(socket: Socket, reason: Reason, account: Account): void;
  /** There were too many connections, in all or from the client's address. */
  refused(socket: Socket, why: 'full' | 'address', open: number): void;
  /** A connection did not start with the header that the PROXY protocol asks for. */
  unannounced(socket: Socket, outcome: Outcome): void;
  failed(where: string, error: unknown): void;
  stopping(open: number): void;
}

/** The totals of one conversation. */
export interface Account {
  /** Lines that got an answer. */
  lines: number;
  results: number;
  /** Milliseconds, by the clock of `performance.now()`: it can't be set back. */
  readonly since: number;
}

/** @param verbose whether every connection and every query is worth a line */
export function journal(log: Log, verbose: boolean): Journal {
  return {
    listening: (address, port) => log.line(`listen ${hostOf(address)}:${port}`),
    lowered: (maxConnections, openFiles) =>
      log.line(`limit max-connections is ${maxConnections}: this process may open ${openFiles} files`),
    connected(socket) {
      if (verbose) log.line(`connect ${peer(socket)}`);
    },
    asked(socket, line) {
      if (verbose) log.line(`query ${peer(socket)} ${line === undefined ? 'not UTF-8' : quoted(line)}`);
    },
    closing(socket, reason, account) {
      if (!verbose && ORDINARY.has(reason)) return;
      log.line(`close ${peer(socket)} ${reason}: ${sum(socket, account)}`, verbose ? undefined : `close ${reason}`);
    },
    refused: (socket, why, open) => log.line(`refuse ${peer(socket)} ${why}: ${open} open`, `refuse ${why}`),
    unannounced: (socket, outcome) =>
      log.line(`refuse ${peer(socket)} header of PROXY protocol: ${outcome}`, 'refuse header of PROXY protocol'),
    failed: (where, error) => log.line(`fault ${where} ${oneLine(error)}`, 'fault'),
    stopping: (open) => log.line(`stop ${open} open`),
  };
}

/** The client, as `address:port`. */
export function peer(socket: Socket): string {
  const { remoteAddress: address, remotePort: port } = socket;
  return address === undefined ? 'unknown' : `${hostOf(address)}:${port ?? 0}`;
}

/** Characters of a client's text that are logged. */
const MAX_CHARACTERS = 100;

/** Untrusted text in quotes: nothing in it can end the line, close the quotes or disturb the terminal. */
export function quoted(text: string): string {
  const start = [...text.slice(0, 2 * MAX_CHARACTERS)].slice(0, MAX_CHARACTERS).join('');
  return `"${escaped(start.replace(/["\\]/g, '\\$&'))}"${start.length < text.length ? '…' : ''}`;
}

/** Control characters, bidirectional controls and whatever else does not show (general categories C, Zl and Zp). */
function escaped(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return escaped(text.replace(/\s*\n\s*/g, ' ').slice(0, 10 * MAX_CHARACTERS));
}

function sum(socket: Socket, { lines, results, since }: Account): string {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  return `${seconds} s, ${lines} lines, ${results} results, ${socket.bytesRead} B in, ${socket.bytesWritten} B out`;
}
