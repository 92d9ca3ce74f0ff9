import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { RULE, eventually, oneResult, serve } from './test-server.ts';

const INTERNAL = `${RULE} error: internal: this should not have happened, and was logged\r\n`;

describe('a client that goes wrong', () => {
  test('may be reset in the middle of a reply', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    await using other = await connect(server.port);
    client.sends('stream');
    await client.until('xxxx');
    await client.resets();
    assert.equal(await server.closing(), 'lost');
    other.sends('cat');
    await other.expects(`?> ${oneResult('cat')}?> `);
  });

  test('may be reset while the server waits for it to read', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('stream');
    await eventually(() => (server.sockets[0]?.writableLength ?? 0) > 0);
    await client.resets();
    assert.equal(await server.closing(), 'lost');
  });

  test('may be reset while it is idle, or before it was greeted', async () => {
    await using server = await serve();
    for (let i = 0; i < 20; i++) {
      const client = await connect(server.port);
      if (i % 2 === 0) await client.expects('?> ');
      await client.resets();
      assert.equal(await server.closing(), 'lost');
    }
  });

  test('may end its side in the middle of a line', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sendsBytes('cat fa');
    client.ends();
    assert.equal(await client.rest(), `?> ${oneResult('cat fa')}?> `);
  });

  test('is closed even if it never ends its side', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('/quit');
    await client.rest();
    assert.equal(server.services.stats.open, 1);
    assert.equal(await server.closing(), 'quit');
    assert.equal(server.services.stats.open, 0);
  });

  test('gets its replies even if it goes on sending after goodbye', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.pausesReading();
    client.sends('lines:200000\n/quit');
    const noise = setInterval(() => client.sendsBytes('x\n'.repeat(1000)), 1);
    client.resumesReading();
    const reply = await client.rest();
    clearInterval(noise);
    assert.match(reply.slice(-200), new RegExp(`200000 found\r\n\\?> ${RULE} ok\r\n$`));
  });
});

describe('an exception', () => {
  test('ends only its own conversation, after all earlier replies, and is logged in one line', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    await using other = await connect(server.port);
    client.sends('cat\nfail\ndog');
    await client.expects(`?> ${oneResult('cat')}?> ${INTERNAL}`);
    await client.expectsEnd();
    client.ends();
    assert.equal(await server.closing(), 'failed');
    const faults = server.logged.filter((line) => line.startsWith('fault '));
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /^fault 127\.0\.0\.1:\d+ TypeError: broken in two at /);
    other.sends('cat');
    await other.expects(`?> ${oneResult('cat')}?> `);
  });

  test('in the middle of a reply is reported after the results so far', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('fail late');
    await client.expects(`?> U+1\tfirst\r\n${INTERNAL}`);
    await client.expectsEnd();
  });
});

describe('thousands of short connections', () => {
  test('leave nothing behind', async () => {
    await using server = await serve();
    const before = process.getActiveResourcesInfo().length;
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => visit(server.port, i)));
    }
    await eventually(() => server.services.stats.open === 0);
    await eventually(() => process.getActiveResourcesInfo().length <= before);
    assert.equal(server.services.stats.accepted, 2000);
    const { closed } = server.services.stats;
    assert.deepEqual([closed.get('end'), closed.get('quit'), closed.get('lost')], [800, 400, 800]);
  });

  async function visit(port: number, kind: number): Promise<void> {
    await using client = await connect(port);
    if (kind % 5 < 2) return void (await client.resets());
    client.sends(kind % 5 === 2 ? 'cat\n/quit' : 'cat');
    client.ends();
    await client.until('1 found\r\n');
    await client.rest();
  }
});

describe('resets', () => {
  test('are noticed while work goes on for the client, with input that was not read', async () => {
    await using server = await serve();
    const clients = await Promise.all(Array.from({ length: 10 }, () => connect(server.port)));
    for (const client of clients) client.sends(`work\n${'x'.repeat(100_000)}`);
    await eventually(() => server.services.stats.lines === 10);
    for (const client of clients) await client.resets();
    for (let i = 0; i < 10; i++) assert.equal(await server.closing(), 'lost');
    assert.equal(server.services.stats.open, 0);
  });
});
