import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { needsFiles } from '../needs.ts';
import { RULE, eventually, oneResult, serve } from './test-server.ts';

const error = (message: string): string => `${RULE} error: ${message}\r\n`;

describe('a line', () => {
  test('is taken up to the limit, and the next one after a longer one', async () => {
    await using server = await serve({ maxLine: 64 });
    await using client = await connect(server.port);
    client.sends(['a'.repeat(63), 'b'.repeat(64), 'c'.repeat(65), 'next'].join('\n'));
    await client.expects(`?> ${oneResult('a'.repeat(63))}?> ${oneResult('b'.repeat(64))}?> `);
    await client.expects(`${error('this line has more than 64 bytes')}?> ${oneResult('next')}?> `);
  });

  test('that does not end gets an error at once, and is read and skipped, however long it gets', async () => {
    await using server = await serve({ maxLine: 64 });
    await using client = await connect(server.port);
    client.sendsBytes('x'.repeat(65));
    await client.expects(`?> ${error('this line has more than 64 bytes')}?> `);
    client.sendsBytes('x'.repeat(5_000_000));
    await eventually(() => server.sockets[0]?.bytesRead === 5_000_065);
    client.sends('\ncat');
    await client.expects(`${oneResult('cat')}?> `);
  });
});

describe('lines', () => {
  test('are counted where they get an answer, in /stats and in the log alike', async () => {
    await using server = await serve({ maxLine: 8, verbose: true });
    await using client = await connect(server.port);
    client.sends(`\n \r\ncat\n${'x'.repeat(9)}\n/stats`);
    assert.match(await client.until(' ok\r\n'), /^lines: 3\r$/m);
    client.sends('/quit');
    await client.rest();
    client.ends();
    assert.equal(await server.closing(), 'quit');
    assert.match(server.logged.join('\n'), / quit: [\d.]+ s, 4 lines, 1 results, /);
    assert.equal(server.services.stats.lines, 4);
  });
});

describe('an idle client', () => {
  test('is told so, and closed', async () => {
    await using server = await serve({ idleTimeout: 0.2 });
    await using client = await connect(server.port);
    await client.expects(`?> ${error('idle: no line to answer came in 0.2 s')}`);
    await client.expectsEnd();
    client.ends();
    assert.equal(await server.closing(), 'idle');
    assert.match(server.logged.join('\n'), /^close 127\.0\.0\.1:\d+ idle: [\d.]+ s, 0 lines, 0 results, 0 B in/m);
  });

  test('is one that dribbles bytes, but no lines', async () => {
    await using server = await serve({ idleTimeout: 0.3 });
    await using client = await connect(server.port);
    const dribble = setInterval(() => client.sendsBytes('x'), 20);
    await client.expects(`?> ${error('idle: no line to answer came in 0.3 s')}`);
    clearInterval(dribble);
  });

  test('is one that has sent no line before the first-line timeout', async () => {
    await using server = await serve({ firstLineTimeout: 0.3 });
    await using client = await connect(server.port);
    await client.expects(`?> ${error('idle: no line to answer came in 0.3 s')}`);
    await client.expectsEnd();
  });

  test('is one that sends only empty lines, before its first line and after', async () => {
    await using server = await serve({ firstLineTimeout: 0.3, idleTimeout: 0.5 });
    await using silent = await connect(server.port);
    await using other = await connect(server.port);
    other.sends('cat');
    const dribble = setInterval(() => {
      silent.sendsBytes('\r\n');
      other.sendsBytes(' \n');
    }, 20);
    await silent.until(error('idle: no line to answer came in 0.3 s'));
    await other.until(error('idle: no line to answer came in 0.5 s'));
    clearInterval(dribble);
    await silent.expectsEnd();
  });

  test('has as much time after a line that was too long as after any other', async () => {
    await using server = await serve({ maxLine: 8, firstLineTimeout: 0.2, idleTimeout: 0.3 });
    await using client = await connect(server.port);
    client.sends('x'.repeat(9));
    await client.expects(`?> ${error('this line has more than 8 bytes')}?> `);
    await client.expects(error('idle: no line to answer came in 0.3 s'));
  });

  test('is not one that sends lines in time', async () => {
    await using server = await serve({ idleTimeout: 1 });
    await using client = await connect(server.port);
    for (let i = 0; i < 6; i++) {
      await wait(250);
      client.sends('cat');
      await client.expects(`?> ${oneResult('cat')}`);
    }
  });

  test('is not one that reads a reply slowly', async () => {
    await using server = await serve({ idleTimeout: 0.3 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('lines:500000');
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    await wait(700);
    client.resumesReading();
    assert.match(await client.until('500000 found\r\n?> '), /U\+500000\t/);
  });
});

describe('a client that does not read', () => {
  test('makes the server hold no more than 112 KiB, and leaves its queries in its own socket', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('stream');
    client.sendsBytes(Buffer.alloc(20_000_000, 'x\n'));
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    const [socket] = server.sockets;
    assert.ok(socket);
    for (let turn = 0; turn < 200; turn++) await wait(1);
    assert.ok(socket.writableLength <= 112 * 1024, `${socket.writableLength} bytes of output`);
    assert.ok(socket.bytesRead <= 2 * 65_536 + 10, `${socket.bytesRead} bytes of input`);
    assert.ok(client.socket.writableLength > 10_000_000);
  });

  test('keeps no search under way, and gets its replies when it reads on', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.pausesReading();
    const count = 200;
    client.sends(Array.from({ length: count }, (_, i) => `search\n${i}`).join('\n'));
    // The kernel takes more at first, as its buffers grow.
    for (let sent = -1; sent !== server.services.stats.bytesOut; await wait(100)) sent = server.services.stats.bytesOut;
    assert.ok((server.sockets[0]?.writableLength ?? 0) > 0);
    assert.equal(server.searches.size, 0);
    client.resumesReading();
    for (let i = 0; i < count; i++) {
      const reply = await client.until(oneResult(String(i)));
      assert.equal(reply, `?> ${'x'.repeat(90_000)}\r\n${oneResult('search')}?> ${oneResult(String(i))}`);
    }
  });

  test('is closed when it took nothing for too long', async () => {
    await using server = await serve({ writeTimeout: 0.2 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('stream');
    assert.equal(await server.closing(), 'slow');
    assert.match(server.logged.join('\n'), /^close 127\.0\.0\.1:\d+ slow: /m);
    assert.equal(server.services.stats.open, 0);
  });

  test('is also closed when it is a little behind on small replies, and asks nothing more', async () => {
    await using server = await serve({ writeTimeout: 0.2 });
    await using client = await connect(server.port);
    client.pausesReading();
    const [socket] = server.sockets;
    assert.ok(socket);
    while (socket.writableLength === 0) {
      client.sends('lines:900');
      await wait(1);
    }
    assert.equal(await server.closing(), 'slow');
  });

  test('is closed, too, when it dribbles bytes meanwhile', async () => {
    await using server = await serve({ writeTimeout: 0.3 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('stream');
    const dribble = setInterval(() => client.sendsBytes('x'), 20);
    assert.equal(await server.closing(), 'slow');
    clearInterval(dribble);
  });

  test('is not closed as long as it takes a little', async () => {
    await using server = await serve({ writeTimeout: 0.4 });
    await using client = await connect(server.port);
    client.socket.removeAllListeners('data');
    client.socket.pause();
    client.sends('lines:9000000');
    for (const end = Date.now() + 1600; Date.now() < end; await wait(10)) client.socket.read(65_536);
    assert.equal(server.services.stats.open, 1);
    assert.ok(server.services.stats.bytesOut < 100_000_000, 'the reply is still under way');
  });
});

describe('connections over the limit', () => {
  test('are told so, and there is room again when another one leaves', async () => {
    await using server = await serve({ maxConnections: 2 });
    await using first = await connect(server.port);
    await using second = await connect(server.port);
    await first.expects('?> ');
    await second.expects('?> ');
    await using third = await connect(server.port);
    await third.expects(error('full: 2 are connected; please try again later'));
    await third.expectsEnd();
    assert.equal(server.services.stats.refused, 1);
    assert.match(server.logged.join('\n'), /^refuse 127\.0\.0\.1:\d+ full: 2 open$/m);
    first.ends();
    await server.closing();
    await using fourth = await connect(server.port);
    await fourth.expects('?> ');
  });

  test('are refused in a flood as well', { skip: needsFiles(500) }, async () => {
    await using server = await serve({ maxConnections: 1 });
    await using first = await connect(server.port);
    await first.expects('?> ');
    const refused = Array.from({ length: 200 }, async () => {
      await using client = await connect(server.port);
      await client.rest();
    });
    await Promise.all(refused);
    assert.equal(server.services.stats.refused, 200);
    first.sends('cat');
    await first.expects(`${oneResult('cat')}?> `);
  });
});

describe('others', () => {
  for (const [name, noise] of [
    ['ten thousand pipelined lines', 'lines:2\n'.repeat(10_000)],
    ['an endless reply', 'stream\n'],
    ['endless work', 'work\n'],
    ['a flood of lines that are too long', `${'x'.repeat(5000)}\n`.repeat(2000)],
    ['a flood of telnet commands', '\xff\xfd\x01\xff\xf6'.repeat(100_000)],
  ] as const) {
    test(`are answered promptly next to ${name}`, async () => {
      await using server = await serve();
      await using noisy = await connect(server.port);
      await using other = await connect(server.port);
      await other.expects('?> ');
      noisy.socket.removeAllListeners('data').resume();
      noisy.sendsBytes(noise);
      await eventually(() => server.services.stats.bytesOut > 100 || noise === 'work\n');
      for (let i = 0; i < 3; i++) {
        const start = performance.now();
        other.sends('cat');
        await other.expects(`${oneResult('cat')}?> `);
        const late = performance.now() - start;
        assert.ok(late < 500, `${late} ms`);
      }
    });
  }
});
