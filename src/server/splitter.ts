/** Bytes in, lines out: chunks as the network cut them become the lines that a client wrote. */
import { isAscii } from 'node:buffer';
import type { ByteString } from '../unicode/encoding.ts';
import { FIXED } from './settings.ts';
import { IAC, strip } from './telnet.ts';

/**
 * What a line can be other than a line:
 * - `overlong`: it had more bytes than are taken; the rest of it is skipped.
 * - `goodbye`: it started with a control character.
 * - `interrupt`: it was cut off by telnet's Interrupt Process, Break, Abort or End of File.
 * - `http`, `tls`: it was the first one, and spoke another protocol.
 *
 * After all but `overlong` there are no more lines.
 */
export type Special = 'overlong' | 'goodbye' | 'interrupt' | 'http' | 'tls';

/** Some lines, and what came after them. */
export interface Batch {
  /** Without line ends and surrounding white space. At most `FIXED.linesPerTurn`. */
  readonly lines: readonly ByteString[];
  readonly special: Special | undefined;
  /** Whether all bytes of the lines are ASCII. */
  readonly ascii: boolean;
  /** What telnet's commands ask to be sent, before the replies to the lines. */
  readonly telnet: ByteString;
  /** How many bytes were fed since the batch before. */
  readonly bytes: number;
}

const CR = 0x0d;
const SPACE = 0x20;
const CTRL_D = '\x04';

/** A method, a target and a version (RFC 9112, section 3). */
const HTTP_REQUEST = /^[!#$%&'*+.^`|~\w-]+ \S+ HTTP\/\d/;

/** A record of the handshake, of version 3.x (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = '\x16\x03';

/**
 * Splits what one client sends into lines. They end with LF, CR LF or telnet's CR NUL (RFC 854), and are the same
 * however the bytes were cut into chunks. No byte is searched twice, and no more than one chunk and one line is held.
 */
export class Splitter {
  private readonly maxLine: number;
  /** What was fed. The line to take next starts at `start`; there is no LF between there and `searched`. */
  private text: ByteString = '';
  private start = 0;
  private searched = 0;
  /** Whether all of `text` is ASCII, or may not be. */
  private ascii = true;
  /** Whether an overlong line has not ended yet. */
  private skipping = false;
  /** The last bytes that were skipped. */
  private skipped: ByteString = '';
  /** Whether no line was taken yet. */
  private first = true;
  /** Whether nothing of telnet was taken out yet. */
  private untouched = true;
  /** Whether the last byte was a CR. */
  private afterCr = false;
  private interrupted = false;
  /** The start of a command of telnet, and what is to be sent for those before. */
  private unfinished: ByteString = '';
  private telnet: ByteString = '';
  private bytes = 0;

  /** @param maxLine the longest line taken, in bytes without its line end */
  constructor(maxLine: number) {
    this.maxLine = maxLine;
  }

  /** Adds a chunk, once everything of the chunk before was taken. */
  feed(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.interrupted) return;
    let bytes = chunk.toString('latin1');
    const ascii = isAscii(chunk);
    // A TLS hello has random bytes, which are no commands of telnet.
    const isTls = this.first && this.untouched && (this.text + bytes.slice(0, 2)).startsWith(TLS_HANDSHAKE);
    const hasCommands = this.unfinished !== '' || (!ascii && bytes.includes(IAC));
    if (hasCommands && !isTls) bytes = this.withoutCommands(bytes);
    if (bytes.includes('\0')) bytes = withCrLf(bytes, this.afterCr);
    if (bytes !== '') this.afterCr = bytes.charCodeAt(bytes.length - 1) === CR;
    if (this.skipping) bytes = this.afterSkipped(bytes);
    this.ascii = ascii && (this.ascii || this.text === '');
    this.text = this.text === '' ? bytes : this.text + bytes;
  }

  /** The next lines, or undefined when there are none before more is fed. */
  take(): Batch | undefined {
    const { text } = this;
    const lines: ByteString[] = [];
    let special: Special | undefined;
    let end = text.indexOf('\n', this.searched);
    while (end !== -1 && lines.length < FIXED.linesPerTurn && special === undefined) {
      special = this.add(lines, this.start, end);
      this.start = end + 1;
      end = text.indexOf('\n', end + 1);
    }
    if (end === -1 && special === undefined) special = this.remainder();
    else this.searched = this.start;
    return lines.length > 0 || special !== undefined || this.telnet !== '' ? this.batch(lines, special) : undefined;
  }

  /** The last line, if the client ended the connection before the line. */
  last(): Batch | undefined {
    if (this.text === '') return undefined;
    const lines: ByteString[] = [];
    const special = this.add(lines, 0, this.text.length);
    this.text = '';
    return this.batch(lines, special);
  }

  private withoutCommands(bytes: ByteString): ByteString {
    this.untouched = false;
    const before = this.skipping ? this.skipped : this.text;
    const { text, replies, unfinished, interrupted } = strip(this.unfinished + bytes, before.slice(-3));
    this.unfinished = unfinished;
    this.telnet += replies;
    this.interrupted = interrupted;
    return text;
  }

  /** Adds the line between two offsets, or says what it is instead. */
  private add(lines: ByteString[], from: number, end: number): Special | undefined {
    const special = this.first || end - from > this.maxLine ? this.specialOf(from, end) : undefined;
    if (special !== undefined) return special;
    const line = trimmed(this.text, from, end);
    if (line !== '' && line.charCodeAt(0) < SPACE) return 'goodbye';
    if (this.first && HTTP_REQUEST.test(line)) return 'http';
    this.first = false;
    lines.push(line);
    return undefined;
  }

  /** Keeps the line that has not ended yet, and nothing else; or says why it is none. */
  private remainder(): Special | undefined {
    const { text, start } = this;
    this.text = start === text.length ? '' : copied(text.slice(start));
    this.start = 0;
    this.searched = this.text.length;
    const special = this.text === '' ? undefined : this.specialOf(0, this.text.length);
    if (special === 'overlong') this.skip();
    return special ?? (this.interrupted ? 'interrupt' : undefined);
  }

  private skip(): void {
    this.skipping = true;
    this.skipped = this.text.slice(-3);
    this.text = '';
    this.searched = 0;
  }

  /** What comes after the line that is skipped. */
  private afterSkipped(bytes: ByteString): ByteString {
    const end = bytes.indexOf('\n');
    this.skipping = end === -1;
    this.skipped = (this.skipped + bytes.slice(-3)).slice(-3);
    return end === -1 ? '' : bytes.slice(end + 1);
  }

  /** What bytes are that need not end to be no line. The first of them tell before their number does. */
  private specialOf(from: number, end: number): Special | undefined {
    if (this.text.startsWith(CTRL_D, from)) return 'goodbye';
    if (this.first && this.text.startsWith(TLS_HANDSHAKE, from)) return 'tls';
    const length = end > from && this.text.charCodeAt(end - 1) === CR ? end - from - 1 : end - from;
    return length > this.maxLine ? 'overlong' : undefined;
  }

  private batch(lines: ByteString[], special: Special | undefined): Batch {
    const { ascii, telnet, bytes } = this;
    this.telnet = '';
    this.bytes = 0;
    return { lines, special, ascii, telnet, bytes };
  }
}

/** CR NUL written as CR LF, which takes as many bytes and means the same to a server of lines. */
function withCrLf(bytes: ByteString, afterCr: boolean): ByteString {
  const whole = afterCr && bytes.startsWith('\0') ? `\n${bytes.slice(1)}` : bytes;
  return whole.replaceAll('\r\0', '\r\n');
}

function trimmed(text: ByteString, from: number, end: number): ByteString {
  while (from < end && isWhite(text.charCodeAt(end - 1))) end--;
  while (from < end && isWhite(text.charCodeAt(from))) from++;
  return text.slice(from, end);
}

/** Space, and from tab to carriage return. */
function isWhite(code: number): boolean {
  return code === SPACE || (code >= 0x09 && code <= CR);
}

/** The same bytes in a string of their own: a slice would keep the whole chunk in memory. */
function copied(bytes: ByteString): ByteString {
  return bytes === '' ? '' : Buffer.from(bytes, 'latin1').toString('latin1');
}
