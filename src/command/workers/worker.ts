/** One worker: a process that serves a port which it shares with others. */
import type { Worker } from 'node:cluster';
import type { Log } from '../../server/log.ts';
import { openLog } from '../../server/log.ts';
import type { Settings } from '../../server/settings.ts';
import { measured } from '../../server/stats.ts';
import type { Listen } from '../../server/supervisor.ts';
import type { Order, Report } from './messages.ts';
import type { Service } from '../service.ts';
import { openService } from '../service.ts';

/** Milliseconds between reports, and so the greatest age of what `/stats` says about other workers. */
const REPORT = 1000;

/** Serves until the primary tells it to leave or is gone; returns the exit status. */
export async function runWorker(worker: Worker, settings: Settings, listen: Listen): Promise<number> {
  // On a terminal these go to all processes; the primary handles them.
  process.on('SIGINT', ignored).on('SIGHUP', ignored);
  const { line, flush } = openLog(process.stderr.fd);
  const log: Log = { line: (text, kind) => line(`worker ${worker.id} ${text}`, kind), flush };
  let service: Service;
  try {
    service = await openService(settings, listen, log);
  } catch (error) {
    await tell(worker, { kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    return 1;
  }
  service.stats.pool = { worker: worker.id, workers: settings.workers, others: [] };
  await tell(worker, { kind: 'serving', opening: service.opening });
  await attend(worker, service);
  await tell(worker, { kind: 'counts', rows: measured(service.stats) });
  await log.flush();
  return 0;
}

/** Exchanges reports and orders with the primary until it is told to leave and all conversations are over. */
function attend(worker: Worker, { stats, server }: Service): Promise<void> {
  const report = (): void => void tell(worker, { kind: 'counts', rows: measured(stats) });
  setInterval(report, REPORT);
  report();
  return new Promise((resolve) => {
    const leave = (): void => void server.close().then(resolve);
    process.on('SIGTERM', leave);
    worker.on('message', (order: Order) => {
      if (order.kind === 'pool') stats.pool = { worker: worker.id, workers: order.workers, others: order.others };
      else if (order.kind === 'leave') leave();
      else void server.retire().then(resolve);
    });
  });
}

/** Sends the primary a report. If the primary is gone, this process ends in a moment, too. */
function tell(worker: Worker, report: Report): Promise<void> {
  return new Promise((resolve) => {
    if (worker.isConnected()) worker.send(report, () => resolve());
    else resolve();
  });
}

function ignored(): void {}
