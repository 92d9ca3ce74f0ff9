/** Long replies next to short ones: how fast four clients get a whole script, and what fifty others notice of it. */
import { constants, setPriority } from 'node:os';
import { median, ratio } from '../support/statistics.ts';
import { significant, table } from '../support/table.ts';
import type { Finding, Pace } from './findings.ts';
import type { Outcome } from './load.ts';
import { startLoad } from './servers.ts';
import type { Stage } from './stage.ts';
import { STREAM } from './stage.ts';

const STREAMS = 4;
const ASKERS = 50;

/** One server: the askers alone and with the streams, and the streams. */
interface Samples {
  readonly alone: Outcome[];
  readonly together: Outcome[];
  readonly streams: Outcome[];
}

/**
 * The streams are read by a process of their own, so that they do not delay the askers' answers. With two processors,
 * both processes share the one that the server leaves; the reader has a low priority, since how long the askers wait
 * for their own processor says nothing about the server.
 */
export async function measureStreaming(stage: Stage, { passes, seconds, say }: Pace): Promise<Finding> {
  const ours: Samples = { alone: [], together: [], streams: [] };
  const floor: Samples = { alone: [], together: [], streams: [] };
  const reader = startLoad();
  setPriority(reader.pid, constants.priority.PRIORITY_LOW);
  await reader.call('insert', { name: 'stream', tape: stage.stream });
  for (let pass = 1; pass <= passes; pass++) {
    for (const [{ target }, samples] of [[stage.zipf.ours, ours], [stage.zipf.floor, floor]] as const) {
      const asking = { target, clients: ASKERS, deep: 1, tape: 'zipf', seconds };
      samples.alone.push(await stage.load.call('play', asking));
      const [together, streams] = await Promise.all([
        stage.load.call('play', asking),
        reader.call('play', { ...asking, clients: STREAMS, tape: 'stream' }),
      ]);
      samples.together.push(together);
      samples.streams.push(streams);
      say(`pass ${pass}/${passes}, streams of ${nameOf(samples)}: ${significant(megabytes(streams))} MB/s`);
    }
  }
  await reader.end();

  function nameOf(samples: Samples): string {
    return samples === ours ? 'mojifinder' : 'floor';
  }

  const rows = [ours, floor].map((samples) => {
    const both = (value: (outcome: Outcome) => number): string[] =>
      [samples.together, samples.alone].map((outcomes) => significant(median(outcomes.map(value))));
    const [rates, middles, tails] = [both(({ rate }) => rate), both(({ p50 }) => p50), both(({ p99 }) => p99)];
    return [nameOf(samples), significant(median(samples.streams.map(megabytes))), ...rates, ...middles, ...tails];
  });
  const head = ['', 'streams MB/s', 'queries/s', 'alone', 'p50 ms', 'alone', 'p99 ms', 'alone'];
  const speed = ratio(ours.streams.map(megabytes), floor.streams.map(megabytes));
  const slowdown = ratio(ours.together.map(({ p99 }) => p99), ours.alone.map(({ p99 }) => p99));
  return {
    text: `${STREAMS} clients stream \`${STREAM}\` while ${ASKERS} ask the zipf mix:\n\n${table(head, rows)}`,
    goals: [
      { what: 'streams: MB/s to the floor', measured: speed, atLeast: 0.8 },
      { what: 'p99 with streams to alone', measured: slowdown, atMost: 3 },
    ],
  };
}

function megabytes({ bytesPerSecond }: Outcome): number {
  return bytesPerSecond / 1e6;
}
