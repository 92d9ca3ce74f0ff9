import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../scripts/support/program.ts';
import { COMMANDS } from '../src/command/commands.ts';
import { readFlags, UsageError } from '../src/command/flags.ts';
import type { Client } from './program.ts';
import { build, client, stats } from './program.ts';

const main = build();

const SNOWMAN = /^U\+2603\t☃\tSNOWMAN\r\n─{66} 1 found\r\n$/;

/** A query with a reply that no socket takes at once. */
const LONG = 'block:cjk_unified_ideographs';

/** Connects until the given worker answers. */
async function clientOf(port: number, worker: number): Promise<Client> {
  for (;;) {
    const candidate = await client(port);
    if ((await stats(candidate)).get('worker') === worker) return candidate;
    candidate.socket.destroy();
  }
}

async function pidOf(asker: Client): Promise<number> {
  return (await stats(asker)).get('pid') ?? 0;
}

/** Asks for `/stats` until a row is as it should be: workers hear of each other once a second. */
async function statsWith(asker: Client, name: string, value: number): Promise<Map<string, number>> {
  for (;;) {
    const latest = await stats(asker);
    if (latest.get(name) === value) return latest;
    await sleep(50);
  }
}

test('two workers answer on one port, and /stats says which one does and sums over both', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  await using first = await clientOf(port, 1);
  await using second = await clientOf(port, 2);
  assert.match(await first.ask('U+2603'), SNOWMAN);
  assert.match(await second.ask('U+2603'), SNOWMAN);
  const sums = await statsWith(second, 'results', 2);
  assert.equal(sums.get('workers'), 2);
  assert.equal(sums.get('open'), 2);
  const others = await statsWith(first, 'results', 2);
  assert.deepEqual([others.get('worker'), sums.get('worker')], [1, 2]);
  assert.notEqual(sums.get('pid'), others.get('pid'));
});

test('a worker that is killed is replaced, and nobody but its clients notices', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  await using first = await clientOf(port, 1);
  await using second = await clientOf(port, 2);
  assert.match(await first.ask('U+2603'), SNOWMAN);
  await statsWith(second, 'results', 1);
  process.kill(await pidOf(first), 'SIGKILL');
  await first.rest();
  await server.line(/worker 1 died: SIGKILL; another starts in 100 ms/);
  assert.match(await second.ask('U+2603'), SNOWMAN);
  await using third = await clientOf(port, 3);
  assert.match(await third.ask('U+2603'), SNOWMAN);
  const sums = await statsWith(second, 'results', 3);
  assert.equal(sums.get('workers'), 2);
});

test('a worker that has stopped reporting for ten seconds is replaced', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  await using first = await clientOf(port, 1);
  process.kill(await pidOf(first), 'SIGSTOP');
  await server.line(/worker 1 died: no report for 10 s; another starts in 100 ms/);
  await first.rest();
  await server.line(/worker 3 listen/);
});

test('a worker that dies again and again is replaced more and more slowly', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  for (const [worker, next, delay] of [[1, 3, 100], [3, 4, 200], [4, 5, 400]] as const) {
    await using victim = await clientOf(port, worker);
    process.kill(await pidOf(victim), 'SIGKILL');
    await server.line(new RegExp(`worker ${worker} died: SIGKILL; another starts in ${delay} ms`));
    await server.line(new RegExp(`worker ${next} listen`));
  }
});

test('SIGHUP replaces the workers one by one, and refuses no connection', async () => {
  await using server = serve(main, ['--workers', '2', '--grace', '2']);
  const port = await server.port();
  await using old = await clientOf(port, 1);
  const replaced = server.line(/worker 2 stop/).then(() => true);
  server.kill('SIGHUP');
  await server.line(/worker 1 stop/);
  assert.match(await old.ask('U+2603'), SNOWMAN, 'who is connected may finish');
  for (let done = false; !done; done = await Promise.race([replaced, sleep(0, false)])) {
    await using fresh = await client(port);
    assert.match(await fresh.ask('U+2603'), SNOWMAN);
  }
  assert.match(await old.rest(), /error: shutting down/);
  await using fresh = await client(port);
  assert.ok(((await stats(fresh)).get('worker') ?? 0) > 2);
  await statsWith(fresh, 'open', 1);
  // While the old one was still there, the new one may have been told of three.
  await statsWith(fresh, 'workers', 2);
});

test('a worker that retires still hears of the others, and /stats of its clients stays up to date', async () => {
  await using server = serve(main, ['--workers', '2', '--grace', '60']);
  const port = await server.port();
  await using old = await clientOf(port, 1);
  server.kill('SIGHUP');
  await server.line(/worker 1 stop/);
  await using fresh = await client(port);
  assert.match(await fresh.ask('U+2603'), SNOWMAN);
  await statsWith(old, 'results', 1);
});

test('SIGHUP while workers are being replaced replaces the new ones, too', async () => {
  await using server = serve(main, ['--workers', '2', '--grace', '0']);
  await server.port();
  server.kill('SIGHUP');
  await server.line(/worker 1 is replaced/);
  server.kill('SIGHUP');
  server.kill('SIGHUP');
  await server.line(/worker 4 stop/);
});

test('SIGTERM as soon as a server says that it serves ends it in peace', async () => {
  await using server = serve('src/main.ts');
  server.child.stdout?.once('data', () => server.kill('SIGTERM'));
  assert.equal(await server.ended, 0);
});

test('SIGTERM while workers start is no failure', async () => {
  await using server = serve(main, ['--workers', '4']);
  await server.line(/worker \d listen/);
  server.kill('SIGTERM');
  const status = await server.ended;
  assert.deepEqual([status, server.lines.at(-1)], [0, 'Server shut down.'], server.lines.join('\n'));
});

test('SIGTERM finishes the replies in flight of all workers', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  await using first = await clientOf(port, 1);
  await using second = await clientOf(port, 2);
  const clients = [first, second];
  const whole = await first.ask(LONG);
  for (const { socket } of clients) socket.pause().write(`${LONG}\r\n`);
  await using third = await client(port);
  await statsWith(third, 'open', 3);
  server.kill('SIGTERM');
  await Promise.all([server.line(/worker 1 stop/), server.line(/worker 2 stop/)]);
  for (const each of clients) {
    each.socket.resume();
    const said = await each.rest();
    assert.ok(said.startsWith(whole), 'the reply is whole');
    assert.match(said, /error: shutting down[^\n]*\r\n$/);
  }
  assert.equal(await server.ended, 0);
  assert.equal(server.lines.at(-1), 'Server shut down.');
});

test('a second SIGTERM ends all at once', async () => {
  await using server = serve(main, ['--workers', '2', '--grace', '600']);
  await using slow = await client(await server.port());
  slow.socket.pause().write(`${LONG}\r\n`.repeat(20));
  server.kill('SIGTERM');
  await server.line(/stop 2 workers/);
  server.kill('SIGTERM');
  assert.equal(await server.ended, 1);
  slow.socket.resume();
  await slow.rest();
});

test('if no worker can start, one line says why', async () => {
  await using occupied = createServer().listen(0, '127.0.0.1');
  await once(occupied, 'listening');
  const address = occupied.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await using server = serve(main, ['--workers', '2', '--port', String(port)]);
  assert.equal(await server.ended, 1);
  assert.deepEqual(server.lines.slice(-1), [`mojifinder: Can't listen on 127.0.0.1:${port}: the address is already in use.`]);
});

test('workers end with the process that leads them', async () => {
  await using server = serve(main, ['--workers', '2']);
  const port = await server.port();
  await using first = await clientOf(port, 1);
  await using second = await clientOf(port, 2);
  server.kill('SIGKILL');
  await Promise.all([first.rest(), second.rest()]);
  // The output of the program is closed when the last of its processes has ended.
  assert.equal(await server.ended, 'SIGKILL');
});

test('one worker is the server itself', async () => {
  await using server = serve(main, ['--workers', '1']);
  await using only = await client(await server.port());
  assert.equal(await pidOf(only), server.pid);
});

test('--workers takes a number of processes, or auto', () => {
  const workers = (value: string): number => readFlags([`--workers=${value}`], COMMANDS.serve.flags).settings.workers;
  assert.equal(workers('1'), 1);
  assert.equal(workers('256'), 256);
  assert.equal(workers('auto'), availableParallelism());
  for (const value of ['0', '257', '-1', 'two', 'AUTO', '']) {
    const message = `--workers takes a whole number from 1 to 256 or 'auto', not '${value}'`;
    assert.throws(() => workers(value), new UsageError(message));
  }
});
