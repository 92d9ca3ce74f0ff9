import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import type { Program } from '../../scripts/support/program.ts';
import { run } from '../../scripts/support/program.ts';
import { ask as askHere } from '../../src/command/ask.ts';
import { UsageError } from '../../src/command/flags.ts';
import { probe } from '../../src/command/probe.ts';
import { impostor } from '../client/impostor.ts';
import { needs } from '../needs.ts';
import { RULE, SNOWMEN, asking, oneLine, plainly } from './asking.ts';
import { runClient } from './run-client.ts';

const { main, port, ask, askAt } = asking();

describe('ask with words', { concurrency: 3 }, () => {
  test('prints the reply as the server does', async () => {
    assert.deepEqual(await ask(['--plain', 'snowman']), { stdout: SNOWMEN, stderr: '', status: 0 });
    const { stdout } = await ask(['--plain', '--format', 'json', 'cat', 'face', 'limit:1']);
    assert.equal(stdout, '{"code":"U+1F431","char":"🐱","name":"CAT FACE"}\n{"status":"ok","found":10,"shown":1}\n');
    assert.match((await ask(['--format', 'detail', 'U+2603'])).stdout, /^U\+2603\t☃\tSNOWMAN\n {4}/);
  });

  test('asks by meaning, unless it is told to send the words as they are', async () => {
    await using echo = await impostor(plainly(oneLine));
    assert.match((await askAt(echo.address, ['right', 'arrow'])).stdout, /\t\?right arrow\n/);
    assert.match((await askAt(echo.address, ['--plain', 'right', 'arrow'])).stdout, /\tright arrow\n/);
    assert.match((await askAt(echo.address, ['snow*', 'limit:2'])).stdout, /\tsnow\* limit:2\n/);
  });

  test('finds an arrow for a newcomer', async () => {
    const { stdout, status } = await ask(['right', 'arrow']);
    assert.match(stdout, /\t→\tRIGHTWARDS ARROW/);
    assert.equal(status, 0);
  });

  test('tells by its status that nothing was found', async () => {
    const { stdout, status } = await ask(['--plain', 'qqqqqqqq']);
    assert.match(stdout, /0 found\n$/);
    assert.equal(status, 1);
  });

  test('tells what was wrong with a question in one line', async () => {
    const stderr = "mojifinder: no block 'arows'; did you mean 'arrows'?\n";
    assert.deepEqual(await ask(['block:arows']), { stdout: '', stderr, status: 2 });
  });

  test('runs commands that mean something for one reply', async () => {
    assert.match((await ask(['/stats'])).stdout, /open: \d/);
  });

  test('refuses wrong flags and addresses in one line', async () => {
    for (const [args, message] of [
      [['--server', 'a b', 'cat'], /^'a b' is not the address of a server; write host:port.*$/],
      [['--jobs', '0', 'cat'], /^--jobs takes a whole number \(questions\) from 1 to 1024, not '0'$/],
      [['--timeout', '0', 'cat'], /^--timeout takes a whole number \(s\) from 1 to 3600, not '0'$/],
      [['--nothing', 'cat'], /^Unknown option '--nothing'$/],
      [['/quit'], /^\/quit only works in a session$/],
    ] as const) {
      await assert.rejects(askHere(args), (error) => error instanceof UsageError && message.test(error.message));
    }
  });
});

describe('ask at a terminal', { skip: needs('script') }, () => {
  /** The program in a terminal of its own. */
  function inTerminal(environment: NodeJS.ProcessEnv = {}): Program {
    const command = `'${process.execPath}' '${main()}' ask --plain --server 127.0.0.1:${port()}`;
    return run('script', ['--quiet', '--return', '--command', command, '/dev/null'], { env: environment });
  }

  test('holds a conversation, in colour', async () => {
    await using terminal = inTerminal({ NO_COLOR: '', TERM: 'xterm' });
    await terminal.line(/^─|ok/);
    terminal.child.stdin?.write('snowman\r');
    await terminal.line(/\x1b\[1m☃\x1b\[22m\tSNOWMAN/);
    terminal.child.stdin?.write('/quit\r');
    assert.equal(await terminal.ended, 0);
  });

  test('has no colour with NO_COLOR', async () => {
    await using terminal = inTerminal({ NO_COLOR: '1', TERM: 'xterm' });
    terminal.child.stdin?.write('snowman\r/quit\r');
    await terminal.line(/^U\+2603\t☃\tSNOWMAN/);
    assert.equal(await terminal.ended, 0);
  });
});

describe('ask where servers misbehave', { concurrency: 3 }, () => {
  const endless = (socket: Socket): void => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
  };
  const faults: [what: string, serve: (socket: Socket) => void, stderr: RegExp][] = [
    ['is not one', (socket) => void socket.write('HTTP/1.1 400 Bad\r\n'), /another protocol; it said: 'HTTP/],
    ['hangs', () => {}, /no answer in 1 s/],
    ['hangs after its greeting', plainly(() => ''), /no answer in 1 s/],
    ['closes at once', (socket) => void socket.end(), /closed the connection/],
    ['goes in the middle of a reply', plainly((_, socket) => (socket.end('U+0041\tA'), '')), /closed the connection/],
    ['sends 10 MB without an end', endless, /more than 1048576 bytes in one line/],
    ['is full', (socket) => void socket.end(`${RULE} error: full: 1 are connected\r\n`), /full: 1 are connected/],
    ['sends a status that is none', plainly(() => `${RULE} eight found\r\n?> `), /a status that is not known/],
  ];
  for (const [what, serve, stderr] of faults) {
    test(`says so in one line, with status 3, when one ${what}`, async () => {
      await using bad = await impostor(serve);
      const ended = await askAt(bad.address, [...(what.startsWith('hangs') ? ['--timeout', '1'] : []), 'cat']);
      assert.match(ended.stderr, stderr);
      assert.match(ended.stderr, /^mojifinder: 127\.0\.0\.1:\d+: .*\n$/);
      assert.equal(ended.status, 3);
    });
  }

  test('asks the next server when one hangs', async () => {
    await using bad = await impostor(() => {});
    const next = ['--server', `localhost:${port()}`];
    const ended = await askAt(bad.address, ['--timeout', '4', ...next, '--plain', 'snowman']);
    assert.deepEqual(ended, { stdout: SNOWMEN, stderr: '', status: 0 });
  });
});

describe('probe', () => {
  test('reports the state of each server, and ends with 0 only if all answer', async () => {
    await using other = await impostor((socket) => void socket.write('SSH-2.0-OpenSSH\r\n'));
    const up = `localhost:${port()}`;
    const gone = await impostor(() => {});
    await gone[Symbol.asyncDispose]();
    const all = await runClient(main(), ['probe', '--timeout', '1', gone.address, other.address, up]);
    const [first = '', ...rest] = all.stdout.trimEnd().split('\n');
    assert.match(first, new RegExp(`^${up} +up +mojifinder .*, \\d+ connections?, \\d+\\.\\d ms$`));
    assert.ok(rest.some((line) => line.startsWith(gone.address) && /down  nothing is listening there$/.test(line)));
    assert.ok(rest.some((line) => line.startsWith(other.address) && /down  this server speaks another/.test(line)));
    assert.equal(all.status, 1);
    const { stdout } = await runClient(main(), ['probe', '--timeout', '1', '127.0.0.100', up]);
    const columns = stdout.trimEnd().split('\n').map((line) => line.search(/ (?:up|down) /));
    assert.equal(columns[0], columns[1], stdout);
    assert.equal((await runClient(main(), ['probe', up])).status, 0);
  });

  test('asks again after the time of --watch', async () => {
    await using watching = run(process.execPath, [main(), 'probe', '--watch', '1', `localhost:${port()}`]);
    await watching.line(/up +mojifinder/);
    const before = watching.lines.length;
    await watching.line(/^$/);
    // The next round comes after an empty line.
    while (watching.lines.length < before + 2) await once(watching.child.stdout ?? watching.child, 'data');
    assert.match(watching.lines.at(-1) ?? '', /up +mojifinder/);
  });

  test('says what it needs', async () => {
    await assert.rejects(probe([]), /^UsageError: probe what\? Write addresses, as in mojifinder probe/);
    await assert.rejects(probe(['x:0']), /'x:0' is not the address of a server/);
  });
});
