/** All that a run needs, started and ready: the servers, the load, and the mix of queries that everybody asks. */
import type { Children } from './children.ts';
import type { Tape, Target } from './messages.ts';
import { algebra, distinct, queries, questions, wildcards } from './queries.ts';
import { SEED, seeded, shuffle, zipf } from './random.ts';
import type { Redis } from './redis.ts';
import { startRedis } from './redis.ts';
import type { Floor, Server } from './servers.ts';
import { startFloor, startOurs } from './servers.ts';
import type { Answered } from './tapes.ts';
import { placesWithin, redisTape, tape } from './tapes.ts';
import type { Worker } from './worker.ts';
import { startWorker } from './worker.ts';

/** Different queries of the Zipf mix, and how often one is drawn before the tape starts again. */
const ZIPF_QUERIES = 10_000;
const ZIPF_DRAWS = 200_000;

/** Some more are drawn, since those with too long a reply are dropped. */
const SPARE = 1.1;

/** Longer replies are left out: a few of them would hold most of the bytes. */
export const LONGEST_REPLY = 12_288;

/** The long reply of the streams. */
export const STREAM = 'cjk';

/** Seconds that recording the queries of a pass may take; a slow server gets fewer of them. */
const RECORDING = 1.5;
const FIRST_RATE = 10_000;

/** Mixes of queries that come only once. */
export const FRESH_MIXES = ['distinct', 'algebra', 'wildcards', 'meaning'] as const;
export type FreshMix = (typeof FRESH_MIXES)[number];

/** How many queries of each mix a pass is planned with. */
export type Planned = ReadonlyMap<FreshMix, number>;

export interface Stage {
  readonly load: Worker;
  readonly redis: Redis | undefined;
  /** One pair of servers for each mix: what one mix leaves in a cache is not there in the way of the other. */
  readonly zipf: { readonly ours: Server; readonly floor: Floor };
  readonly fresh: { readonly ours: Server; readonly floor: Floor };
  readonly zipfAnswered: Answered;
  /** The mean length of a reply to the Zipf mix, as it is drawn. */
  readonly zipfBytes: number;
  readonly zipfDraws: number;
  readonly zipfTape: Tape;
  /** The long reply, again and again. */
  readonly stream: Tape;
  /**
   * Records queries that nobody has asked before, as many of each mix as are planned or can be recorded in time, and
   * puts them on the tapes of the mixes.
   */
  nextFresh(planned: Planned): Promise<ReadonlyMap<FreshMix, Answered>>;
}

export async function setStage(children: Children): Promise<Stage> {
  const random = seeded(SEED);
  const draw = queries(random);
  const seen = new Set<string>();
  const load = startWorker(children, './load.ts');
  const recorder = (await startOurs(children)).target;
  const redis = await startRedis(children);
  const zipfPair = { ours: await startOurs(children), floor: await startFloor(children) };
  const freshPair = { ours: await startOurs(children), floor: await startFloor(children) };

  const draws = { distinct: draw, algebra: algebra(random), wildcards: wildcards(random), meaning: questions(random) };
  /** Queries a second that could be recorded last. */
  let rate = FIRST_RATE;

  async function putOnTape(name: string, answered: Answered, order: Uint32Array): Promise<void> {
    await load.ask({ kind: 'tape', name, tape: tape(answered, order) }, 'ready');
    if (redis) await load.ask({ kind: 'tape', name: `${name} redis`, tape: redisTape(answered, order) }, 'ready');
  }

  const drawn = distinct(draw, ZIPF_QUERIES * SPARE, seen);
  const all = await ask(zipfPair.floor, recorder, [STREAM, ...drawn]);
  const zipfAnswered = pick(all, placesWithin(all, LONGEST_REPLY).slice(0, ZIPF_QUERIES));
  const order = zipf(random, zipfAnswered.queries.length, ZIPF_DRAWS);
  await putOnTape('zipf', zipfAnswered, order);
  await redis?.fill([zipfAnswered]);

  return {
    load,
    redis,
    zipf: zipfPair,
    fresh: freshPair,
    zipfAnswered,
    zipfBytes: order.reduce((sum, place) => sum + (zipfAnswered.lengths[place] ?? 0), 0) / order.length,
    zipfDraws: order.length,
    zipfTape: tape(zipfAnswered, order),
    stream: tape(all, Uint32Array.of(all.queries.indexOf(STREAM))),
    async nextFresh(planned) {
      const total = [...planned.values()].reduce((sum, count) => sum + count, 0);
      const part = Math.min(1, (rate * RECORDING) / total);
      const drawn = new Map<FreshMix, string[]>();
      for (const [mix, count] of planned) drawn.set(mix, distinct(draws[mix], Math.round(count * part), seen));
      const all = [...drawn.values()].flat();
      const started = performance.now();
      const recorded = await ask(freshPair.floor, recorder, all);
      rate = (all.length / (performance.now() - started)) * 1000;
      const mixes = new Map<FreshMix, Answered>();
      let from = 0;
      for (const [mix, queries] of drawn) {
        const own = { queries, lengths: recorded.lengths.slice(from, (from += queries.length)) };
        const kept = pick(own, placesWithin(own, LONGEST_REPLY));
        mixes.set(mix, kept);
        // In the order of the recording, the floor would read its memory from one end to the other.
        await putOnTape(mix, kept, Uint32Array.from(shuffle([...kept.queries.keys()], random)));
      }
      await redis?.fill([zipfAnswered, ...mixes.values()]);
      return mixes;
    },
  };
}

async function ask(floor: Floor, recorder: Target, all: readonly string[]): Promise<Answered> {
  return { queries: all, lengths: await floor.record(recorder, all) };
}

function pick({ queries: all, lengths }: Answered, places: Uint32Array): Answered {
  const picked = Array.from(places, (place) => all[place] ?? '');
  return { queries: picked, lengths: places.map((place) => lengths[place] ?? 0) };
}
