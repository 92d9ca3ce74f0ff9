/** What has to hold, and whether it does. */
import type { Clients } from './clients.ts';
import { costOfOne, ratioToLoad } from './clients.ts';
import type { Memory } from './memory.ts';
import type { Timing } from './search.ts';
import type { Starts } from './start.ts';
import { median, ratio } from '../support/statistics.ts';
import type { Streaming } from './streaming.ts';
import { slowdown, streamRatio } from './streaming.ts';
import { significant, table, times } from '../support/table.ts';
import type { Mix, Throughput } from './throughput.ts';
import { ratioToFloor } from './throughput.ts';
import type { Pools } from './workers.ts';

/** What a run measured; parts that were left out are not there. */
export interface Results {
  throughput?: Throughput;
  streaming?: Streaming;
  pools?: Pools;
  clients?: Clients;
  starts?: Starts;
  memory?: Memory;
  search?: readonly Timing[];
  /** The version of Redis, where there is one. */
  redis?: string | undefined;
}

interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit?: string;
  /** Why it is known not to be met, where it is. */
  readonly known?: string | undefined;
}

/** The least ratio to the floor, by clients, depth and mix; and why it is known not to be reached, where it is. */
const RATIOS: readonly (readonly [clients: number, deep: number, mix: Mix, least: number, known?: string])[] = [
  [50, 1, 'zipf', 0.95],
  [50, 16, 'zipf', 1],
  [10, 200, 'zipf', 1.2, 'two hundred replies take two writes, as no more than 112 KiB is held for a client'],
  [50, 1, 'distinct', 0.85],
  [50, 1, 'algebra', 0.5],
  [50, 1, 'wildcards', 0.3],
  [50, 1, 'meaning', 0.2],
  [50, 16, 'distinct', 0.6],
  [10, 200, 'distinct', 0.55],
];

/** The targets of all that was measured, if there are any. */
export function targetTable(results: Results): string | undefined {
  const rows = [...goals(results)].map((goal) => {
    const { what, measured, atLeast, atMost, unit = '', known } = goal;
    const limit = atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost ?? ''}`;
    const value = unit === '' ? times(measured) : `${significant(measured)}${unit}`;
    return [what, `${limit}${unit}`, value, isMet(goal) ? '✓' : known === undefined ? '✗' : `✗ (${known})`];
  });
  return rows.length > 0 ? table(['target', 'limit', 'measured', 'met'], rows) : undefined;
}

/** What is not met, and not known to be out of reach. */
export function missed(results: Results): string[] {
  return [...goals(results)].filter((goal) => !isMet(goal) && goal.known === undefined).map(({ what }) => what);
}

function isMet({ measured, atLeast, atMost }: Goal): boolean {
  return measured >= (atLeast ?? -Infinity) && measured <= (atMost ?? Infinity);
}

function* goals(results: Results): Generator<Goal> {
  const { throughput, streaming, clients, starts, memory } = results;
  for (const [clients, deep, mix, atLeast, known] of throughput ? RATIOS : []) {
    const race = throughput?.races.find(
      ({ workload, mix: raced }) => workload.clients === clients && workload.deep === deep && raced === mix,
    );
    const what = `${clients} clients, ${deep} deep, ${mix}: queries/s to the floor`;
    if (race) yield { what, measured: ratioToFloor(race), atLeast, known };
  }
  if (streaming) {
    yield { what: 'streams: MB/s to the floor', measured: streamRatio(streaming), atLeast: 0.8 };
    yield { what: 'p99 with streams to alone', measured: slowdown(streaming.ours), atMost: 3 };
  }
  if (clients) {
    yield { what: '`ask`, 16 deep: questions/s to the load', measured: ratioToLoad(clients), atLeast: 0.5 };
    yield { what: '`ask` of one to `node -e 0`', measured: costOfOne(clients), atMost: 5, unit: ' ms' };
  }
  if (starts) yield { what: 'first answer to `node -e 0`', measured: ratio(starts.ours, starts.node), atMost: 2.5 };
  if (memory) {
    yield { what: 'memory at rest', measured: median(memory.resident) / 1e6, atMost: 90, unit: ' MB' };
    yield { what: 'memory per connection to the bare server', measured: ratio(memory.ours, memory.bare), atMost: 1.3 };
  }
}
