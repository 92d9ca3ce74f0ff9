/** All that a run needs, started and ready: the servers, the load, and the mix of queries that everybody asks. */
import { seeded } from '../support/random.ts';
import { mean } from '../support/statistics.ts';
import { algebra, distinct, queries, questions, wildcards } from './queries.ts';
import { startFloor, startLoad, startOurs } from './servers.ts';
import type { Answered, Tape } from './tapes.ts';
import { placesWithin, tape, zipf } from './tapes.ts';

/** Where all chance of a bench begins; one that makes the replies to the Zipf mix about 940 bytes long on average. */
export const SEED = 38;

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

/** Mixes of queries that come only once: plain words, with operators, with wildcards, and by meaning. */
export type FreshMix = 'distinct' | 'algebra' | 'wildcards' | 'meaning';

export type Stage = Awaited<ReturnType<typeof setStage>>;

export async function setStage() {
  const random = seeded(SEED);
  const draw = queries(random);
  const draws = { distinct: draw, algebra: algebra(random), wildcards: wildcards(random), meaning: questions(random) };
  const seen = new Set<string>();
  const load = startLoad();
  const recorder = await startOurs();
  // Each mix is asked of servers of its own, so that what one leaves in a cache does not affect the other.
  const zipfPair = { ours: await startOurs(), floor: await startFloor() };
  const freshPair = { ours: await startOurs(), floor: await startFloor() };
  /** Queries a second that could be recorded last. */
  let rate = FIRST_RATE;

  /** Has a floor ask queries of the recorder, and replay its replies from then on. */
  async function ask({ call }: typeof zipfPair.floor, queries: readonly string[]): Promise<Answered> {
    return { queries, lengths: await call('record', { port: recorder.target.port, queries }) };
  }

  const all = await ask(zipfPair.floor, [STREAM, ...distinct(draw, ZIPF_QUERIES * SPARE, seen)]);
  const places = placesWithin(all, LONGEST_REPLY).slice(0, ZIPF_QUERIES);
  const zipfTape = tape(all, zipf(random, places.length, ZIPF_DRAWS).map((rank) => places[rank] ?? 0));
  await load.call('insert', { name: 'zipf', tape: zipfTape });

  return {
    load,
    zipf: zipfPair,
    fresh: freshPair,
    zipfTape,
    /** The mean length of a reply to the Zipf mix, as it is drawn. */
    zipfBytes: mean(zipfTape.replyLengths),
    /** The long reply, again and again. */
    stream: tape(all, Uint32Array.of(0)),
    /**
     * Records queries that nobody has asked before, as many of each mix as are planned or can be recorded in time, and
     * gives the load a tape of each mix.
     */
    async nextFresh(planned: ReadonlyMap<FreshMix, number>): Promise<ReadonlyMap<FreshMix, Tape>> {
      const total = [...planned.values()].reduce((sum, count) => sum + count, 0);
      const part = Math.min(1, (rate * RECORDING) / total);
      const drawn = Array.from(planned, ([mix, count]) => {
        return { mix, queries: distinct(draws[mix], Math.round(count * part), seen) };
      });
      const started = performance.now();
      const { lengths } = await ask(freshPair.floor, drawn.flatMap(({ queries }) => queries));
      rate = (lengths.length / (performance.now() - started)) * 1000;
      const tapes = new Map<FreshMix, Tape>();
      let from = 0;
      for (const { mix, queries } of drawn) {
        const own = { queries, lengths: lengths.slice(from, (from += queries.length)) };
        // In the order of the recording, the floor would read its memory from one end to the other.
        const fresh = tape(own, Uint32Array.from(random.shuffle([...placesWithin(own, LONGEST_REPLY)])));
        tapes.set(mix, fresh);
        await load.call('insert', { name: mix, tape: fresh });
      }
      return tapes;
    },
  };
}
