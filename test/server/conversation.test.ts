import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect } from '../../scripts/support/client.ts';
import { RULE, eventually, oneResult, serve } from './test-server.ts';

const ok = `${RULE} ok\r\n`;
const error = (message: string): string => `${RULE} error: ${message}\r\n`;

describe('a conversation', () => {
  test('is prompt, line, reply, prompt', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    await client.expects('?> ');
    client.sends('cat face');
    await client.expects(`${oneResult('cat face')}?> `);
    client.sends('lines:2');
    await client.expects(`U+1\tlines:2\r\nU+2\tlines:2\r\n${RULE} 2 found\r\n?> `);
  });

  test('answers an empty line with a prompt alone', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sendsBytes('\r\n  \t \r\n');
    await client.expects('?> ?> ?> ');
  });

  test('answers pipelined lines in order', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    const queries = Array.from({ length: 1000 }, (_, i) => `query ${i}`);
    client.sends(queries.join('\n'));
    await client.expects(`?> ${queries.map((query) => `${oneResult(query)}?> `).join('')}`);
  });

  test('understands UTF-8, cut wherever it may be', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    await client.expects('?> ');
    client.sendsBytes('\xe2\x98');
    client.sendsBytes('\x83\n');
    await client.expects(`${oneResult('☃')}?> `);
  });

  test('says that a line is not UTF-8, and goes on', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    for (const bad of ['\xc3', '\xe2\x98', '\xc0\xaf', '\xed\xa0\x80', '\xf5\x80\x80\x80', 'caf\xe9']) {
      client.sendsBytes(`${bad}\n`);
      await client.expects(`?> ${error('this line is not UTF-8')}`);
    }
    client.sends('café');
    await client.expects(`?> ${oneResult('café')}?> `);
  });

  test('drops a byte order mark at the start of a line, and keeps one further on', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    for (const line of ['\ufeffcat', ' \ufeff cat', '\ufeff\tcat ']) {
      client.sends(line);
      await client.expects(`?> ${oneResult('cat')}`);
    }
    client.sends('a\ufeff');
    await client.expects(`?> ${oneResult('a\ufeff')}?> `);
    client.sends('\ufeff');
    await client.expects('?> ');
  });

  test('has no prompts in json', async () => {
    await using server = await serve({ format: 'json' });
    await using client = await connect(server.port);
    client.sendsBytes('cat\n\ndog\n');
    await client.expects('{"name":"cat"}\r\n{"status":"ok","found":1}\r\n');
    await client.expects('{"name":"dog"}\r\n{"status":"ok","found":1}\r\n');
    client.sends('/format plain');
    await client.expects(`${ok}?> `);
  });

  test('that has to wait takes one step, and lets others go on', async () => {
    await using server = await serve();
    await using one = await connect(server.port);
    await using other = await connect(server.port);
    const queries = ['wait:20000', 'wait:30000'] as const;
    one.sends(queries[0]);
    other.sends(queries[1]);
    await one.expects(`?> ${oneResult(queries[0])}?> `);
    await other.expects(`?> ${oneResult(queries[1])}?> `);
    const both = server.waits.slice(server.waits.indexOf(queries[1]), server.waits.lastIndexOf(queries[0]));
    assert.ok(both.length > 0);
    both.forEach((query, at) => assert.notEqual(query, both[at + 1], `step ${at}`));
  });
});

describe('a short question', () => {
  test('waits for a few steps, however many clients ask what takes longer', async () => {
    await using server = await serve();
    await using asker = await connect(server.port);
    await asker.expects('?> ');
    const others = await Promise.all(Array.from({ length: 30 }, () => connect(server.port)));
    for (const other of others) other.sends('slow\n'.repeat(20));
    await eventually(() => server.waits.length > 60);
    for (let i = 0; i < 5; i++) {
      const before = server.waits.length;
      asker.sends('cat');
      await asker.expects(`${oneResult('cat')}?> `);
      const between = server.waits.length - before;
      assert.ok(between <= 8, `${between} steps of others`);
    }
    await Promise.all(others.map((other) => other.resets()));
  });
});

describe('commands', () => {
  test('help and tell the version', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('/help');
    await client.expects(`?> the help\r\nin two lines\r\n${ok}?> `);
    client.sends('/VERSION');
    await client.expects(`mojifinder 0.0\r\n${ok}?> `);
  });

  test('change the format from their own reply on', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('/format json\ncat\n/format detail\ncat');
    await client.expects('?> {"status":"ok"}\r\n{"name":"cat"}\r\n{"status":"ok","found":1}\r\n');
    await client.expects(`${ok}?> ${oneResult('cat')}?> `);
  });

  test('have to be known', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('/halp\n/format\n/format xml\n/__proto__');
    await client.expects(`?> ${error('unknown command; the commands are /help /format /stats /version /quit')}`);
    await client.expects(`?> ${error('/format takes one of plain json detail full')}`);
    await client.expects(`?> ${error('/format takes one of plain json detail full')}`);
    await client.expects('?> U+1\t/__proto__');
  });

  test('start with a slash and a letter; other slashes are queries', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('/\n/ help\n/1');
    await client.expects(`?> ${oneResult('/')}?> ${oneResult('/ help')}?> ${oneResult('/1')}?> `);
  });

  test('show limits and counters', async () => {
    await using server = await serve({ maxLine: 321 });
    await using client = await connect(server.port);
    client.sends('lines:7\n/stats');
    const stats = await client.until(ok);
    for (const line of ['open: 1 connections', 'accepted: 1 connections', 'max-line: 321 bytes']) {
      assert.ok(stats.includes(`\r\n${line}\r\n`), `${line} in ${stats}`);
    }
    client.sends('/stats');
    const later = await client.until(ok);
    for (const line of ['lines: 3', 'results: 7', 'bytes-in: 22 bytes', 'closed-idle: 0 connections']) {
      assert.ok(later.includes(`\r\n${line}\r\n`), `${line} in ${later}`);
    }
  });

  test('show limits and counters as one JSON object, too', async () => {
    await using server = await serve({ format: 'json' });
    await using client = await connect(server.port);
    client.sends('/stats');
    const stats: unknown = JSON.parse(await client.until('\r\n'));
    assert.equal(Object(stats)['idle-timeout'], 600);
    await client.expects('{"status":"ok"}\r\n');
  });

  test('quit after all earlier lines are answered, and answer nothing after', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('cat\n/quit\ndog');
    await client.expects(`?> ${oneResult('cat')}?> ${ok}`);
    await client.expectsEnd();
    client.ends();
    assert.equal(await server.closing(), 'quit');
  });
});

describe('the end', () => {
  for (const [name, bytes, reason] of [
    ['a control character', 'cat\n\x03\ndog\n', 'goodbye'],
    ['Ctrl-D without a line end', 'cat\n\x04', 'goodbye'],
    ["telnet's Interrupt Process", 'cat\nd\xff\xf4', 'interrupt'],
  ] as const) {
    test(`comes with ${name}, after the replies`, async () => {
      await using server = await serve();
      await using client = await connect(server.port);
      client.sendsBytes(bytes);
      await client.expects(`?> ${oneResult('cat')}?> `);
      await client.expectsEnd();
      client.ends();
      assert.equal(await server.closing(), reason);
    });
  }

  test("comes after telnet's timing mark is answered, or telnet would show nothing", async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    await client.expects('?> ');
    client.sendsBytes('\xff\xf4\xff\xfd\x06');
    await new Promise((resolve) => client.socket.once('data', (chunk) => {
      assert.deepEqual([...chunk], [0xff, 0xfc, 0x06]);
      resolve(undefined);
    }));
  });

  test("of the client's side leaves every line to be answered, even a last one without a line end", async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sendsBytes('lines:1\r\ncat');
    client.ends();
    assert.equal(await client.rest(), `?> ${oneResult('lines:1')}?> ${oneResult('cat')}?> `);
    assert.equal(await server.closing(), 'end');
  });

  test("of the client's side leaves a reply of 10 MB to be sent in full", async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sends('lines:500000');
    client.ends();
    const reply = await client.rest();
    assert.equal(reply.length > 9_000_000, true);
    assert.match(reply.slice(-200), /U\+500000\tlines:500000\r\n─{66} 500000 found\r\n\?> $/);
  });

  test('of a client that says nothing is no error', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.ends();
    assert.equal(await client.rest(), '?> ');
    assert.equal(await server.closing(), 'end');
  });
});

describe('other protocols', () => {
  test('HTTP gets one polite line, and its headers are no queries', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sendsBytes('GET /cat HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n');
    await client.expects(`?> ${error('this port speaks plain lines of text, not HTTP: try telnet or netcat')}`);
    await client.expectsEnd();
    client.ends();
    assert.equal(await server.closing(), 'http');
  });

  test('TLS gets one polite line', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    client.sendsBytes('\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03');
    await client.expects(`?> ${error('this port speaks plain lines of text, not TLS: try telnet or netcat')}`);
    await client.expectsEnd();
  });

  const PLAIN = 'this port speaks plain lines of text, not';
  for (const [reason, bytes, message] of [
    ['ssh', 'SSH-2.0-OpenSSH_9.6\r\n', `${PLAIN} SSH: try telnet or netcat`],
    ['smtp', 'EHLO mail.example.org\r\nMAIL FROM:<a@example.org>\r\n', `${PLAIN} SMTP: try telnet or netcat`],
    ['redis', '*1\r\n$4\r\nPING\r\n', `${PLAIN} Redis: try telnet or netcat`],
    ['utf16', '\xff\xfec\0a\0t\0\r\0\n\0', 'these lines are UTF-16; send UTF-8'],
  ] as const) {
    test(`${reason} gets one polite line and a line in the log, also when it comes byte by byte`, async () => {
      for (const pieces of [[bytes], [...bytes]]) {
        await using server = await serve();
        await using client = await connect(server.port);
        for (const piece of pieces) await new Promise((sent) => client.socket.write(piece, 'latin1', sent));
        assert.match(await client.rest(), new RegExp(`error: ${message}\r\n$`));
        client.ends();
        assert.equal(await server.closing(), reason);
        assert.equal(server.logged.filter((line) => line.includes(` ${reason}: `)).length, 1);
      }
    });
  }

  test('telnet options are refused, and Are You There is answered', async () => {
    await using server = await serve();
    await using client = await connect(server.port);
    const received: Buffer[] = [];
    client.socket.on('data', (chunk) => received.push(chunk));
    client.sendsBytes('\xff');
    client.sendsBytes('\xfb\x18\xff\xfd\x01c\xff\xf6a');
    await client.until('[mojifinder is here]\r\n');
    client.sendsBytes('t\r');
    client.sendsBytes('\0');
    await client.expects(`${oneResult('cat')}?> `);
    assert.ok(Buffer.concat(received).includes(Buffer.from('\xff\xfe\x18\xff\xfc\x01', 'latin1')));
  });
});
