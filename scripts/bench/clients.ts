/** The clients that come with the server: how many questions a second `ask` gets answered, and how soon it has one. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MAIN } from '../support/build.ts';
import { adopt } from '../support/children.ts';
import { median, ratio } from '../support/statistics.ts';
import { significant, table } from '../support/table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Finding, Pace } from './findings.ts';
import { comparison } from './findings.ts';
import type { Stage } from './stage.ts';
import { timeNode } from './start.ts';

/** Questions in flight: the default of `ask --jobs`. */
const DEEP = 16;

const QUERY = 'snowman';

/** Next to `ask`, the load asks at the same depth, and a Node does nothing. */
export async function measureClients(stage: Stage, { passes, seconds, say }: Pace): Promise<Finding> {
  const { target } = stage.zipf.ours;
  const command = [MAIN, 'ask', '--plain', '--server', `127.0.0.1:${target.port}`];
  const questions = join(temporaryFolder(), 'questions');
  writeFileSync(questions, stage.zipfTape.bytes);
  const [ask, load, one, node]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let pass = 1; pass <= passes; pass++) {
    const { rate } = await stage.load.call('play', { target, clients: 1, deep: DEEP, tape: 'zipf', seconds });
    const asked = await rateOf([...command, '--jobs', String(DEEP)], questions);
    load.push(rate);
    ask.push(asked);
    one.push(await timeNode([...command, QUERY]));
    node.push(await timeNode());
    say(`clients, pass ${pass}/${passes}: ${significant(rate)}, ${significant(asked)} questions/s`);
  }
  const rows = [
    comparison(`1 connection × ${DEEP} deep, zipf, questions/s`, ask, load),
    comparison('one question, from start to end, to `node -e 0`, ms', one, node),
  ];
  const cost = median(one.map((time, pass) => time - (node[pass] ?? NaN)));
  return {
    text: table(['', '`ask`', 'bare', 'ratio'], rows),
    goals: [
      { what: '`ask`, 16 deep: questions/s to the load', measured: ratio(ask, load), atLeast: 0.5 },
      { what: '`ask` of one to `node -e 0`', measured: cost, atMost: 5, unit: ' ms', known: 'node:net alone takes 15' },
    ],
  };
}

/** Questions a second, as the summary of `ask` tells. */
async function rateOf(command: readonly string[], questions: string): Promise<number> {
  const input = openSync(questions, 'r');
  const child = adopt(spawn(process.execPath, command, { stdio: [input, 'ignore', 'pipe'] }));
  closeSync(input);
  const summary = child.stderr === null ? '' : await text(child.stderr);
  const [, rate] = /; [\d.]+ s, ([\d,]+)\/s\n$/.exec(summary) ?? [];
  if (rate === undefined) throw new Error(`ask failed: ${summary.slice(-200)}`);
  return Number(rate.replaceAll(',', ''));
}
