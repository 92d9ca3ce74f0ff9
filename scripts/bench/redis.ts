/** Redis, where it is installed: what a fast server in C makes of as many bytes. */
import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Children } from './children.ts';
import type { Server } from './servers.ts';
import type { Answered } from './tapes.ts';
import { redisKey, redisValueLength } from './tapes.ts';

export interface Redis extends Server {
  readonly version: string;
  /** Forgets all values, and sets one for each query. */
  fill(answered: readonly Answered[]): Promise<void>;
}

const LF = 0x0a;

/** Starts `redis-server`, or returns undefined where there is none. */
export async function startRedis(children: Children): Promise<Redis | undefined> {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  const version = /v=(\S+)/.exec(stdout ?? '')?.[1];
  if (version === undefined) return undefined;
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = children.adopt(spawn('redis-server', options, { stdio: 'ignore' }));
  for (let tries = 0; (await send(port, 'PING\r\n', '+PONG\r\n'.length).catch(() => 0)) === 0; tries++) {
    if (tries === 100) throw new Error('redis-server does not answer');
    await sleep(30);
  }
  return {
    version,
    target: { port, pid: child.pid ?? 0, greeting: 0, lastByte: LF },
    fill: async (all) => {
      const sets = all.map(({ queries, lengths }) => queries.map((query, i) => set(query, lengths[i] ?? 0)).join(''));
      const count = all.reduce((sum, { queries }) => sum + queries.length, 0);
      await send(port, `FLUSHALL\r\n${sets.join('')}`, (count + 1) * '+OK\r\n'.length);
    },
    end: () => children.end(child),
  };
}

function set(query: string, replyLength: number): string {
  const key = redisKey(query);
  const value = 'x'.repeat(redisValueLength(replyLength));
  return `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`;
}

/** Sends commands, and waits for so many bytes of replies. */
function send(port: number, commands: string, replyLength: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = 0;
    const socket = connect(port, '127.0.0.1', () => socket.write(commands, 'latin1'));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received < replyLength) return;
      socket.destroy();
      resolve(received);
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('redis-server closed the connection')));
  });
}

/** A port that nobody listens on; `redis-server` can't choose one by itself. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
