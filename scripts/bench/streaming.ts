/** Long replies next to short ones: how fast four clients get a whole script, and what fifty others notice of it. */
import { constants, setPriority } from 'node:os';
import type { Outcome, Round, Target } from './messages.ts';
import type { Stage } from './stage.ts';
import { median, ratio } from '../support/statistics.ts';
import { significant, table } from '../support/table.ts';
import type { Worker } from './worker.ts';

export const STREAMS = 4;
export const ASKERS = 50;

/** One server: the askers alone and with the streams, and the streams. */
interface Samples {
  readonly alone: Outcome[];
  readonly together: Outcome[];
  readonly streams: Outcome[];
}

export interface Streaming {
  readonly ours: Samples;
  readonly floor: Samples;
}

/**
 * The streams are read by a process of their own, so that the askers' answers do not wait after them. Where there are
 * two processors, both share the one that the server leaves; the reader is told to give way, since how long the askers
 * wait for their own processor says nothing of the server.
 */
export async function measureStreaming(
  stage: Stage,
  reader: Worker,
  passes: number,
  seconds: number,
  say: (progress: string) => void,
): Promise<Streaming> {
  const streaming: Streaming = {
    ours: { alone: [], together: [], streams: [] },
    floor: { alone: [], together: [], streams: [] },
  };

  async function play(worker: Worker, target: Target, tape: string, clients: number, past: number): Promise<Outcome> {
    const round: Round = { target, clients, deep: 1, tape, from: 0, past, again: true, seconds, latencies: true };
    return (await worker.ask({ kind: 'round', round }, 'outcome')).outcome;
  }

  setPriority(reader.pid, constants.priority.PRIORITY_LOW);
  await reader.ask({ kind: 'tape', name: 'stream', tape: stage.stream }, 'ready');
  for (let pass = 0; pass < passes; pass++) {
    for (const server of ['ours', 'floor'] as const) {
      const { target } = stage.zipf[server];
      const samples = streaming[server];
      samples.alone.push(await play(stage.load, target, 'zipf', ASKERS, stage.zipfDraws));
      const [together, streams] = await Promise.all([
        play(stage.load, target, 'zipf', ASKERS, stage.zipfDraws),
        play(reader, target, 'stream', STREAMS, 1),
      ]);
      samples.together.push(together);
      samples.streams.push(streams);
      say(`pass ${pass + 1}/${passes}, streams of ${server}: ${significant(megabytes(streams))} MB/s`);
    }
  }
  return streaming;
}

function megabytes({ bytes, seconds }: Outcome): number {
  return bytes / seconds / 1e6;
}

/** Our speed of the streams to the floor's. */
export function streamRatio({ ours, floor }: Streaming): number {
  return ratio(ours.streams.map(megabytes), floor.streams.map(megabytes));
}

/** Our slow replies together the streams to those alone. */
export function slowdown({ together, alone }: Samples): number {
  return ratio(together.map(({ p99 }) => p99), alone.map(({ p99 }) => p99));
}

export function streamingTable(streaming: Streaming): string {
  const head = ['', 'streams MB/s', 'queries/s', 'alone', 'p50 ms', 'alone', 'p99 ms', 'alone'];
  const rows = (['ours', 'floor'] as const).map((server) => {
    const { alone, together, streams } = streaming[server];
    const middle = (outcomes: Outcome[], value: (outcome: Outcome) => number): string =>
      significant(median(outcomes.map(value)));
    const both = (value: (outcome: Outcome) => number): string[] => [middle(together, value), middle(alone, value)];
    return [
      server === 'ours' ? 'mojifinder' : 'floor',
      middle(streams, megabytes),
      ...both(({ queries, seconds }) => queries / seconds),
      ...both(({ p50 }) => p50),
      ...both(({ p99 }) => p99),
    ];
  });
  return table(head, rows);
}
