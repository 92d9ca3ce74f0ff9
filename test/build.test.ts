/** The program as it is built: its index file, and what becomes of a running server whose folder changes. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { buildInto } from '../scripts/support/build.ts';
import { serve } from '../scripts/support/program.ts';
import { temporaryFolder } from '../scripts/support/temporary-folder.ts';
import { build, client } from './program.ts';

const main = build();

const LATER = ['block:arrows limit:1', 'is:emoji limit:1', '~happy limit:1', 'page up', '/format detail', 'octothorpe'];

test('a running server needs no file: all is answered when its folder is gone', async () => {
  const folder = temporaryFolder();
  cpSync(dirname(dirname(main)), folder, { recursive: true });
  await using server = serve(join(folder, 'dist/main.js'));
  await using asker = await client(await server.port());
  rmSync(join(folder, 'dist'), { recursive: true });
  for (const line of LATER) assert.match(await asker.ask(line), /\d found\r\n$|─ ok\r\n$/, line);
});

test('rebuilding gives the same files, leaves a running server alone, and leaves only the new program', async () => {
  const folder = temporaryFolder();
  cpSync(dirname(dirname(main)), folder, { recursive: true });
  const dist = join(folder, 'dist');
  await using server = serve(join(dist, 'main.js'));
  await using asker = await client(await server.port());
  buildInto(folder);
  for (const line of LATER) assert.match(await asker.ask(line), /\d found\r\n$|─ ok\r\n$/, line);
  assert.deepEqual(readdirSync(folder).sort(), ['dist']);
  for (const file of ['search/index/index.bin', 'search/index/facts.bin', 'search/meaning/names.bin', 'main.js']) {
    assert.ok(readFileSync(join(dist, file)).equals(readFileSync(join(dirname(main), file))), file);
  }
});

/** A copy of the program, with an index to be damaged. */
const copied = temporaryFolder();
before(() => cpSync(dirname(dirname(main)), copied, { recursive: true }));

for (const [name, damage, fault] of [
  ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1), 'it is damaged'],
  ['has one byte changed', (bytes: Buffer) => changed(bytes, 1_000_000), 'it is damaged'],
  ['is empty', () => Buffer.alloc(0), 'it is not a mojifinder index'],
  ['is another file', () => Buffer.from('hello, world: this is not an index'), 'it is not a mojifinder index'],
  ['has another layout', (bytes: Buffer) => changed(bytes, 8), 'its layout is 7, and this program reads 6'],
] as const) {
  test(`an index that ${name} is named in one line`, async () => {
    const file = join(copied, 'dist/search/index/index.bin');
    writeFileSync(file, damage(readFileSync(join(dirname(main), 'search/index/index.bin'))));
    await using server = serve(join(copied, 'dist/main.js'));
    assert.equal(await server.ended, 1);
    const what = `Can't use the index ${file}: ${fault}; install again, or run npm run build.`;
    assert.deepEqual(server.lines, [`mojifinder: ${what}`]);
  });
}

test('a damaged file fails the lines that need it, and only the log says which file it is', async () => {
  const damaged = temporaryFolder();
  cpSync(dirname(main), damaged, { recursive: true });
  const names = join(damaged, 'search/meaning/names.bin');
  writeFileSync(names, changed(readFileSync(names), 1_000_000));
  await using server = serve(join(damaged, 'main.js'));
  await using asker = await client(await server.port());
  const logged = server.line(/fault answer .*names\.bin: it is damaged/);
  assert.match(await asker.ask('?right arrow'), /^─{66} error: a file of this server is damaged; its log [^/]+\r\n$/);
  await logged;
  assert.match(await asker.ask('snowman limit:1'), /SNOWMAN/);
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
