/** Clients that are malicious or die. What they get is not checked: the point is that others do not notice them. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Farewell } from '../support/checker.ts';
import { open } from './open.ts';
import type { Behaviour, Life } from './world.ts';
import { isFloodTime, isStopping, LIMITS } from './world.ts';

const IAC = 0xff;

/** Writes that come again and again, as long as the connection is open. */
interface Writing {
  readonly times: number;
  /** Up to so many milliseconds pass between two of them. */
  readonly pause: number;
  readonly bytes: (life: Life) => string | Uint8Array;
  /** What is written once, before and after. */
  readonly first?: Buffer;
  readonly last?: Buffer;
  /** Whether nothing is read. */
  readonly isDeaf?: boolean;
  /** Whether the connection is reset in the end. */
  readonly isReset?: boolean;
}

function writing({ times, pause, bytes, first, last, isDeaf, isReset }: Writing): Behaviour['live'] {
  return async (life) => {
    const socket = isDeaf ? (await open(life)).pause() : await rude(life);
    if (first) socket.write(first);
    for (let i = 0; i < times && !socket.destroyed; i++) {
      socket.write(bytes(life));
      await life.pause(pause);
    }
    if (last) socket.write(last);
    if (isReset) socket.resetAndDestroy();
    else socket.destroy();
  };
}

/** A connection whose bytes nobody wants. */
async function rude(life: Life, allowHalfOpen = false): Promise<Socket> {
  return (await open(life, allowHalfOpen)).resume();
}

/** Takes nothing of replies that are long. */
const ignore = writing({ isDeaf: true, times: 20, pause: LIMITS.writeTimeout * 200, bytes: () => 'cjk\n'.repeat(50) });

const readOn = writing({ times: Infinity, pause: 4000, bytes: () => 'cjk\nsnowman\nsnow' });

const sendGarbage = writing({ times: 20, pause: 100, bytes: ({ random }) => random.bytes(random.between(1, 3000)) });

const subnegotiate = writing({ first: Buffer.of(IAC, 0xfa, 0x18), times: 40, pause: 100, bytes: noCommands });

/** Its last command is not whole. */
const storm = writing({ times: 30, pause: 400, bytes: commands, last: Buffer.of(IAC) });

const abandonAnEndlessLine = writing({ times: 50, pause: 60, bytes: () => 'x'.repeat(200_000), isReset: true });

/** Sends a byte more than the line, so that the server has something to read when it is gone. */
const resetCostly = writing({ times: 1, pause: 200, bytes: (life) => `${costly(life)}x`, isReset: true });

const askNothing = writing({ times: 10, pause: 200, bytes: () => '\n'.repeat(10_000) });

export const BAD: readonly Behaviour[] = [
  { name: 'never-readers of cjk', crowd: 20, rest: 3000, live: ignore },
  { name: 'resets in mid-reply', crowd: 10, rest: 3000, live: reset },
  { name: 'FINs in mid-line', crowd: 10, rest: 2000, live: leaveInMidLine },
  { name: 'connect and vanish', crowd: 10, rest: 1000, live: vanish },
  { name: 'half-open, never closing', crowd: 10, rest: 2000, live: stayHalfOpen },
  { name: 'garbage', crowd: 10, rest: 2000, live: sendGarbage },
  { name: 'storms of telnet commands', crowd: 1, rest: 1000, live: storm },
  { name: 'endless subnegotiations', crowd: 2, rest: 1000, live: subnegotiate },
  { name: 'lines of megabytes, then gone', crowd: 1, rest: 2000, live: abandonAnEndlessLine },
  { name: 'costly questions', crowd: 1, rest: 2000, live: writing({ times: 5, pause: 1000, bytes: costly }) },
  { name: 'resets during costly questions', crowd: 1, rest: 2000, live: resetCostly },
  { name: 'empty lines by the thousand', crowd: 1, rest: 1000, live: askNothing },
];

/** Clients above the cap; they stay until the flood is over or the server turns them away. */
export const FLOOD: Behaviour = { name: 'floods above the cap', crowd: 0, rest: 5000, live: crowdIn };

/** Those whose whole process is killed while it reads, writes and does neither. */
export const VICTIMS: readonly Behaviour[] = [
  { name: 'killed while reading', crowd: 2, rest: 300, live: readOn },
  { name: 'killed while not reading', crowd: 2, rest: 300, live: ignore },
];

function noCommands({ random }: Life): Uint8Array {
  return random.bytes(4000).map((byte) => (byte === IAC ? 0 : byte));
}

/** Commands of telnet by the thousand. */
function commands({ random }: Life): Buffer {
  const options = [0xfb, 0xfc, 0xfd, 0xfe].flatMap((command) => [IAC, command, random.between(0, 255)]);
  const some = Buffer.from([...options, IAC, 0xf6, IAC, 0xf1]);
  return Buffer.alloc(2000 * some.length, some);
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
  await once(socket, 'close');
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
  await once(socket, 'close');
}

/** A line that makes the search work as long as lines of its length can. */
function costly({ random }: Life): string {
  const words = ['*a', '*a* ', 'snowmen ', 'cjk | ', '!letter ', '~*e* ', '"letter sign" ', '☃', 'U+0..U+10FFFF | '];
  const word = random.pick(words);
  return `${word.repeat(Math.floor(4000 / Buffer.byteLength(word)))}x\n`;
}

async function crowdIn(life: Life): Promise<void> {
  const { world } = life;
  for (; !isFloodTime(world); await life.pause(400)) if (isStopping(world)) return;
  const socket = await open(life);
  let said = '';
  world.flood++;
  socket.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const gone = once(socket, 'close').catch(() => {});
  while (isFloodTime(world) && !socket.closed) await Promise.race([gone, life.pause(400)]);
  // It is not reset: when the server has closed its side, too, it has room for another.
  socket.end();
  await gone;
  world.flood--;
  world.floodedAt = Date.now();
  if (said.includes(' error: full')) throw new Farewell('full');
}
