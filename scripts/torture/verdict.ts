/** What the storm came to: whether the server held, and the table that shows it. */
import type { Report, Row } from './orders.ts';

/** What was seen of the server, once a second. */
export interface Sample {
  readonly memory: number;
  readonly openFiles: number;
  /** Good clients that were connected. */
  readonly clients: number;
  /** Milliseconds that the probe had to wait at most. */
  readonly wait: number;
}

export interface Outcome {
  /** Good clients that should be connected at once. */
  readonly clients: number;
  readonly seconds: number;
  readonly reports: readonly Report[];
  readonly samples: readonly Sample[];
  readonly waits: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly exitCode: number | string;
  /** Seconds from SIGTERM to the exit. */
  readonly shutdown: number;
  readonly logLines: number;
  /** Faults seen outside the loads. */
  readonly faults: readonly string[];
}

/** In the first part of the storm caches fill and the heap finds its size; it lasts until all clients are there. */
const WARM_UP = 1 / 3;
/** Memory is flat when its median in the last half of what comes after is at most so much of that in the first. */
const MOST_GROWTH = 1.1;
/** And these bytes, for what a garbage collector leaves lying about. */
const SLACK = 16 * 2 ** 20;
/** No small question of a client that asks one at a time may wait longer, in milliseconds. */
const LONGEST_WAIT = 5000;

/** Why the server did not hold; empty when it did. */
export function faultsOf(outcome: Outcome): string[] {
  const faults = [...outcome.faults, ...outcome.reports.flatMap((report) => report.faults)];
  const clients = most(outcome.samples.map((sample) => sample.clients));
  const { before, after } = memoryOf(outcome);
  // As long as clients arrive, memory has to grow; and then the next fault is the one to look at.
  if (clients >= outcome.clients && after > before * MOST_GROWTH + SLACK) {
    faults.push(`memory grew after the warm-up from ${megabytes(before)} to ${megabytes(after)}`);
  }
  if (outcome.waits.most > LONGEST_WAIT) {
    faults.push(`a small question waited ${outcome.waits.most.toFixed(0)} ms, more than ${LONGEST_WAIT} ms`);
  }
  if (clients < outcome.clients) faults.push(`only ${clients} good clients were connected at once`);
  if (outcome.exitCode !== 0) faults.push(`after SIGTERM the server ended with ${outcome.exitCode}`);
  return faults;
}

/** The medians of both halves of what comes after the warm-up. */
function memoryOf({ samples, clients }: Outcome): { before: number; after: number } {
  const arrived = samples.findIndex((sample) => sample.clients >= clients);
  const warm = samples.slice(Math.max(Math.floor(samples.length * WARM_UP), arrived)).map(({ memory }) => memory);
  const half = Math.floor(warm.length / 2);
  return { before: median(warm.slice(0, half)), after: median(warm.slice(half)) };
}

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

export function table(outcome: Outcome): string {
  const rows = outcome.reports.flatMap((report) => report.rows);
  const { before, after } = memoryOf(outcome);
  const { waits, samples } = outcome;
  const replies = total(outcome.reports, 'replies');
  const facts: [string, string][] = [
    ['replies checked', `${count(replies)}, ${count(Math.round(replies / outcome.seconds))} a second`],
    ['bytes checked', megabytes(total(outcome.reports, 'bytes'))],
    ['connections', count(rows.reduce((sum, row) => sum + row.lives, 0))],
    ['open at once', count(most(samples.map(({ openFiles }) => openFiles)))],
    ['good clients at once', count(most(samples.map(({ clients }) => clients)))],
    ['memory after warm-up, halves', `${megabytes(before)}, ${megabytes(after)}`],
    ['memory, most', megabytes(most(samples.map(({ memory }) => memory)))],
    ['small question, p50 p99 max', [waits.p50, waits.p99, waits.most].map((ms) => `${ms.toFixed(1)} ms`).join(', ')],
    ['log lines', count(outcome.logLines)],
    ['after SIGTERM', `exit ${outcome.exitCode} in ${outcome.shutdown.toFixed(1)} s`],
  ];
  return [
    line('clients', ['at once', 'lives', 'refused', 'wrong']),
    ...rows.map((row) => line(row.name, cells(row))),
    '',
    ...facts.map(([name, fact]) => `${name.padEnd(34)}${fact}`),
  ].join('\n');
}

function cells({ crowd, lives, refused, wrong }: Row): string[] {
  return [crowd, lives, refused, wrong].map(count);
}

function line(name: string, columns: readonly string[]): string {
  return name.padEnd(34) + columns.map((column) => column.padStart(10)).join('');
}

function total(reports: readonly Report[], what: 'replies' | 'bytes'): number {
  return reports.reduce((sum, report) => sum + report[what], 0);
}

function count(number: number): string {
  return number.toLocaleString('en');
}

export function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 2 ** 20))} MiB`;
}
