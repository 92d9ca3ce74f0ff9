import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { newBlock } from '../../src/bytes/block.ts';
import { MAX_SEALED } from '../../src/bytes/sink.ts';
import type { Outbox, Recipient } from '../../src/server/outflow.ts';
import { hangUp, outbox } from '../../src/server/outflow.ts';

/** A client that takes what it is sent only when it is told to. */
interface Client extends Recipient {
  /** How many times it was told that the kernel is behind. */
  readonly times: number;
  /** What it has taken. */
  readonly taken: string[];
  /** Takes all that was sent so far. */
  takes(): Promise<void>;
}

function client(): Client {
  const taken: string[] = [];
  const held: (() => void)[] = [];
  const socket = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _encoding, done) => {
      held.push(() => {
        taken.push(String(chunk));
        done();
      });
    },
  });
  let times = 0;
  return {
    socket,
    taken,
    get times() {
      return times;
    },
    backedUp() {
      times++;
    },
    async takes() {
      const drained = once(socket, 'drain');
      while (socket.writableLength > 0) {
        for (const take of held.splice(0)) take();
        await new Promise(setImmediate);
      }
      await drained;
    },
  };
}

function sends(replies: Outbox, client: Client, text: string): void {
  replies.add(text);
  assert.equal(replies.send(client), text.length);
}

describe('the outbox', () => {
  test('never touches bytes that a client has not taken yet', async () => {
    const replies = outbox(newBlock(20_000_000));
    const clients = Array.from({ length: 100 }, client);
    for (const [at, each] of clients.entries()) {
      sends(replies, each, `first to ${at}`);
      if (at % 3 === 0) replies.flush();
      sends(replies, each, `second to ${at}`);
      if (at % 5 === 0) replies.flush();
    }
    replies.flush();
    for (const each of clients) await each.takes();
    assert.deepEqual(clients.map(({ taken }) => taken), clients.map((_, at) => [`first to ${at}`, `second to ${at}`]));
  });

  test('writes what was handed over before the event loop goes on, in order', async () => {
    const replies = outbox(newBlock(20_000_000));
    const [one, other] = [client(), client()];
    sends(replies, one, 'a');
    sends(replies, other, 'b');
    sends(replies, one, 'c');
    assert.equal(one.socket.writableLength, 0);
    await new Promise(setImmediate);
    assert.deepEqual([one.times, other.times], [1, 1]);
    await Promise.all([one.takes(), other.takes()]);
    assert.deepEqual([one.taken, other.taken], [['a', 'c'], ['b']]);
  });

  for (const bytes of [MAX_SEALED - 1, MAX_SEALED, MAX_SEALED + 1]) {
    const isAtOnce = bytes > MAX_SEALED;
    test(`${isAtOnce ? 'writes at once' : 'waits with'} ${bytes} bytes for all clients together`, async () => {
      const replies = outbox(newBlock(20_000_000));
      const [one, other] = [client(), client()];
      sends(replies, one, 'first');
      for (let left = bytes - 'first'.length; left > 0; left -= 10_000) replies.add('x'.repeat(Math.min(10_000, left)));
      replies.send(other);
      assert.equal(one.socket.writableLength > 0, isAtOnce);
      assert.equal(other.socket.writableLength > 0, isAtOnce);
      replies.flush();
      await Promise.all([one.takes(), other.takes()]);
      assert.deepEqual([one.taken.join(''), other.taken.join('').length], ['first', bytes - 'first'.length]);
    });
  }

  test('reuses its rooms when clients have taken the contents, or are gone', async () => {
    const memory = newBlock(20_000_000);
    const replies = outbox(memory);
    for (let round = 0; round < 5; round++) {
      const clients = Array.from({ length: 64 }, client);
      for (const [at, each] of clients.entries()) {
        sends(replies, each, 'in a room');
        // Two clients to a room.
        if (at % 2 === 1) replies.flush();
      }
      for (const [at, each] of clients.entries()) {
        if (at % 3 === 0) await each.takes();
        else await once(each.socket.destroy(), 'close');
        assert.equal(each.socket.listenerCount('drain') + each.socket.listenerCount('close'), 0);
      }
      const last = client();
      let sent: Buffer | undefined;
      last.socket.write = (chunk: Buffer) => {
        sent = chunk;
        return true;
      };
      sends(replies, last, 'in a room');
      replies.flush();
      assert.equal(sent?.buffer, memory.bytes.buffer, 'it had a room');
    }
  });

  test('has nothing to send when nothing was added', () => {
    assert.equal(outbox(newBlock(20_000_000)).send(client()), 0);
  });
});

describe('hanging up', () => {
  test('drops what the client still sends, until it has been silent for a while', async () => {
    await using pair = await sockets();
    const closed = hangUp(pair.server, 0.2, 60);
    for (let i = 0; i < 8; i++) {
      pair.client.write('x'.repeat(10_000));
      await wait(100);
      assert.equal(pair.server.destroyed, false, `${i}`);
    }
    await closed;
    assert.equal(pair.server.bytesRead, 80_000);
  });

  test('is over in time, however much the client sends', async () => {
    await using pair = await sockets();
    const noise = setInterval(() => pair.client.write('x'), 10);
    await hangUp(pair.server, 60, 0.3);
    clearInterval(noise);
  });

  test('is over when the client ends its side', async () => {
    await using pair = await sockets();
    const closed = hangUp(pair.server, 60, 60);
    pair.client.end();
    await closed;
  });
});

/** Both ends of a connection over loopback. */
async function sockets() {
  const listening = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  assert.ok(typeof address === 'object' && address !== null);
  const client = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  const [server]: Socket[] = await once(listening, 'connection');
  assert.ok(server);
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      client.destroy();
      server.destroy();
      listening.close();
      await once(listening, 'close');
    },
  };
}
