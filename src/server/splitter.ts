/** Bytes in, lines out: chunks as the network cut them become the lines that a client wrote. */
import type { ByteString } from '../bytes/encoding.ts';
import type { Line } from '../bytes/line.ts';
import type { Stranger } from './strangers.ts';
import { binaryStranger, isProxy, startsRedis, startsRequest, strangerOf } from './strangers.ts';
import { CR, ERASING, IAC, LF, NUL, strip } from './telnet.ts';

/**
 * What a line can be other than a line:
 * - `overlong`: it had more bytes than are taken; the rest of it is skipped.
 * - `goodbye`: it started with a control character.
 * - `interrupt`: it was cut off by telnet's Interrupt Process, Break, Abort or End of File.
 * - a {@link Stranger}: it was the first one, and spoke another protocol.
 *
 * After all but `overlong` there are no more lines.
 */
export type Special = 'overlong' | 'goodbye' | 'interrupt' | Stranger;

const CTRL_D = 0x04;
const TAB = 0x09;
const SPACE = 0x20;
const IAC_BYTE = 0xff;

const NOTHING = Buffer.alloc(0);

const DOLLAR = 0x24;

/** Bytes that show the method of a request, and how its target starts. */
const LONGEST_METHOD = 16;

/** A byte order mark in UTF-8. */
const MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * Splits what one client sends into lines. They end with LF, CR LF or telnet's CR NUL (RFC 854), and do not depend on
 * where the chunks end, with one exception: telnet can't erase a line that was taken for too long or a goodbye. No byte
 * is searched twice, and no more than one chunk and one line is held.
 *
 * A line is a range of the bytes: the last one that {@link next} found, without its line end and surrounding white
 * space.
 */
export class Splitter implements Line {
  bytes: Buffer = NOTHING;
  from = 0;
  to = 0;
  /** What the last line is, where it is none. */
  special: Special | undefined = undefined;

  private readonly maxLine: number;
  /** Where the next line starts; there is no LF between there and `searched`. */
  private start = 0;
  private searched = 0;
  /** Whether no line was taken yet. */
  private first = true;
  /** Whether the first line may have been the start of a Redis command. */
  private maybeRedis = false;
  /** Whether no telnet command has been removed yet. */
  private untouched = true;
  /** Whether the last byte was a CR. */
  private afterCr = false;
  /** Whether an overlong line has not ended yet. */
  private skipping = false;
  /** Whether nothing comes after what is there. */
  private ended = false;
  private interrupted = false;
  /** The last bytes of what was skipped. */
  private skipped: ByteString = '';
  /** The start of a command of telnet, and what is to be sent for those before. */
  private unfinished: ByteString = '';
  private telnet: ByteString = '';
  private count = 0;

  /** @param maxLine the longest line taken, in bytes without its line end */
  constructor(maxLine: number) {
    this.maxLine = maxLine;
  }

  /** Adds a chunk, once there is no next line in what was fed before. */
  feed(chunk: Buffer): void {
    this.count += chunk.length;
    if (this.interrupted) return;
    let bytes = isPlain(chunk) && this.unfinished === '' ? chunk : this.cleaned(chunk);
    if (bytes.length > 0) this.afterCr = bytes[bytes.length - 1] === CR;
    if (this.skipping) bytes = this.afterSkipped(bytes);
    this.bytes = this.withUnended(bytes);
  }

  /** Says that no more will be fed: what is there without a line end is a line, too. */
  end(): void {
    this.ended = true;
  }

  /** Goes to the next line, or what is special instead of it; false when there is none before more is fed. */
  next(): boolean {
    const { bytes, start } = this;
    let end = this.searched;
    while (end < bytes.length && bytes[end] !== LF) end++;
    if (end === bytes.length) return this.remainder();
    this.start = this.searched = end + 1;
    this.take(start, end);
    return true;
  }

  /** The replies to telnet commands since the last call, to be sent before the replies to the lines. */
  takeTelnet(): ByteString {
    const { telnet } = this;
    this.telnet = '';
    return telnet;
  }

  /** How many bytes were fed since the last time. */
  takeCount(): number {
    const { count } = this;
    this.count = 0;
    return count;
  }

  /** The same bytes without commands of telnet, and with LF for the NUL after a CR. */
  private cleaned(chunk: Buffer): Buffer {
    // Binary data has bytes of all values: those of telnet commands mean nothing there.
    if (this.first && this.untouched && binaryStranger(this.withUnended(chunk)) !== undefined) return chunk;
    let text = chunk.toString('latin1');
    if (this.unfinished !== '' || text.includes(IAC)) text = this.withoutCommands(text);
    return Buffer.from(withCrLf(text, this.afterCr), 'latin1');
  }

  /** Bytes after those of the line that has not ended yet. */
  private withUnended(bytes: Buffer): Buffer {
    return this.bytes.length === 0 ? bytes : joined(this.bytes, bytes);
  }

  private withoutCommands(text: ByteString): ByteString {
    this.untouched = false;
    let bytes = this.unfinished + text;
    if (ERASING.test(bytes)) bytes = this.takeUnended() + bytes;
    const before = this.skipping ? this.skipped : lastOf(this.bytes);
    const stripped = strip(bytes, before);
    this.unfinished = stripped.unfinished;
    this.telnet += stripped.replies;
    this.interrupted = stripped.interrupted;
    return stripped.text;
  }

  /** Takes the line that has not ended yet out again, so that telnet commands can erase from it. */
  private takeUnended(): ByteString {
    const unended = this.bytes.toString('latin1').replaceAll(IAC, IAC + IAC);
    this.bytes = NOTHING;
    this.searched = 0;
    // Its CR is now in front of the bytes that may erase it.
    this.afterCr &&= this.skipping;
    return unended;
  }

  /** Makes the bytes `from..end` the line, or says what they are instead. */
  private take(from: number, end: number): void {
    const { bytes, first } = this;
    this.special = first || end - from > this.maxLine ? this.specialOf(from, end) : undefined;
    this.first = false;
    if (this.special !== undefined) return;
    let to = end;
    while (from < to && isWhite(bytes[to - 1])) to--;
    while (from < to && isWhite(bytes[from])) from++;
    if (bytes[from] === MARK[0] && startsWithMark(bytes, from, to)) {
      from += MARK.length;
      while (from < to && isWhite(bytes[from])) from++;
    }
    this.from = from;
    this.to = to;
    if (from < to && (bytes[from] ?? 0) < SPACE) this.special = 'goodbye';
    else if (first) this.meet(bytes.toString('latin1', from, to), bytes[end + 1]);
    else if (this.maybeRedis) {
      this.maybeRedis = false;
      if (bytes[from] === DOLLAR && from < to) this.special = 'redis';
    }
  }

  /** Checks whether the first line belongs to another protocol, also by the byte after it, if that has come already. */
  private meet(line: ByteString, next: number | undefined): void {
    this.special = strangerOf(line);
    if (!startsRedis(line)) return;
    if (next === DOLLAR) this.special = 'redis';
    else this.maybeRedis = next === undefined;
  }

  /** Keeps the line that has not ended yet, and nothing else; or says why it is none. */
  private remainder(): boolean {
    const { bytes, start } = this;
    this.start = 0;
    if (this.ended && !this.interrupted && start < bytes.length) {
      this.take(start, bytes.length);
      this.bytes = this.special === undefined ? bytes : NOTHING;
      this.start = this.searched = this.bytes.length;
      return true;
    }
    // Copied, as a subarray would keep the whole chunk in memory for its last bytes.
    this.bytes = start === 0 ? bytes : start === bytes.length ? NOTHING : joined(NOTHING, bytes.subarray(start));
    this.searched = this.bytes.length;
    this.special = this.searched > 0 ? this.specialOf(0, this.searched) : undefined;
    if (this.special === 'overlong') this.skip();
    if (this.special === undefined && this.interrupted) this.special = 'interrupt';
    return this.special !== undefined;
  }

  private skip(): void {
    this.skipping = true;
    this.first = false;
    this.skipped = lastOf(this.bytes);
    this.bytes = NOTHING;
    this.searched = 0;
  }

  /** What comes after the line that is skipped. */
  private afterSkipped(bytes: Buffer): Buffer {
    const end = bytes.indexOf(LF);
    this.skipping = end === -1;
    this.skipped = (this.skipped + lastOf(bytes)).slice(-3);
    return end === -1 ? NOTHING : bytes.subarray(end + 1);
  }

  /**
   * What bytes are that are known not to be a line before they end. Their first bytes are checked before their length.
   */
  private specialOf(from: number, end: number): Special | undefined {
    const { bytes } = this;
    if (bytes[from] === CTRL_D && from < end) return 'goodbye';
    if (this.first) {
      // The header of the PROXY protocol is longer than what it has of a first line.
      const stranger = binaryStranger(bytes.subarray(from, isProxy(bytes, from) ? bytes.length : end));
      if (stranger !== undefined) return stranger;
    }
    const length = end > from && bytes[end - 1] === CR ? end - from - 1 : end - from;
    if (length <= this.maxLine) return undefined;
    return this.first && startsRequest(bytes.toString('latin1', from, from + LONGEST_METHOD)) ? 'http' : 'overlong';
  }
}

/** Above this length, a call into native code is faster than looking at each byte. */
const SHORT = 256;

/** Whether bytes have nothing of telnet: no command, and no NUL. */
function isPlain(bytes: Buffer): boolean {
  if (bytes.length > SHORT) return !bytes.includes(IAC_BYTE) && !bytes.includes(NUL);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === IAC_BYTE || bytes[i] === NUL) return false;
  return true;
}

function startsWithMark(bytes: Buffer, from: number, to: number): boolean {
  return from + MARK.length <= to && bytes[from + 1] === MARK[1] && bytes[from + 2] === MARK[2];
}

/** The last three bytes: as much context as is needed to interpret telnet commands. */
function lastOf(bytes: Buffer): ByteString {
  return bytes.toString('latin1', Math.max(0, bytes.length - 3));
}

/** CR NUL written as CR LF, which takes as many bytes and means the same to a server of lines. */
function withCrLf(bytes: ByteString, afterCr: boolean): ByteString {
  const whole = afterCr && bytes.startsWith('\0') ? `\n${bytes.slice(1)}` : bytes;
  return whole.replaceAll('\r\0', '\r\n');
}

/** Space, and from tab to carriage return. */
function isWhite(byte: number | undefined): boolean {
  return byte !== undefined && (byte === SPACE || (byte >= TAB && byte <= CR));
}

/** Joins both in memory of its own: small buffers of Node share theirs, so one would keep that of others in use. */
function joined(a: Buffer, b: Buffer): Buffer {
  const both = Buffer.allocUnsafeSlow(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
