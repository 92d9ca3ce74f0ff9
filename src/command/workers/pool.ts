/** Keeps the configured number of workers running. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../server/log.ts';
import type { Settings } from '../../server/settings.ts';
import type { Row } from '../../server/stats.ts';
import { lasting, sum } from '../../server/stats.ts';
import type { Listen } from '../../server/supervisor.ts';
import type { Order } from './messages.ts';
import type { Member } from './member.ts';
import { startMember } from './member.ts';
import type { Opening } from '../service.ts';

export interface WorkerPool {
  /** Resolves when all workers serve, or were told to leave before they did; rejects where one could not start. */
  readonly complete: Promise<Opening | undefined>;
  /** Rejects when no worker is left and none can be started. */
  readonly lost: Promise<never>;
  /**
   * Replaces the workers one by one; a new one serves before an old one leaves. Called while that goes on, it has it
   * done once more.
   */
  replaceAll(): Promise<void>;
  /** Has all workers leave, and resolves when they have. */
  leave(): Promise<void>;
  /** Ends all workers in the middle of what they do. */
  kill(): void;
}

/** Milliseconds before a worker that died is replaced: twice as many each time, if it died young. */
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5000;

/** Milliseconds after which a worker that dies has not died young. */
const YOUTH = 10_000;

/** Starts in a row that may fail while nobody serves. */
const MAX_FAILURES = 5;

/** Starts the workers: the first one alone, so that what is wrong with all of them is said once. */
export function startPool({ workers, grace }: Settings, listen: Listen, log: Log): WorkerPool {
  const members = new Set<Member>();
  let gone: readonly Row[] = [];
  let isLeaving = false;
  let isReplacing = false;
  let isOutdated = false;
  let failures = 0;
  /** Workers that do not serve yet. */
  let starting = 0;
  let lose: (error: unknown) => void;
  const lost = new Promise<never>((_, reject) => (lose = reject));

  async function addWorker(delay = 0): Promise<Opening> {
    // A worker may say that it serves when it was told to leave already; nobody would wait for one that starts then.
    if (isLeaving) throw new Error('the workers leave');
    const since = performance.now();
    // Without LISTEN_PID the variable is meant for any process, and the descriptor is the one that this process has.
    const member = startMember(listen.fd === undefined ? {} : { LISTEN_FDS: '1' }, grace, reportTo);
    members.add(member);
    void member.ended.then((how) => {
      members.delete(member);
      gone = sum([gone, lasting(member.rows)]);
      const isYoung = performance.now() - since < YOUTH;
      if (member.isServing && !member.isLeaving) died(member, how, isYoung ? longer(delay) : FIRST_DELAY);
    });
    starting++;
    const opening = await member.serving.finally(() => starting--);
    failures = 0;
    return opening;
  }

  function reportTo(member: Member): Order {
    const others = [...members].filter((other) => other !== member).map(({ rows }) => rows);
    return { kind: 'pool', workers: atWork(), others: sum([primaryRows(), gone, ...others]) };
  }

  function atWork(): number {
    return [...members].filter((member) => member.isServing && !member.isLeaving).length;
  }

  function died({ id }: Member, how: string, delay: number): void {
    if (isLeaving) return;
    log.line(`worker ${id} died: ${how}; another starts in ${delay} ms`);
    void fill(delay);
  }

  /** Starts a worker if one is missing, and tries again where that fails. */
  async function fill(delay: number): Promise<void> {
    await sleep(delay);
    if (isLeaving || atWork() + starting >= workers) return;
    try {
      await addWorker(delay);
    } catch (error) {
      if (isLeaving) return;
      log.line(`worker failed: ${messageOf(error)}`);
      if (++failures >= MAX_FAILURES && atWork() === 0) return lose(error);
      await fill(longer(delay));
    }
  }

  async function complete(): Promise<Opening | undefined> {
    try {
      const opening = await addWorker();
      await Promise.all(Array.from({ length: workers - 1 }, () => addWorker()));
      return opening;
    } catch (error) {
      if (isLeaving) return undefined;
      throw error;
    }
  }

  async function replaceAll(): Promise<void> {
    isOutdated = true;
    if (isReplacing) return;
    isReplacing = true;
    while (isOutdated && !isLeaving) {
      isOutdated = false;
      for (const old of [...members].filter((member) => member.isServing)) {
        if (members.has(old) && !(await replace(old))) break;
      }
    }
    isReplacing = false;
  }

  /** Replaces a worker; returns whether to go on with the next one. */
  async function replace(old: Member): Promise<boolean> {
    log.line(`worker ${old.id} is replaced`);
    try {
      await addWorker();
    } catch (error) {
      if (!isLeaving) log.line(`worker failed, the old ones stay: ${messageOf(error)}`);
      void fill(0);
      return false;
    }
    old.retire();
    // Another one may have died while there was one more than needed.
    void fill(0);
    await old.ended;
    return !isLeaving;
  }

  async function leave(): Promise<void> {
    isLeaving = true;
    log.line(`stop ${members.size} workers`);
    for (const member of members) member.leave();
    await Promise.all([...members].map(({ ended }) => ended));
  }

  function kill(): void {
    for (const member of members) member.kill();
  }

  return { complete: complete(), lost, replaceAll, leave, kill };
}

function longer(delay: number): number {
  return Math.min(Math.max(2 * delay, FIRST_DELAY), LONGEST_DELAY);
}

/** What the primary adds to the sum: it is as old as the service, and takes memory, too. */
function primaryRows(): Row[] {
  const { rss, heapUsed } = process.memoryUsage();
  return [
    ['uptime', Math.round(process.uptime()), 's'],
    ['memory-resident', rss, 'bytes'],
    ['memory-heap', heapUsed, 'bytes'],
  ];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
