/** What a server holds when nobody asks anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Children } from './children.ts';
import type { Target } from './messages.ts';
import { openFilesLimit, residentBytes } from '../support/processes.ts';
import type { Server } from './servers.ts';
import { startFloor, startOurs } from './servers.ts';
import { startWorker } from './worker.ts';

export interface Memory {
  /** Bytes that our server holds at rest, with all it loads in the background. */
  readonly resident: readonly number[];
  readonly bareResident: readonly number[];
  /** Idle connections, and the bytes that each of them takes in our server and in the bare one. */
  readonly connections: number;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

const CONNECTIONS = 5000;

/** For each of those, so many come before: they use up the room that loading has left a process to spare. */
const FIRST = 0.2;

/** Files that a process has open besides its connections, with room to spare. */
const OTHER_FILES = 100;

/** Seconds until what is loaded in the background is there, and until what connecting took is settled. */
const REST = 5;
const SETTLE = 0.5;

/** Several processes of each kind rest at the same time; then connections are opened to one after the other. */
export async function measureMemory(children: Children, count: number): Promise<Memory> {
  const load = startWorker(children, './load.ts');
  const connections = Math.min(CONNECTIONS, Math.floor((openFilesLimit() - OTHER_FILES) / (1 + FIRST)));
  const first = Math.floor(connections * FIRST);
  const pairs: { ours: Server; bare: Server }[] = [];
  while (pairs.length < count) pairs.push({ ours: await startOurs(children), bare: await startFloor(children) });
  await sleep(REST * 1000);

  async function residentWith(target: Target, clients: number): Promise<number> {
    await load.ask({ kind: 'connect', target, clients }, 'ready');
    await sleep(SETTLE * 1000);
    return residentBytes(target.pid);
  }

  async function perConnection({ target }: Server): Promise<number> {
    const before = await residentWith(target, first);
    const after = await residentWith(target, first + connections);
    await load.ask({ kind: 'disconnect' }, 'ready');
    return (after - before) / connections;
  }

  const resident = pairs.map(({ ours }) => residentBytes(ours.target.pid));
  const bareResident = pairs.map(({ bare }) => residentBytes(bare.target.pid));
  const ours: number[] = [];
  const bare: number[] = [];
  for (const pair of pairs) {
    ours.push(await perConnection(pair.ours));
    bare.push(await perConnection(pair.bare));
    await Promise.all([pair.ours.end(), pair.bare.end()]);
  }
  await load.end();
  return { resident, bareResident, connections, ours, bare };
}
