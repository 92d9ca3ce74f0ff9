/** What clients are told when the server ends a conversation, or does not begin one; see PROTOCOL.md. */
import type { Reason } from './journal.ts';

/** What every connected client is told when the server stops. */
export const SHUTTING_DOWN = 'shutting down: please come back later';

/** What a client is told whose connection does not start with the header that the PROXY protocol asks for. */
export const UNANNOUNCED = 'this port is for a load balancer that sends a PROXY protocol header, version 1 or 2';

/** @param connections how many there may be */
export function full(connections: number): string {
  return `full: ${connections} are connected; please try again later`;
}

/** @param connections how many there may be from one address */
export function crowded(connections: number): string {
  return `too many from your address: ${connections} are connected; please close one first`;
}

const PROTOCOLS = { http: 'HTTP', redis: 'Redis', smtp: 'SMTP', ssh: 'SSH', tls: 'TLS' } as const;

/**
 * Why the server ends a conversation; undefined if the client ended it.
 *
 * @param seconds the time that an idle client had
 */
export function farewell(reason: Reason | undefined, seconds: number): string | undefined {
  switch (reason) {
    case 'idle':
      return `idle: no line to answer came in ${seconds} s`;
    case 'http':
    case 'redis':
    case 'smtp':
    case 'ssh':
    case 'tls':
      return `this port speaks plain lines of text, not ${PROTOCOLS[reason]}: try telnet or netcat`;
    case 'proxy':
      return 'this server does not expect a PROXY header here: it takes one at the start, with --proxy-protocol';
    case 'utf16':
      return 'these lines are UTF-16; send UTF-8';
    case 'failed':
      return 'internal: this should not have happened, and was logged';
    case 'shutdown':
      return SHUTTING_DOWN;
    default:
      return undefined;
  }
}
