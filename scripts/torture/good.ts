/** Well-behaved clients. Each knows the bytes that it has to receive, and accepts no others. */
import { errorAbout, OK, PROMPT } from '../support/checker.ts';
import type { Client, Habits } from './client.ts';
import { connect, replyTo } from './client.ts';
import type { Question } from './questions.ts';
import type { Behaviour, Life } from './world.ts';
import { CROWDED, LIMITS } from './world.ts';

/** The part of the storm in which those who stay arrive, if the server keeps up with them. */
const ARRIVAL = 0.1;

/** Lines in one burst: mostly what a person or a small program sends, sometimes what a script does. */
const BURSTS = [1, 1, 1, 2, 4, 8, 16, 40];

/** Questions as they come on a busy day. What is costly is rare: this is to see many replies, not to wait for some. */
function some(life: Life, count: number): Question[] {
  const { plain, special, costly, middling } = life.world.questions;
  return Array.from({ length: count }, () => {
    const dice = life.random.fraction();
    const from = dice < 0.0004 ? costly : dice < 0.01 ? middling : dice < 0.06 ? special : plain;
    return life.random.pick(from);
  });
}

/** Connects, and leaves when all that was expected has come. */
function visit(talk: (client: Client, life: Life) => void | Promise<void>, habits: Habits = {}): Behaviour['live'] {
  return async (life) => {
    const client = await connect(life, habits);
    await talk(client, life);
    await client.leave();
  };
}

const readBig = visit((client, life) => {
  const { big } = life.world.questions;
  client.ask([life.random.pick(big), ...some(life, 2), life.random.pick(big)]);
});

/** As `printf 'snowman' | nc -N` does. */
const halfClose = visit((client, life) => {
  const [last, ...before] = some(life, life.random.between(1, 30));
  client.ask(before);
  if (last) client.write(last.line, replyTo(last));
});

const type = visit(async (client, life) => {
  for (const question of some(life, 30).filter(({ line }) => line.length < 30).slice(0, 3)) {
    client.expect(replyTo(question));
    for (const byte of Buffer.from(`${question.line}\r\n`)) {
      client.socket.write(Buffer.of(byte));
      await life.pause(40);
    }
    await client.settled();
  }
});

const reachTheLimit = visit(async (client, life) => {
  const tooLong = errorAbout(new RegExp(`${LIMITS.maxLine}`));
  for (const end of ['\n', '\r\n']) {
    for (const length of [LIMITS.maxLine - 1, LIMITS.maxLine, LIMITS.maxLine + 1]) {
      const question = life.world.questions.of(`snowman${' '.repeat(length - 14)}snowman`);
      if (length <= LIMITS.maxLine) client.ask([question], end);
      else client.write(question.line + end, tooLong, PROMPT);
      client.ask(some(life, 1));
      if (life.random.chance(0.5)) await client.settled();
    }
  }
});

const sendAnEndlessLine = visit(async (client, life) => {
  client.expect(errorAbout(new RegExp(`${LIMITS.maxLine}`)), PROMPT);
  const part = 'snowman '.repeat(8192);
  for (let sent = 0; sent < 10_000_000 && client.socket.writable; sent += part.length) {
    if (!client.socket.write(part)) await life.pause(20);
  }
  client.socket.write('\n');
  client.ask(some(life, 2));
});

const misspell = visit(async (client, life) => {
  const wrong = ['snow\xe2\x98man', '\xc0\xaf', '\xed\xa0\x80', '\xf5\x80\x80\x80', 'cat \xfe', '\x80', '\xe2\x98'];
  for (let round = 0; round < 10; round++) {
    client.write(Buffer.from(`${life.random.pick(wrong)}\n`, 'latin1'), errorAbout(/UTF-8/), PROMPT);
    client.ask(some(life, life.random.between(0, 3)));
    if (life.random.chance(0.3)) await client.settled();
  }
});

/** Keeps asking, mostly without waiting, even while the server stops; at most a few hundred replies are outstanding. */
const talk = visit(async (client, life) => {
  for (let i = 0; i < 400 && !client.socket.destroyed; i++) {
    client.ask(some(life, 10));
    await life.pause(40);
    if (i % 20 === 19) await client.settled();
  }
});

/** Options, marks and subnegotiations in the midst of words, cut anywhere. */
const negotiate = visit(async (client, life) => {
  const { random } = life;
  const commands = ['fffb18', 'fffd01', 'fffd03', 'fffe01', 'fffc22', 'fff1', 'fffa18004142fff0', 'fffa27fffffff0fff0'];
  for (let round = 0; round < 5; round++) {
    const questions = some(life, 3);
    client.expect(...questions.map(replyTo));
    const pieces = questions.flatMap(({ line }) => [...Buffer.from(`${line}\r\n`)].map((byte) => [byte]));
    for (let i = random.between(1, 4); i > 0; i--) {
      random.pick(pieces).unshift(...Buffer.from(random.pick(commands), 'hex'));
    }
    const bytes = pieces.flat();
    const cut = random.between(0, bytes.length);
    client.socket.write(Buffer.from(bytes.slice(0, cut)));
    await life.pause(50);
    client.socket.write(Buffer.from(bytes.slice(cut)));
    await client.settled();
  }
}, { telnet: true });

const crowd = visit(async (client, life) => {
  for (let i = 0; i < 5; i++) {
    client.ask(some(life, 2));
    await client.settled();
    await life.pause(4000);
  }
}, { address: CROWDED });

export const GOOD: readonly Behaviour[] = [
  { name: 'conversations, pipelined', crowd: 1000, rest: 0, live: converse },
  { name: 'readers of megabytes', crowd: 1, rest: 2000, live: readBig },
  { name: 'slow readers', crowd: 20, rest: 1000, live: readSlowly },
  { name: 'half-closers, last line unended', crowd: 20, rest: 2000, live: halfClose },
  { name: 'typists, a byte at a time', crowd: 10, rest: 2000, live: type },
  { name: 'lines at the limit', crowd: 5, rest: 2000, live: reachTheLimit },
  { name: 'lines of 10 MB', crowd: 0.4, rest: 5000, live: sendAnEndlessLine },
  { name: 'telnet, split everywhere', crowd: 10, rest: 2000, live: negotiate },
  { name: 'lines that are not UTF-8', crowd: 10, rest: 2000, live: misspell },
  { name: 'goodbyes', crowd: 10, rest: 2000, live: sayGoodbye },
  { name: 'hellos of HTTP and TLS', crowd: 5, rest: 2000, live: mistakeThePort },
  { name: 'idle ones', crowd: 20, rest: 1000, live: idle },
  { name: 'talkers, who wait for nothing', crowd: 10, rest: 1000, live: talk },
  { name: 'a crowd of one address', crowd: 60, rest: 2000, refusal: /^too many from your address/, live: crowd },
];

async function converse(life: Life): Promise<void> {
  await life.pause(ARRIVAL * life.world.length);
  const client = await connect(life);
  for (;;) {
    client.ask(some(life, life.random.pick(BURSTS)), life.random.pick(['\n', '\r\n', '\r\0', '  \n']));
    await client.settled();
    await life.pause(4000);
  }
}

/**
 * A slow network, or a slow program. At rates in between, a kernel that buffers megabytes would accept nothing more of
 * a reply for longer than the server waits.
 */
async function readSlowly(life: Life): Promise<void> {
  const { big, middling } = life.world.questions;
  const [rate, questions] = life.random.pick([[4000, middling], [500_000, big]] as const);
  const client = await connect(life, { rate });
  client.ask([...some(life, 5), life.random.pick(questions), ...some(life, 5)]);
  await client.leave();
}

async function sayGoodbye(life: Life): Promise<void> {
  const client = await connect(life, { telnet: true });
  client.ask(some(life, life.random.between(1, 5)));
  const ctrlC = '\xff\xf4\xff\xfd\x06';
  const goodbye = life.random.pick([ctrlC, '\x04', '\x1b\n', '\x03\n', '/quit\n', '\xff\xec', '\x00\n']);
  if (goodbye.startsWith('/')) client.expect(OK);
  client.socket.write(goodbye, 'latin1');
  await client.ended();
}

async function mistakeThePort(life: Life): Promise<void> {
  const client = await connect(life);
  const http = 'GET /snowman HTTP/1.1\r\nHost: snowman\r\nUser-Agent: cat face\r\n\r\n';
  const tls = Buffer.concat([Buffer.from('1603010200010001fc0303', 'hex'), life.random.bytes(506)]);
  const isHttp = life.random.chance(0.5);
  client.write(isHttp ? http : tls, errorAbout(isHttp ? /HTTP/ : /TLS/));
  await client.ended();
}

/** Asks something, then nothing more; or bytes that never become a line. */
async function idle(life: Life): Promise<void> {
  const client = await connect(life);
  client.ask(some(life, life.random.between(0, 2)));
  client.expect(errorAbout(/idle/));
  const dribbles = life.random.chance(0.5);
  const dribble = setInterval(() => dribbles && client.socket.write('s'), 700);
  client.socket.on('close', () => clearInterval(dribble)).on('end', () => clearInterval(dribble));
  await client.ended();
}
