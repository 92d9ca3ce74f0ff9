/** `mojifinder serve --workers`: several processes that share one port, and one that supervises them. */
import cluster from 'node:cluster';
import type { Settings } from '../../server/settings.ts';
import type { Listen } from '../../server/supervisor.ts';
import { runPrimary } from './primary.ts';
import { runWorker } from './worker.ts';

/**
 * Serves with others until it is told to stop: the process that was started becomes the primary, and those that it
 * starts with the same command line become workers.
 *
 * @returns the exit status
 */
export function serveTogether(settings: Settings, listen: Listen): Promise<number> {
  return cluster.worker === undefined ? runPrimary(settings, listen) : runWorker(cluster.worker, settings, listen);
}
