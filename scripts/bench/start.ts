/** How soon a started server has answered its first query, next to a Node that does nothing. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Children } from './children.ts';
import { portOf, spawnOurs } from './servers.ts';

export interface Starts {
  /** Milliseconds of each start. */
  readonly ours: readonly number[];
  readonly node: readonly number[];
}

const QUERY = 'cat face';

export async function measureStarts(children: Children, count: number): Promise<Starts> {
  const ours: number[] = [];
  const node: number[] = [];
  while (ours.length < count) {
    ours.push(await timeOurs(children));
    node.push(await timeNode(children));
  }
  return { ours, node };
}

async function timeOurs(children: Children): Promise<number> {
  const start = performance.now();
  const child = spawnOurs(children);
  await firstReply(await portOf(child));
  const time = performance.now() - start;
  await children.end(child);
  return time;
}

function firstReply(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`${QUERY}\n`));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      reply += text;
      if (!reply.endsWith(' found\r\n?> ')) return;
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error(`no reply to ${QUERY}`)));
  });
}

/** Milliseconds that a Node takes that does nothing. */
export function timeNode(children: Children): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = children.adopt(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }));
    child.once('error', reject);
    child.once('exit', () => resolve(performance.now() - start));
  });
}
