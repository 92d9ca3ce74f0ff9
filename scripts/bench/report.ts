/** All that was measured, as Markdown that can be read anywhere. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { clientsTable } from './clients.ts';
import { searchTable } from './search.ts';
import { LONGEST_REPLY, STREAM } from './stage.ts';
import { median, ratio } from '../support/statistics.ts';
import { ASKERS, STREAMS, streamingTable } from './streaming.ts';
import { significant, table, times } from '../support/table.ts';
import type { Results } from './targets.ts';
import { targetTable } from './targets.ts';
import { throughputTable } from './throughput.ts';
import { workersTable } from './workers.ts';

export function report(results: Results, secondsOfRound: number, secondsOfRun: number): string {
  const { throughput, streaming, starts, memory, search } = results;
  const parts = [machine(results, secondsOfRound, secondsOfRun)];
  if (throughput) {
    const { distinctQueries, distinctBytes, zipfBytes } = throughput;
    parts.push(
      `**zipf**: one to three words of a name, drawn by Zipf's law from 10,000 queries; ${whole(zipfBytes)} bytes a ` +
        `reply on average. **distinct**: ${whole(distinctQueries)} such queries, of which none comes twice; ` +
        `${whole(distinctBytes)} bytes a reply. **algebra**: alternatives, negation, phrases, properties and ranges; ` +
        `**wildcards**: three letters or more; **meaning**: names and keywords in all languages, asked with \`?\`. None comes twice. ` +
        `Replies of more than ${whole(LONGEST_REPLY)} bytes are left out. ` +
        'Floor: a bare `node:net` server that looks up recorded replies. Redis: inline `GET` of as many bytes. ' +
        'CPU: share of a core, mojifinder / floor / Redis.',
      throughputTable(throughput),
    );
  }
  if (streaming) {
    parts.push(`${STREAMS} clients stream \`${STREAM}\` while ${ASKERS} ask the zipf mix:`, streamingTable(streaming));
  }
  if (results.pools) parts.push(workersTable(results.pools));
  if (results.clients) parts.push(clientsTable(results.clients));
  if (starts ?? memory) parts.push(restTable(results));
  if (search) parts.push(searchTable(search));
  const targets = targetTable(results);
  if (targets !== undefined) parts.push(targets);
  return parts.join('\n\n');
}

function machine({ redis }: Results, secondsOfRound: number, secondsOfRun: number): string {
  const [{ model = 'unknown' } = {}, ...others] = cpus();
  const options = process.argv.slice(2);
  const command = ['npm run bench', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
  const redisText = redis === undefined ? '' : `, Redis ${redis}`;
  return (
    `\`${command}\`: rounds of ${secondsOfRound} s in turn, ` +
    `${Math.round(secondsOfRun)} s in all; ratios are medians of pairs. ${model.trim()}, ${others.length + 1} cores, ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}, ` +
    `Node ${process.versions.node}${redisText}.`
  );
}

/** Starts and memory. */
function restTable({ starts, memory }: Results): string {
  const rows: string[][] = [];
  const row = (what: string, ours: readonly number[], bare: readonly number[], unit: number): void => {
    const values = [ours, bare].map((samples) => significant(median(samples) / unit));
    rows.push([what, ...values, times(ratio(ours, bare))]);
  };
  if (starts) row('start to first answer, to `node -e 0`, ms', starts.ours, starts.node, 1);
  if (memory) {
    row('memory at rest, MB', memory.resident, memory.bareResident, 1e6);
    row(`memory for each of ${whole(memory.connections)} idle connections, kB`, memory.ours, memory.bare, 1e3);
  }
  return table(['', 'mojifinder', 'bare', 'ratio'], rows);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
