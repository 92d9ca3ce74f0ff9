/** The programs that people have: the real netcat and the real telnet against a real server process. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

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

let server: ChildProcess;
let port = '';

before(async () => {
  server = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'serve', '--port', '0'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('exit', () => server.kill('SIGKILL'));
  assert.ok(server.stdout);
  const [line] = await once(createInterface(server.stdout), 'line');
  port = /^Serving on 127\.0\.0\.1:(\d+)\. Hit CTRL-C to stop\.$/.exec(String(line))?.[1] ?? '';
  assert.notEqual(port, '');
});

after(async () => {
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  assert.equal(code, 0, 'the server ends in peace');
});

describe('netcat', { skip: missing('nc', 'OpenBSD') }, () => {
  test('prints the whole reply to a line without a line end', async () => {
    assert.equal(await netcat('snowman'), `?> ${SNOWMAN}`);
  });

  test('may end its lines with CR LF or LF', async () => {
    assert.equal(await netcat('snowman\r\nSNOWMAN\n'), `?> ${SNOWMAN}${SNOWMAN}`);
  });

  test('gets the replies to many lines in their order', async () => {
    const ideograph = (at: number): string => `U+${(0x4e00 + at).toString(16).toUpperCase()}`;
    const lines = Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? 'snowman' : ideograph(at)));
    const replies = (await netcat(lines.join('\n'))).split('?> ').slice(1, -1);
    const firsts = replies.map((reply) => reply.slice(0, reply.indexOf('\t')));
    assert.deepEqual(firsts, lines.map((line) => (line === 'snowman' ? 'U+2603' : line)));
  });

  test('gets a reply of megabytes to its last byte', async () => {
    const reply = await netcat('cjk');
    const found = Number(/ (\d+) found\r\n\?> $/.exec(reply)?.[1]);
    assert.equal(found, reply.split('\r\n').length - 2);
    assert.ok(found > 100_000);
  });

  test('is answered up to /quit, and not beyond', async () => {
    assert.equal(await netcat('snowman\n/quit\nsnowman\n'), `?> ${SNOWMAN}${RULE} ok\r\n`);
  });

  test('hears when a line is not UTF-8, and goes on', async () => {
    const reply = await netcat(Buffer.from('snow\xe2\x98man\nsnowman', 'latin1'));
    assert.match(reply, new RegExp(`^\\?> ${RULE} error: .*UTF-8.*\r\n\\?> U\\+2603`));
    assert.ok(reply.endsWith(SNOWMAN));
  });
});

describe('telnet', { skip: missing('telnet') || missing('expect') }, () => {
  test('shows the reply to words typed by hand', async () => {
    await telnet('send "snowman\\r"', sees('SNOWMAN WITHOUT SNOW'), sees('3 found'), sees('?> '));
  });

  test('is understood when it types what is not ASCII', async () => {
    await telnet('send "\\u00e9\\r"', sees('LATIN SMALL LETTER E WITH ACUTE'), sees('1 found'), sees('?> '));
  });

  test('is understood although it takes the last byte of a snowman for Ctrl-C', async () => {
    const ask = ['send "\\u2603\\r"', sees('U+2603\t\u2603\tSNOWMAN\r'), sees('1 found'), sees('?> ')];
    await telnet(...ask, ...ask, 'send "\\x03"', CLOSED);
  });

  test('ends the session with Ctrl-C', async () => {
    await telnet('send "snowman\\r"', sees('3 found'), sees('?> '), 'send "\\x03"', CLOSED);
  });

  test('ends the session with Ctrl-D', async () => {
    await telnet('send "snowman\\r"', sees('3 found'), sees('?> '), 'send "\\x04"', CLOSED);
  });

  test('ends the session with /quit', async () => {
    await telnet('send "/quit\\r"', sees(`${RULE} ok`), CLOSED);
  });
});

/** Why tests with a program are skipped; false when it is there. */
function missing(program: string, flavour = ''): string | false {
  const { error, stderr } = spawnSync(program, ['-h'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (error) return `there is no ${program} here`;
  return stderr.includes(flavour) ? false : `this ${program} is not the one of ${flavour}`;
}

/** What `nc -N` prints when it is given some input: it ends its side after that, and waits for the server. */
function netcat(input: string | Buffer): Promise<string> {
  return run('nc', ['-N', '127.0.0.1', port], input);
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
  await run('expect', ['-f', '-'], [...start, ...steps, 'catch close', 'exit 0'].join('\n'));
}

/** A word of Tcl. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$[\]]/g, '\\$&').replaceAll('\t', '\\t').replaceAll('\r', '\\r')}"`;
}

/** What a program prints; it has to end in peace. */
async function run(program: string, args: readonly string[], input: string | Buffer): Promise<string> {
  const child = spawn(program, args, { stdio: 'pipe', timeout: PATIENCE, killSignal: 'SIGKILL' });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  const text = Buffer.concat(printed).toString();
  assert.equal(code, 0, `${program} ended with ${String(code)}: ${text.slice(-2000)}`);
  return text;
}
