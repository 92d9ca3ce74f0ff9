/**
 * The telnet protocol, as far as it is needed by a server that refuses all options: commands are removed from the bytes
 * that a client sent, and those that need an answer get one (RFC 854, RFC 855).
 */
import type { ByteString } from '../bytes/encoding.ts';
import { isContinuation } from '../bytes/encoding.ts';

interface Stripped {
  /** What the client wrote, without the commands. */
  readonly text: ByteString;
  /** What the client waits for. */
  readonly replies: ByteString;
  /** A command that has not ended yet: belongs in front of the bytes that come next. */
  readonly unfinished: ByteString;
  /** Whether the client interrupted the conversation; what it wrote after that is dropped. */
  readonly interrupted: boolean;
}

// Commands by their names in RFC 854; EOF, SUSP and ABORT are RFC 1184's.
export const IAC = '\xff';
const DONT = '\xfe';
const DO = '\xfd';
const WONT = '\xfc';
const WILL = '\xfb';
const SB = '\xfa';
const EL = '\xf8';
const EC = '\xf7';
const AYT = '\xf6';
const AO = '\xf5';
const IP = '\xf4';
const BRK = '\xf3';
const SE = '\xf0';
const ABORT = '\xee';
const SUSP = '\xed';
const EOF = '\xec';

/**
 * Bytes that GNU telnet takes for keys, unless it runs with -8: it drops the highest bit of what is typed before it
 * looks for Ctrl-C, Ctrl-O, Ctrl-Z and Ctrl-\\. So the last byte of a snowman, E2 98 83, is sent as an interrupt.
 */
const MISTAKEN: ReadonlyMap<string, ByteString> = new Map([
  [IP, '\x83'],
  [AO, '\x8f'],
  [SUSP, '\x9a'],
  [BRK, '\x9c'],
]);

/** The start of a UTF-8 sequence, after which only a continuation byte can come (RFC 3629, section 4). */
const INCOMPLETE = /[\xc2-\xf4]$|[\xe0-\xf4][\x80-\xbf]$|[\xf0-\xf4][\x80-\xbf]{2}$/;

/** The option with which a client asks to be told when everything before it was seen (RFC 860). */
const TIMING_MARK = '\x06';

const HERE = '[mojifinder is here]\r\n';

// Telnet ends a line with CR NUL where it sends each key (RFC 854, "Carriage Return"); others end theirs with LF.
export const CR = 0x0d;
export const NUL = 0x00;
export const LF = 0x0a;

/** Erase Character and Erase Line: what they erase may stand in front of the bytes they come with. */
export const ERASING = /\xff[\xf7\xf8]/;

/** A subnegotiation without an end is taken to end after this many bytes: more than any option has to say. */
const MAX_OF_SUBNEGOTIATION = 1024;

/** Options refused for one chunk: more than any client has, few enough for replies to stay smaller than requests. */
const MAX_REFUSALS = 64;

/**
 * Takes the commands of telnet out of a chunk, and carries out those that erase.
 *
 * @param bytes one chunk, after what was `unfinished` in the one before
 * @param before the last bytes of the text before it, three at least if there are as many
 */
export function strip(bytes: ByteString, before: ByteString = ''): Stripped {
  const start = before.length;
  // A string that grows and is looked at in between would be copied each time, and a chunk has room for many commands.
  const kept = Buffer.allocUnsafe(start + bytes.length);
  let end = kept.write(before, 'latin1');
  let [refused, here, mark, unfinished, interrupted] = ['', '', '', '', false];
  let at = 0;
  for (let iac = bytes.indexOf(IAC); iac !== -1; iac = bytes.indexOf(IAC, at)) {
    end += kept.write(bytes.slice(at, iac), end, 'latin1');
    at = endOf(bytes, iac);
    if (at === -1) {
      at = bytes.length;
      unfinished = bytes.slice(iac);
      break;
    }
    const command = bytes.charAt(iac + 1);
    const byte = MISTAKEN.get(command);
    if (byte !== undefined && INCOMPLETE.test(kept.toString('latin1', Math.max(0, end - 3), end))) {
      end += kept.write(byte, end, 'latin1');
    } else if (command === IAC) end += kept.write(IAC, end, 'latin1');
    else if (command === AYT) here = HERE;
    else if (command === EC) end = startOfLast(kept, start, end);
    else if (command === EL) end = startOfLine(kept, start, end);
    else if (isInterrupt(command)) {
      interrupted = true;
      mark = timingMark(bytes, at);
      at = bytes.length;
    } else if (refused.length < 3 * MAX_REFUSALS) refused += refusal(command, bytes.charAt(iac + 2));
  }
  end += kept.write(bytes.slice(at), end, 'latin1');
  return { text: kept.toString('latin1', start, end), replies: refused + here + mark, unfinished, interrupted };
}

/** Where the command that starts at `iac` ends, or -1 if the rest of it is still to come. */
function endOf(bytes: ByteString, iac: number): number {
  const command = bytes.charAt(iac + 1);
  if (command === SB) return endOfSubnegotiation(bytes, iac + 2);
  const end = iac + (command >= WILL && command <= DONT ? 3 : 2);
  return end <= bytes.length ? end : -1;
}

function endOfSubnegotiation(bytes: ByteString, from: number): number {
  const last = from + MAX_OF_SUBNEGOTIATION;
  let iac = bytes.indexOf(IAC, from);
  while (iac !== -1 && iac + 1 < bytes.length && iac < last) {
    if (bytes.charAt(iac + 1) === SE) return iac + 2;
    iac = bytes.indexOf(IAC, iac + 2);
  }
  return bytes.length > last + 1 ? last : -1;
}

/** Where the line starts that ends at `end`. It is erased: so bytes are looked at once, however often that happens. */
function startOfLine(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && !endsLine(bytes, start, at)) at--;
  return at;
}

/** Where the last character of a line starts; one of UTF-8 has up to four bytes (RFC 3629, section 3). */
function startOfLast(bytes: Buffer, start: number, end: number): number {
  if (end === start || endsLine(bytes, start, end)) return end;
  let at = end - 1;
  while (at > start && end - at < 4 && isContinuation(bytes[at])) at--;
  return (bytes[at] ?? 0) >= 0xc0 ? at : end - 1;
}

/** Whether a line ends at `end`: after LF, or after CR NUL. */
function endsLine(bytes: Buffer, start: number, end: number): boolean {
  const last = bytes[end - 1];
  return last === LF || (last === NUL && end - 2 >= start && bytes[end - 2] === CR);
}

function isInterrupt(command: ByteString): boolean {
  return command === IP || command === BRK || command === ABORT || command === EOF;
}

/** Every option is refused; WONT and DONT are not answered, so that negotiations end (RFC 1143, section 3). */
function refusal(command: ByteString, option: ByteString): ByteString {
  if (command === DO) return IAC + WONT + option;
  return command === WILL ? IAC + DONT + option : '';
}

/**
 * On Ctrl-C, telnet sends Interrupt Process and DO TIMING-MARK, and shows nothing until the mark is answered. It may
 * send a Synch in between, whose urgent data takes a byte out, so this looks for the request without its IAC.
 */
function timingMark(bytes: ByteString, from: number): ByteString {
  return bytes.includes(DO + TIMING_MARK, from) ? IAC + WONT + TIMING_MARK : '';
}
