import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/support/temporary-folder.ts';
import { impostor } from '../client/impostor.ts';
import { RULE, SNOWMEN, asking, oneLine, plainly } from './asking.ts';
import { runClient } from './run-client.ts';

const CAT = `U+1F431\t🐱\tCAT FACE\n${RULE} 1 of 10 found\n`;

const { main, port, ask, askAt } = asking();

describe('ask with questions from standard input', { concurrency: 3 }, () => {
  test('answers them in order, one status line each, and sums up', async () => {
    const lines = 'snowman\n\n  cat face limit:1  \nblock:arows\n\xff\n/quit\nqqqqqqqq\nsnowman';
    const { stdout, stderr, status } = await ask(['--plain'], Buffer.from(lines, 'latin1'));
    const error = (message: string): string => `${RULE} error: ${message}\n`;
    assert.deepEqual(stdout.split(/(?<=^─.*\n)/m), [
      SNOWMEN,
      CAT,
      error("no block 'arows'; did you mean 'arrows'?"),
      error('this line is not UTF-8'),
      error('this is a command and no question'),
      `${RULE} 0 found\n`,
      SNOWMEN,
    ]);
    const [arows, garbled, command, summary] = stderr.split('\n');
    assert.equal(arows, "line 4: no block 'arows'; did you mean 'arrows'?");
    assert.equal(garbled, 'line 5: this line is not UTF-8');
    assert.equal(command, 'line 6: this is a command and no question');
    assert.match(summary ?? '', /^7 questions: 3 found, 1 found nothing, 3 not understood; \d+\.\d s, [\d,]+\/s$/);
    assert.equal(status, 2);
  });

  test('reports in its exit status that all went well, or that nothing was found', async () => {
    assert.equal((await ask(['--plain'], 'snowman\nqqqqqqqq\n')).status, 0);
    assert.equal((await ask(['--plain', '-'], 'qqqqqqqq\n')).status, 1);
    assert.equal((await ask(['--plain'], '')).status, 1);
  });

  test('gives the same bytes in both orders, even for replies longer than its buffer', async () => {
    const input = 'cjk\nsnowman\ncjk\n';
    const inOrder = await ask(['--plain'], input);
    const completed = await ask(['--plain', '--as-completed'], input);
    const replies = (text: string): string[] => text.replace(/^\?> .*\n/gm, '').split(/(?<=^─.*\n)/m).sort();
    assert.deepEqual(replies(completed.stdout), replies(inOrder.stdout));
    assert.equal(inOrder.stdout.match(/^U\+/gm)?.length, 2 * 103_204 + 3);
  });

  test('asks again when a server goes away in between, and loses and repeats nothing', async () => {
    let served = 0;
    await using flaky = await impostor(
      plainly((line, socket) => {
        if (++served % 10 === 0) socket.destroy();
        return oneLine(line);
      }),
    );
    const names = Array.from({ length: 100 }, (_, at) => `q${at}`);
    const { stdout, status } = await askAt(flaky.address, ['--plain', '--jobs', '4'], names.join('\n'));
    assert.deepEqual([...stdout.matchAll(/^U\+0041\tA\t(.*)$/gm)].map(([, name]) => name), names);
    assert.equal(status, 0);
  });

  test('stops where no server is left, and says after how many', async () => {
    let bad: { close(): void } | undefined;
    await using going = await impostor((socket) =>
      plainly((line) => {
        if (line === 'q5') bad?.close();
        return oneLine(line);
      })(socket),
    );
    bad = { close: () => void going[Symbol.asyncDispose]() };
    const names = Array.from({ length: 100 }, (_, at) => `q${at}`);
    const flags = ['--plain', '--jobs', '2', '--timeout', '2'];
    const { stdout, stderr, status } = await askAt(going.address, flags, names.join('\n'));
    assert.match(stdout, /error: .*nothing is listening there/);
    assert.match(stderr, /^stopped: .*nothing is listening there$/m);
    assert.match(stderr, /^\d questions: \d found, 0 found nothing, \d not answered; /m);
    assert.equal(status, 3);
  });

  test('waits once for a server that agrees and then says nothing', { timeout: 30_000 }, async () => {
    await using silent = await impostor(plainly((line) => (line === 'q0' ? oneLine(line) : '')));
    const names = Array.from({ length: 60 }, (_, at) => `q${at}`);
    const { stderr, status } = await askAt(silent.address, ['--plain', '--timeout', '1'], names.join('\n'));
    assert.match(stderr, /^stopped: .*: no answer in 1 s$/m);
    assert.match(stderr, /^\d+ questions: 1 found, 0 found nothing, \d+ not answered; /m);
    assert.equal(status, 3);
  });

  test('prints an answer as soon as it arrives, even if nothing more is asked yet', async () => {
    const args = [main(), 'ask', '--server', `localhost:${port()}`, '--plain', '-'];
    const asking = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    for (const [question, answer] of [['snowman', SNOWMEN], ['cat face limit:1', CAT]] as const) {
      let said = '';
      asking.stdin.write(`${question}\n`);
      for (; said.length < answer.length; said += String((await once(asking.stdout, 'data'))[0]));
      assert.equal(said, answer);
    }
    asking.stdin.end();
    assert.deepEqual(await once(asking, 'exit'), [0, null]);
  });

  test('sums up what was answered when Ctrl-C ends it', async () => {
    await using slow = await impostor(plainly((line) => (line === 'never' ? '' : oneLine(line))));
    const args = [main(), 'ask', '--server', slow.address, '--plain', '-'];
    const asking = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    asking.stdin.write('snowman\ncat\nnever\n');
    await new Promise<void>((resolve) => {
      asking.stdout.on('data', (chunk) => void (/cat/.test(String(chunk)) && resolve()));
    });
    asking.kill('SIGINT');
    const [said, [status]] = await Promise.all([text(asking.stderr), once(asking, 'exit')]);
    assert.match(said, /^stopped: interrupted\n2 questions: 2 found, 0 found nothing; /);
    assert.equal(status, 130);
  });

  test('reads a file that is no text, and lines of any length', async () => {
    const path = join(temporaryFolder(), 'questions');
    const bad = Buffer.from('snowman\n\xff\xfe\n', 'latin1');
    const lines = [bad, Buffer.alloc(1_000_000, 'x'), Buffer.from('\nsnowman\n')];
    writeFileSync(path, Buffer.concat(lines));
    const file = openSync(path, 'r');
    const { stdout, stderr } = await ask(['--plain'], file);
    closeSync(file);
    assert.match(stderr, /^line 2: this line is not UTF-8$/m);
    assert.match(stderr, /^line 3: this line has more than 65536 bytes$/m);
    assert.equal(stdout.match(/^U\+2603\t/gm)?.length, 2);
  });
});

describe('find -', () => {
  test('answers questions from standard input, without a server', async () => {
    const { stdout, stderr, status } = await runClient(main(), ['find', '-'], 'snowman\ncat face limit:1\nblock:arows\n');
    assert.equal(stdout, `${SNOWMEN}${CAT}${RULE} error: no block 'arows'; did you mean 'arrows'?\n`);
    assert.match(stderr, /^line 3: no block.*\n3 questions: 2 found, 0 found nothing, 1 not understood; /);
    assert.equal(status, 2);
  });

  test('gives what ask gives', async () => {
    const input = ['snowman', 'cat face', 'cjk', 'nbsp', 'snowmann', '~happy', '"less than"'].join('\n');
    const [found, asked] = await Promise.all([runClient(main(), ['find', '-'], input), ask(['--plain'], input)]);
    assert.equal(found.stdout, asked.stdout);
  });
});
