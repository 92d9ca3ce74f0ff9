import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listen } from '../scripts/support/listen.ts';
import type { Program } from '../scripts/support/program.ts';
import { run, serve } from '../scripts/support/program.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';
import { needs, needsFiles } from './needs.ts';
import type { Client } from './program.ts';
import { build, client, stats } from './program.ts';

const main = build();

const deploy = (file: string): string => fileURLToPath(new URL(`../scripts/deploy/${file}`, import.meta.url));

/** A listening socket that nobody accepts connections from, as a service manager holds one. */
async function held(start: (descriptor: number) => Program): Promise<{ port: number; program: Program }> {
  const server = createServer();
  const port = await listen(server);
  const descriptor: unknown = Reflect.get(Object(Reflect.get(server, '_handle')), 'fd');
  assert.ok(typeof descriptor === 'number');
  const program = start(descriptor);
  server.close();
  return { port, program };
}

/** Starts the server whenever it reads a line, and hands it the listening socket that it has itself. */
function manager(descriptor: number, flags: string): Program {
  const handOver = `LISTEN_PID=$$ LISTEN_FDS=1 exec '${process.execPath}' '${main}' serve ${flags}`;
  const script = `while read -r line; do sh -c "${handOver.replaceAll('$$', '\\$\\$')}"; echo "ended $?"; done`;
  return run('sh', ['-c', script], { inherited: descriptor });
}

for (const flags of ['', '--workers 2']) {
  test(`a socket that is handed over outlives the server, and loses no connection (flags: '${flags}')`, async () => {
    const { port, program } = await held((descriptor) => manager(descriptor, flags));
    await using _ = program;
    program.child.stdin?.write('start\n');
    assert.equal(await program.port(), port);
    await using first = await client(port);
    assert.match(await first.ask('U+2603'), /SNOWMAN/);
    process.kill(await leaderOf(first, flags), 'SIGTERM');
    await program.line(/^ended 0$/);
    assert.match(await first.rest(), /error: shutting down/);

    const patient = connect(port, '127.0.0.1');
    await once(patient, 'connect');
    patient.end('U+2603\n');
    program.child.stdin?.write('start again\n');
    assert.match(await text(patient), /^\?> U\+2603\t☃\tSNOWMAN\r\n─+ 1 found\r\n\?> $/);

    await using last = await client(port);
    process.kill(await leaderOf(last, flags), 'SIGTERM');
    await last.rest();
  });
}

/** The process that handles signals: the worker itself, or the one that started it. */
async function leaderOf(asker: Client, flags: string): Promise<number> {
  const pid = (await stats(asker)).get('pid') ?? 0;
  return flags === '' ? pid : Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
}

test('a socket that is meant for another process is left alone', async () => {
  await using server = serve(main, [], { env: { LISTEN_FDS: '1', LISTEN_PID: '1' } });
  assert.notEqual(await server.port(), 0);
});

test('a descriptor that cannot be listened on is refused in one line', async () => {
  const file = openSync(main, 'r');
  for (const [env, why] of [
    [{ LISTEN_FDS: '2' }, "Can't listen on 2 inherited sockets (LISTEN_FDS): hand over one."],
    [{ LISTEN_FDS: '1' }, "Can't listen on descriptor 3 (LISTEN_FDS): no socket."],
  ] as const) {
    await using server = serve(main, [], { env, inherited: file });
    assert.equal(await server.ended, 1);
    assert.deepEqual(server.lines, [`mojifinder: ${why}`]);
  }
  closeSync(file);
});

test('a descriptor that is not open is refused in one line', async () => {
  const script = `LISTEN_FDS=1 exec '${process.execPath}' '${main}' serve 3<&-`;
  await using server = run('sh', ['-c', script]);
  assert.equal(await server.ended, 1);
  // Some versions of Node open something of their own under this number.
  const why = /^mojifinder: Can't listen on descriptor 3 \(LISTEN_FDS\): (?:it is not open|no socket)\.$/;
  assert.match(server.lines.join('\n'), why);
});

test('a socket that is bound to no port is refused in one line', { skip: needs('python3') }, async () => {
  const script = `import os, socket, sys
unbound = socket.socket()
os.dup2(unbound.fileno(), 3)
os.set_inheritable(3, True)
os.environ['LISTEN_FDS'] = '1'
os.execv(sys.argv[1], sys.argv[1:])`;
  await using server = run('python3', ['-c', script, process.execPath, main, 'serve']);
  assert.equal(await server.ended, 1);
  const why = "Can't listen on descriptor 3 (LISTEN_FDS): this socket does not listen on a TCP port.";
  assert.deepEqual(server.lines, [`mojifinder: ${why}`]);
});

for (const workers of ['1', '2']) {
  test(`a service manager is told when ${workers} can serve, and when they stop`, async () => {
    const told: string[] = [];
    await using ear = createServer((socket) => void text(socket).then((state) => ear.emit('told', state)));
    ear.on('told', (state: string) => told.push(state)).listen(0, '127.0.0.1');
    await once(ear, 'listening');
    const folder = temporaryFolder();
    const address = ear.address();
    const port = typeof address === 'object' ? address?.port : 0;
    // Stands for the program of that name, which needs a service manager to talk with.
    const teller = `#!${process.execPath}\nrequire('net').connect(${port}, '127.0.0.1').end(process.argv[2]);\n`;
    writeFileSync(join(folder, 'systemd-notify'), teller, { mode: 0o755 });
    const env = { NOTIFY_SOCKET: '/run/manager', PATH: `${folder}:${process.env['PATH']}` };
    await using server = serve(main, ['--workers', workers], { env });
    await once(ear, 'told');
    server.kill('SIGTERM');
    if (told.length < 2) await once(ear, 'told');
    assert.deepEqual(told, ['READY=1', 'STOPPING=1']);
    assert.equal(await server.ended, 0);
  });
}

test('a server that cannot notify its manager still serves', async () => {
  const env = { NOTIFY_SOCKET: '/run/manager', PATH: temporaryFolder() };
  await using server = serve(main, [], { env });
  await server.line(/notify READY=1 failed: /);
  await using first = await client(await server.port());
  assert.match(await first.ask('U+2603'), /SNOWMAN/);
});

test('systemd understands the units', { skip: needs('systemd-analyze') }, () => {
  const units = ['mojifinder.service', 'mojifinder.socket'].map(deploy);
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('HAProxy understands its configuration', { skip: needs('haproxy') }, () => {
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', deploy('haproxy.cfg')], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('metrics are written, and none if there is no server', { skip: needs('nc', 'jq') }, async () => {
  await using server = serve(main);
  const port = String(await server.port());
  await using asker = await client(Number(port));
  await asker.ask('U+2603');
  await using metrics = run(deploy('metrics.sh'), ['127.0.0.1', port]);
  assert.equal(await metrics.ended, 0);
  for (const line of [
    '# HELP mojifinder_results_total Results found.',
    '# TYPE mojifinder_results_total counter',
    'mojifinder_results_total 1',
    'mojifinder_connections_open 2',
    'mojifinder_limit_connections_per_address 256',
    'mojifinder_connections_closed_total{reason="failed"} 0',
  ]) {
    assert.ok(metrics.lines.includes(line), line);
  }
  server.kill('SIGTERM');
  await server.ended;
  await using nothing = run(deploy('metrics.sh'), ['127.0.0.1', port]);
  assert.notEqual(await nothing.ended, 0);
  assert.deepEqual(nothing.lines, []);
});

test('every number of /stats is a metric, and the file for the collector is whole at any time', {
  skip: needs('nc', 'jq'),
}, async () => {
  await using server = serve(main);
  const port = await server.port();
  await using asker = await client(port);
  const names = [...(await stats(asker)).keys()].filter((name) => name !== 'worker' && name !== 'pid');
  const folder = temporaryFolder();
  await using metrics = run(deploy('metrics.sh'), ['127.0.0.1', String(port), join(folder, 'mojifinder.prom')]);
  assert.equal(await metrics.ended, 0);
  assert.deepEqual(readdirSync(folder), ['mojifinder.prom']);
  const values = readFileSync(join(folder, 'mojifinder.prom'), 'utf8').match(/^mojifinder_/gm) ?? [];
  assert.equal(values.length, names.length);
});

test('promtool accepts the metrics', { skip: needs('nc', 'jq', 'promtool') }, async () => {
  await using server = serve(main);
  await using metrics = run(deploy('metrics.sh'), ['127.0.0.1', String(await server.port())]);
  assert.equal(await metrics.ended, 0);
  const input = `${metrics.lines.join('\n')}\n`;
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  assert.equal(stdout + stderr, '');
  assert.equal(status, 0);
});

/** Queries with replies of very different length; what the right replies are is asked of a server itself. */
const QUERIES = ['snowman', 'cat face', 'arrow', 'U+2600..U+26FF', 'nobodyhasthisname'];

interface Balanced extends AsyncDisposable {
  readonly port: number;
  /** Says something to HAProxy's own socket; the answer. */
  order(line: string): Promise<string>;
}

/** HAProxy with the configuration as it is, save for addresses, the user, and a size that any machine has. */
async function balance(ports: readonly number[]): Promise<Balanced> {
  const folder = temporaryFolder();
  const admin = join(folder, 'admin.sock');
  const names = ['10.0.0.11:2323', '10.0.0.12:2323', '10.0.0.13:2323'];
  let config = readFileSync(deploy('haproxy.cfg'), 'utf8');
  for (const [from, to] of [
    ['bind :23', 'bind fd@3'],
    ['maxconn 50000', 'maxconn 500'],
    ['user haproxy', ''],
    ['group haproxy', ''],
    ['/run/haproxy/mojifinder.sock', admin],
    ...names.map((name, i) => [name, `127.0.0.1:${ports[i]}`] as const),
  ] as const) {
    assert.ok(config.includes(from), from);
    config = config.replaceAll(from, to);
  }
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, config);
  const { port, program } = await held((inherited) => run('haproxy', ['-db', '-f', file], { inherited }));
  // An answer shows that it listens everywhere.
  await (await client(port))[Symbol.asyncDispose]();

  async function order(line: string): Promise<string> {
    const socket = connect(admin);
    socket.write(`${line}\n`);
    return text(socket);
  }
  return { port, order, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

/** Asks one query after the other as long as it is told to, and checks each reply; how many there were. */
async function ask(asker: Client, replies: ReadonlyMap<string, string>, goOn: () => boolean): Promise<number> {
  let count = 0;
  while (goOn()) {
    const query = QUERIES[count++ % QUERIES.length] ?? '';
    assert.equal(await asker.ask(query), replies.get(query), query);
  }
  return count;
}

test('behind HAProxy, only the clients of a server notice when it goes', { skip: needs('haproxy') || needsFiles(1100) }, async () => {
  const flags = ['--proxy-protocol', '--verbose'];
  await using one = serve(main, flags);
  await using two = serve(main, flags);
  await using three = serve(main, flags);
  const servers = [one, two, three];
  await using balanced = await balance(await Promise.all(servers.map((server) => server.port())));
  const { port, order } = balanced;
  while ((await order('show stat')).match(/,L7OK,/g)?.length !== 3) await sleep(50);

  const clients: { asker: Client; pid: number }[] = [];
  for (let i = 0; i < 9; i++) {
    const asker = await client(port);
    clients.push({ asker, pid: (await stats(asker)).get('pid') ?? 0 });
  }
  const of = ({ pid }: Program): Client[] => clients.filter((each) => each.pid === pid).map(({ asker }) => asker);
  assert.deepEqual(servers.map((server) => of(server).length), [3, 3, 3], 'each server has as many');
  const [first] = of(three);
  await three.line(new RegExp(`connect 127\\.0\\.0\\.1:${first?.socket.localPort}$`));

  const replies = new Map<string, string>();
  for (const query of QUERIES) replies.set(query, (await first?.ask(query)) ?? '');
  let isOver = false;
  const lost = of(one).map((asker) => assert.rejects(ask(asker, replies, () => !isOver), { message: /^expected/ }));
  const kept = [...of(two), ...of(three)].map((asker) => ask(asker, replies, () => !isOver));

  one.kill('SIGKILL');
  await Promise.all([one.ended, ...lost]);
  for (let i = 0; i < 6; i++) await newcomer(port, replies);

  await order('set server mojifinder/two state drain');
  for (let i = 0; i < 6; i++) assert.equal(await newcomer(port, replies), three.pid);

  isOver = true;
  for (const count of await Promise.all(kept)) assert.ok(count > QUERIES.length);
  two.kill('SIGTERM');
  assert.equal(await two.ended, 0);
  for (const asker of of(two)) assert.match(await asker.rest(), /error: shutting down[^\n]*\r\n$/);
  for (const asker of of(three)) assert.equal(await asker.ask('snowman'), replies.get('snowman'));
  for (let i = 0; i < 6; i++) await newcomer(port, replies);
});

/** A client who comes, asks everything once and goes; the server that it had. */
async function newcomer(port: number, replies: ReadonlyMap<string, string>): Promise<number> {
  await using asker = await client(port);
  let left = QUERIES.length;
  await ask(asker, replies, () => left-- > 0);
  return (await stats(asker)).get('pid') ?? 0;
}
