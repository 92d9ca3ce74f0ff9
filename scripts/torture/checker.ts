/** Compares what a server sends with what it has to send, as it comes in. */
import { PROMPT as PROMPT_TEXT, RULE } from '../../src/client/protocol.ts';

/** What comes next: known bytes, or one status line that says what is wrong in words of the server's own. */
export type Expectation = { readonly about: string } & ({ readonly bytes: Buffer } | { readonly error: RegExp });

/** What a server sends when it is ready for a line. */
export const PROMPT: Expectation = { about: 'the prompt', bytes: Buffer.from(PROMPT_TEXT) };

/** A wrong or lost reply. */
export class WrongReply extends Error {}

export interface Checker {
  /** Replies that came and were right; a prompt is none. */
  readonly right: number;
  /** Whether all that was expected has come. */
  readonly satisfied: boolean;
  /** Whether something else came than expected; the server may be saying why it closes. */
  readonly deviant: boolean;
  expect(expectation: Expectation): void;
  /** Takes the next bytes; throws {@link WrongReply}. */
  take(chunk: Buffer): void;
  /**
   * The server closed: what it said for a reason, in place of a reply, or undefined when it said nothing more than it
   * owed. Throws {@link WrongReply} when a reply was cut within a line, or without a word.
   */
  farewell(): { readonly said: string; readonly isCut: boolean } | undefined;
  /** What came, and what should have come. */
  complaint(): string;
}

const ERROR_LINE = new RegExp(`^(?:\\r\\n)?${RULE} error: ([^\\r\\n]+)\\r\\n(?:\\?> )?$`);
const MOST_UNEXPECTED = 2048;

export function checker(): Checker {
  let queue: Expectation[] = [];
  /** The expectation that comes next, and how many of its bytes have come. */
  let head = 0;
  let offset = 0;
  let right = 0;
  /** The line that an error expectation has so far, and after that what deviates. */
  let collected = Buffer.alloc(0);
  let deviant = false;
  /** Whether what deviates came after some lines of a reply. */
  let isCut = false;

  function expect(expectation: Expectation): void {
    queue.push(expectation);
  }

  function take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !deviant) {
      const next = queue[head];
      if (next === undefined) return deviate(Buffer.alloc(0), chunk.subarray(at));
      at = 'bytes' in next ? takeBytes(next.bytes, chunk, at) : takeError(next.error, chunk, at);
    }
    if (deviant && at < chunk.length) deviate(collected, chunk.subarray(at));
  }

  function takeBytes(bytes: Buffer, chunk: Buffer, at: number): number {
    const length = Math.min(bytes.length - offset, chunk.length - at);
    if (bytes.compare(chunk, at, at + length, offset, offset + length) !== 0) {
      deviate(bytes.subarray(0, offset), chunk.subarray(at));
      return chunk.length;
    }
    offset += length;
    if (offset === bytes.length) done();
    return at + length;
  }

  function takeError(error: RegExp, chunk: Buffer, at: number): number {
    const end = chunk.indexOf(0x0a, at) + 1 || chunk.length;
    collected = Buffer.concat([collected, chunk.subarray(at, end)]);
    if (collected.at(-1) === 0x0a && collected.length > 2) {
      const said = ERROR_LINE.exec(collected.toString('utf8'))?.[1];
      if (said === undefined || !error.test(said)) deviate(Buffer.alloc(0), collected);
      else done();
    } else if (collected.length > MOST_UNEXPECTED) deviate(Buffer.alloc(0), collected);
    return end;
  }

  function done(): void {
    if (queue[head] !== PROMPT) right++;
    offset = 0;
    collected = Buffer.alloc(0);
    head++;
    if (head < queue.length && head < 256) return;
    queue = queue.slice(head);
    head = 0;
  }

  /** Holds what is unexpected until it can be judged. */
  function deviate(before: Buffer, unexpected: Buffer): void {
    deviant = true;
    const lines = before.lastIndexOf(0x0a) + 1;
    isCut ||= lines > 2;
    collected = Buffer.concat([before.subarray(lines), unexpected.subarray(0, MOST_UNEXPECTED)]);
    const mayBeFarewell = /^(?:\r\n)?(?:─|\ufffd)*(?: |$)/.test(collected.toString('utf8'));
    if (!mayBeFarewell || collected.length > MOST_UNEXPECTED) throw new WrongReply(complaint());
  }

  function farewell(): { said: string; isCut: boolean } | undefined {
    if (deviant) {
      const said = ERROR_LINE.exec(collected.toString('utf8'))?.[1];
      if (said === undefined) throw new WrongReply(complaint());
      return { said, isCut };
    }
    const next = queue[head];
    if (next && (offset > 0 || collected.length > 0)) {
      throw new WrongReply(`cut after ${offset + collected.length} bytes of ${next.about}`);
    }
    return undefined;
  }

  function complaint(): string {
    const next = queue[head];
    const wanted = !next ? 'nothing' : 'bytes' in next ? excerpt(next.bytes, offset) : String(next.error);
    return `${next?.about ?? 'no question'}: at byte ${offset} came ${excerpt(collected, offset)}, not ${wanted}`;
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
    expect,
    take,
    farewell,
    complaint,
  };
}

/** What stands at a place, short and in one line. */
function excerpt(bytes: Buffer, offset: number): string {
  return JSON.stringify(bytes.subarray(Math.max(0, offset - 20), offset + 100).toString('utf8'));
}
