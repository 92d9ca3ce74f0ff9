/**
 * `npm run bench`: how fast the built server is, next to a floor that does the same with no search at all, and next to
 * Redis. Progress goes to stderr, and the report to stdout, as Markdown.
 */
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import type { Children } from './children.ts';
import { children } from './children.ts';
import { measureClients } from './clients.ts';
import { measureMemory } from './memory.ts';
import { report } from './report.ts';
import { measureSearch } from './search.ts';
import { setStage } from './stage.ts';
import { measureStarts } from './start.ts';
import { measureStreaming } from './streaming.ts';
import type { Results } from './targets.ts';
import { missed } from './targets.ts';
import { WORKLOADS, measureThroughput } from './throughput.ts';
import { startWorker } from './worker.ts';
import { measureWorkers } from './workers.ts';

const PARTS = ['closed', 'deep', 'stream', 'workers', 'clients', 'start', 'memory', 'search'] as const;
type Part = (typeof PARTS)[number];

const USAGE = `usage: npm run bench -- [--only ${PARTS.join(',')}] [--seconds NUMBER] [--strict]`;

/** How often everything is measured. Short and often beats long and once: others use the machine, too. */
const PASSES = 6;
const STARTS = 12;
const MEMORY_PROCESSES = 3;
const DEFAULT_SECONDS = 0.5;
const MOST_SECONDS = 10;

/** Seconds that the whole may take, besides its rounds, and for each second of a round. */
const MOST_TIME = 240;
const MOST_TIME_PER_SECOND = 400;

interface Options {
  readonly parts: ReadonlySet<Part>;
  readonly seconds: number;
  /** Whether a target that is missed is a failure. */
  readonly strict: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, seconds: { type: 'string' }, strict: { type: 'boolean', default: false } },
  });
  const wanted = values.only?.split(',') ?? PARTS;
  const parts = PARTS.filter((part) => wanted.includes(part));
  const seconds = Number(values.seconds ?? DEFAULT_SECONDS);
  if (parts.length < wanted.length || !(seconds > 0 && seconds <= MOST_SECONDS)) throw new Error(USAGE);
  return { parts: new Set(parts), seconds, strict: values.strict };
}

async function main(): Promise<void> {
  const options = readOptions();
  const started = performance.now();
  const family = children(MOST_TIME + MOST_TIME_PER_SECOND * options.seconds);
  const say = (progress: string): void => {
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${progress}`);
  };
  build();
  const results = await measure(family, options, say);
  say('done');
  console.log(report(results, options.seconds, (performance.now() - started) / 1000));
  const misses = options.strict ? missed(results) : [];
  if (misses.length > 0) throw new Error(`missed: ${misses.join('; ')}`);
}

/** What needs a quiet machine comes first, and ends before the servers for the rest are started. */
async function measure(family: Children, { parts, seconds }: Options, say: (text: string) => void): Promise<Results> {
  const results: Results = {};
  if (parts.has('start')) {
    say(`${STARTS} starts`);
    results.starts = await measureStarts(family, STARTS);
  }
  if (parts.has('memory')) {
    say(`memory of ${MEMORY_PROCESSES} processes of each kind`);
    results.memory = await measureMemory(family, MEMORY_PROCESSES);
  }
  if (parts.has('search')) {
    say('search alone');
    results.search = await measureSearch();
  }
  const workloads = WORKLOADS.filter(({ kind }) => parts.has(kind));
  const needStage: readonly Part[] = ['closed', 'deep', 'stream', 'workers', 'clients'];
  if (!needStage.some((part) => parts.has(part))) return results;
  say('starting servers, recording replies');
  const stage = await setStage(family);
  results.redis = stage.redis?.version;
  if (workloads.length > 0) results.throughput = await measureThroughput(stage, workloads, PASSES, seconds, say);
  if (parts.has('stream')) {
    results.streaming = await measureStreaming(stage, startWorker(family, './load.ts'), PASSES, seconds, say);
  }
  if (parts.has('workers')) results.pools = await measureWorkers(family, stage, PASSES, seconds, say);
  if (parts.has('clients')) results.clients = await measureClients(family, stage, PASSES, seconds, say);
  return results;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
