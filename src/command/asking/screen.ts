/** How replies are printed: lines end with LF, and a terminal gets colour but no characters that could disturb it. */
import type { Writable } from 'node:stream';
import { legible } from '../output.ts';

/** Prints replies in few large writes. */
export interface Printer {
  /** Whole lines, with their line ends. */
  print(lines: Buffer | string): void;
  /** Resolves when more can be printed; undefined if that is at once. */
  ready(): Promise<void> | undefined;
  /** Writes what is left, and resolves when the stream has it. */
  flush(): Promise<void>;
}

export interface Look {
  /** Whether the stream is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
}

/** Bytes that are gathered before they are written. */
const MAX_GATHERED = 64 * 1024;

const CR = 0x0d;

/** How to print on a stream: colour is for terminals, and never where the environment has NO_COLOR. */
export function lookOf(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Look {
  const terminal = stream.isTTY === true;
  return { terminal, color: terminal && !env['NO_COLOR'] };
}

/** A printer on a stream. What is printed in one turn of the event loop is one write. */
export function printer(stream: Writable, look: Look): Printer {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let scheduled: NodeJS.Immediate | undefined;

  function write(): void {
    clearImmediate(scheduled);
    scheduled = undefined;
    if (bytes === 0) return;
    const lines = withoutCr(Buffer.concat(gathered, bytes));
    gathered = [];
    bytes = 0;
    stream.write(look.terminal ? shown(lines.toString('utf8'), look) : lines);
  }

  return {
    print(lines) {
      const piece = typeof lines === 'string' ? Buffer.from(lines) : lines;
      gathered.push(piece);
      bytes += piece.length;
      if (bytes >= MAX_GATHERED) write();
      // Not in this turn: questions that are to be sent go first, so that the server works while this is written.
      else scheduled ??= setImmediate(write);
    },
    ready() {
      if (!stream.writableNeedDrain) return undefined;
      return new Promise((resolve) => void stream.once('drain', resolve));
    },
    flush() {
      write();
      return new Promise((resolve) => void stream.write('', () => resolve()));
    },
  };
}

/** The same bytes without CR, compacted in place. */
function withoutCr(bytes: Buffer): Buffer {
  let to = bytes.indexOf(CR);
  if (to < 0) return bytes;
  for (let from = to + 1; from < bytes.length; ) {
    const next = bytes.indexOf(CR, from);
    const end = next < 0 ? bytes.length : next;
    bytes.copyWithin(to, from, end);
    to += end - from;
    from = end + 1;
  }
  return bytes.subarray(0, to);
}

/** Some lines for a terminal. */
export function shown(lines: string, { color }: Look): string {
  const text = legible(lines);
  return color ? text.replace(/^.+$/gm, painted) : text;
}

/** A line in the colours of what it is: a result's columns, a status line, or a note. */
function painted(line: string): string {
  const [, code, char, name, matched] = /^(U\+[^\t]+)\t([^\t]*)\t([^\t]*)(?:\t(.*))?$/.exec(line) ?? [];
  if (code !== undefined) {
    const fourth = matched === undefined ? '' : `\t${cyan(matched)}`;
    return `${dim(code)}\t${bold(char ?? '')}\t${name}${fourth}`;
  }
  if (/^─+ error: /.test(line)) return red(line);
  return line.startsWith('─') ? dim(line) : line;
}

// Select Graphic Rendition (ECMA-48, section 8.3.117).
const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;
const bold = (text: string): string => `\x1b[1m${text}\x1b[22m`;
const cyan = (text: string): string => `\x1b[36m${text}\x1b[39m`;
const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;
