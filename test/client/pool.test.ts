import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { ConnectionError } from '../../src/client/errors.ts';
import { pool, rawPool } from '../../src/client/pool.ts';
import { probe } from '../../src/client/probe.ts';
import { GREETING, eachLine, impostor, oneResult } from './impostor.ts';

/** Answers each question with itself. */
function answering(socket: Socket): void {
  eachLine(socket, (line) => void socket.write(oneResult(line)));
}

async function nameOf(results: Promise<{ name: string }[]>): Promise<string> {
  return (await results).map(({ name }) => name).join();
}

describe('a pool', () => {
  test('asks all its servers, and gets each answer to its question', async () => {
    const asked = new Set<number>();
    const counting = (which: number) => (socket: Socket) =>
      eachLine(socket, (line) => {
        asked.add(which);
        // Only when both have been asked is any answered: so none can answer all of the questions.
        answers.push(() => void socket.write(oneResult(line)));
        if (asked.size === 2) for (const answer of answers.splice(0)) answer();
      });
    const answers: (() => void)[] = [];
    await using one = await impostor(counting(1));
    await using two = await impostor(counting(2));
    await using both = pool({ servers: [one.address, two.address], size: 1 });
    const questions = Array.from({ length: 8 }, (_, at) => `q${at}`);
    const names: Promise<string>[] = [];
    for (const question of questions) {
      names.push(nameOf(both.ask(question).all()));
      await new Promise(setImmediate);
    }
    assert.deepEqual(await Promise.all(names), questions);
  });

  test('asks idle servers in turn', async () => {
    const asked = [0, 0];
    const counting = (which: number) => (socket: Socket) =>
      eachLine(socket, (line) => {
        asked[which] = (asked[which] ?? 0) + 1;
        socket.write(oneResult(line));
      });
    await using one = await impostor(counting(0));
    await using two = await impostor(counting(1));
    await using both = pool({ servers: [one.address, two.address] });
    // The server that is connected first gets all questions until the other one is, too.
    while (asked.includes(0)) await both.ask('q').all();
    asked.fill(0);
    for (let i = 0; i < 10; i++) await both.ask('q').all();
    assert.deepEqual(asked, [5, 5]);
  });

  test('asks its only server without waiting for the choice of the format', async () => {
    await using server = await impostor((socket) => {
      let lines = 0;
      socket.setEncoding('utf8').on('data', (text: string) => {
        lines += text.split('\n').length - 1;
        if (lines === 2) socket.write(`${GREETING}${oneResult('q')}`);
      });
    });
    await using some = pool({ servers: [server.address] });
    assert.equal(await nameOf(some.ask('q').all()), 'q');
  });

  test('reads nothing from its only server when that refuses the format', async () => {
    const refusing = '?> {"status":"error","message":"no such format"}\r\n';
    await using server = await impostor((socket) =>
      eachLine(socket, (line) => void socket.write(oneResult(line)), refusing),
    );
    await using some = pool({ servers: [server.address] });
    await assert.rejects(some.ask('q').all(), { message: `${server.address}: the server refused: no such format` });
  });

  test('makes no more connections to a server than it may', async () => {
    await using server = await impostor(answering);
    await using some = pool({ servers: [server.address], size: 3 });
    const askMany = () => Promise.all(Array.from({ length: 50 }, () => some.ask('q').all()));
    while (server.connections < 3) await askMany();
    for (let round = 0; round < 5; round++) await askMany();
    assert.equal(server.connections, 3);
  });

  test('asks again when a server goes away in the middle of a reply, and repeats no result', async () => {
    const lines = ['A', 'B', 'C'].map((name) => `{"code":"U+0041","char":"A","name":"${name}"}\r\n`);
    const whole = `${lines.join('')}{"status":"ok","found":3}\r\n`;
    await using server = await impostor((socket, number) =>
      eachLine(socket, () => (number === 1 ? socket.end(lines.slice(0, 2).join('')) : socket.write(whole))),
    );
    await using some = pool({ servers: [server.address], size: 1 });
    assert.equal(await nameOf(some.ask('abc').all()), 'A,B,C');
    assert.equal(server.connections, 2);
  });

  test('asks again when the first server of several goes away before anybody reads', async () => {
    let lines = 0;
    let receive: () => void = () => {};
    const received = new Promise<void>((resolve) => (receive = resolve));
    await using server = await impostor((socket) =>
      eachLine(socket, (line) => {
        if (++lines > 1) return void socket.write(oneResult(line));
        socket.destroy();
        receive();
      }),
    );
    await using some = pool({ servers: [server.address, server.address] });
    const answer = some.ask('q');
    await received;
    assert.equal(await nameOf(answer.all()), 'q');
  });

  test('gives up on a question that takes down one server after another', async () => {
    const asked = [0, 0];
    const crashing = (which: number) => (socket: Socket) =>
      eachLine(socket, () => {
        asked[which] = (asked[which] ?? 0) + 1;
        socket.destroy();
      });
    await using one = await impostor(crashing(0));
    await using two = await impostor(crashing(1));
    await using some = pool({ servers: [one.address, two.address], size: 1 });
    await assert.rejects(some.ask('poison').all(), ConnectionError);
    const [first = 0, second = 0] = asked;
    assert.deepEqual([first > 0, second > 0, first + second], [true, true, 4], 'both were asked, four times in all');
  });

  test('asks the others again, however often, when one question takes servers down', async () => {
    await using server = await impostor((socket) =>
      eachLine(socket, (line) => (line === 'poison' ? socket.destroy() : void socket.write(oneResult(line)))),
    );
    await using some = pool({ servers: [server.address], size: 1 });
    await some.ask('first').all();
    const poisoned = [1, 2, 3].map(() => assert.rejects(some.ask('poison').all(), ConnectionError));
    assert.equal(await nameOf(some.ask('good').all()), 'good');
    await Promise.all(poisoned);
  });

  test('finds a server again that was away', async () => {
    const first = await impostor(answering);
    await using some = pool({ servers: [first.address], timeout: 5000 });
    assert.equal(await nameOf(some.ask('before').all()), 'before');
    await first[Symbol.asyncDispose]();
    const during = nameOf(some.ask('during').all());
    await using second = await impostor(answering, first.port);
    assert.equal(await during, 'during');
    assert.equal(second.port, first.port);
  });

  test('says at once that none of its servers is there', async () => {
    const gone = await impostor(() => {});
    await gone[Symbol.asyncDispose]();
    await using some = pool({ servers: [gone.address, gone.address], timeout: 60_000 });
    const server = `${gone.address} ${gone.address}`;
    const reason = `${gone.address}: nothing is listening there`;
    const message = `no server answers: ${reason}; ${reason}`;
    await assert.rejects(some.ask('cat').all(), { name: 'ConnectionError', server, message });
    await using one = pool({ servers: [gone.address] });
    await assert.rejects(one.ask('cat').all(), { server: gone.address, message: reason });
  });

  test('tries a server again that was away from the start', async () => {
    const gone = await impostor(() => {});
    await gone[Symbol.asyncDispose]();
    await using some = pool({ servers: [gone.address] });
    await assert.rejects(some.ask('early').all(), ConnectionError);
    await using back = await impostor(answering, gone.port);
    let name: string | undefined;
    // It is tried again at the pool's own pace.
    while (name === undefined) name = await nameOf(some.ask('late').all()).catch(() => undefined);
    assert.equal(name, 'late');
    assert.equal(back.connections, 1);
  });

  test('can be told to wait no longer for a server that says nothing', async () => {
    await using server = await impostor(() => {});
    await using some = pool({ servers: [server.address] });
    const leaving = new AbortController();
    const waiting = assert.rejects(some.ask('cat', { signal: leaving.signal }).all(), { name: 'AbortError' });
    leaving.abort();
    await waiting;
  });

  test('ends what is asked when it is closed', async () => {
    await using server = await impostor((socket) => eachLine(socket, () => {}));
    const some = pool({ servers: [server.address] });
    const waiting = assert.rejects(some.ask('cat').all(), ConnectionError);
    await some.close();
    await waiting;
  });

  test('does not send what nobody waits for any more when it is connected', async () => {
    const asked: string[] = [];
    await using server = await impostor((socket) =>
      eachLine(socket, (line) => {
        asked.push(line);
        socket.write(oneResult(line));
      }),
    );
    const raw = rawPool('json', { servers: [server.address, server.address], size: 1 });
    raw.send('dropped').discard();
    const reply = raw.send('wanted');
    while ((await reply.next()) !== undefined);
    await raw.close();
    assert.deepEqual(asked, ['wanted']);
  });

  test('refuses a wrong address, an empty list, no connections or parts of one, and no time', () => {
    assert.throws(() => pool({ servers: ['localhost:0'] }), /'localhost:0' is not the address/);
    assert.throws(() => pool({ servers: [] }), /at least one/);
    for (const size of [0, 1.5, NaN, Infinity]) {
      assert.throws(() => pool({ size }), { name: 'RangeError', message: new RegExp(`one at least, not ${size}$`) });
    }
    for (const timeout of [0, -1, NaN]) {
      assert.throws(() => pool({ timeout }), { name: 'RangeError', message: /above 0, not / });
    }
  });

  test('may wait as long as it likes', async () => {
    await using server = await impostor(answering);
    for (const timeout of [0.5 + 2 ** 31, Infinity]) {
      await using some = pool({ servers: [server.address, server.address], timeout });
      assert.equal(await nameOf(some.ask('cat').all()), 'cat');
    }
  });
});

describe('probe', () => {
  test('reports servers in the order in which they answer, and why others do not', async () => {
    const version = '{"status":"ok","text":"mojifinder 1.2.3, Unicode 18.0.0"}\r\n';
    const healthy = (socket: Socket): void =>
      eachLine(socket, (line) => void socket.write(line === '/stats' ? '{"open":7}\r\n{"status":"ok"}\r\n' : version));
    await using up = await impostor(healthy);
    await using silent = await impostor(() => {});
    const states = [];
    for await (const state of probe([silent.address, up.address], { timeout: 300 })) states.push(state);
    const [first, second] = states;
    assert.ok(first?.up && first.server === up.address);
    assert.deepEqual([first.version, first.unicode, first.stats.get('open')], ['1.2.3', '18.0.0', 7]);
    assert.ok(second?.up === false);
    assert.match(second.error.message, /no answer in 0\.3 s/);
  });

  test('reports a server whose reply has no end, or one that says nonsense, in one line', async () => {
    await using endless = await impostor((socket) =>
      eachLine(socket, () => {
        const pour = (): void => {
          while (socket.writable && socket.write(`{"open":${'1'.repeat(65_000)}}\r\n`));
        };
        socket.on('drain', pour);
        pour();
      }),
    );
    await using odd = await impostor((socket) => eachLine(socket, () => void socket.write('{"status":"odd"}\r\n')));
    const fine = '{"status":"ok","found":"x"}\r\n';
    await using mute = await impostor((socket) => eachLine(socket, () => void socket.write(fine)));
    const errors = new Map<string, string>();
    for await (const state of probe([endless.address, odd.address, mute.address])) {
      errors.set(state.server, state.up ? '' : state.error.message);
    }
    assert.match(errors.get(endless.address) ?? '', /the reply to \/\w+ has no end$/);
    assert.match(errors.get(odd.address) ?? '', /a status that is not known: {"status":"odd"}$/);
    assert.match(errors.get(mute.address) ?? '', /speaks another protocol$/);
  });

  test('is not kept waiting by a server that sends a byte now and then', async () => {
    await using dripping = await impostor((socket) => {
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    for await (const state of probe([dripping.address], { timeout: 200 })) {
      assert.ok(!state.up);
      assert.match(state.error.message, /no answer in 0\.2 s/);
    }
  });
});
