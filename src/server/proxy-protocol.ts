/**
 * The PROXY protocol, versions 1 and 2: a header at the start of a connection, by which a load balancer says whose
 * connection it is. Version 1 is a line of text, version 2 is binary. Sections are those of "The PROXY protocol" by
 * Willy Tarreau, `doc/proxy-protocol.txt` of HAProxy.
 */
import type { Socket } from 'node:net';
import { isIPv4, isIPv6 } from 'node:net';
import { PROXY_V2 } from './strangers.ts';

interface Header {
  /** The client; undefined if the balancer speaks for itself, or does not know (`UNKNOWN`). */
  readonly client: { readonly address: string; readonly port: number } | undefined;
  /** Bytes, with the line end. */
  readonly length: number;
}

/** What came of waiting for a header: `taken`, or why not. */
export type Outcome = 'taken' | 'wrong' | 'late' | 'lost' | 'aborted';

/** The longest header of version 1 there can be, with its line end (section 2.1). */
const MAX_BYTES = 107;

/** The longest header of version 2 taken, after its first 16 bytes: addresses, and whatever else a balancer adds. */
const MAX_ADDED = 4096;

const PREFIX = 'PROXY ';

/** One space between the parts, and nothing else; what comes after UNKNOWN is to be ignored (section 2.1). */
const LINE = /^PROXY (?:UNKNOWN(?: .*)?|(TCP[46]) ([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+))$/;

/** Zeros in front are not permitted (section 2.1). */
const PORT = /^(?:0|[1-9]\d{0,4})$/;

/** Reads the header that a connection starts with; reports as early as possible that there is none. */
export function parseHeader(bytes: Buffer): Header | 'unfinished' | 'wrong' {
  const length = Math.min(bytes.length, PROXY_V2.length);
  const isBinary = length > 0 && bytes.subarray(0, length).equals(PROXY_V2.subarray(0, length));
  return isBinary ? parseBinary(bytes) : parseText(bytes);
}

/**
 * Version 2 (section 2.2): the signature, version and command, family and transport, the length of the rest in two
 * bytes; source and destination, then their ports; then what is not needed here.
 */
function parseBinary(bytes: Buffer): Header | 'unfinished' | 'wrong' {
  if (bytes.length < 16) return 'unfinished';
  const command = bytes.readUInt8(12);
  const added = bytes.readUInt16BE(14);
  if ((command !== LOCAL && command !== PROXY) || added > MAX_ADDED) return 'wrong';
  const length = 16 + added;
  const width = ADDRESS_BYTES.get(bytes.readUInt8(13));
  const isNamed = command === PROXY && width !== undefined;
  if (isNamed && added < 2 * width + 4) return 'wrong';
  if (bytes.length < length) return 'unfinished';
  if (!isNamed) return { client: undefined, length };
  const address = addressOf(bytes.subarray(16, 16 + width));
  return { client: { address, port: bytes.readUInt16BE(16 + 2 * width) }, length };
}

/** Version 2 with the commands LOCAL and PROXY. */
const LOCAL = 0x20;
const PROXY = 0x21;

/** Bytes of an address, by family and transport: TCP over IPv4 and IPv6. Of others the client stays unknown. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [0x11, 4],
  [0x21, 16],
]);

/** An address as Node writes it. */
function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  // The URL standard has the rule for leaving out the longest run of zeros (RFC 5952, section 4.2).
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

function parseText(bytes: Buffer): Header | 'unfinished' | 'wrong' {
  const text = bytes.toString('latin1', 0, MAX_BYTES);
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
  return text.length < MAX_BYTES && (text.startsWith(PREFIX) || PREFIX.startsWith(text));
}

/** A zone, which Node takes as a part of an address, means nothing on another machine. */
function isPlainIPv6(text: string): boolean {
  return isIPv6(text) && !text.includes('%');
}

function isPort(text: string): boolean {
  return PORT.test(text) && Number(text) <= 65_535;
}

/**
 * Waits for the header of a connection that has just been accepted, and takes it. From then on the socket reports the
 * client as its peer, the bytes after the header are the next to be read, and the socket is paused.
 *
 * @param seconds for the whole header to come
 * @param signal ends the wait
 */
export function takeHeader(socket: Socket, seconds: number, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => settle('late'), seconds * 1000);
    const lost = (): void => settle('lost');
    const abort = (): void => settle('aborted');

    function settle(outcome: Outcome): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
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

    // 'close' always follows an error.
    socket.on('error', () => undefined);
    socket.on('data', read).on('end', lost).on('close', lost);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
}

function adopt(socket: Socket, { client }: Header, rest: Buffer): void {
  if (rest.length > 0) socket.unshift(rest);
  if (client === undefined) return;
  // Code that asks a socket for its peer, above all the log, need not know that there is a balancer in between.
  Object.defineProperties(socket, { remoteAddress: { value: client.address }, remotePort: { value: client.port } });
}
