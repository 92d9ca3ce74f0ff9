/**
 * `npm run bench`: how fast the built server is, next to a floor that does the same with no search at all. Progress
 * goes to stderr, and the report to stdout, as Markdown that can be read anywhere.
 */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from '../support/build.ts';
import { measureClients } from './clients.ts';
import type { Finding, Pace } from './findings.ts';
import { goalTable, missed } from './findings.ts';
import { measureMemory } from './memory.ts';
import { measureSearch } from './search.ts';
import { setStage } from './stage.ts';
import { measureStarts } from './start.ts';
import { measureStreaming } from './streaming.ts';
import { measureThroughput } from './throughput.ts';
import { measureWorkers } from './workers.ts';

/** What needs a quiet machine, and ends before the servers for the rest are started. */
const QUIET: Readonly<Record<string, () => Finding | Promise<Finding>>> = {
  start: () => measureStarts(STARTS),
  memory: () => measureMemory(MEMORY_PROCESSES),
  search: measureSearch,
};
const STAGED = ['closed', 'deep', 'stream', 'workers', 'clients'];
const PARTS = [...STAGED, ...Object.keys(QUIET)];

const USAGE = `usage: npm run bench -- [--only ${PARTS.join(',')}] [--seconds NUMBER] [--strict]`;

/** How often everything is measured. Short and often beats long and once: others use the machine, too. */
const PASSES = 6;
const STARTS = 12;
const MEMORY_PROCESSES = 3;
const DEFAULT_SECONDS = 0.5;
const MAX_SECONDS = 10;

/** Seconds that the whole may take, besides its rounds, and for each second of a round. */
const MAX_TIME = 240;
const MAX_TIME_PER_SECOND = 400;

/** The parts that are wanted, seconds of a round, and whether a target that is missed is a failure. */
function readOptions(): { parts: ReadonlySet<string>; seconds: number; strict: boolean } {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, seconds: { type: 'string' }, strict: { type: 'boolean', default: false } },
  });
  const parts = values.only?.split(',') ?? PARTS;
  const seconds = Number(values.seconds ?? DEFAULT_SECONDS);
  const isKnown = parts.every((part) => PARTS.includes(part));
  if (!isKnown || !(seconds > 0 && seconds <= MAX_SECONDS)) throw new Error(USAGE);
  return { parts: new Set(parts), seconds, strict: values.strict };
}

async function main(): Promise<void> {
  const { parts, seconds, strict } = readOptions();
  const limit = MAX_TIME + MAX_TIME_PER_SECOND * seconds;
  setTimeout(() => fail(new Error(`not done after ${limit} s, given up`)), limit * 1000).unref();
  const elapsed = (): number => Math.round(performance.now() / 1000);
  const say = (progress: string): void => console.error(`${String(elapsed()).padStart(4)} s  ${progress}`);
  build();
  const findings = await measure(parts, { passes: PASSES, seconds, say });
  say('done');
  const goals = findings.flatMap((finding) => finding.goals);
  const texts = [machine(seconds, elapsed()), ...findings.map(({ text }) => text)];
  if (goals.length > 0) texts.push(goalTable(goals));
  console.log(texts.join('\n\n'));
  const misses = strict ? missed(goals) : [];
  if (misses.length > 0) throw new Error(`missed: ${misses.join('; ')}`);
}

/** What is measured first is reported last. */
async function measure(parts: ReadonlySet<string>, pace: Pace): Promise<Finding[]> {
  const quiet: Finding[] = [];
  const staged: Finding[] = [];
  for (const [part, measurePart] of Object.entries(QUIET)) {
    if (!parts.has(part)) continue;
    pace.say(part);
    quiet.push(await measurePart());
  }
  if (!STAGED.some((part) => parts.has(part))) return quiet;
  pace.say('starting servers, recording replies');
  const stage = await setStage();
  if (parts.has('closed') || parts.has('deep')) staged.push(await measureThroughput(stage, parts, pace));
  if (parts.has('stream')) staged.push(await measureStreaming(stage, pace));
  if (parts.has('workers')) staged.push(await measureWorkers(stage, pace));
  if (parts.has('clients')) staged.push(await measureClients(stage, pace));
  return [...staged, ...quiet];
}

/** How it was measured, and on what. */
function machine(secondsOfRound: number, secondsOfRun: number): string {
  const [{ model = 'unknown' } = {}, ...others] = cpus();
  const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
  return (
    `\`${command}\`: rounds of ${secondsOfRound} s in turn, ${secondsOfRun} s in all; ratios are medians of pairs. ` +
    `${model.trim()}, ${others.length + 1} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `${platform()} ${release()} ${arch()}, Node ${process.versions.node}.`
  );
}

function fail(error: unknown): void {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

main().then(() => process.exit(), fail);
