/**
 * Detects from the first bytes of a connection that a client speaks another protocol: it then gets one error and the
 * connection is closed, instead of a reply to each of its lines.
 *
 * Binary protocols are recognized by how they start, before there is a line; text protocols by their first line.
 */

/** What a client speaks, or writes, instead of lines of UTF-8. */
export type Stranger = 'http' | 'proxy' | 'redis' | 'smtp' | 'ssh' | 'tls' | 'utf16';

/** The start of a header of the PROXY protocol, version 2 (section 2.2 of it). */
export const PROXY_V2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');

/** What the first bytes of a client are, if they are no text. */
export function binaryStranger(bytes: Buffer): Stranger | undefined {
  const [first, second, third, fourth] = bytes;
  // A record of the handshake starts with its type and the version 3.x (RFC 8446, section 5.1).
  if (first === 0x16 && second === 0x03) return 'tls';
  if (isProxy(bytes, 0)) return 'proxy';
  // UTF-16 with its byte order mark, or two characters of ASCII without one. FF FE alone could be telnet's DONT.
  if (first === 0xfe && second === 0xff) return 'utf16';
  if (second === 0 && fourth === 0 && isAscii(first) && isAscii(third)) return 'utf16';
  if (first === 0xff && second === 0xfe && fourth === 0) return 'utf16';
  return first === 0 && third === 0 && isAscii(second) && isAscii(fourth) ? 'utf16' : undefined;
}

/** Whether a header of the PROXY protocol, version 2, starts at a place. */
export function isProxy(bytes: Buffer, from: number): boolean {
  return bytes.subarray(from, from + PROXY_V2.length).equals(PROXY_V2);
}

/** Whether a byte is a character of ASCII that shows, or a space. */
function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f;
}

const FIRST_LINES: readonly (readonly [Stranger, RegExp])[] = [
  // A method, a target and a version (RFC 9112, section 3).
  ['http', /^[!#$%&'*+.^`|~\w-]+ \S+ HTTP\/\d/],
  // The identification string (RFC 4253, section 4.2).
  ['ssh', /^SSH-\d/],
  // The greeting with the client's name (RFC 5321, section 4.1.1.1).
  ['smtp', /^(?:EHLO|HELO) \S+$/i],
  // A header of version 1 (section 2.1 of the PROXY protocol).
  ['proxy', /^PROXY (?:TCP[46] |UNKNOWN(?: |$))/],
];

/** What the first line of a client is, if it is not for this server. */
export function strangerOf(line: string): Stranger | undefined {
  return FIRST_LINES.find(([, form]) => form.test(line))?.[0];
}

/** Whether a first line that is too long to be read to its end is a request of HTTP: by its method and its target. */
export function startsRequest(start: string): boolean {
  return /^(?:(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|PATCH) (?:\/|\*|https?:)|CONNECT \S)/.test(start);
}

/** Whether a first line may be the start of a Redis command: an array of so many strings (RESP, "Sending commands"). */
export function startsRedis(line: string): boolean {
  return /^\*\d+$/.test(line);
}
