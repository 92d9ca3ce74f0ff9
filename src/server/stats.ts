/** Counters and the state of the server, for `/stats`. */
import type { IntervalHistogram } from 'node:perf_hooks';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Reason } from './journal.ts';
import { REASONS } from './journal.ts';
import type { Settings } from './settings.ts';
import { FLAGS, LIMITS } from './settings.ts';

export interface Stats {
  /** Connections, now and so far. */
  open: number;
  accepted: number;
  refused: number;
  readonly closed: Map<Reason, number>;
  /** Lines that got an answer. */
  lines: number;
  results: number;
  bytesIn: number;
  bytesOut: number;
  readonly eventLoop: IntervalHistogram;
  /** The other processes that serve the same port, as far as this one was told. */
  pool: PoolState;
}

/** The processes that serve one port. */
interface PoolState {
  /** The number of this one. */
  readonly worker: number;
  /** How many serve now. */
  readonly workers: number;
  /** The sum of the rows of the others, including the counts of those that have ended. */
  readonly others: readonly Row[];
}

/** A name, a number and its unit. */
export type Row = readonly [name: string, value: number, unit: string];

/** Milliseconds between two measurements of how late the event loop is: too few to cost anything noticeable. */
const RESOLUTION = 20;

/** Starts to count. Only `eventLoop` has to be stopped, with `disable()`. */
export function startStats(): Stats {
  const eventLoop = monitorEventLoopDelay({ resolution: RESOLUTION });
  eventLoop.enable();
  return {
    open: 0,
    accepted: 0,
    refused: 0,
    closed: new Map(),
    lines: 0,
    results: 0,
    bytesIn: 0,
    bytesOut: 0,
    eventLoop,
    pool: { worker: 1, workers: 1, others: [] },
  };
}

/** All there is to report, limits included: which process this is, and the sums of the whole pool. */
export function report(stats: Stats, settings: Settings): Row[] {
  const { worker, workers, others } = stats.pool;
  return [
    ['worker', worker, ''],
    ['pid', process.pid, ''],
    ['workers', workers, ''],
    ...sum([measured(stats), others]),
    ...limits(settings),
  ];
}

/** What this process has done, and how it is. */
export function measured(stats: Stats): Row[] {
  const memory = process.memoryUsage();
  return [
    ['uptime', Math.round(process.uptime()), 's'],
    ['open', stats.open, 'connections'],
    ['accepted', stats.accepted, 'connections'],
    ['refused', stats.refused, 'connections'],
    ...REASONS.map((reason): Row => [`closed-${reason}`, stats.closed.get(reason) ?? 0, 'connections']),
    ['lines', stats.lines, ''],
    ['results', stats.results, ''],
    ['bytes-in', stats.bytesIn, 'bytes'],
    ['bytes-out', stats.bytesOut, 'bytes'],
    ['event-loop-delay-p50', delay(stats.eventLoop.percentile(50)), 'ms'],
    ['event-loop-delay-p99', delay(stats.eventLoop.percentile(99)), 'ms'],
    ['event-loop-delay-max', delay(stats.eventLoop.max), 'ms'],
    ['memory-resident', memory.rss, 'bytes'],
    ['memory-heap', memory.heapUsed, 'bytes'],
  ];
}

/** Rows that are not counts: the pool has the greatest of them. */
const GREATEST = /^(uptime|event-loop-)/;

/** Rows that are gone with a process when it ends; the others are counts, which stay. */
const PRESENT = /^(open$|uptime|event-loop-|memory-)/;

/** The rows of several processes as the rows of all. */
export function sum(processes: readonly (readonly Row[])[]): Row[] {
  const rows = new Map<string, Row>();
  for (const row of processes.flat()) {
    const [name, value, unit] = row;
    const before = rows.get(name)?.[1] ?? 0;
    rows.set(name, [name, GREATEST.test(name) ? Math.max(before, value) : before + value, unit]);
  }
  return [...rows.values()];
}

/** What is left of the rows of a process that has ended. */
export function lasting(rows: readonly Row[]): Row[] {
  return rows.filter(([name]) => !PRESENT.test(name));
}

/** How late the event loop was. The histogram has nanoseconds from one measurement to the next. */
function delay(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e4 - RESOLUTION * 100) / 100);
}

/** The limits under the names of their flags. */
function limits(settings: Settings): Row[] {
  return LIMITS.map((limit): Row => [FLAGS[limit].name, settings[limit], FLAGS[limit].unit]);
}

/** A line `name: value unit` for each row. */
export function asText(rows: readonly Row[]): string {
  return rows.map(([name, value, unit]) => `${name}: ${value}${unit && ` ${unit}`}`).join('\n');
}

/** One JSON object, with a property for each row. */
export function asJson(rows: readonly Row[]): string {
  return JSON.stringify(Object.fromEntries(rows.map(([name, value]) => [name, value])));
}
