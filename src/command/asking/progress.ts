/** A line on the terminal that shows the progress of many questions. */
import { fstatSync } from 'node:fs';
import { grouped } from '../grouped.ts';
import type { Outcomes } from './outcomes.ts';
import { count, rate } from './outcomes.ts';

/** Milliseconds between two looks: often enough to seem alive, seldom enough to cost nothing. */
const INTERVAL = 250;

/** What questions are read from. */
interface Source {
  /** Bytes read so far; undefined if nobody counts them. */
  readonly bytesRead?: number | undefined;
  /** Bytes in all; undefined if that is unknown, as for a pipe. */
  readonly size: number | undefined;
}

/** The size of an open file; undefined if it is none. */
export function sizeOf(descriptor: number): number | undefined {
  const stats = fstatSync(descriptor);
  return stats.isFile() ? stats.size : undefined;
}

/** Shows progress until the returned function is called; shows nothing if `terminal` is undefined. */
export function showProgress(
  terminal: NodeJS.WritableStream | undefined,
  outcomes: Outcomes,
  source: Source,
): () => void {
  if (terminal === undefined) return () => {};
  const timer = setInterval(() => terminal.write(`\r${progress(outcomes, source)}\x1b[K`), INTERVAL);
  return () => {
    clearInterval(timer);
    terminal.write('\r\x1b[K');
  };
}

/** How many are answered, how fast, and where that is known how long the rest will take. */
export function progress(outcomes: Outcomes, { bytesRead, size }: Source): string {
  const parts = [`${grouped(count(outcomes))} answered`, `${grouped(rate(outcomes))}/s`];
  if (size !== undefined && bytesRead !== undefined && bytesRead > 0) {
    const part = Math.min(1, bytesRead / size);
    const seconds = ((performance.now() - outcomes.since) / 1000) * (1 / part - 1);
    parts.push(`${Math.floor(part * 100)} %`, `${duration(seconds)} left`);
  }
  return parts.join(', ');
}

/** A duration as `0:07` or `1:02:03`. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const digits = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = digits[0] === 0 ? digits.slice(1) : digits;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
