/**
 * A storm of good, bad, slow and dying clients against a real server on the loopback interface. It fails when a good
 * client gets one wrong byte or loses a reply, when the server crashes, logs an exception, or does not end cleanly, and
 * when its memory grows after the warm-up.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Load } from './loads.ts';
import { startLoad } from './loads.ts';
import type { Options } from './options.ts';
import { readOptions, USAGE } from './options.ts';
import type { Role } from './orders.ts';
import { startProbe } from './probe.ts';
import { seeded } from './random.ts';
import type { Server } from './server.ts';
import { startServer } from './server.ts';
import type { Outcome, Sample } from './verdict.ts';
import { faultsOf, megabytes, table } from './verdict.ts';
import { LIMITS } from './world.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Milliseconds between two kills of a process full of clients. */
const KILL_EVERY = 7000;

/** Everything but what is wrong may take so many seconds more than the storm. */
const MOST_AFTERMATH = 90;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!existsSync('/proc/self/status')) throw new Error('memory is read from /proc, which this system does not have');
  const program = options.server ?? build();
  const cap = Math.round(options.clients * 1.2) + 50;
  const server = await startServer(program, [
    ...['--proxy-protocol', '--max-connections', cap, '--max-per-address', LIMITS.perAddress],
    ...['--max-line', LIMITS.maxLine, '--write-timeout', LIMITS.writeTimeout, '--grace', LIMITS.grace],
    ...['--idle-timeout', LIMITS.idleTimeout, '--first-line-timeout', LIMITS.idleTimeout],
    ...(options.verbose ? ['--verbose'] : []),
  ].map(String));
  setTimeout(giveUp, (options.seconds + MOST_AFTERMATH) * 1000).unref();
  console.log(`seed ${options.seed}, server ${server.pid} on port ${server.port}, at most ${cap} connections`);

  const { outcome, stats } = await storm(options, server);
  const faults = faultsOf(outcome);
  console.log(`\n${table(outcome)}\n\nwhat the server said of itself:\n${stats}`);
  for (const fault of faults) console.log(`FAULT ${fault}`);
  console.log(faults.length === 0 ? 'The server held.' : `The server did not hold (seed ${options.seed}).`);
  process.exit(faults.length === 0 ? 0 : 1);
}

function build(): string {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  return fileURLToPath(new URL('../../dist/main.js', import.meta.url));
}

function giveUp(): void {
  console.log('FAULT the storm did not come to its end');
  process.exit(1);
}

async function storm(options: Options, server: Server): Promise<{ outcome: Outcome; stats: string }> {
  const length = options.seconds * 1000;
  const flood = Math.round(options.clients * 0.2) + 500;
  const load = (role: Role, seed = options.seed): Load =>
    startLoad({ role, port: server.port, seed, clients: options.clients, flood, length });
  const good = load('good');
  const bad = load('bad');
  const loads = [good, bad];
  const faults: string[] = [];
  const samples: Sample[] = [];
  let over = false;
  await Promise.all(loads.map((each) => each.ready()));
  const began = Date.now();
  const probe = startProbe(server.port);
  good.begin(began);
  // The good ones come first, so that all of them are there when the storm breaks.
  void good.opened(options.clients, length / 4).then(() => bad.begin(began));
  void server.exit.then((code) => {
    if (!over) faults.push(`the server ended with ${code} in the middle of the storm`);
    over = true;
  });

  function newVictims(number: number): Load {
    const born = load('victims', options.seed + number);
    void born.ready().then(() => born.begin(began));
    return born;
  }

  const random = seeded(options.seed, 'kills');
  let victims = newVictims(0);
  let killAt = began + KILL_EVERY;
  let victim = 1;
  while (!over && Date.now() < began + length) {
    await wait(1000);
    if (over) break;
    samples.push({
      memory: server.memory(),
      openFiles: server.openFiles(),
      clients: good.report.open,
      wait: probe.recently(),
    });
    if (samples.length % 5 === 0) console.log(progress(Date.now() - began, samples, loads));
    if (Date.now() < killAt) continue;
    victims.kill();
    victims = newVictims(victim++);
    killAt = Date.now() + KILL_EVERY + random.between(-2000, 2000);
  }

  const stats = await probe.stop();
  await Promise.all([...loads, victims].map((each) => each.stopping()));
  over = true;
  const stopped = Date.now();
  server.kill('SIGTERM');
  const exitCode = await Promise.race([server.exit, wait((LIMITS.grace + 10) * 1000, 'no end', { ref: false })]);
  const shutdown = (Date.now() - stopped) / 1000;
  for (const each of loads) each.ended();
  await Promise.all(loads.map((each) => each.done(10_000)));

  for (const each of loads) if (each.failed) faults.push('a process of clients failed');
  if (probe.fault !== undefined) faults.push(probe.fault);
  if (server.lastWord !== 'Server shut down.') faults.push(`the last word was '${server.lastWord}'`);
  return {
    stats,
    outcome: {
      clients: options.clients,
      seconds: options.seconds,
      reports: loads.map(({ report }) => report),
      samples,
      waits: { p50: probe.waited(50), p99: probe.waited(99), most: probe.waited(100) },
      exitCode,
      shutdown,
      logLines: server.logLines,
      faults: [...faults, ...server.logFaults],
    },
  };
}

function progress(elapsed: number, samples: readonly Sample[], loads: readonly Load[]): string {
  const last = samples.at(-1);
  const replies = loads.reduce((sum, { report }) => sum + report.replies, 0);
  const wrong = loads.flatMap(({ report }) => report.rows).reduce((sum, row) => sum + row.wrong, 0);
  const slowest = Math.max(...samples.slice(-5).map((sample) => sample.wait));
  return [
    `${(elapsed / 1000).toFixed(0).padStart(4)} s`,
    `${last?.openFiles ?? 0} open`,
    megabytes(last?.memory ?? 0),
    `${replies.toLocaleString('en')} replies`,
    `${slowest.toFixed(0)} ms at most`,
    `${wrong} wrong`,
  ].join(', ');
}

main().catch((error: unknown) => {
  console.error(`torture: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(1);
});
