/** The servers that are measured, each in a process of its own. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PROMPT } from '../../src/client/protocol.ts';
import type { Children } from './children.ts';
import type { Target } from './messages.ts';
import { startWorker } from './worker.ts';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What a prompt and every reply end with. */
const SPACE = 0x20;

export interface Server {
  readonly target: Target;
  end(): Promise<void>;
}

export interface Floor extends Server {
  /** Asks another server, and replays its replies from then on; the bytes of each. */
  record(from: Target, queries: readonly string[]): Promise<Uint32Array>;
}

/** Starts what `npm run build` has built. */
export async function startOurs(children: Children, flags: readonly string[] = []): Promise<Server> {
  const child = spawnOurs(children, flags);
  return { target: speaker(await portOf(child), child.pid), end: () => children.end(child) };
}

export function spawnOurs(children: Children, flags: readonly string[] = []): ChildProcess {
  const command = [MAIN, 'serve', '--port', '0', ...flags];
  return children.adopt(spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** The port that a server tells it listens on. */
export function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it served`)));
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      const port = /^Serving on .*:(\d+)\./.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

/** Starts a floor that replays nothing yet: the bare server. */
export async function startFloor(children: Children): Promise<Floor> {
  const worker = startWorker(children, './floor.ts');
  const { port } = await worker.ask({ kind: 'floor' }, 'listening');
  return {
    target: speaker(port, worker.pid),
    async record({ port: from }, queries) {
      return (await worker.ask({ kind: 'record', port: from, queries }, 'recorded')).lengths;
    },
    end: worker.end,
  };
}

function speaker(port: number, pid: number | undefined): Target {
  return { port, pid: pid ?? 0, greeting: PROMPT.length, lastByte: SPACE };
}
