/**
 * The PROXY protocol, version 1: one line in front of a connection, by which a load balancer says whose connection it
 * is. Sections are those of "The PROXY protocol" by Willy Tarreau, `doc/proxy-protocol.txt` of HAProxy.
 */
import type { Socket } from 'node:net';
import { isIPv4, isIPv6 } from 'node:net';

export interface Header {
  /** The client; undefined where the balancer speaks for itself, or does not know (`UNKNOWN`). */
  readonly client: { readonly address: string; readonly port: number } | undefined;
  /** Bytes, with the line end. */
  readonly length: number;
}

/** What came of waiting for a header: `taken`, or why not. */
export type Outcome = 'taken' | 'wrong' | 'late' | 'lost';

/** The longest header there can be, with its line end (section 2.1). */
const MOST_BYTES = 107;

const PREFIX = 'PROXY ';

/** One space between the parts, and nothing else; what stands behind UNKNOWN is to be ignored (section 2.1). */
const LINE = /^PROXY (?:UNKNOWN(?: .*)?|(TCP[46]) ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+))$/;

/** Zeros in front are not permitted (section 2.1). */
const PORT = /^(?:0|[1-9]\d{0,4})$/;

/** Reads the header that a connection starts with; says as soon as it can be known that it starts with none. */
export function parseHeader(bytes: Buffer): Header | 'unfinished' | 'wrong' {
  const text = bytes.toString('latin1', 0, MOST_BYTES);
  const newline = text.indexOf('\n');
  if (newline === -1) return isBeginning(text) ? 'unfinished' : 'wrong';
  const parts = text[newline - 1] === '\r' ? LINE.exec(text.slice(0, newline - 1)) : null;
  if (parts === null) return 'wrong';
  const [, family, source = '', destination = '', from = '', to = ''] = parts;
  const length = newline + 1;
  if (family === undefined) return { client: undefined, length };
  const isAddress = family === 'TCP4' ? isIPv4 : isPlainIPv6;
  const isRight = isAddress(source) && isAddress(destination) && isPort(from) && isPort(to);
  return isRight ? { client: { address: source, port: Number(from) }, length } : 'wrong';
}

/** Whether these bytes, which have no line end, may be the first ones of a header. */
function isBeginning(text: string): boolean {
  return text.length < MOST_BYTES && (text.startsWith(PREFIX) || PREFIX.startsWith(text));
}

/** A zone, which Node takes as a part of an address, means nothing on another machine. */
function isPlainIPv6(text: string): boolean {
  return isIPv6(text) && !text.includes('%');
}

function isPort(text: string): boolean {
  return PORT.test(text) && Number(text) <= 65_535;
}

/**
 * Waits for the header of a connection that has just been accepted, and takes it. From then on the socket says of
 * itself that it is the client's, the bytes behind the header are the next to be read, and the socket is paused.
 *
 * @param seconds for the whole header to come
 */
export function takeHeader(socket: Socket, seconds: number): Promise<Outcome> {
  return new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => settle('late'), seconds * 1000);
    const lost = (): void => settle('lost');

    function settle(outcome: Outcome): void {
      clearTimeout(timer);
      socket.pause().off('data', read).off('end', lost).off('close', lost);
      resolve(outcome);
    }

    function read(chunk: Buffer): void {
      bytes = Buffer.concat([bytes, chunk]);
      const header = parseHeader(bytes);
      if (header === 'unfinished') return;
      settle(header === 'wrong' ? 'wrong' : 'taken');
      if (header !== 'wrong') adopt(socket, header, bytes.subarray(header.length));
    }

    // All there is to know of an error is that 'close' comes next.
    socket.on('error', () => undefined);
    socket.on('data', read).on('end', lost).on('close', lost);
  });
}

function adopt(socket: Socket, { client }: Header, rest: Buffer): void {
  if (rest.length > 0) socket.unshift(rest);
  if (client === undefined) return;
  // Who asks a socket for its peer, the log above all, need not know that a balancer is in between.
  Object.defineProperties(socket, { remoteAddress: { value: client.address }, remotePort: { value: client.port } });
}
