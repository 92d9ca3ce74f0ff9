/** How soon a started server has answered its first query, next to a Node that does nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MAIN } from '../support/build.ts';
import { adopt } from '../support/children.ts';
import { exchange } from '../support/exchange.ts';
import { serve } from '../support/program.ts';
import { ratio } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import type { Finding } from './findings.ts';
import { comparison } from './findings.ts';
import { MEASURED } from './servers.ts';

const QUERY = 'cat face';

export async function measureStarts(count: number): Promise<Finding> {
  const ours: number[] = [];
  const node: number[] = [];
  while (ours.length < count) {
    ours.push(await timeOurs());
    node.push(await timeNode());
  }
  const rows = [comparison('start to first answer, to `node -e 0`, ms', ours, node)];
  return {
    text: table(['', 'mojifinder', 'bare', 'ratio'], rows),
    goals: [{ what: 'first answer to `node -e 0`', measured: ratio(ours, node), atMost: 2.5 }],
  };
}

async function timeOurs(): Promise<number> {
  const start = performance.now();
  await using server = serve(MAIN, [], MEASURED);
  const reply = await exchange(await server.port(), `${QUERY}\n`);
  const time = performance.now() - start;
  if (!reply.includes(' found\r\n')) throw new Error(`no reply to ${QUERY}: ${reply}`);
  return time;
}

/** Milliseconds from the start to the end of a Node, by default of one that does nothing. */
export async function timeNode(command: readonly string[] = ['-e', '0']): Promise<number> {
  const start = performance.now();
  const [status] = await once(adopt(spawn(process.execPath, command, { stdio: 'ignore' })), 'exit');
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${String(status)}`);
  return performance.now() - start;
}
