/** The programs that people have: the real netcat and the real telnet against a real server process. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { Program } from '../scripts/support/program.ts';
import { serve } from '../scripts/support/program.ts';
import { MISSING, needs } from './needs.ts';

const RULE = '─'.repeat(66);
const SNOWMAN = [
  'U+2603\t☃\tSNOWMAN',
  'U+26C4\t⛄\tSNOWMAN WITHOUT SNOW',
  'U+26C7\t⛇\tBLACK SNOWMAN',
  `${RULE} 3 found`,
  '?> ',
].join('\r\n');

/** Milliseconds after which a client that does not end has failed. */
const PATIENCE = 15_000;

let server: Program | undefined;
let port = '';

before(async () => {
  server = serve('src/main.ts');
  port = String(await server.port());
});

after(async () => {
  if (server === undefined) return;
  await using stopped = server;
  // Where all tests are skipped, nothing has waited for the server to start.
  if (port === '') return;
  stopped.kill('SIGTERM');
  assert.equal(await stopped.ended, 0, 'the server ends in peace');
});

const NETCAT = { skip: needs('nc') || isOther('nc', 'OpenBSD') };

describe('netcat', () => {
  test('prints the whole reply to a line without a line end', NETCAT, async () => {
    assert.equal(await netcat('snowman'), `?> ${SNOWMAN}`);
  });

  test('may end its lines with CR LF or LF', NETCAT, async () => {
    assert.equal(await netcat('snowman\r\nSNOWMAN\n'), `?> ${SNOWMAN}${SNOWMAN}`);
  });

  test('gets the replies to many lines in their order', NETCAT, async () => {
    const ideograph = (at: number): string => `U+${(0x4e00 + at).toString(16).toUpperCase()}`;
    const lines = Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? 'snowman' : ideograph(at)));
    const replies = (await netcat(lines.join('\n'))).split('?> ').slice(1, -1);
    const firsts = replies.map((reply) => reply.slice(0, reply.indexOf('\t')));
    assert.deepEqual(firsts, lines.map((line) => (line === 'snowman' ? 'U+2603' : line)));
  });

  test('gets a reply of megabytes to its last byte', NETCAT, async () => {
    const reply = await netcat('cjk');
    const found = Number(/ (\d+) found\r\n\?> $/.exec(reply)?.[1]);
    assert.equal(found, reply.split('\r\n').length - 2);
    assert.ok(found > 100_000);
  });

  test('is answered up to /quit, and not beyond', NETCAT, async () => {
    assert.equal(await netcat('snowman\n/quit\nsnowman\n'), `?> ${SNOWMAN}${RULE} ok\r\n`);
  });

  test('is told when a line is not UTF-8, and goes on', NETCAT, async () => {
    const reply = await netcat(Buffer.from('snow\xe2\x98man\nsnowman', 'latin1'));
    assert.match(reply, new RegExp(`^\\?> ${RULE} error: .*UTF-8.*\r\n\\?> U\\+2603`));
    assert.ok(reply.endsWith(SNOWMAN));
  });
});

const TELNET = { skip: needs('telnet', 'expect') };

describe('telnet', () => {
  test('shows the reply to words typed by hand', TELNET, async () => {
    await telnet('send "snowman\\r"', sees('SNOWMAN WITHOUT SNOW'), sees('3 found'), sees('?> '));
  });

  test('is understood when it types what is not ASCII', TELNET, async () => {
    await telnet('send "\\u00e9\\r"', sees('LATIN SMALL LETTER E WITH ACUTE'), sees('1 found'), sees('?> '));
  });

  test('is understood even though it takes the last byte of a snowman for Ctrl-C', TELNET, async () => {
    const ask = ['send "\\u2603\\r"', sees('U+2603\t\u2603\tSNOWMAN\r'), sees('1 found'), sees('?> ')];
    await telnet(...ask, ...ask, 'send "\\x03"', CLOSED);
  });

  test('ends the session with Ctrl-C', TELNET, async () => {
    await telnet('send "snowman\\r"', sees('3 found'), sees('?> '), 'send "\\x03"', CLOSED);
  });

  test('ends the session with Ctrl-D', TELNET, async () => {
    await telnet('send "snowman\\r"', sees('3 found'), sees('?> '), 'send "\\x04"', CLOSED);
  });

  test('ends the session with /quit', TELNET, async () => {
    await telnet('send "/quit\\r"', sees(`${RULE} ok`), CLOSED);
  });
});

/** Why tests are skipped where a program is there, but in another flavour. */
function isOther(program: string, flavour: string): string | false {
  const { stderr } = spawnSync(program, ['-h'], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  return !stderr.includes(flavour) && `${MISSING}${program} of ${flavour}`;
}

/** What `nc -N` prints when it is given some input: it ends its side after that, and waits for the server. */
function netcat(input: string | Buffer): Promise<string> {
  return output('nc', ['-N', '127.0.0.1', port], input);
}

/** Telnet says that the server has closed the connection, and ends. */
const CLOSED = `${sees('Connection closed by foreign host')}\nexpect eof {} default { puts "no end"; exit 1 }`;

/** Waits for something to appear. */
function sees(text: string): string {
  return `expect -ex ${quoted(text)} {} default { puts "not seen: "; puts ${quoted(text)}; exit 1 }`;
}

/** Types into telnet, on a terminal of its own, what the steps of an expect script say. */
async function telnet(...steps: readonly string[]): Promise<void> {
  const start = ['encoding system utf-8', 'set timeout 10', `spawn -noecho telnet 127.0.0.1 ${port}`, sees('?> ')];
  await output('expect', ['-f', '-'], [...start, ...steps, 'catch close', 'exit 0'].join('\n'));
}

/** A word of Tcl. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$[\]]/g, '\\$&').replaceAll('\t', '\\t').replaceAll('\r', '\\r')}"`;
}

/** What a program prints; it must end without an error. */
async function output(program: string, args: readonly string[], input: string | Buffer): Promise<string> {
  const child = spawn(program, args, { stdio: 'pipe', timeout: PATIENCE, killSignal: 'SIGKILL' });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  const text = Buffer.concat(printed).toString();
  assert.equal(code, 0, `${program} ended with ${String(code)}: ${text.slice(-2000)}`);
  return text;
}
