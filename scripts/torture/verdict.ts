/** What the storm came to: whether the server held, and the table that shows it. */
import { median, quantile, sum } from '../support/statistics.ts';
import { table, whole } from '../support/table.ts';
import type { Report } from './load.ts';

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
  /** Milliseconds that each question of the probe had to wait. */
  readonly waits: readonly number[];
  /** What the server said of itself. */
  readonly stats: string;
  readonly exitCode: number | string;
  /** Seconds from SIGTERM to the exit. */
  readonly shutdown: number;
  readonly logLines: number;
  /** Faults seen outside the loads. */
  readonly faults: readonly string[];
}

/** In the first part of the storm caches fill and the heap finds its size; it lasts until all clients are there. */
const WARM_UP = 1 / 3;
/** Memory is flat when its median in the second half after the warm-up is at most this many times that in the first, */
const MAX_GROWTH = 1.1;
/** plus this many bytes, for garbage that was not collected yet. */
const SLACK = 16 * 2 ** 20;
/** No small question of a client that asks one at a time may wait longer, in milliseconds. */
const LONGEST_WAIT = 5000;

/** Why the server did not hold; empty when it did. */
export function faultsOf(outcome: Outcome): string[] {
  const faults = [...outcome.faults, ...outcome.reports.flatMap((report) => report.faults)];
  const clients = most(outcome.samples.map((sample) => sample.clients));
  const { before, after } = memoryOf(outcome);
  // As long as clients arrive, memory has to grow; and then the next fault is the one to look at.
  if (clients >= outcome.clients && after > before * MAX_GROWTH + SLACK) {
    faults.push(`memory grew after the warm-up from ${megabytes(before)} to ${megabytes(after)}`);
  }
  const longest = quantile(outcome.waits, 1);
  if (longest > LONGEST_WAIT) faults.push(`a small question waited ${longest.toFixed(0)} ms, not ${LONGEST_WAIT} ms`);
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

/** What happened, as tables: who came, and what was seen of the server. */
export function tables(outcome: Outcome): string {
  const { waits, samples, reports } = outcome;
  const { before, after } = memoryOf(outcome);
  const rows = reports.flatMap((report) => report.rows);
  const replies = sum(reports.map((report) => report.replies));
  const waited = (share: number): string => `${quantile(waits, share).toFixed(1)} ms`;
  const facts = [
    ['replies checked', `${whole(replies)}, ${whole(replies / outcome.seconds)} a second`],
    ['bytes checked', megabytes(sum(reports.map((report) => report.bytes)))],
    ['connections', whole(sum(rows.map((row) => row.lives)))],
    ['open at once', whole(most(samples.map(({ openFiles }) => openFiles)))],
    ['good clients at once', whole(most(samples.map(({ clients }) => clients)))],
    ['memory after warm-up, halves', `${megabytes(before)}, ${megabytes(after)}`],
    ['memory, most', megabytes(most(samples.map(({ memory }) => memory)))],
    ['small question, p50 p99 max', [0.5, 0.99, 1].map(waited).join(', ')],
    ['log lines', whole(outcome.logLines)],
    ['after SIGTERM', `exit ${outcome.exitCode} in ${outcome.shutdown.toFixed(1)} s`],
  ];
  const crowds = rows.map((row) => [row.name, ...[row.crowd, row.lives, row.refused, row.wrong].map(whole)]);
  const said = `what the server said of itself:\n${outcome.stats}`;
  const clients = table(['clients', 'at once', 'lives', 'refused', 'wrong'], crowds);
  return [clients, table(['server', 'seen'], facts), said].join('\n\n');
}

export function megabytes(bytes: number): string {
  return `${whole(bytes / 2 ** 20)} MiB`;
}
