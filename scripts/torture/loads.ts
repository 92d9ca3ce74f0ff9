/** The processes that the clients live in, seen from the process that started them. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { killAtExit } from './kill-at-exit.ts';
import type { Orders, Report } from './orders.ts';
import { isReport } from './orders.ts';

export interface Load {
  /** What it last reported. */
  readonly report: Report;
  /** Whether it has ended without being told to. */
  readonly failed: boolean;
  /** Resolves when it can begin; rejects when it can't. */
  ready(): Promise<void>;
  /** Lets its clients loose. @param began when the storm began, in milliseconds since the epoch */
  begin(began: number): void;
  /** Resolves when so many connections are open, or after so many milliseconds. */
  opened(connections: number, most: number): Promise<void>;
  /** Tells it that the server is being told to stop; resolves when it knows. */
  stopping(): Promise<void>;
  /** Tells it that the server has ended. */
  ended(): void;
  /** Resolves when all its clients are gone, or after so many milliseconds. */
  done(most: number): Promise<void>;
  kill(): void;
}

const NOTHING: Report = { open: 0, replies: 0, bytes: 0, stopping: false, done: false, rows: [], faults: [] };
const MODULE = fileURLToPath(new URL('load.ts', import.meta.url));

export function startLoad(orders: Orders): Load {
  const child: ChildProcess = fork(MODULE, [JSON.stringify(orders)], { execArgv: ['--import', 'tsx'] });
  let report = NOTHING;
  let ended = false;
  let killed = false;
  let reported: (() => void)[] = [];

  function wake(): void {
    for (const resolve of reported.splice(0)) resolve();
  }

  child.on('message', (message) => {
    if (isReport(message)) report = message;
    wake();
  });
  child.on('exit', () => {
    ended = true;
    wake();
  });
  killAtExit(child);

  function tell(message: string): void {
    if (child.connected) child.send(message);
  }

  async function until(holds: () => boolean, most: number): Promise<void> {
    const timer = setTimeout(wake, most);
    const end = Date.now() + most;
    while (!holds() && !ended && Date.now() < end) await new Promise<void>((resolve) => reported.push(resolve));
    clearTimeout(timer);
  }

  return {
    get report() {
      return report;
    },
    get failed() {
      return ended && !killed;
    },
    async ready() {
      await until(() => report !== NOTHING, 60_000);
      if (report === NOTHING && !killed) throw new Error('a process of clients does not start');
    },
    begin: (began) => tell(`begin ${began}`),
    opened: (connections, most) => until(() => report.open >= connections, most),
    async stopping() {
      tell('stopping');
      await until(() => report.stopping, 5000);
    },
    ended: () => tell('ended'),
    done: (most) => until(() => report.done, most),
    kill() {
      killed = true;
      child.kill('SIGKILL');
    },
  };
}
