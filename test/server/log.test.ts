import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { quoted } from '../../src/server/journal.ts';
import { openLog } from '../../src/server/log.ts';
import { needs } from '../needs.ts';
import { oneResult, serve } from './test-server.ts';

describe('the log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mojifinder-'));
  after(() => rmSync(folder, { recursive: true }));

  test('has one line per event, with the time', async () => {
    const file = join(folder, 'log');
    const descriptor = openSync(file, 'w');
    const log = openLog(descriptor);
    log.line('one');
    log.line('two');
    await log.flush();
    closeSync(descriptor);
    assert.match(readFileSync(file, 'utf8'), /^\d{4}-\d\d-\d\dT[\d:.]+Z one\n\d{4}-\d\d-\d\dT[\d:.]+Z two\n$/);
  });

  test('has ten lines of one kind in a second, and counts the rest', async () => {
    const file = join(folder, 'flood');
    const descriptor = openSync(file, 'w');
    const log = openLog(descriptor);
    for (let i = 1; i <= 9; i++) log.line(`nine ${i}`, 'nine');
    for (let i = 1; i <= 10; i++) log.line(`ten ${i}`, 'ten');
    for (let i = 1; i <= 11; i++) log.line(`eleven ${i}`, 'eleven');
    for (let i = 1; i <= 4721; i++) log.line(`many ${i}`, 'many');
    for (let i = 1; i <= 20; i++) log.line(`any ${i}`);
    await log.flush();
    closeSync(descriptor);
    const lines = readFileSync(file, 'utf8').replace(/^\S+ /gm, '').trimEnd().split('\n');
    assert.equal(lines.length, 9 + 10 + 11 + 11 + 20);
    assert.ok(lines.includes('ten 10') && !lines.includes('eleven 11'));
    assert.deepEqual(lines.slice(-2), ['eleven … and 1 more', 'many … and 4711 more']);
  });

  test('does not wait for its reader, holds little, and says what it dropped', {
    skip: needs('mkfifo'),
  }, async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const descriptor = openSync(pipe, 'r+');
    const log = openLog(descriptor);
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) log.line('x'.repeat(100));
    await log.flush();
    assert.ok(performance.now() - start < 5000);

    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    let text = '';
    const flushed = log.flush();
    for (const chunk = Buffer.alloc(65_536); !text.includes('Z drop '); await new Promise(setImmediate)) {
      try {
        text += chunk.toString('utf8', 0, readSync(reader, chunk));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      }
    }
    await flushed;
    closeSync(reader);
    closeSync(descriptor);
    const dropped = Number(/Z drop (\d+) log lines: they were not taken\n/.exec(text)?.[1]);
    assert.ok(dropped > 5000 && dropped < 10_000, `${dropped} dropped`);
    assert.equal(text.match(/Z x{100}\n/g)?.length, 10_000 - dropped);
  });

  test('counts lines that cannot be written, and says so with the next one that can', {
    skip: needs('mkfifo'),
  }, async () => {
    const pipe = join(folder, 'broken');
    execFileSync('mkfifo', [pipe]);
    const gone = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(pipe, 'w');
    const log = openLog(descriptor);
    closeSync(gone);
    for (let i = 1; i <= 3; i++) {
      log.line(`lost ${i}`);
      await log.flush();
    }
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    log.line('next');
    await log.flush();
    const chunk = Buffer.alloc(1000);
    const text = chunk.toString('utf8', 0, readSync(reader, chunk));
    closeSync(reader);
    closeSync(descriptor);
    assert.match(text, /^\S+Z next\n\S+Z drop 3 log lines: they were not taken\n$/);
  });

  test('does not keep a process alive when nobody reads the log', async () => {
    const module = new URL('../../src/server/log.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(async ({ openLog }) => {
      const log = openLog(2);
      for (let i = 0; i < 2000; i++) log.line('x'.repeat(100));
      await log.flush();
      process.exit(7);
    })`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.pause();
    assert.deepEqual(await once(child, 'exit'), [7, null]);
    child.stderr.destroy();
  });

  test('records queries and connections only when it is verbose', async () => {
    for (const verbose of [false, true]) {
      await using server = await serve({ verbose });
      await using client = await connect(server.port);
      client.sends('cat\n/quit');
      await client.expects(`?> ${oneResult('cat')}`);
      await client.rest();
      client.ends();
      await server.closing();
      const kinds = server.logged.map((line) => line.replace(/ .*/, ''));
      assert.deepEqual(kinds, verbose ? ['listen', 'connect', 'query', 'query', 'close'] : ['listen']);
    }
  });
});

describe("a client's text in the log", () => {
  test('is quoted, and can neither end the line nor control the terminal', () => {
    assert.equal(quoted('cat "face" \\'), '"cat \\"face\\" \\\\"');
    assert.equal(quoted('a\r\nlisten\x1b[2J'), '"a\\u{d}\\u{a}listen\\u{1b}[2J"');
    assert.equal(quoted('\u202e\u2028\0\x9b'), '"\\u{202e}\\u{2028}\\u{0}\\u{9b}"');
    assert.equal(quoted('☃ é'), '"☃ é"');
  });

  test('is cut after 100 characters', () => {
    assert.equal(quoted('x'.repeat(100)), `"${'x'.repeat(100)}"`);
    assert.equal(quoted('x'.repeat(101)), `"${'x'.repeat(100)}"…`);
    assert.equal(quoted('😀'.repeat(101)), `"${'😀'.repeat(100)}"…`);
  });
});
