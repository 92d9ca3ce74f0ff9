/** The processes of a bench. However it ends, none of them is left over. */
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Children {
  /** Takes a process into care. */
  adopt<C extends ChildProcess>(child: C): C;
  /** Ends a process, and waits until it has gone. */
  end(child: ChildProcess): Promise<void>;
}

/** Takes care of processes; this process itself ends when it takes longer than the limit. */
export function children(limitSeconds: number): Children {
  const running = new Set<ChildProcess>();
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of SIGNALS) process.once(signal, () => process.exit(128 + constants.signals[signal]));
  setTimeout(() => {
    console.error(`bench: not done after ${limitSeconds} s, given up`);
    process.exit(1);
  }, limitSeconds * 1000).unref();

  return {
    adopt(child) {
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    },
    end(child) {
      return new Promise((resolve) => {
        if (!running.has(child) || child.pid === undefined) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      });
    },
  };
}
