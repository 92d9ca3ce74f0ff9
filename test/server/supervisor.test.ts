import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { RULE, eventually, serve } from './test-server.ts';

const GOING = `${RULE} error: shutting down: please come back later\r\n`;

describe('shutdown', () => {
  test('tells idle clients, and closes them at once', async () => {
    const server = await serve({ grace: 60 });
    await using client = await connect(server.port);
    await client.expects('?> ');
    const closed = server.close();
    await client.expects(GOING);
    await client.expectsEnd();
    client.ends();
    assert.equal(await server.closing(), 'shutdown');
    await closed;
  });

  test('takes no more connections', async () => {
    const server = await serve({ grace: 60 });
    await server.close();
    await assert.rejects(connect(server.port), { code: 'ECONNREFUSED' });
  });

  test('lets a reply in flight finish', async () => {
    const server = await serve({ grace: 60 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('lines:500000');
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    const closed = server.close();
    client.resumesReading();
    assert.equal((await client.rest()).endsWith(`500000 found\r\n?> ${GOING}`), true);
    client.ends();
    await closed;
  });

  test('finishes the reply under way and begins no further line', async () => {
    const server = await serve({ grace: 60 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends(`lines:500000\n${'cat\n'.repeat(2000)}`);
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    const closed = server.close();
    client.resumesReading();
    const text = await client.rest();
    assert.ok(text.endsWith(`500000 found\r\n?> ${GOING}`), text.slice(-300));
    client.ends();
    await closed;
    assert.equal(server.services.stats.lines, 1);
  });

  test('tells many clients that have queued thousands of lines, between two replies', async () => {
    const server = await serve({ grace: 60 });
    const clients = await Promise.all(Array.from({ length: 20 }, () => connect(server.port)));
    for (const client of clients) client.sends('lines:50\n'.repeat(2000).trimEnd());
    await eventually(() => server.services.stats.open === clients.length && server.services.stats.lines > 100);
    const closed = server.close();
    for (const client of clients) {
      const text = await client.rest();
      assert.ok(text.endsWith(`50 found\r\n?> ${GOING}`) || text === `?> ${GOING}`, text.slice(-300));
      client.ends();
    }
    await closed;
    for (const client of clients) await client[Symbol.asyncDispose]();
  });

  test('after the grace period stops a reply between two result lines, and tells the client', async () => {
    const server = await serve({ grace: 0.2 });
    await using client = await connect(server.port);
    client.sends('stream');
    await eventually(() => server.services.stats.bytesOut > 100_000);
    const closed = server.close();
    const text = await client.rest();
    client.ends();
    assert.ok(text.endsWith(`x\r\n${GOING}`), text.slice(-300));
    const lines = text.slice('?> '.length, -GOING.length).split('\r\n').slice(0, -1);
    assert.ok(lines.every((line) => line.length === 1022), 'whole lines');
    await closed;
    assert.equal(await server.closing(), 'shutdown');
  });

  test('closes a client that never reads, too, when the grace period is over', async () => {
    const server = await serve({ grace: 0.2 });
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('stream');
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    await server.close();
    assert.equal(await server.closing(), 'shutdown');
  });

  test('without grace tells even those in the middle of a reply', async () => {
    const server = await serve({ grace: 0 });
    await using client = await connect(server.port);
    client.sends('work');
    await eventually(() => server.services.stats.bytesOut > 0);
    await client.expects('?> ');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await server.close();
    await client.expects(GOING);
    await client.expectsEnd();
  });

  test('ends when no client was connected', async () => {
    const server = await serve();
    await server.close();
  });
});

describe('listening', () => {
  test('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    assert.ok(address !== null && typeof address === 'object');
    await assert.rejects(serve({ port: address.port }), {
      message: `Can't listen on 127.0.0.1:${address.port}: the address is already in use.`,
    });
    other.close();
  });

  test('says so when there is no such address', async () => {
    await assert.rejects(serve({ host: '192.0.2.1' }), {
      message: "Can't listen on 192.0.2.1:0: this machine has no such address.",
    });
  });
});
