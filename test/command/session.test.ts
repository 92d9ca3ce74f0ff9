import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { rawPool } from '../../src/client/pool.ts';
import { session } from '../../src/command/asking/session.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import type { Impostor } from '../client/impostor.ts';
import { eachLine, impostor } from '../client/impostor.ts';
import type { WholeServer } from '../wire/test-server.ts';
import { serveIndex } from '../wire/test-server.ts';
import { builtIndex } from '../program.ts';

const RULE = '─'.repeat(66);

/** Milliseconds after which a test says what it sees instead of what it expects. */
const PATIENCE = 10_000;

/** A session whose keys are pressed, and whose screen is looked at, by a test. */
function sitDown(address: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = '';
  let wake = (): void => {};
  output.setEncoding('utf8').on('data', (text: string) => {
    // What moves the cursor is of no interest here.
    screen += text.replace(/\x1b\[\d*[A-Za-z]/g, '');
    wake();
  });
  const ended = session({
    input,
    output,
    look: { terminal: true, color: false },
    format: 'plain',
    connect: (format) => rawPool(format, { servers: [address], size: 1, timeout: 2000 }),
    lineFor: (question) => question,
  });
  ended.catch(() => {});
  /** Waits for text to show, and gives what showed before it since the last time. */
  async function sees(wanted: string): Promise<string> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      wake();
    }, PATIENCE);
    while (!screen.includes(wanted) && !late) await new Promise<void>((resolve) => (wake = resolve));
    clearTimeout(timer);
    assert.ok(!late, `expected ${JSON.stringify(wanted)}, got ${JSON.stringify(screen)}`);
    const at = screen.indexOf(wanted) + wanted.length;
    const seen = screen.slice(0, at);
    screen = screen.slice(at);
    return seen;
  }
  const types = (keys: string): void => void input.write(keys);
  /** Waits for the prompt, types a line, and gives what shows until the wanted text. */
  async function asks(line: string, wanted: string): Promise<string> {
    await sees('?> ');
    types(`${line}\r`);
    return sees(wanted);
  }
  return { types, sees, asks, ended, hangsUp: () => void input.end() };
}

describe('a session', () => {
  let server: WholeServer;
  before(async () => {
    server = await serveIndex(openIndex(builtIndex()));
  });
  after(() => server[Symbol.asyncDispose]());

  const start = () => sitDown(`127.0.0.1:${server.port}`);

  test('greets with the version, answers lines, and ends with /quit', async () => {
    const { types, sees, asks, ended } = start();
    assert.match(await sees('ok\n'), /^version\n─+ ok\n$/);
    const seen = await asks('snowman', `${RULE} 3 found\n`);
    assert.match(seen, /U\+2603\t☃\tSNOWMAN\nU\+26C4\t/);
    await sees('?> ');
    types('/quit\r');
    assert.equal(await ended, 0);
  });

  test('shows twenty results, and twenty more with Enter', async () => {
    const { types, asks, ended } = start();
    const first = await asks('greek small', '; Enter shows more\n');

    assert.equal(first.match(/^U\+/gm)?.length, 20);
    assert.match(first, /─ 20 of (\d+) found\n20 of \1 shown; Enter/);
    const second = await asks('', '; Enter shows more\n');
    assert.equal(second.match(/^U\+/gm)?.length, 20);
    assert.ok(!second.includes(/^U\+.*$/m.exec(first)?.[0] ?? ''));
    // A question with a page of its own is answered as it is.
    assert.equal((await asks('greek small limit:24', '24 of')).match(/^U\+/gm)?.length, 24);
    // After that, Enter is an empty line.
    await asks('', '\n');
    await asks('snowman', '3 found\n');
    types('\x04');
    assert.equal(await ended, 0);
  });

  test('has a history and can edit lines', async () => {
    const { types, asks, ended } = start();
    await asks('snowman', '3 found\n');
    await asks('cat face limit:1', '1 of 10 found\n');
    // Up twice: the line before the last one.
    await asks('\x1b[A\x1b[A', '3 found\n');
    // A word that was mistyped, and two keys of Backspace.
    await asks('snowmen\x7f\x7fan', '3 found\n');
    types('\x04');
    await ended;
  });

  test('runs commands, and keeps a format', async () => {
    const { types, asks, ended } = start();
    await asks('/format json', '{"status":"ok"}\n');
    await asks('snowman limit:1', '{"code":"U+2603","char":"☃","name":"SNOWMAN"}\n{"status":"ok","found":3,"shown":1}\n');
    await asks('/format nothing', '"status":"error"');
    await asks('/format  plain', `${RULE} ok\n`);
    await asks('/help', `help\n${RULE} ok\n`);
    types('\x04');
    await ended;
  });

  test('says what is wrong with a line, and goes on', async () => {
    const { asks, ended, hangsUp } = start();
    await asks('block:arows', "error: no block 'arows'; did you mean 'arrows'?\n");
    await asks('snowman', '3 found\n');
    hangsUp();
    assert.equal(await ended, 0);
  });

  test('drops the line on Ctrl-C, and does not end', async () => {
    const { types, sees, asks, ended } = start();
    await sees('?> ');
    types('nonsense\x03');
    await sees('^C\n');
    await asks('snowman', '3 found\n');
    types('\x04');
    assert.equal(await ended, 0);
  });
});

describe('a session with a server that misbehaves', () => {
  /** Answers each line but one, which it leaves without an answer. */
  function sulking(): Promise<Impostor> {
    return impostor((socket) => {
      socket.write('?> ');
      const answer = (line: string): void => {
        if (line === '/version') socket.write(`sulking\r\n${RULE} ok\r\n?> `);
        else if (line !== 'sulk limit:20') socket.write(`U+0041\tA\t${line}\r\n${RULE} 1 found\r\n?> `);
      };
      eachLine(socket, answer, `${RULE} ok\r\n?> `);
    });
  }

  test('stops a reply on Ctrl-C, and does not end', async () => {
    await using server = await sulking();
    const { types, sees, asks, ended } = sitDown(server.address);
    await asks('sulk', '\n');
    types('\x03');
    await sees('^C\n');
    await asks('again', 'again limit:20\n');
    types('\x04');
    assert.equal(await ended, 0);
  });

  test('says that the server does not answer, and asks it again when it is back', async () => {
    const first = await sulking();
    const { types, sees, asks, ended } = sitDown(first.address);
    await sees('ok\n');
    await first[Symbol.asyncDispose]();
    await asks('away', 'mojifinder: ');
    assert.match(await sees('\n'), /nothing is listening there\n$/);
    await using second = await impostor(
      (socket) => {
        const reply = (line: string): string => `U+0041\tA\t${line}\r\n${RULE} 1 found\r\n`;
        eachLine(socket, (line) => void socket.write(reply(line)), `${RULE} ok\r\n`);
      },
      first.port,
    );
    await asks('back', 'back limit:20\n');
    assert.ok(second.connections > 0);
    types('\x04');
    assert.equal(await ended, 0);
  });

  test('does not begin where there is none', async () => {
    const gone = await sulking();
    await gone[Symbol.asyncDispose]();
    await assert.rejects(sitDown(gone.address).ended, /nothing is listening there/);
  });
});
