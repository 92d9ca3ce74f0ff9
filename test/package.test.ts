import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../scripts/support/program.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';
import { MISSING, needs } from './needs.ts';
import { build, client } from './program.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SHELLS = ['bash', 'zsh', 'fish'];

/** Bytes of the packed program; the index and the data are almost all of it. */
const MAX_BYTES = 8_000_000;

/** Where the package is installed, and the program that stands on the PATH there. */
const home = temporaryFolder();
const mojifinder = join(home, 'node_modules/.bin/mojifinder');

let packed: { filename: string; size: number; files: readonly { path: string }[] };

/** Runs npm to its end; what it wrote on stdout. */
function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

before(() => {
  // What the runner of the tests has built is packed, so that it is not built again.
  const copy = temporaryFolder();
  for (const each of ['scripts/deploy', 'package.json', 'LICENSE', 'README.md']) {
    cpSync(join(ROOT, each), join(copy, each), { recursive: true });
  }
  cpSync(dirname(build()), join(copy, 'dist'), { recursive: true });
  [packed] = JSON.parse(npm(copy, 'pack', '--json', '--silent', '--ignore-scripts'));
  npm(home, 'init', '--yes');
  npm(home, 'install', '--offline', '--no-audit', '--no-fund', join(copy, packed.filename));
});

test('the package is small, and holds the program, its index and names, what operators need, and nothing else', () => {
  assert.ok(packed.size < MAX_BYTES, `${packed.size} bytes`);
  const paths = packed.files.map(({ path }) => path);
  const known =
    /^(dist\/.+\.(js|bin|1)|dist\/client\/.+\.d\.ts|scripts\/deploy\/.+|(.+\/)?package\.json|LICENSE|README\.md)$/;
  assert.deepEqual(paths.filter((path) => !known.test(path)), []);
  const built = [
    'dist/main.js',
    'dist/search/index/index.bin',
    'dist/search/index/facts.bin',
    'dist/search/meaning/names.bin',
  ];
  for (const path of [...built, 'scripts/deploy/mojifinder.service', 'LICENSE']) {
    assert.ok(paths.includes(path), path);
  }
});

test('packing builds the program first', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  assert.equal(scripts['prepack'], 'npm run build');
});

test('an installed server serves, answers and stops', async () => {
  await using server = run(mojifinder, ['serve', '--port', '0'], { cwd: home });
  await using asker = await client(await server.port());
  assert.match(await asker.ask('snowman'), /^U\+2603\t☃\tSNOWMAN\r\n/);
  server.kill('SIGTERM');
  assert.match(await asker.rest(), /error: shutting down/);
  assert.equal(await server.ended, 0);
});

test('an installed server starts workers of its own kind', async () => {
  await using server = run(mojifinder, ['--workers', '2', '--port', '0'], { cwd: home });
  await using asker = await client(await server.port());
  assert.match(await asker.ask('U+2603'), /SNOWMAN/);
  server.kill('SIGINT');
  assert.equal(await server.ended, 0);
});

test('find answers without a server, and says by its status whether anything was found', async () => {
  for (const [args, status, said] of [
    [['find', 'u+2603'], 0, /^U\+2603\t☃\tSNOWMAN$/],
    [['find', '--format', 'json', 'snowman', 'without', 'snow'], 0, /^\{"code":"U\+26C4"/],
    [['find', 'nobodyhasthisname'], 1, /^─{66} 0 found$/],
    [['find', 'colour:red'], 2, /^mojifinder: /],
    [['find'], 2, /^mojifinder: find what\?/],
    [['fnid', 'cat'], 2, /^mojifinder: no command 'fnid'; did you mean: mojifinder find cat$/],
    [['help'], 2, /^mojifinder: no command 'help'; did you mean: mojifinder --help$/],
    [['find', '->'], 2, /^mojifinder: Unknown option '->'; write -- before words that start with a hyphen$/],
    [['server'], 2, /^mojifinder: no command 'server'; did you mean: mojifinder serve$/],
    [['cat', 'face'], 2, /^mojifinder: no command 'cat'; did you mean: mojifinder find cat face$/],
    [['--prot', '1'], 2, /^mojifinder: Unknown option '--prot'$/],
  ] as const) {
    await using found = run(mojifinder, args, { cwd: home });
    assert.equal(await found.ended, status, args.join(' '));
    assert.match(found.lines[0] ?? '', said);
  }
});

test('the manual names every command and flag, and fits on a terminal', async () => {
  await using manual = run(mojifinder, ['--help'], { cwd: home });
  assert.equal(await manual.ended, 0);
  const text = manual.lines.join('\n');
  for (const heading of ['NAME', 'SYNOPSIS', 'SERVE', 'FIND', 'ASK', 'PROBE', 'SIGNALS', 'EXIT STATUS', 'EXAMPLES']) {
    assert.ok(manual.lines.includes(heading), heading);
  }
  assert.match(text, /--idle-timeout N\n +Time without a complete line\. Default: 600 s; from 1 to 604800\./);
  assert.match(text, /--workers N\|auto\n/);
  assert.deepEqual(manual.lines.filter((line) => [...line].length > 80), []);
  for (const command of ['serve', 'find', 'ask', 'probe', 'completion']) {
    await using same = run(mojifinder, [command, '-h'], { cwd: home });
    assert.equal(await same.ended, 0);
    assert.deepEqual(same.lines, manual.lines);
  }
});

test('--version is what the package says', async () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const flag of ['--version', '-V']) {
    await using told = run(mojifinder, [flag], { cwd: home });
    assert.equal(await told.ended, 0);
    assert.deepEqual(told.lines, [`mojifinder ${version}, Unicode 18.0.0`]);
  }
});

/** What the README shows of the library: a whole program. */
function programOfReadme(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n(import [^]*?)^```$/m.exec(readme) ?? [];
  assert.ok(program.includes("from 'mojifinder'") && program.trim().split('\n').length <= 10, program);
  return program;
}

test('the library has types that a strict project compiles with, and the program of the README runs', async () => {
  symlinkSync(join(ROOT, 'node_modules/@types'), join(home, 'node_modules/@types'));
  await using server = run(mojifinder, ['serve', '--port', '0'], { cwd: home });
  const port = String(await server.port());
  const uses = `import type { Answer, Client, Pool, Result, ServerState } from 'mojifinder';
import { ConnectionError, QueryError, connect, pool, probe } from 'mojifinder';
const client: Client = await connect({ port: ${port}, timeout: 1000 });
const answer: Answer = client.ask('cat face', { limit: 1, signal: AbortSignal.timeout(1000) });
const results: Result[] = await answer.all();
const found: number | undefined = answer.found;
await client.close();
const some: Pool = pool({ servers: ['localhost:${port}'], size: 2 });
try { await some.ask('block:arows').all(); } catch (error) { if (!(error instanceof QueryError)) throw error; }
await some[Symbol.asyncDispose]();
for await (const state of probe(['localhost:${port}'])) {
  const up: ServerState = state;
  if (!up.up) { const error: ConnectionError = up.error; throw error; }
}
console.log(results[0]?.name, found);
`;
  writeFileSync(join(home, 'uses.mts'), uses);
  writeFileSync(join(home, 'readme.mts'), programOfReadme().replaceAll('2323', port));
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(process.execPath, [compiler, ...options, 'uses.mts', 'readme.mts'], {
    cwd: home,
    encoding: 'utf8',
  });
  assert.equal(compiled.status, 0, compiled.stdout);
  for (const [file, said] of [['uses.mjs', /^CAT FACE 10$/m], ['readme.mjs', /^☃ SNOWMAN$/m]] as const) {
    await using program = run(process.execPath, [file], { cwd: home });
    assert.equal(await program.ended, 0, program.lines.join('\n'));
    assert.match(program.lines.join('\n'), said);
  }
});

for (const shell of SHELLS) {
  test(`${shell} understands its completion`, { skip: needs(shell) }, async () => {
    await using printed = run(mojifinder, ['completion', shell], { cwd: home });
    assert.equal(await printed.ended, 0);
    assert.ok(printed.lines.some((line) => /(--|-l )max-connections/.test(line)));
    const file = join(home, `completion.${shell}`);
    writeFileSync(file, printed.lines.join('\n'));
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
}

test('bash completes commands, flags and their values', { skip: needs('bash') }, async () => {
  await using printed = run(mojifinder, ['completion', 'bash'], { cwd: home });
  await printed.ended;
  const script = `${printed.lines.join('\n')}
complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mojifinder; echo "\${COMPREPLY[*]}"; }
complete_words mojifinder ''
complete_words mojifinder serve --w
complete_words mojifinder --po
complete_words mojifinder find --format d
complete_words mojifinder find --format = d
complete_words mojifinder find --format =
complete_words mojifinder --workers ''
complete_words mojifinder completion ''`;
  const { stdout } = spawnSync('bash', { input: script, encoding: 'utf8' });
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    'serve find ask probe completion',
    '--workers --write-timeout',
    '--port',
    'detail',
    'detail',
    'plain json detail full',
    'auto',
    'bash zsh fish --help --version',
  ]);
});

test('zsh offers a flag again that may be given more than once, and no other', { skip: needs('zsh') }, async () => {
  await using printed = run(mojifinder, ['completion', 'zsh'], { cwd: home });
  await printed.ended;
  const script = `compdef() { : }
_arguments() { print -l -- "$@" }
${printed.lines.join('\n')}
words=(mojifinder ask --)
CURRENT=3
_mojifinder`;
  const { stdout } = spawnSync('zsh', ['-f'], { input: script, encoding: 'utf8' });
  const specs = stdout.split('\n');
  assert.ok(specs.some((spec) => spec.startsWith('*--server=')), stdout);
  assert.ok(specs.some((spec) => spec.startsWith('--jobs=')), stdout);
});

test('an unknown shell is refused, and so is a missing one', async () => {
  for (const args of [['completion'], ['completion', 'tcsh'], ['completion', 'bash', 'zsh']]) {
    await using refused = run(mojifinder, args, { cwd: home });
    assert.equal(await refused.ended, 2);
    assert.deepEqual(refused.lines, ['mojifinder: completion for which shell? Write one of bash, zsh, fish']);
  }
});

for (const args of [['find', 'cjk'], ['find', 'snowman'], ['--help'], ['--version'], ['completion', 'bash']]) {
  test(`output that can't be written is said in one line: ${args.join(' ')}`, {
    skip: !existsSync('/dev/full') && `${MISSING}/dev/full`,
  }, () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(mojifinder, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    assert.match(stderr, /^mojifinder: can't write the output: [^\n]*ENOSPC[^\n]*\n$/);
    assert.equal(status, 1);
  });
}

test('find ends silently when its reader stops reading', { skip: needs('head') }, () => {
  const script = `'${mojifinder}' find cjk | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(stdout.split('\n').length, 2);
});

test('a variable that makes Node treat the server as a worker is named', async () => {
  await using server = run(mojifinder, ['serve', '--port', '0'], { cwd: home, env: { NODE_UNIQUE_ID: '1' } });
  assert.equal(await server.ended, 1);
  assert.match(server.lines.join('\n'), /^mojifinder: NODE_UNIQUE_ID is set[^\n]+$/);
});
