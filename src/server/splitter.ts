/** Bytes in, lines out: chunks as the network cut them become the lines that a client wrote. */
import { isAscii } from 'node:buffer';
import type { ByteString } from './answer.ts';
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
  /** What telnet's commands ask to be sent. */
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
  /** Whether `text` starts with the rest of an overlong line. */
  private skipping = false;
  /** Whether no line was taken yet. */
  private first = true;
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
    if (this.unfinished !== '' || (!ascii && bytes.includes(IAC))) bytes = this.withoutCommands(bytes);
    if (bytes === '') return;
    if (bytes.includes('\0')) bytes = withCrLf(bytes, this.afterCr);
    this.afterCr = bytes.charCodeAt(bytes.length - 1) === CR;
    this.ascii = ascii && (this.ascii || this.text === '');
    this.text = this.text === '' ? bytes : this.text + bytes;
  }

  /** The next lines, or undefined when there are none before more is fed. */
  take(): Batch | undefined {
    const lines: ByteString[] = [];
    while (lines.length < FIXED.linesPerTurn) {
      const end = this.text.indexOf('\n', this.searched);
      if (end === -1) return this.remainder(lines);
      const from = this.start;
      this.start = this.searched = end + 1;
      if (this.skipping) {
        this.skipping = false;
        continue;
      }
      const special = this.add(lines, from, end);
      if (special !== undefined) return this.batch(lines, special);
    }
    return this.batch(lines, undefined);
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
    const { text, replies, unfinished, interrupted } = strip(this.unfinished + bytes);
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
    if (line.charCodeAt(0) < SPACE) return 'goodbye';
    if (this.first && HTTP_REQUEST.test(line)) return 'http';
    this.first = false;
    lines.push(line);
    return undefined;
  }

  /** The lines, and what can be said of the one that has not ended yet: that is all that is left to hold. */
  private remainder(lines: ByteString[]): Batch | undefined {
    const special = this.skipping ? undefined : this.specialOf(this.start, this.text.length);
    this.skipping ||= special === 'overlong';
    this.text = this.skipping ? '' : copied(this.text.slice(this.start));
    this.start = 0;
    this.searched = this.text.length;
    if (special === undefined && this.interrupted) return this.batch(lines, 'interrupt');
    if (lines.length === 0 && special === undefined && this.telnet === '') return undefined;
    return this.batch(lines, special);
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
