/** The clients that come with the server: how many questions a second `ask` gets answered, and how soon it has one. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Children } from './children.ts';
import { MAIN } from './servers.ts';
import type { Stage } from './stage.ts';
import { timeNode } from './start.ts';
import { median, ratio } from '../support/statistics.ts';
import { significant, table, times } from '../support/table.ts';

export interface Clients {
  /** Questions a second, of `ask` and of the load process at the same depth. */
  readonly ask: readonly number[];
  readonly load: readonly number[];
  /** Milliseconds from the start of `ask` to the end, with one answer, and of a Node that does nothing. */
  readonly one: readonly number[];
  readonly node: readonly number[];
}

/** Questions in flight: the default of `ask --jobs`. */
const DEEP = 16;

const QUERY = 'snowman';

export async function measureClients(
  children: Children,
  stage: Stage,
  passes: number,
  seconds: number,
  say: (progress: string) => void,
): Promise<Clients> {
  const { target } = stage.zipf.ours;
  const server = `127.0.0.1:${target.port}`;
  const folder = mkdtempSync(join(tmpdir(), 'mojifinder-bench-'));
  const questions = join(folder, 'questions');
  writeFileSync(questions, stage.zipfTape.text);
  const [ask, load, one, node]: [number[], number[], number[], number[]] = [[], [], [], []];
  const round = { target, clients: 1, deep: DEEP, tape: 'zipf', from: 0, past: stage.zipfDraws, again: true };
  try {
    for (let pass = 1; pass <= passes; pass++) {
      const played = { kind: 'round', round: { ...round, seconds, latencies: false } } as const;
      const { outcome } = await stage.load.ask(played, 'outcome');
      load.push(outcome.queries / outcome.seconds);
      ask.push(await rateOfAsk(children, server, questions));
      one.push(await timeOne(children, server));
      node.push(await timeNode(children));
      const rates = [load, ask].map((all) => significant(all.at(-1) ?? NaN));
      say(`clients, pass ${pass}/${passes}: ${rates.join(', ')} questions/s`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { ask, load, one, node };
}

/** Questions a second, as the summary tells. */
async function rateOfAsk(children: Children, server: string, questions: string): Promise<number> {
  const input = openSync(questions, 'r');
  const command = [MAIN, 'ask', '--plain', '--jobs', String(DEEP), '--server', server];
  const child = children.adopt(spawn(process.execPath, command, { stdio: [input, 'ignore', 'pipe'] }));
  closeSync(input);
  const summary = child.stderr === null ? '' : await text(child.stderr);
  const [, rate] = /; [\d.]+ s, ([\d,]+)\/s\n$/.exec(summary) ?? [];
  if (rate === undefined) throw new Error(`ask failed: ${summary.slice(-200)}`);
  return Number(rate.replaceAll(',', ''));
}

function timeOne(children: Children, server: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const command = [MAIN, 'ask', '--plain', '--server', server, QUERY];
    const child = children.adopt(spawn(process.execPath, command, { stdio: 'ignore' }));
    child.once('error', reject);
    child.once('exit', (status) => {
      if (status === 0) resolve(performance.now() - start);
      else reject(new Error(`ask ended with ${String(status)}`));
    });
  });
}

/** Milliseconds that one question takes next to a Node that does nothing. */
export function costOfOne({ one, node }: Clients): number {
  return median(one.map((time, pass) => time - (node[pass] ?? NaN)));
}

/** What part of the load's questions a second `ask` gets answered. */
export function ratioToLoad({ ask, load }: Clients): number {
  return ratio(ask, load);
}

export function clientsTable(clients: Clients): string {
  const { ask, load, one, node } = clients;
  const row = (what: string, ours: readonly number[], bare: readonly number[]): string[] => {
    return [what, significant(median(ours)), significant(median(bare)), times(ratio(ours, bare))];
  };
  return table(
    ['', '`ask`', 'bare', 'ratio'],
    [
      row(`1 connection × ${DEEP} deep, zipf, questions/s`, ask, load),
      row('one question, from start to end, to `node -e 0`, ms', one, node),
    ],
  );
}
