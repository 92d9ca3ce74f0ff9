/** Queries a second: one after the other, and many at once; asked again and again, and each only once. */
import type { Outcome, Round } from './messages.ts';
import type { FreshMix, Stage } from './stage.ts';
import { FRESH_MIXES } from './stage.ts';
import { mean, median, ratio } from '../support/statistics.ts';
import { percent, significant, table, times } from '../support/table.ts';

/** Queries that come again and again; or only once: plain words, with operators, with wildcards, and by meaning. */
export type Mix = 'zipf' | FreshMix;

export interface Workload {
  readonly kind: 'closed' | 'deep';
  readonly clients: number;
  /** Queries that a client sends before it waits for the replies. */
  readonly deep: number;
  /** Queries a second that a round of each mix is planned with, where they come only once; it ends when they do. */
  readonly mixes: Readonly<Partial<Record<FreshMix, number>>>;
}

export const WORKLOADS: readonly Workload[] = [
  { kind: 'closed', clients: 1, deep: 1, mixes: { distinct: 10_000 } },
  { kind: 'closed', clients: 50, deep: 1, mixes: { distinct: 60_000, algebra: 40_000, wildcards: 20_000, meaning: 20_000 } },
  { kind: 'deep', clients: 50, deep: 16, mixes: { distinct: 120_000 } },
  { kind: 'deep', clients: 10, deep: 200, mixes: { distinct: 150_000 } },
];

const SERVERS = ['ours', 'floor', 'redis'] as const;
type Samples = { readonly [Server in (typeof SERVERS)[number]]: Outcome[] };

export interface Race {
  readonly workload: Workload;
  readonly mix: Mix;
  readonly samples: Samples;
}

export interface Throughput {
  readonly races: readonly Race[];
  /** Mean bytes of a reply to each mix, and how many distinct queries were asked. */
  readonly zipfBytes: number;
  readonly distinctBytes: number;
  readonly distinctQueries: number;
}

function raceOf(workload: Workload, mix: Mix): Race {
  return { workload, mix, samples: { ours: [], floor: [], redis: [] } };
}

/** Distinct queries may take so many times as long as a round is meant to; then it ends before they do. */
const DISTINCT_PATIENCE = 2;

/** How long the first rounds are, which only warm up, to those that count. */
const WARM_UP = 0.4;

/** Lets all servers run in turn, and again, so that what slows the machine for a while slows all of them. */
export async function measureThroughput(
  stage: Stage,
  workloads: readonly Workload[],
  passes: number,
  seconds: number,
  say: (progress: string) => void,
): Promise<Throughput> {
  const races = workloads.flatMap((workload) => {
    return ['zipf' as const, ...mixesOf(workload)].map((mix) => raceOf(workload, mix));
  });
  const order = [...SERVERS];
  let distinctBytes = 0;
  let distinctQueries = 0;

  async function run(race: Race, secondsOfRound: number, from: number, past: number): Promise<void> {
    const { workload, mix, samples } = race;
    for (const server of order) {
      const pair = mix === 'zipf' ? stage.zipf : stage.fresh;
      const target = server === 'redis' ? stage.redis?.target : pair[server].target;
      if (!target) continue;
      const { clients, deep } = workload;
      const round: Round = {
        target,
        clients,
        deep,
        tape: server === 'redis' ? `${mix} redis` : mix,
        from,
        past,
        again: mix === 'zipf',
        seconds: secondsOfRound,
        latencies: false,
      };
      samples[server].push((await stage.load.ask({ kind: 'round', round }, 'outcome')).outcome);
    }
  }

  async function runAll(name: string, secondsOfRound: number): Promise<void> {
    const asked = new Map<FreshMix, number>();
    const mixes = [...new Set(workloads.flatMap(mixesOf))];
    const recorded = await stage.nextFresh(
      new Map(mixes.map((mix) => [mix, plannedOf(mix, workloads) * secondsOfRound])),
    );
    const { queries, lengths } = recorded.get('distinct') ?? { queries: [], lengths: Uint32Array.of() };
    distinctQueries += queries.length;
    distinctBytes += lengths.reduce((sum, length) => sum + length, 0);
    for (const race of races) {
      const { mix, workload } = race;
      if (mix === 'zipf') await run(race, secondsOfRound, 0, stage.zipfDraws);
      else {
        const from = asked.get(mix) ?? 0;
        const part = (workload.mixes[mix] ?? 0) / plannedOf(mix, workloads);
        const share = (recorded.get(mix)?.queries.length ?? 0) * part;
        asked.set(mix, from + Math.floor(share));
        await run(race, secondsOfRound * DISTINCT_PATIENCE, from, from + Math.floor(share));
      }
      const rates = SERVERS.flatMap((server) =>
        race.samples[server].slice(-1).map((last) => `${server} ${significant(rate(last))}`),
      );
      say(`${name}, ${title(race)}, queries/s: ${rates.join(', ')}`);
    }
    order.reverse();
  }

  await runAll('warm-up', seconds * WARM_UP);
  for (const { samples } of races) for (const server of SERVERS) samples[server].length = 0;
  distinctQueries = distinctBytes = 0;
  for (let pass = 1; pass <= passes; pass++) await runAll(`pass ${pass}/${passes}`, seconds);
  return { races, zipfBytes: stage.zipfBytes, distinctBytes: distinctBytes / distinctQueries, distinctQueries };
}

function mixesOf({ mixes }: Workload): FreshMix[] {
  return FRESH_MIXES.filter((mix) => mixes[mix] !== undefined);
}

/** Queries a second that all rounds of a mix are planned with. */
function plannedOf(mix: FreshMix, workloads: readonly Workload[]): number {
  return workloads.reduce((sum, { mixes }) => sum + (mixes[mix] ?? 0), 0);
}

function rate({ queries, seconds }: Outcome): number {
  return queries / seconds;
}

/** How many times as fast as the floor we were. */
export function ratioToFloor({ samples }: Race): number {
  return ratio(samples.ours.map(rate), samples.floor.map(rate));
}

function title({ workload: { clients, deep }, mix }: Race): string {
  return `${clients} client${clients > 1 ? 's' : ''}${deep > 1 ? ` × ${deep} deep` : ''}, ${mix}`;
}

export function throughputTable({ races }: Throughput): string {
  const servers = ['mojifinder', 'floor', 'Redis'];
  const head = ['queries/s', ...servers, 'mojifinder : floor', 'Redis : floor', 'CPU', 'CPU of load'];
  return table(
    head,
    races.map((race) => {
      const { ours, floor, redis } = race.samples;
      const rates = [ours, floor, redis].map((outcomes) => significant(median(outcomes.map(rate))));
      return [
        title(race),
        ...rates,
        `**${times(ratioToFloor(race))}**`,
        times(ratio(redis.map(rate), floor.map(rate))),
        shares([ours, floor, redis], ({ serverShare }) => serverShare),
        shares([ours, floor, redis], ({ loadShare }) => loadShare),
      ];
    }),
  );
}

/** The share of a core for each server. */
function shares(samples: readonly (readonly Outcome[])[], share: (outcome: Outcome) => number): string {
  return samples.map((outcomes) => percent(mean(outcomes.map(share)))).join(' / ');
}
