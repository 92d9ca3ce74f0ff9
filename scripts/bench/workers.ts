/** One process against two workers on one port. */
import { significant, table } from '../support/table.ts';
import type { Finding, Pace } from './findings.ts';
import { comparison } from './findings.ts';
import { startOurs } from './servers.ts';
import type { Stage } from './stage.ts';

const CLIENTS = 50;
const DEEP = 16;

/** Asks both in turn, and again. */
export async function measureWorkers(stage: Stage, { passes, seconds, say }: Pace): Promise<Finding> {
  const workers = await startOurs(['--workers', '2']);
  const one: number[] = [];
  const two: number[] = [];
  for (let pass = 0; pass <= passes; pass++) {
    const round = { clients: CLIENTS, deep: DEEP, tape: 'zipf', seconds };
    const alone = await stage.load.call('play', { ...round, target: stage.zipf.ours.target });
    const both = await stage.load.call('play', { ...round, target: workers.target });
    // The first pass only warms up.
    if (pass === 0) continue;
    one.push(alone.rate);
    two.push(both.rate);
    say(`pass ${pass}/${passes}, workers: ${significant(alone.rate)}, ${significant(both.rate)} queries/s`);
  }
  await workers.end();
  const row = comparison(`${CLIENTS} clients × ${DEEP} deep, zipf, queries/s`, two, one);
  return { text: table(['', 'two workers', 'one process', 'ratio'], [row]), goals: [] };
}
