import assert from 'node:assert/strict';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openIndex } from '../../src/search/index/moji-index.ts';
import { eachLine, impostor } from '../client/impostor.ts';
import { build, temporaryFolder } from '../program.ts';
import type { WholeServer } from '../wire/test-server.ts';
import { serveIndex } from '../wire/test-server.ts';
import type { Ended } from './run-client.ts';
import { runClient } from './run-client.ts';

const RULE = '─'.repeat(66);
const SNOWMEN = `U+2603\t☃\tSNOWMAN\nU+26C4\t⛄\tSNOWMAN WITHOUT SNOW\nU+26C7\t⛇\tBLACK SNOWMAN\n${RULE} 3 found\n`;
const CAT = `U+1F431\t🐱\tCAT FACE\n${RULE} 1 of 10 found\n`;

let main: string;
let server: WholeServer;
before(async () => {
  main = build();
  server = await serveIndex(openIndex());
});
after(() => server[Symbol.asyncDispose]());

function ask(args: readonly string[], input?: Buffer | string | number): Promise<Ended> {
  return runClient(main, ['ask', '--server', `localhost:${server.port}`, ...args], input);
}

/** Greets, and answers each line with what a function makes of it. */
function plainly(answer: (line: string, socket: Socket) => string): (socket: Socket) => void {
  return (socket) => {
    socket.write('?> ');
    eachLine(socket, (line) => void socket.write(`${answer(line, socket)}`), `${RULE} ok\r\n?> `);
  };
}

/** The plain reply with one result, named as the question. */
function oneLine(question: string): string {
  return `U+0041\tA\t${question}\r\n${RULE} 1 found\r\n?> `;
}

/** Asks something else than the real server. */
function askAt(address: string, args: readonly string[], input?: string): Promise<Ended> {
  return runClient(main, ['ask', '--server', address, '--timeout', '1', ...args], input);
}

describe('ask with words', () => {
  test('prints the reply as the server does', async () => {
    assert.deepEqual(await ask(['--plain', 'snowman']), { stdout: SNOWMEN, stderr: '', status: 0 });
    const { stdout } = await ask(['--plain', '--format', 'json', 'cat', 'face', 'limit:1']);
    assert.equal(stdout, '{"code":"U+1F431","char":"🐱","name":"CAT FACE"}\n{"status":"ok","found":10,"shown":1}\n');
    assert.match((await ask(['--format', 'detail', 'U+2603'])).stdout, /^U\+2603\t☃\tSNOWMAN\n {4}/);
  });

  test('asks for what words mean, unless it is told to ask them as they are', async () => {
    await using echo = await impostor(plainly(oneLine));
    assert.match((await askAt(echo.address, ['right', 'arrow'])).stdout, /\t\?right arrow\n/);
    assert.match((await askAt(echo.address, ['--plain', 'right', 'arrow'])).stdout, /\tright arrow\n/);
    assert.match((await askAt(echo.address, ['snow*', 'limit:2'])).stdout, /\tsnow\* limit:2\n/);
  });

  test('finds an arrow for a newcomer', async () => {
    const { stdout, status } = await ask(['right', 'arrow']);
    assert.match(stdout, /→|COMBINING RIGHT ARROW ABOVE/);
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

  test('runs commands that mean something for one reply, and says so of the others', async () => {
    assert.match((await ask(['/stats'])).stdout, /open: 1/);
    const { stderr, status } = await ask(['/quit']);
    assert.equal(stderr, 'mojifinder: /quit means something in a conversation alone\n');
    assert.equal(status, 2);
  });

  test('refuses wrong flags and addresses in one line', async () => {
    for (const [args, stderr] of [
      [['--server', 'a b', 'cat'], /^mojifinder: 'a b' is no address of a server; write host:port.*\n$/],
      [['--jobs', '0', 'cat'], /^mojifinder: --jobs takes a whole number \(questions\) from 1 to 1024, not '0'\n$/],
      [['--timeout', '0', 'cat'], /^mojifinder: --timeout takes a whole number \(s\) from 1 to 3600, not '0'\n$/],
      [['--nothing', 'cat'], /^mojifinder: Unknown option '--nothing'\n$/],
    ] as const) {
      const ended = await ask(args);
      assert.match(ended.stderr, stderr);
      assert.equal(ended.status, 2);
    }
  });
});

describe('ask where servers misbehave', () => {
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
      const ended = await askAt(bad.address, ['cat']);
      assert.match(ended.stderr, stderr);
      assert.match(ended.stderr, /^mojifinder: 127\.0\.0\.1:\d+: .*\n$/);
      assert.equal(ended.status, 3);
    });
  }

  test('asks the next server when one hangs', async () => {
    await using bad = await impostor(() => {});
    const ended = await askAt(bad.address, ['--server', `localhost:${server.port}`, '--plain', 'snowman']);
    assert.deepEqual(ended, { stdout: SNOWMEN, stderr: '', status: 0 });
  });
});

describe('ask with questions from standard input', () => {
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

  test('tells by its status that all went well, or that nothing was found', async () => {
    assert.equal((await ask(['--plain'], 'snowman\nqqqqqqqq\n')).status, 0);
    assert.equal((await ask(['--plain', '-'], 'qqqqqqqq\n')).status, 1);
    assert.equal((await ask(['--plain'], '')).status, 1);
  });

  test('gives the same bytes in both orders, also of replies that are longer than it holds', async () => {
    const input = 'cjk\nsnowman\ncjk\n';
    const inOrder = await ask(['--plain'], input);
    const completed = await ask(['--plain', '--as-completed'], input);
    const replies = (text: string): string[] => text.replace(/^\?> .*\n/gm, '').split(/(?<=^─.*\n)/m).sort();
    assert.deepEqual(replies(completed.stdout), replies(inOrder.stdout));
    assert.equal(inOrder.stdout.match(/^U\+/gm)?.length, 2 * 103_204 + 3);
  });

  test('asks a server that goes away in between again, and loses and repeats nothing', async () => {
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
    const { stdout, stderr, status } = await askAt(going.address, ['--plain', '--jobs', '2'], names.join('\n'));
    assert.match(stdout, /error: .*nobody listens there/);
    assert.match(stderr, /^stopped: .*nobody listens there$/m);
    assert.match(stderr, /^\d questions: \d found, 0 found nothing, \d not answered; /m);
    assert.equal(status, 3);
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
    const { stdout, stderr, status } = await runClient(main, ['find', '-'], 'snowman\ncat face limit:1\nblock:arows\n');
    assert.equal(stdout, `${SNOWMEN}${CAT}${RULE} error: no block 'arows'; did you mean 'arrows'?\n`);
    assert.match(stderr, /^line 3: no block.*\n3 questions: 2 found, 0 found nothing, 1 not understood; /);
    assert.equal(status, 2);
  });

  test('gives what ask gives', async () => {
    const input = ['snowman', 'cat face', 'cjk', 'nbsp', 'snowmann', '~happy', '"less than"'].join('\n');
    const [found, asked] = await Promise.all([runClient(main, ['find', '-'], input), ask(['--plain'], input)]);
    assert.equal(found.stdout, asked.stdout);
  });
});

describe('probe', () => {
  test('tells servers apart, and ends with 0 only if all answer', async () => {
    await using other = await impostor((socket) => void socket.write('SSH-2.0-OpenSSH\r\n'));
    const up = `localhost:${server.port}`;
    const gone = await impostor(() => {});
    await gone[Symbol.asyncDispose]();
    const all = await runClient(main, ['probe', '--timeout', '1', gone.address, other.address, up]);
    const [first = '', ...rest] = all.stdout.trimEnd().split('\n');
    assert.match(first, new RegExp(`^${up} +up +mojifinder .*, \\d+ connections?, \\d+\\.\\d ms$`));
    assert.ok(rest.some((line) => line.startsWith(gone.address) && /down  nobody listens there$/.test(line)));
    assert.ok(rest.some((line) => line.startsWith(other.address) && /down  this server speaks another/.test(line)));
    assert.equal(all.status, 1);
    assert.equal((await runClient(main, ['probe', up])).status, 0);
  });

  test('says what it needs', async () => {
    assert.match((await runClient(main, ['probe'])).stderr, /^mojifinder: probe what\? Write addresses.*\n$/);
    assert.match((await runClient(main, ['probe', 'x:0'])).stderr, /^mojifinder: 'x:0' is no address.*\n$/);
  });
});
