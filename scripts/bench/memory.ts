/** What a server holds when nobody asks anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openFilesLimit, residentBytes } from '../support/processes.ts';
import { median, ratio } from '../support/statistics.ts';
import { table, whole } from '../support/table.ts';
import type { Finding } from './findings.ts';
import { comparison } from './findings.ts';
import type { Server } from './servers.ts';
import { startFloor, startLoad, startOurs } from './servers.ts';

const CONNECTIONS = 5000;

/** Connections opened first, as a share of those measured: they use up memory that loading left to spare. */
const FIRST = 0.2;

/** Files that a process has open besides its connections, with room to spare. */
const OTHER_FILES = 100;

/** Seconds until what is loaded in the background is there, and until what connecting took is settled. */
const REST = 5;
const SETTLE = 0.5;

/** Several processes of each kind rest at the same time; then connections are opened to one after the other. */
export async function measureMemory(count: number): Promise<Finding> {
  const load = startLoad();
  const connections = Math.min(CONNECTIONS, Math.floor((openFilesLimit() - OTHER_FILES) / (1 + FIRST)));
  const first = Math.floor(connections * FIRST);
  const pairs: { ours: Server; bare: Server }[] = [];
  while (pairs.length < count) pairs.push({ ours: await startOurs(), bare: await startFloor() });
  await sleep(REST * 1000);

  async function residentWith({ target }: Server, clients: number): Promise<number> {
    await load.call('hold', { target, clients });
    await sleep(SETTLE * 1000);
    return residentBytes(target.pid);
  }

  async function perConnection(server: Server): Promise<number> {
    const before = await residentWith(server, first);
    const after = await residentWith(server, first + connections);
    await load.call('release');
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
  const rows = [
    comparison('memory at rest, MB', resident, bareResident, 1e6),
    comparison(`memory for each of ${whole(connections)} idle connections, kB`, ours, bare, 1e3),
  ];
  return {
    text: table(['', 'mojifinder', 'bare', 'ratio'], rows),
    goals: [
      { what: 'memory at rest', measured: median(resident) / 1e6, atMost: 90, unit: ' MB' },
      { what: 'memory per connection to the bare server', measured: ratio(ours, bare), atMost: 1.3 },
    ],
  };
}
