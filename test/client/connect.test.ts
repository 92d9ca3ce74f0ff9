import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { connect } from '../../src/client/connect.ts';
import { ConnectionError, QueryError } from '../../src/client/errors.ts';
import { openIndex } from '../../src/search/index/moji-index.ts';
import type { WholeServer } from '../wire/test-server.ts';
import { serveIndex } from '../wire/test-server.ts';
import { builtIndex } from '../program.ts';
import { GREETING, eachLine, impostor, oneResult } from './impostor.ts';

describe('a client', () => {
  let server: WholeServer;
  before(async () => {
    server = await serveIndex(openIndex(builtIndex()));
  });
  after(() => server[Symbol.asyncDispose]());

  test('gets typed results, and then how many there are', async () => {
    await using client = await connect({ port: server.port });
    const answer = client.ask('snowman', { limit: 2 });
    assert.equal(answer.found, undefined);
    assert.deepEqual(await answer.all(), [
      { code: 'U+2603', char: '☃', name: 'SNOWMAN', matched: [] },
      { code: 'U+26C4', char: '⛄', name: 'SNOWMAN WITHOUT SNOW', matched: [] },
    ]);
    assert.deepEqual([answer.found, answer.shown], [3, 2]);
  });

  test('gets what matched, and suggestions', async () => {
    await using client = await connect({ port: server.port });
    const [result] = await client.ask('nbsp').all();
    assert.deepEqual(result?.matched, ['NBSP']);
    const nothing = client.ask('"snowmann"');
    assert.deepEqual(await nothing.all(), []);
    assert.ok(nothing.suggestions.includes('snowman'));
  });

  test('asks ahead, and gets the answers in order, in whatever order they are read', async () => {
    await using client = await connect({ port: server.port });
    const answers = ['cjk', 'U+2603', 'cat face'].map((query) => client.ask(query));
    const counts = [];
    for (const answer of answers.toReversed()) counts.push((await answer.all()).length);
    assert.deepEqual(counts, [10, 1, 103_204]);
  });

  test('may leave an answer early, and go on', async () => {
    await using client = await connect({ port: server.port });
    for await (const { code } of client.ask('cjk')) {
      assert.equal(code, 'U+2E80');
      break;
    }
    assert.equal((await client.ask('snowman').all()).length, 3);
  });

  test('is told what is wrong with a question, and goes on', async () => {
    await using client = await connect({ port: server.port });
    await assert.rejects(client.ask('block:arows').all(), (error) => {
      const isTold = error instanceof QueryError && /did you mean 'arrows'/.test(error.message);
      return isTold && error.query === 'block:arows';
    });
    for (const query of ['', 'cat\ndog', '\x04', '/quit', '/format plain']) {
      await assert.rejects(client.ask(query).all(), QueryError);
    }
    assert.equal((await client.ask('snowman').all()).length, 3);
  });

  test('can stop waiting for one answer without breaking later ones', async () => {
    await using client = await connect({ port: server.port });
    const leaving = new AbortController();
    const [first, second] = [client.ask('cjk', { signal: leaving.signal }), client.ask('snowman')];
    const failed = assert.rejects(first.all(), { name: 'AbortError' });
    leaving.abort();
    await failed;
    assert.equal((await second.all()).length, 3);
    await assert.rejects(client.ask('cat', { signal: AbortSignal.abort() }).all(), { name: 'AbortError' });
  });

  test('may use one signal for any number of questions', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listener);
    await using client = await connect({ port: server.port });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 20 }, () => client.ask('snowman', { signal }).all()));
    process.off('warning', listener);
    assert.deepEqual(warnings, []);
  });

  test('knows the version and the counters of the server', async () => {
    await using client = await connect({ port: server.port });
    assert.equal(await client.version(), 'version');
    assert.equal((await client.stats()).get('open'), 1);
  });

  test('refuses what is no limit and no time', async () => {
    await using client = await connect({ port: server.port });
    for (const limit of [0, -1, 1.5, NaN, Infinity]) {
      const message = `a limit is a whole number from 1, not ${limit}`;
      assert.throws(() => client.ask('cat', { limit }), { name: 'RangeError', message });
    }
    assert.equal((await client.ask('snowman', { limit: Number.MAX_SAFE_INTEGER }).all()).length, 3);
    await assert.rejects(connect({ port: server.port, timeout: 0 }), { name: 'RangeError' });
  });

  test('reads an answer once, and is told so where it tries again', async () => {
    await using client = await connect({ port: server.port });
    const answer = client.ask('snowman');
    for await (const { name } of answer) assert.match(name, /SNOWMAN/);
    const again = { message: 'the results of an answer can be read once' };
    await assert.rejects(answer.all(), again);
    await assert.rejects(answer.all(), again);
    assert.throws(() => answer[Symbol.asyncIterator](), again);
    assert.equal(answer.found, 3);
  });

  test('is not connected when it is told not to', async () => {
    await using counting = await impostor((socket) => eachLine(socket, () => {}));
    const signal = AbortSignal.abort(new Error('no time'));
    await assert.rejects(connect({ port: counting.port, signal }), /no time/);
    await using _ = await connect({ port: counting.port });
    assert.equal(counting.connections, 1);
  });
});

describe('a client of a server that starts with json', () => {
  test('needs no prompt', async () => {
    await using server = await serveIndex(openIndex(builtIndex()), { format: 'json' });
    await using client = await connect({ port: server.port });
    assert.equal((await client.ask('snowman').all()).length, 3);
  });
});

describe('a client that stops reading', () => {
  test('makes the server wait, and gets the rest when it reads on', async () => {
    let written = 0;
    const line = `{"code":"U+0041","char":"A","name":"${'x'.repeat(1000)}"}\r\n`;
    const most = 64 * 1024;
    function pour(socket: Socket): void {
      for (let taken = true; taken && written < most; written++) taken = socket.write(line);
      if (written < most) socket.once('drain', () => pour(socket));
      else socket.write('{"status":"ok","found":65536}\r\n');
    }
    await using server = await impostor((socket) => eachLine(socket, () => pour(socket)));
    await using client = await connect({ port: server.port });
    const results = client.ask('stream')[Symbol.asyncIterator]();
    await results.next();
    // The kernel's buffers are full when the server has written nothing more between two looks.
    const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
    for (let before = -1; before !== written; await moment()) before = written;
    assert.ok(written < most, `${written} lines were taken`);
    let count = 1;
    while (!(await results.next()).done) count++;
    assert.equal(count, most);
  });
});

describe('a client of a server that misbehaves', () => {
  const misbehaviours: [what: string, serve: (socket: Socket) => void, error: RegExp][] = [
    ['greets as another protocol does', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), /another protocol.*'SSH-2\.0/],
    ['says nothing', () => {}, /no answer in 0\.2 s/],
    ['closes at once', (socket) => socket.end(), /closed the connection/],
    ['is full', (socket) => socket.end(`${'─'.repeat(66)} error: full: 1 are connected\r\n`), /ended.*: full: 1 are/],
    ['sends a line without end', (socket) => endless(socket), /more than 1048576 bytes in one line/],
    ['sends bytes that are no text', (socket) => socket.write(Buffer.from([0xff, 0x00, 0x1b, 0x0a])), /another protocol/],
  ];

  function endless(socket: Socket): void {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
  }

  for (const [what, serve, error] of misbehaviours) {
    test(`gets an error when the server ${what} instead of greeting`, async () => {
      await using server = await impostor(serve);
      // Only silence has to be waited for; a busy machine may take longer than that for the others.
      const timeout = what === 'says nothing' ? 200 : 10_000;
      await assert.rejects(connect({ port: server.port, timeout }), (thrown) => {
        assert.ok(thrown instanceof ConnectionError);
        assert.match(thrown.message, error);
        return true;
      });
    });
  }

  const replies: [what: string, reply: string, error: RegExp][] = [
    ['goes in the middle of a reply', '{"code":"U+0041","char":"A","name":"A"}\r\n{"co', /closed the connection/],
    ['says that it shuts down', '{"status":"error","message":"shutting down: please come back later"}\r\n', /shutting/],
    ['sends what is not a result', '{"name":7}\r\n{"status":"ok","found":1}\r\n', /not a result/],
    ['sends what is not an object', 'hello\r\n{"status":"ok","found":1}\r\n', /not an object/],
    ['answers twice', oneResult('a') + oneResult('b'), /nobody asked/],
  ];
  for (const [what, reply, error] of replies) {
    test(`gets an error when the server ${what}`, async () => {
      await using server = await impostor((socket) => eachLine(socket, () => socket.end(reply)));
      await using client = await connect({ port: server.port });
      const asked = client.ask('cat').all().then(() => client.ask('dog').all());
      await assert.rejects(asked, (thrown) => {
        assert.ok(thrown instanceof ConnectionError);
        assert.match(thrown.message, error);
        return true;
      });
    });
  }

  test('waits no longer for a reply that comes byte by byte', async () => {
    await using server = await impostor((socket) =>
      eachLine(socket, () => {
        const timer = setInterval(() => socket.write('x'), 10);
        socket.on('close', () => clearInterval(timer));
      }),
    );
    await using client = await connect({ port: server.port, timeout: 100 });
    await assert.rejects(client.ask('cat').all(), /no answer in 0\.1 s/);
  });

  test('is told when nothing is listening', async () => {
    const server = await impostor(() => {});
    await server[Symbol.asyncDispose]();
    await assert.rejects(connect({ port: server.port }), /127\.0\.0\.1:\d+: nothing is listening there/);
  });

  test('closes its connection when it is disposed of', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    await using server = await impostor((socket) => {
      closed = once(socket, 'close');
      socket.write(GREETING);
      socket.resume();
    });
    {
      await using client = await connect({ port: server.port });
      assert.equal(client.server, server.address);
    }
    await closed;
  });
});
