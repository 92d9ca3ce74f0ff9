/** One process against two workers on one port. */
import type { Children } from './children.ts';
import type { Outcome, Round, Target } from './messages.ts';
import { startOurs } from './servers.ts';
import type { Stage } from './stage.ts';
import { median, ratio } from '../support/statistics.ts';
import { significant, table, times } from '../support/table.ts';

export interface Pools {
  readonly one: Outcome[];
  readonly two: Outcome[];
}

const CLIENTS = 50;
const DEEP = 16;

/** Asks both in turn, and again. */
export async function measureWorkers(
  family: Children,
  stage: Stage,
  passes: number,
  seconds: number,
  say: (progress: string) => void,
): Promise<Pools> {
  const two = await startOurs(family, ['--workers', '2']);
  const pools: Pools = { one: [], two: [] };
  const run = async (target: Target): Promise<Outcome> => {
    const round: Round = {
      target,
      clients: CLIENTS,
      deep: DEEP,
      tape: 'zipf',
      from: 0,
      past: stage.zipfDraws,
      again: true,
      seconds,
      latencies: false,
    };
    return (await stage.load.ask({ kind: 'round', round }, 'outcome')).outcome;
  };
  for (let pass = 0; pass <= passes; pass++) {
    const [one, both] = [await run(stage.zipf.ours.target), await run(two.target)];
    // The first pass only warms up.
    if (pass === 0) continue;
    pools.one.push(one);
    pools.two.push(both);
    say(`pass ${pass}/${passes}, workers: ${significant(rate(one))}, ${significant(rate(both))} queries/s`);
  }
  await two.end();
  return pools;
}

function rate({ queries, seconds }: Outcome): number {
  return queries / seconds;
}

export function workersTable({ one, two }: Pools): string {
  const rates = [one, two].map((outcomes) => significant(median(outcomes.map(rate))));
  const title = `${CLIENTS} clients × ${DEEP} deep, zipf, queries/s`;
  const gain = times(ratio(two.map(rate), one.map(rate)));
  return table(['', 'one process', 'two workers', 'ratio'], [[title, ...rates, gain]]);
}
