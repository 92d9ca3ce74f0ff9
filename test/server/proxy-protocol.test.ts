import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { connect as connectTo } from '../../scripts/support/client.ts';
import { listen } from '../../scripts/support/listen.ts';
import type { Outcome } from '../../src/server/proxy-protocol.ts';
import { parseHeader, takeHeader } from '../../src/server/proxy-protocol.ts';
import { RULE, serve } from './test-server.ts';

const parse = (text: string) => parseHeader(Buffer.from(text, 'latin1'));
const client = (address: string, port: number) => ({ address, port });

test('a header names the client, and its length leaves what comes after it', () => {
  const header = 'PROXY TCP4 192.0.2.7 198.51.100.1 56324 23\r\n';
  assert.deepEqual(parse(header), { client: client('192.0.2.7', 56_324), length: header.length });
  assert.deepEqual(parse(`${header}snowman\r\n`), { client: client('192.0.2.7', 56_324), length: header.length });
});

test('addresses of both families and the ends of the range of ports are taken', () => {
  for (const [line, address, port] of [
    ['TCP4 0.0.0.0 255.255.255.255 0 65535', '0.0.0.0', 0],
    ['TCP4 255.255.255.255 0.0.0.0 65535 0', '255.255.255.255', 65_535],
    ['TCP6 2001:db8::7 ::1 1 23', '2001:db8::7', 1],
    ['TCP6 ::ffff:192.0.2.7 ::1 1 23', '::ffff:192.0.2.7', 1],
    ['TCP6 FFFF:f:f:f:f:f:f:f :: 9 9', 'FFFF:f:f:f:f:f:f:f', 9],
  ] as const) {
    assert.deepEqual(parse(`PROXY ${line}\r\n`), { client: client(address, port), length: line.length + 8 });
  }
});

test('after UNKNOWN, nothing is believed', () => {
  for (const line of ['UNKNOWN', 'UNKNOWN ', 'UNKNOWN TCP4 1.2.3.4 1.2.3.4 1 2', 'UNKNOWN ffff::1 \xff\0']) {
    assert.deepEqual(parse(`PROXY ${line}\r\n`), { client: undefined, length: line.length + 8 });
  }
});

test('the longest header has 107 bytes, and one more is too many', () => {
  const longest = `PROXY UNKNOWN ${'f'.repeat(107 - 16)}\r\n`;
  assert.deepEqual(parse(longest), { client: undefined, length: 107 });
  assert.equal(parse(longest.replace('f', 'ff')), 'wrong');
});

test('a header may come in two parts, wherever it is split', () => {
  const header = 'PROXY TCP6 2001:db8::7 ::1 56324 23\r\n';
  for (let length = 0; length < header.length; length++) {
    assert.equal(parse(header.slice(0, length)), 'unfinished', header.slice(0, length));
  }
});

test('anything else is refused as early as possible', () => {
  const no = (rest: string) => `PROXY ${rest}\r\n`;
  for (const text of [
    ...['snowman', 's', 'PROXZ', 'proxy ', '\n', '\xff\xfb\x01', '\r\ncat', '\r\n\r\n\0\r\nQUIT\r', 'f'.repeat(106)],
    ...['PROXY UNKNOWN\n', 'PROXY\r\n', 'PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n', `PROXY ${'f'.repeat(101)}`],
    ...[no(''), no('UNKNOWNS'), no(' UNKNOWN'), no('TCP4'), no('TCP5 1.2.3.4 1.2.3.4 1 2')],
    ...[no('TCP4 1.2.3.4 1.2.3.4 1 2 '), no('TCP4 1.2.3.4  1.2.3.4 1 2'), no('TCP4 1.2.3.4\t1.2.3.4 1 2')],
    ...[no('TCP4 1.2.3.4 1.2.3.4 1'), no('TCP4 1.2.3.4 1.2.3.4 1 2 3'), no('TCP4 1.2.3.4 1.2.3.4 1 65536')],
    ...[no('TCP4 1.2.3.4 1.2.3.4 01 2'), no('TCP4 1.2.3.4 1.2.3.4 1 -2'), no('TCP4 1.2.3.4 1.2.3.4 1 0x2')],
    ...[no('TCP4 1.2.3.256 1.2.3.4 1 2'), no('TCP4 1.2.3.04 1.2.3.4 1 2'), no('TCP4 1.2.3 1.2.3.4 1 2')],
    ...[no('TCP4 ::1 ::1 1 2'), no('TCP6 1.2.3.4 1.2.3.4 1 2'), no('TCP6 fe80::1%eth0 ::1 1 2')],
    ...[no('TCP6 ::1 1::2::3 1 2'), no('TCP4 1.2.3.4 localhost 1 2')],
  ]) {
    assert.equal(parse(text), 'wrong', JSON.stringify(text));
  }
});

const HEADER = 'PROXY TCP4 192.0.2.7 198.51.100.1 56324 23\r\n';

/** What a server says to a client that sends these writes, each on its own, and ends its side. */
async function said(port: number, ...writes: string[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const said = text(socket);
  await once(socket, 'connect');
  for (const write of writes) await new Promise<void>((sent) => socket.write(write, 'latin1', () => sent()));
  socket.end();
  return said;
}

test('after a header, the conversation is like any other, and the log names the client', async () => {
  await using server = await serve({ proxyProtocol: true, verbose: true });
  const plain = await said(server.port, HEADER, 'first\r\nsecond');
  assert.match(plain, /^\?> U\+1\tfirst\r\n─{66} 1 found\r\n\?> U\+1\tsecond\r\n─{66} 1 found\r\n\?> $/);
  assert.equal(await said(server.port, `${HEADER}first\r\nsecond`), plain, 'in one write');
  assert.equal(await said(server.port, ...HEADER, 'first\r\nsecond'), plain, 'byte by byte');
  assert.ok(server.logged.includes('connect 192.0.2.7:56324'));
  assert.ok(server.logged.includes('query 192.0.2.7:56324 "second"'));
});

test('where the balancer speaks for itself, the log names the balancer', async () => {
  await using server = await serve({ proxyProtocol: true, verbose: true });
  assert.match(await said(server.port, 'PROXY UNKNOWN\r\nfirst\r\n'), /^\?> U\+1\tfirst/);
  assert.match(server.logged.join('\n'), /^connect 127\.0\.0\.1:\d+$/m);
});

test('a connection without a header is told why it is closed, and counts as refused', async () => {
  await using server = await serve({ proxyProtocol: true });
  const reply = await said(server.port, 'snowman\r\nsnowman\r\n');
  assert.match(reply, /^─{66} error: this port is for a load balancer that sends a PROXY protocol [^\n]+\r\n$/);
  assert.match(server.logged.join('\n'), /^refuse 127\.0\.0\.1:\d+ header of PROXY protocol: wrong$/m);
  assert.equal(server.services.stats.refused, 1);
  assert.equal(server.services.stats.accepted, 0);
});

test('a header sent to a server that does not expect one gets one error, a line in the log and the end', async () => {
  for (const header of [HEADER, binary(0x21, 0x11, '\xc0\0\x02\x07\xc6\x33\x64\x01\xdc\x04\0\x17')]) {
    await using server = await serve();
    assert.match(await said(server.port, `${header}cat\r\n`), /^\?> ─{66} error: this server does not expect [^\n]+\r\n$/);
    await server.closing();
    assert.match(server.logged.join('\n'), /^close 127\.0\.0\.1:\d+ proxy: /m);
  }
});

test('a second header is told that it is one too many', async () => {
  await using server = await serve({ proxyProtocol: true });
  assert.match(await said(server.port, HEADER, HEADER), /^\?> ─{66} error: this server does not expect [^\n]+\r\n$/);
});

test('the log has an announced address in brackets if it is IPv6, and as IPv4 if it is mapped', async () => {
  await using server = await serve({ proxyProtocol: true, verbose: true });
  await said(server.port, binary(0x21, 0x21, IPV6));
  const mapped = `${'\0'.repeat(10)}\xff\xff\xc0\0\x02\x07`;
  await said(server.port, binary(0x21, 0x21, mapped + IPV6.slice(mapped.length)));
  assert.deepEqual(
    server.logged.filter((line) => line.startsWith('connect')),
    ['connect [2001:db8::7]:56324', 'connect 192.0.2.7:56324'],
  );
});

/** A header of version 2. */
function binary(command: number, family: number, added: string): string {
  return `\r\n\r\n\0\r\nQUIT\n${String.fromCharCode(command, family, added.length >> 8, added.length & 0xff)}${added}`;
}

const IPV4 = '\xc0\0\x02\x07\xc6\x33\x64\x01\xdc\x04\0\x17';
const IPV6 = `\x20\x01\x0d\xb8${'\0'.repeat(11)}\x07${'\0'.repeat(15)}\x01\xdc\x04\0\x17`;

test('a header of version 2 names the client, and what else it has is skipped', () => {
  for (const [family, added, address] of [
    [0x11, IPV4, '192.0.2.7'],
    [0x21, IPV6, '2001:db8::7'],
    [0x11, `${IPV4}\x03\0\x04\0\0\0\0`, '192.0.2.7'],
  ] as const) {
    const header = binary(0x21, family, added);
    assert.deepEqual(parse(`${header}cat\r\n`), { client: client(address, 56_324), length: header.length });
    for (let length = 0; length < header.length; length++) assert.equal(parse(header.slice(0, length)), 'unfinished');
  }
});

test('with LOCAL, and with families that are not TCP, the client stays unknown', () => {
  for (const header of [binary(0x20, 0, ''), binary(0x20, 0x11, IPV4), binary(0x21, 0, ''), binary(0x21, 0x12, IPV4)]) {
    assert.deepEqual(parse(header), { client: undefined, length: header.length });
  }
});

test('a header of version 2 that is short, long, or of another version is wrong', () => {
  assert.equal(parse(binary(0x21, 0x11, IPV4.slice(1))), 'wrong');
  assert.equal(parse(binary(0x21, 0x21, IPV6.slice(1))), 'wrong');
  assert.equal(parse(binary(0x11, 0x11, IPV4)), 'wrong');
  assert.equal(parse(binary(0x22, 0x11, IPV4)), 'wrong');
  assert.equal(parse(binary(0x20, 0, 'x'.repeat(4096))) === 'wrong', false);
  assert.equal(parse(binary(0x20, 0, 'x'.repeat(4097))), 'wrong');
});

test('after a header of version 2, the conversation is like any other', async () => {
  await using server = await serve({ proxyProtocol: true, verbose: true });
  const header = binary(0x21, 0x21, IPV6);
  assert.match(await said(server.port, `${header}first\r\n`), /^\?> U\+1\tfirst\r\n─{66} 1 found\r\n\?> $/);
  assert.match(await said(server.port, ...header, 'first\r\n'), /^\?> U\+1\tfirst/, 'byte by byte');
  assert.ok(server.logged.includes('connect [2001:db8::7]:56324'));
});

test('an announced address may have no more connections than the limit', async () => {
  await using server = await serve({ proxyProtocol: true, maxPerAddress: 2 });
  const header = (address: string): string => `PROXY TCP4 ${address} 198.51.100.1 56324 23\r\n`;
  const open = async (address: string) => {
    const one = await connectTo(server.port);
    one.sendsBytes(header(address));
    return one;
  };
  await using first = await open('192.0.2.7');
  await using second = await open('192.0.2.7');
  await first.expects('?> ');
  await second.expects('?> ');
  await using third = await open('192.0.2.7');
  await third.expects(`${RULE} error: too many from your address: 2 are connected; please close one first\r\n`);
  await third.expectsEnd();
  assert.ok(server.logged.includes('refuse 192.0.2.7:56324 address: 2 open'));
  await using other = await open('192.0.2.8');
  await other.expects('?> ');
  first.ends();
  assert.equal(await server.closing(), 'end');
  await using fourth = await open('192.0.2.7');
  await fourth.expects('?> ');
});

test('connections that have not sent their header yet count as connected', async () => {
  await using server = await serve({ proxyProtocol: true, maxConnections: 1 });
  const silent = connect(server.port, '127.0.0.1');
  await once(silent, 'connect');
  assert.match(await said(server.port), /error: full/);
  silent.destroy();
});

test('a server that stops does not wait for headers', async () => {
  await using server = await serve({ proxyProtocol: true, maxConnections: 1, grace: 600 });
  const silent = connect(server.port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  assert.match(await said(server.port), /error: full/);
  const told = text(silent);
  const { stats } = server.services;
  const { refused } = stats;
  await Promise.all([server.close(), server.close()]);
  assert.match(await told, /^─{66} error: shutting down: [^\n]+\r\n$/);
  assert.equal(stats.refused, refused + 1);
});

for (const [write, outcome] of [
  ['', 'late'],
  ['PROXY TCP4 192.0.2.7 ', 'late'],
  [HEADER, 'taken'],
  ['PROXY TCP4\r\n', 'wrong'],
] as const) {
  test(`a client that sends ${JSON.stringify(write)} before the timeout is ${outcome}`, async () => {
    assert.equal(await outcomeOf(write, 0.2, false), outcome);
  });
}

test('a client that leaves before the header is complete is lost', async () => {
  assert.equal(await outcomeOf('PROXY TCP4', 600, true), 'lost');
  assert.equal(await outcomeOf('', 600, true), 'lost');
});

async function outcomeOf(write: string, seconds: number, leaves: boolean): Promise<Outcome> {
  const server = createServer({ allowHalfOpen: true });
  const client = connect(await listen(server), '127.0.0.1');
  if (write !== '') client.write(write);
  if (leaves) client.end();
  const [socket] = await once(server, 'connection');
  const outcome = await takeHeader(socket, seconds, new AbortController().signal);
  client.destroy();
  socket.destroy();
  server.close();
  return outcome;
}
