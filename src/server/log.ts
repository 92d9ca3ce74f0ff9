/** Writes lines to a file descriptor without ever blocking its callers. */
import { constants, fstatSync, openSync, write } from 'node:fs';

export interface Log {
  /**
   * Adds a line, given without its line end.
   *
   * @param kind where given, no more than ten lines of this kind are written in a second, and the rest is counted
   */
  line(text: string, kind?: string): void;
  /** Resolves when all lines are written, or after a second in which they could not be. */
  flush(): Promise<void>;
}

/** Characters of lines that may wait: some thousand lines, as many as a flood of refusals makes in an instant. */
const MAX_WAITING = 262_144;

/** Lines of one kind in a second: enough to see what goes on, too few for a flood of clients to fill a disk. */
const MAX_OF_KIND = 10;
const PERIOD = 1000;

/** Milliseconds after which a descriptor that would block is tried again. */
const RETRY = 50;

/** Milliseconds that a process that ends waits for its last lines. */
const LAST_WAIT = 1000;

/**
 * Opens a log. `console.error` would block the whole server while nobody reads a pipe, or hold lines without bound.
 * Here one write is under way at a time, on a thread of its own; lines that come meanwhile are gathered, and dropped
 * and counted if there are too many.
 *
 * @param descriptor of an open file, a pipe or a terminal; it is not closed
 */
export function openLog(descriptor: number): Log {
  const target = withoutBlocking(descriptor);
  let waiting = '';
  let dropped = 0;
  let writing = false;
  let flushed: (() => void)[] = [];
  /** How many lines of each kind there were in the period that has begun. */
  const kinds = new Map<string, number>();

  function line(text: string, kind?: string): void {
    if (kind === undefined || count(kind) <= MAX_OF_KIND) add(text);
  }

  function count(kind: string): number {
    if (kinds.size === 0) setTimeout(tellRest, PERIOD).unref();
    const lines = (kinds.get(kind) ?? 0) + 1;
    kinds.set(kind, lines);
    return lines;
  }

  /** Adds how many lines of each kind were not written in this period, which is over. */
  function tellRest(): void {
    for (const [kind, lines] of kinds) if (lines > MAX_OF_KIND) add(`${kind} … and ${lines - MAX_OF_KIND} more`);
    kinds.clear();
  }

  function add(text: string): void {
    if (waiting.length + text.length >= MAX_WAITING) dropped++;
    else waiting += stamped(text);
    if (!writing) writeWaiting();
  }

  function writeWaiting(): void {
    const report = dropped > 0 ? stamped(`drop ${dropped} log lines: they were not taken`) : '';
    const bytes = Buffer.from(waiting + report);
    // What is reported counts again if the report can't be written, but the report itself is no line that is lost.
    const reported = dropped > 0 ? dropped - 1 : 0;
    waiting = '';
    dropped = 0;
    writing = bytes.length > 0;
    if (writing) writeBytes(bytes, reported);
    else idle();
  }

  function writeBytes(bytes: Buffer, reported: number): void {
    write(target, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(writeBytes, RETRY, bytes, reported).unref();
      else if (error !== null) lost(bytes, reported);
      else if (written < bytes.length) writeBytes(bytes.subarray(written), reported);
      else writeWaiting();
    });
  }

  /** Counts what can't be written, such as to a full disk; the next line tries again, and tells. */
  function lost(bytes: Buffer, reported: number): void {
    dropped += reported + bytes.toString('latin1').split('\n').length - 1;
    writing = false;
    idle();
  }

  function idle(): void {
    for (const done of flushed) done();
    flushed = [];
  }

  function flush(): Promise<void> {
    tellRest();
    if (!writing && waiting !== '') writeWaiting();
    return new Promise((resolve) => {
      if (!writing) return resolve();
      const timer = setTimeout(resolve, LAST_WAIT);
      flushed.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  return { line, flush };
}

/** A line with the time before it, and its line end. */
function stamped(text: string): string {
  return `${new Date().toISOString()} ${text}\n`;
}

/**
 * A descriptor for the same pipe whose writes fail where they would block: a thread that waits for a reader would keep
 * the process from ending. Others are used as they are.
 */
function withoutBlocking(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor;
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return descriptor;
  }
}
