/** `mojifinder serve --workers`: several processes that share one port, and one that looks after them. */
import cluster from 'node:cluster';
import type { Settings } from '../../server/settings.ts';
import type { Listen } from '../../server/supervisor.ts';
import { runPrimary } from './primary.ts';
import { runWorker } from './worker.ts';

/**
 * Serves with others until it is told to stop: in the process that was started it leads, in those that this one starts,
 * by the same command line, it works.
 *
 * @returns the exit status
 */
export function serveTogether(settings: Settings, listen: Listen): Promise<number> {
  return cluster.worker === undefined ? runPrimary(settings, listen) : runWorker(cluster.worker, settings, listen);
}
