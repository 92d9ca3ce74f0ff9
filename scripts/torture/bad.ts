/** Clients that mean ill or die. Nothing they are sent is looked at; it is the others who must not notice them. */
import type { Socket } from 'node:net';
import type { Behaviour } from './behaviour.ts';
import { Farewell } from './client.ts';
import { open } from './open.ts';
import type { Life } from './world.ts';
import { isFloodTime, LIMITS } from './world.ts';

const IAC = 0xff;

export const BAD: readonly Behaviour[] = [
  { name: 'never-readers of cjk', crowd: 20, rest: 3000, live: neverRead },
  { name: 'resets in mid-reply', crowd: 10, rest: 3000, live: reset },
  { name: 'FINs in mid-line', crowd: 10, rest: 2000, live: leaveInMidLine },
  { name: 'connect and vanish', crowd: 10, rest: 1000, live: vanish },
  { name: 'half-open, never closing', crowd: 10, rest: 2000, live: stayHalfOpen },
  { name: 'garbage', crowd: 10, rest: 2000, live: sendGarbage },
  { name: 'storms of telnet commands', crowd: 1, rest: 1000, live: storm },
  { name: 'endless subnegotiations', crowd: 2, rest: 1000, live: subnegotiate },
  { name: 'lines of megabytes, then gone', crowd: 1, rest: 2000, live: abandonAnEndlessLine },
  { name: 'costly questions', crowd: 1, rest: 2000, live: askCostly },
  { name: 'resets during costly questions', crowd: 1, rest: 2000, live: resetCostly },
  { name: 'empty lines by the thousand', crowd: 1, rest: 1000, live: askNothing },
];

/** Those who come above the cap; they make room only when they are told that it is full. */
export const FLOOD: Behaviour = { name: 'floods above the cap', crowd: 0, rest: 5000, live: crowdIn };

/** Those whose whole process is killed while it reads, writes and does neither. */
export const VICTIMS: readonly Behaviour[] = [
  { name: 'killed while reading', crowd: 2, rest: 300, live: readOn },
  { name: 'killed while not reading', crowd: 2, rest: 300, live: neverRead },
];

/** A connection whose bytes nobody wants. */
async function rude(life: Life, allowHalfOpen = false): Promise<Socket> {
  const socket = await open(life, allowHalfOpen);
  return socket.resume();
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}

async function neverRead(life: Life): Promise<void> {
  const socket = await open(life);
  socket.pause();
  for (let i = 0; i < 20 && !socket.destroyed; i++) {
    socket.write('cjk\n'.repeat(50));
    await life.pause(LIMITS.writeTimeout * 200);
  }
  socket.destroy();
}

async function readOn(life: Life): Promise<void> {
  const socket = await rude(life);
  while (!socket.destroyed) {
    socket.write('cjk\nsnowman\nsnow');
    await life.pause(4000);
  }
}

async function reset(life: Life): Promise<void> {
  const socket = await open(life);
  socket.write(life.random.pick(['cjk\n', 'letter\n', 'snowman\n']).repeat(life.random.between(1, 300)));
  if (life.random.chance(0.7)) socket.resume();
  await life.pause(100);
  socket.resetAndDestroy();
}

async function leaveInMidLine(life: Life): Promise<void> {
  const socket = await rude(life);
  socket.end(life.random.pick(['snow', 'cat fa\xff', '\u2603'.slice(0, 1), '/qu', '"less']), 'latin1');
  await closed(socket);
}

async function vanish(life: Life): Promise<void> {
  const socket = await open(life);
  if (life.random.chance(0.5)) socket.destroy();
  else socket.resetAndDestroy();
}

/** The server has said all it will, but this end never does. */
async function stayHalfOpen(life: Life): Promise<void> {
  const socket = await rude(life, true);
  socket.write('snowman\n/quit\n');
  await closed(socket);
}

async function sendGarbage(life: Life): Promise<void> {
  const socket = await rude(life);
  for (let i = 0; i < 20 && !socket.destroyed; i++) {
    socket.write(life.random.bytes(life.random.between(1, 3000)));
    await life.pause(100);
  }
  socket.destroy();
}

async function storm(life: Life): Promise<void> {
  const socket = await rude(life);
  const commands = [0xfb, 0xfc, 0xfd, 0xfe].flatMap((command) => [IAC, command, life.random.between(0, 255)]);
  const flood = Buffer.from([...commands, IAC, 0xf6, IAC, 0xf1]);
  for (let i = 0; i < 30 && !socket.destroyed; i++) {
    socket.write(Buffer.concat(Array<Buffer>(2000).fill(flood)));
    await life.pause(400);
  }
  socket.write(Buffer.of(IAC));
  socket.destroy();
}

async function subnegotiate(life: Life): Promise<void> {
  const socket = await rude(life);
  socket.write(Buffer.of(IAC, 0xfa, 0x18));
  for (let i = 0; i < 40 && !socket.destroyed; i++) {
    socket.write(life.random.bytes(4000).map((byte) => (byte === IAC ? 0 : byte)));
    await life.pause(100);
  }
  socket.destroy();
}

async function abandonAnEndlessLine(life: Life): Promise<void> {
  const socket = await rude(life);
  for (let i = 0; i < 50 && !socket.destroyed; i++) {
    socket.write('x'.repeat(200_000));
    await life.pause(60);
  }
  socket.resetAndDestroy();
}

/** A line that makes the search work as long as lines of its length can. */
function costly({ random }: Life): string {
  const words = ['*a', '*a* ', 'snowmen ', 'cjk | ', '!letter ', '~*e* ', '"letter sign" ', '☃', 'U+0..U+10FFFF | '];
  const word = random.pick(words);
  return `${word.repeat(Math.floor(4000 / Buffer.byteLength(word)))}x\n`;
}

async function askCostly(life: Life): Promise<void> {
  const socket = await rude(life);
  for (let i = 0; i < 5 && !socket.destroyed; i++) {
    socket.write(costly(life));
    await life.pause(1000);
  }
  socket.destroy();
}

/** Sends a byte more than the line, so that the server has something to read when it is gone. */
async function resetCostly(life: Life): Promise<void> {
  const socket = await rude(life);
  socket.write(`${costly(life)}x`);
  await life.pause(200);
  socket.resetAndDestroy();
}

async function askNothing(life: Life): Promise<void> {
  const socket = await rude(life);
  for (let i = 0; i < 10 && !socket.destroyed; i++) {
    socket.write('\n'.repeat(10_000));
    await life.pause(200);
  }
  socket.destroy();
}

async function crowdIn(life: Life): Promise<void> {
  while (!isFloodTime(life.world)) await life.pause(400);
  const socket = await open(life);
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const gone = closed(socket);
  while (isFloodTime(life.world) && !socket.closed) await Promise.race([gone, life.pause(400)]);
  socket.destroy();
  if (said.includes(' error: full')) throw new Farewell('full');
}
