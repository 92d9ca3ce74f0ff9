/**
 * Questions from a stream, one a line, in constant memory.
 *
 * Invariant: `rest` holds no LF, and at most {@link MAX_LINE} bytes and one more, which may be the CR of a line end.
 */
import { isUtf8 } from 'node:buffer';

export interface Question {
  /** The number of its line, from 1. */
  readonly number: number;
  readonly text: string;
  /** Why it can't be asked, if so. */
  readonly refusal: string | undefined;
}

/** Longest line taken, in bytes without its line end: the largest limit that a server can be started with. */
export const MAX_LINE = 65_536;

const LF = 0x0a;

/** The questions of a stream, in batches; blank lines are skipped. */
export async function* questionsOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<readonly Question[], void> {
  let rest: Buffer = Buffer.alloc(0);
  let overlong = false;
  let lines = 0;

  for await (const data of input) {
    const chunk = typeof data === 'string' ? Buffer.from(data) : data;
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) {
      // A line that was too long becomes an empty one, which gets an error.
      const block = overlong ? chunk.subarray(chunk.indexOf(LF), end) : Buffer.concat([rest, chunk.subarray(0, end)]);
      const questions = questionsIn(block, lines, overlong);
      lines += questions.lines;
      rest = Buffer.alloc(0);
      overlong = false;
      if (questions.found.length > 0) yield questions.found;
    }
    if (!overlong) rest = Buffer.concat([rest, chunk.subarray(end)]);
    if (rest.length > MAX_LINE + 1) {
      rest = Buffer.alloc(0);
      overlong = true;
    }
  }
  const { found } = questionsIn(rest, lines, overlong);
  if (found.length > 0) yield found;
}

/** The questions in some whole lines; the first may have been too long to keep. */
function questionsIn(block: Buffer, before: number, firstIsOverlong: boolean): { lines: number; found: Question[] } {
  const found: Question[] = [];
  const isText = isUtf8(block);
  const texts = block.toString(isText ? 'utf8' : 'latin1').split('\n');
  for (const [at, line] of texts.entries()) {
    const length = Buffer.byteLength(line.replace(/\r$/, ''), isText ? 'utf8' : 'latin1');
    const overlong = (at === 0 && firstIsOverlong) || length > MAX_LINE;
    const bytes = isText ? undefined : Buffer.from(line, 'latin1');
    const text = (bytes?.toString('utf8') ?? line).trim();
    if (text === '' && !overlong) continue;
    let refusal: string | undefined;
    if (overlong) refusal = `this line has more than ${MAX_LINE} bytes`;
    else if (bytes !== undefined && !isUtf8(bytes)) refusal = 'this line is not UTF-8';
    found.push({ number: before + at + 1, text: text.slice(0, MAX_LINE), refusal });
  }
  return { lines: texts.length - 1, found };
}
