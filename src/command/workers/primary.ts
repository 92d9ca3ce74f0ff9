/** The primary process: it starts the workers, replaces those that die, and stops them. */
import cluster from 'node:cluster';
import type { Log } from '../../server/log.ts';
import { openLog } from '../../server/log.ts';
import type { Settings } from '../../server/settings.ts';
import type { Listen } from '../../server/supervisor.ts';
import type { WorkerPool } from './pool.ts';
import { startPool } from './pool.ts';
import { notifyManager } from '../notify.ts';
import { announce } from '../service.ts';

/** Runs until it is told to stop; returns the exit status. Throws if no worker can start. */
export async function runPrimary(settings: Settings, listen: Listen): Promise<number> {
  const log = openLog(process.stderr.fd);
  // The workers accept connections themselves. With round robin, each connection would pass through this process, which
  // takes several times as long, and one on its way to a worker that dies would never be closed.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const pool = startPool(settings, listen, log);
  const stopped = stoppedBySignal(pool, log);
  const opening = await Promise.race([pool.complete, pool.lost, stopped]);
  if (opening) {
    announce(opening, settings.workers);
    notifyManager('READY=1', log);
  }
  await Promise.race([pool.lost, stopped]);
  console.log('Server shut down.');
  await log.flush();
  return 0;
}

/** Resolves when all workers have left because a signal said so. A second signal ends everything at once. */
function stoppedBySignal(pool: WorkerPool, log: Log): Promise<undefined> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) {
        pool.kill();
        process.exit(1);
      }
      stopping = true;
      notifyManager('STOPPING=1', log);
      void pool.leave().then(() => resolve(undefined));
    };
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', () => void pool.replaceAll());
  });
}
