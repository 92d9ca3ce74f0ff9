/**
 * A storm of good, bad, slow and dying clients against a real server on the loopback interface. It fails when a good
 * client gets one wrong byte or loses a reply, when the server crashes, logs an exception, or does not end cleanly, and
 * when its memory grows after the warm-up.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, MAIN } from '../support/build.ts';
import { openFiles, residentBytes } from '../support/processes.ts';
import type { Program } from '../support/program.ts';
import { serve } from '../support/program.ts';
import { seeded } from '../support/random.ts';
import { sum } from '../support/statistics.ts';
import { whole } from '../support/table.ts';
import type { Worker } from '../support/worker.ts';
import { startWorker } from '../support/worker.ts';
import type { Load, Orders, Report } from './load.ts';
import type { Log } from './log.ts';
import { watchLog } from './log.ts';
import { startProbe } from './probe.ts';
import type { Outcome, Sample } from './verdict.ts';
import { faultsOf, megabytes, tables } from './verdict.ts';
import { LIMITS } from './world.ts';

const USAGE =
  'Usage: npm run torture -- [--seconds 60] [--seed 1] [--clients 5000] [--verbose] [--server dist/main.js]';

/** Milliseconds between two kills of a process full of clients. */
const KILL_EVERY = 7000;

/** Seconds after the storm in which everything has to be over, unless something is wrong. */
const MAX_AFTERMATH = 90;

const FLAGS = {
  // The length of the storm, without starting and stopping the server.
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  // Good clients that stay connected; all other crowds are in proportion to them.
  clients: { type: 'string', default: '5000' },
  // The server's program; when it is left out, the project is built first.
  server: { type: 'string' },
  // Whether the server logs queries, too, so that its log is attacked as well.
  verbose: { type: 'boolean', default: false },
} as const;

type Options = Readonly<Record<'seconds' | 'seed' | 'clients', number>>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: FLAGS });
  const options = {
    seconds: wholeNumber('seconds', values.seconds, 5, 86_400),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    clients: wholeNumber('clients', values.clients, 100, 15_000),
  };
  if (Number.isNaN(residentBytes(process.pid))) throw new Error('memory is read from /proc, which is not there');
  if (values.server === undefined) build();
  const cap = Math.round(options.clients * 1.2) + 50;
  const log = watchLog();
  const server = serve(values.server ?? MAIN, [
    ...['--proxy-protocol', '--max-connections', cap, '--max-per-address', LIMITS.perAddress],
    ...['--max-line', LIMITS.maxLine, '--write-timeout', LIMITS.writeTimeout, '--grace', LIMITS.grace],
    ...['--idle-timeout', LIMITS.idleTimeout, '--first-line-timeout', LIMITS.idleTimeout],
    ...(values.verbose ? ['--verbose'] : []),
  ].map(String), { stderr: log.take, detached: false });
  setTimeout(() => {
    console.log('FAULT the storm did not come to its end');
    process.exit(1);
  }, (options.seconds + MAX_AFTERMATH) * 1000).unref();
  const port = await server.port();
  console.log(`seed ${options.seed}, server ${server.pid} on port ${port}, at most ${cap} connections`);

  const outcome = await storm(options, server, port, log);
  const faults = faultsOf(outcome);
  console.log(`\n${tables(outcome)}`);
  for (const fault of faults) console.log(`FAULT ${fault}`);
  console.log(faults.length === 0 ? 'The server held.' : `The server did not hold (seed ${options.seed}).`);
  process.exit(faults.length === 0 ? 0 : 1);
}

function wholeNumber(name: string, written: string, least: number, most: number): number {
  const number = Number(written);
  if (written !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not '${written}'`);
}

async function storm(options: Options, server: Program, port: number, log: Log): Promise<Outcome> {
  const { seconds, seed, clients } = options;
  const { pid } = server;
  const length = seconds * 1000;
  const random = seeded(seed, 'kills');
  const faults: string[] = [];
  const samples: Sample[] = [];
  let over = false;
  void server.ended.then((how) => {
    if (!over) faults.push(`the server ended with ${how} in the middle of the storm`);
    over = true;
  });

  async function load(role: Orders['role'], own = seed): Promise<Worker<Load>> {
    const orders: Orders = { role, port, seed: own, clients, flood: Math.round(clients * 0.2) + 500, length };
    const worker = startWorker<Load>(new URL('load.ts', import.meta.url), JSON.stringify(orders));
    await worker.call('prepare');
    return worker;
  }

  const [good, bad] = await Promise.all([load('good'), load('bad')]);
  const reports = (): Promise<Report[]> => Promise.all([good.call('report'), bad.call('report')]);
  const probe = await startProbe(port);
  const began = Date.now();
  await good.call('begin', began);
  let isStorm = false;
  let victims = await load('victims');
  await victims.call('begin', began);
  let killed = 0;
  let killAt = began + KILL_EVERY;
  while (!over && Date.now() < began + length) {
    await wait(1000);
    const seen = await reports();
    if (over) break;
    const open = seen[0]?.open ?? 0;
    samples.push({ memory: residentBytes(pid), openFiles: openFiles(pid), clients: open, wait: probe.recently() });
    const elapsed = Date.now() - began;
    if (samples.length % 5 === 0) console.log(progress(elapsed, samples, seen));
    // The good ones come first, so that all of them are there when the storm breaks.
    if (!isStorm && (open >= clients || elapsed > length / 4)) {
      isStorm = true;
      await bad.call('begin', began);
    }
    if (Date.now() < killAt) continue;
    await victims.end();
    victims = await load('victims', seed + ++killed);
    await victims.call('begin', began);
    killAt = Date.now() + KILL_EVERY + random.between(-2000, 2000);
  }

  const stats = await probe.stop();
  const fault = probe.fault();
  await Promise.all([good, bad, victims].map((each) => each.call('stop')));
  over = true;
  const stopped = Date.now();
  server.kill('SIGTERM');
  const exitCode = await Promise.race([server.ended, wait((LIMITS.grace + 10) * 1000, 'no end', { ref: false })]);
  const shutdown = (Date.now() - stopped) / 1000;
  await Promise.all([good, bad].map((each) => each.call('end', 10_000)));

  if (fault !== undefined) faults.push(fault);
  const lastWord = server.lines.at(-1) ?? '';
  if (lastWord !== 'Server shut down.') faults.push(`the last word was '${lastWord}'`);
  return {
    ...options,
    reports: await reports(),
    samples,
    waits: probe.waits,
    stats,
    exitCode,
    shutdown,
    logLines: log.lines,
    faults: [...faults, ...log.faults],
  };
}

function progress(elapsed: number, samples: readonly Sample[], reports: readonly Report[]): string {
  const { openFiles = 0, memory = 0 } = samples.at(-1) ?? {};
  const replies = sum(reports.map((report) => report.replies));
  const wrong = sum(reports.flatMap(({ rows }) => rows.map((row) => row.wrong)));
  const slowest = Math.max(...samples.slice(-5).map((sample) => sample.wait));
  const server = `${whole(elapsed / 1000).padStart(4)} s, ${openFiles} open, ${megabytes(memory)}`;
  return `${server}, ${whole(replies)} replies, ${whole(slowest)} ms at most, ${wrong} wrong`;
}

main().catch((error: unknown) => {
  console.error(`torture: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(1);
});
