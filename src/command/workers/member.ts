/** A worker as the primary sees it. */
import cluster from 'node:cluster';
import type { Row } from '../../server/stats.ts';
import type { Order, Report } from './messages.ts';
import type { Opening } from '../service.ts';

export interface Member {
  /** Counts up from 1 and is never used again. */
  readonly id: number;
  /** Resolves when it serves; rejects with the reason where it can't. */
  readonly serving: Promise<Opening>;
  /** Resolves when the process has ended, with how it did. */
  readonly ended: Promise<string>;
  /** What it has done, by its last report. */
  readonly rows: readonly Row[];
  readonly isServing: boolean;
  /** Whether it was told to go. */
  readonly isLeaving: boolean;
  /** Has it finish its replies in flight and end; one that does not serve yet ends at once. */
  leave(): void;
  /** Makes it accept no more connections, give open ones the grace period to end, and then leave. */
  retire(): void;
  kill(): void;
}

/** Seconds without a report after which a worker counts as hung. It reports each second. */
const SILENCE = 10;

/** Seconds that a start may take; a worker reports nothing before it serves. */
const START = 60;

/** Seconds after the grace in which a worker has to end: what clients still send is read a moment longer. */
const LATE = 5;

/**
 * Starts a worker.
 *
 * @param environment more variables for it
 * @param grace seconds it may take for its replies in flight
 * @param answer what it is told whenever it has reported
 */
export function startMember(environment: NodeJS.ProcessEnv, grace: number, answer: (member: Member) => Order): Member {
  const worker = cluster.fork(environment);
  let rows: readonly Row[] = [];
  let isServing = false;
  let isLeaving = false;
  /** Seconds since the last report, as far as this process was awake to count them. */
  let silent = 0;
  const patience = (): number => (isServing ? SILENCE : START);
  const counting = setInterval(() => {
    if (++silent >= patience()) kill();
  }, 1000);

  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (status, signal) => {
      resolve(silent >= patience() ? `no report for ${patience()} s` : signal || `status ${status}`);
    });
    worker.once('error', ({ message }) => resolve(message));
  });
  const serving = new Promise<Opening>((resolve, reject) => {
    worker.on('message', (report: Report) => {
      silent = 0;
      if (report.kind === 'serving') serves(report.opening, resolve);
      else if (report.kind === 'failed') reject(new Error(report.why));
      else reported(report.rows);
    });
    void ended.then(() => clearInterval(counting));
    void ended.then((how) => reject(new Error(`A worker ended with ${how} before it could serve.`)));
  });

  function serves(opening: Opening, resolve: (opening: Opening) => void): void {
    isServing = true;
    resolve(opening);
  }

  function reported(latest: readonly Row[]): void {
    rows = latest;
    tell(answer(member));
  }

  /** A worker that has already ended needs no order. */
  function tell(order: Order): void {
    if (worker.isConnected()) worker.send(order, () => undefined);
  }

  function leave(): void {
    isLeaving = true;
    if (!isServing) return kill();
    tell({ kind: 'leave' });
    endWithin(grace + LATE);
  }

  function retire(): void {
    isLeaving = true;
    tell({ kind: 'retire' });
    endWithin(2 * grace + LATE);
  }

  /** Kills a worker that does not end in time. */
  function endWithin(seconds: number): void {
    const late = setTimeout(kill, seconds * 1000);
    void ended.then(() => clearTimeout(late));
  }

  function kill(): void {
    worker.process.kill('SIGKILL');
  }

  const member: Member = {
    id: worker.id,
    serving,
    ended,
    get rows() {
      return rows;
    },
    get isServing() {
      return isServing;
    },
    get isLeaving() {
      return isLeaving;
    },
    leave,
    retire,
    kill,
  };
  return member;
}
