/** Compares what a server sends with what it has to send, as it comes in. */
import { PROMPT as PROMPT_TEXT, RULE } from '../../src/client/protocol.ts';

/** What comes next: known bytes, or one status line that says what is wrong in words of the server's own. */
export type Expectation = { readonly about: string } & ({ readonly bytes: Buffer } | { readonly error: RegExp });

/** What a server sends when it is ready for a line. */
export const PROMPT: Expectation = { about: 'the prompt', bytes: Buffer.from(PROMPT_TEXT) };

/** The reply to a command that only reports success; no prompt comes after a goodbye. */
export const OK: Expectation = { about: 'ok', bytes: Buffer.from(`${RULE} ok\r\n`) };

/** A status line with an error; its wording is up to the server, as long as it matches. */
export function errorAbout(words: RegExp): Expectation {
  return { about: `an error about ${String(words)}`, error: words };
}

/** A wrong or lost reply. */
export class WrongReply extends Error {}

/** The server said why it closes, and the bytes are valid. */
export class Farewell extends Error {
  /** Whether it cut a reply short, between two lines. */
  readonly isCut: boolean;

  constructor(said: string, isCut = false) {
    super(said);
    this.isCut = isCut;
  }
}

export interface Checker {
  /** Replies that came and were right; a prompt is none. */
  readonly right: number;
  /** Whether all that was expected has come. */
  readonly satisfied: boolean;
  /** Whether something else came than expected; the server may be saying why it closes. */
  readonly deviant: boolean;
  expect(expectation: Expectation): void;
  /** Takes the next bytes; what is wrong with them, if something is. */
  take(chunk: Buffer): WrongReply | undefined;
  /**
   * The server closed: returns the reason that it gave in place of a reply; what is wrong, when a reply was cut within
   * a line or without a reason; undefined when it closed between replies and said nothing.
   */
  farewell(): Farewell | WrongReply | undefined;
  /** What came, and what should have come. */
  complaint(): WrongReply;
}

const LF = 0x0a;
const ERROR_LINE = new RegExp(`^(?:\\r\\n)?${RULE} error: ([^\\r\\n]+)\\r\\n(?:\\?> )?$`);
const MAX_UNEXPECTED = 2048;

export function checker(): Checker {
  let queue: Expectation[] = [];
  /** The expectation that comes next, and how many of its bytes have come. */
  let head = 0;
  let offset = 0;
  let right = 0;
  /** The line that an error expectation has so far, or what deviates, until it can be judged. */
  let held: Buffer = Buffer.alloc(0);
  let deviant = false;
  /** Whether what deviates came after some lines of a reply. */
  let isCut = false;

  function take(chunk: Buffer): WrongReply | undefined {
    for (let at = 0; at < chunk.length; ) {
      const rest = chunk.subarray(at);
      const next = queue[head];
      const taken = deviant || !next ? 0 : 'bytes' in next ? takeBytes(next.bytes, rest) : takeError(next.error, rest);
      if (taken === 0) return hold(rest);
      at += taken;
    }
    return undefined;
  }

  /** How many bytes were as they should be; 0 when they were not. */
  function takeBytes(bytes: Buffer, chunk: Buffer): number {
    const length = Math.min(bytes.length - offset, chunk.length);
    if (bytes.compare(chunk, 0, length, offset, offset + length) !== 0) return 0;
    offset += length;
    if (offset === bytes.length) done();
    return length;
  }

  function takeError(error: RegExp, chunk: Buffer): number {
    const length = chunk.indexOf(LF) + 1 || chunk.length;
    const line = Buffer.concat([held, chunk.subarray(0, length)]);
    const isWhole = line.at(-1) === LF && line.length > 2;
    const said = saidIn(line);
    if (isWhole ? said === undefined || !error.test(said) : line.length > MAX_UNEXPECTED) return 0;
    held = line;
    if (isWhole) done();
    return length;
  }

  function done(): void {
    if (queue[head] !== PROMPT) right++;
    offset = 0;
    held = Buffer.alloc(0);
    head++;
    if (head < queue.length) return;
    queue = [];
    head = 0;
  }

  /** Holds what is unexpected: it may become a farewell, which comes after whole lines. */
  function hold(unexpected: Buffer): WrongReply | undefined {
    const next = queue[head];
    if (!deviant && next && 'bytes' in next) {
      let same = 0;
      while (same < unexpected.length && unexpected[same] === next.bytes[offset + same]) same++;
      offset += same;
      unexpected = unexpected.subarray(same);
      const lines = next.bytes.subarray(0, offset).lastIndexOf(LF) + 1;
      isCut = lines > 2;
      held = next.bytes.subarray(lines, offset);
    }
    deviant = true;
    held = Buffer.concat([held, unexpected.subarray(0, MAX_UNEXPECTED)]);
    const mayBeFarewell = /^(?:\r\n)?(?:─|\ufffd)*(?: |$)/.test(held.toString('utf8'));
    return mayBeFarewell && held.length <= MAX_UNEXPECTED ? undefined : complaint();
  }

  function farewell(): Farewell | WrongReply | undefined {
    const said = saidIn(held);
    if (deviant) return said === undefined ? complaint() : new Farewell(said, isCut);
    const next = queue[head];
    if (!next || offset + held.length === 0) return undefined;
    return new WrongReply(`cut after ${offset + held.length} bytes of ${next.about}`);
  }

  function complaint(): WrongReply {
    const next = queue[head];
    const wanted = !next ? 'nothing' : 'bytes' in next ? excerpt(next.bytes, offset) : String(next.error);
    const about = next?.about ?? 'no question';
    return new WrongReply(`${about}: at byte ${offset} came ${excerpt(held, 0)}, not ${wanted}`);
  }

  return {
    get right() {
      return right;
    },
    get satisfied() {
      return head === queue.length;
    },
    get deviant() {
      return deviant;
    },
    expect: (expectation) => void queue.push(expectation),
    take,
    farewell,
    complaint,
  };
}

/** What a line with an error says; undefined for anything else. */
function saidIn(line: Buffer): string | undefined {
  return ERROR_LINE.exec(line.toString('utf8'))?.[1];
}

/** What stands at a place, short and in one line. */
function excerpt(bytes: Buffer, offset: number): string {
  return JSON.stringify(bytes.subarray(Math.max(0, offset - 20), offset + 100).toString('utf8'));
}
