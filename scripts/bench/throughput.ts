/** Queries a second: one after the other, and many at once; asked again and again, and each only once. */
import { mean, median, ratio } from '../support/statistics.ts';
import { percent, significant, table, times, whole } from '../support/table.ts';
import type { Finding, Goal, Pace } from './findings.ts';
import type { Outcome } from './load.ts';
import type { FreshMix, Stage } from './stage.ts';
import { LONGEST_REPLY } from './stage.ts';

/** What our server and the floor are asked in turn. */
interface Race {
  readonly clients: number;
  /** Queries that a client sends before it waits for the replies. */
  readonly deep: number;
  /** Queries that come again and again; or only once. */
  readonly mix: 'zipf' | FreshMix;
  /** Queries a second that a round is planned with, where they come only once; it ends when they do. */
  readonly planned?: number;
  /** The least ratio to the floor, and why it is known not to be reached, where it is. */
  readonly least?: number;
  readonly known?: string;
}

const TWO_WRITES = 'two hundred replies take two writes, as no more than 112 KiB is held for a client';

const RACES: readonly Race[] = [
  { clients: 1, deep: 1, mix: 'zipf' },
  { clients: 1, deep: 1, mix: 'distinct', planned: 10_000 },
  { clients: 50, deep: 1, mix: 'zipf', least: 0.95 },
  { clients: 50, deep: 1, mix: 'distinct', planned: 60_000, least: 0.85 },
  { clients: 50, deep: 1, mix: 'algebra', planned: 40_000, least: 0.5 },
  { clients: 50, deep: 1, mix: 'wildcards', planned: 20_000, least: 0.3 },
  { clients: 50, deep: 1, mix: 'meaning', planned: 20_000, least: 0.2 },
  { clients: 50, deep: 16, mix: 'zipf', least: 1 },
  { clients: 50, deep: 16, mix: 'distinct', planned: 120_000, least: 0.6 },
  { clients: 10, deep: 200, mix: 'zipf', least: 1.2, known: TWO_WRITES },
  { clients: 10, deep: 200, mix: 'distinct', planned: 150_000, least: 0.55 },
];

interface Running {
  readonly race: Race;
  readonly ours: Outcome[];
  readonly floor: Outcome[];
}

/** Distinct queries may take this many times as long as a round is meant to; then the round is cut short. */
const DISTINCT_PATIENCE = 2;

/** Passes before those that count: V8 goes on optimizing for some 50,000 queries of a mix. */
const WARM_UPS = 3;

/** Lets both servers run in turn, and again, so that what slows the machine for a while slows both. */
export async function measureThroughput(stage: Stage, parts: ReadonlySet<string>, pace: Pace): Promise<Finding> {
  const races = RACES.filter(({ deep }) => parts.has(deep > 1 ? 'deep' : 'closed'));
  const running = races.map((race): Running => ({ race, ours: [], floor: [] }));
  const planned = new Map<FreshMix, number>();
  for (const { mix, planned: rate = 0 } of races) {
    if (mix !== 'zipf') planned.set(mix, rate + (planned.get(mix) ?? 0));
  }
  const order: ('ours' | 'floor')[] = ['ours', 'floor'];
  /** Bytes of each reply to a distinct query. */
  const distinct: number[] = [];

  const { seconds, passes } = pace;
  for (let pass = 1 - WARM_UPS; pass <= passes; pass++) {
    const isWarmUp = pass < 1;
    const tapes = await stage.nextFresh(new Map(Array.from(planned, ([mix, rate]) => [mix, rate * seconds])));
    if (!isWarmUp) for (const length of tapes.get('distinct')?.replyLengths ?? []) distinct.push(length);
    const played = new Map<FreshMix, number>();
    for (const { race, ...outcomes } of running) {
      const { clients, deep, mix } = race;
      const part = mix === 'zipf' ? undefined : nextPart(mix, race.planned ?? 0);
      const round = { clients, deep, tape: mix, part, seconds: part ? seconds * DISTINCT_PATIENCE : seconds };
      const rates: string[] = [];
      for (const server of order) {
        const { target } = (part ? stage.fresh : stage.zipf)[server];
        const outcome = await stage.load.call('play', { ...round, target });
        if (!isWarmUp) outcomes[server].push(outcome);
        rates.push(`${server} ${significant(outcome.rate)}`);
      }
      const when = isWarmUp ? 'warm-up' : `pass ${pass}/${passes}`;
      pace.say(`${when}, ${title(race)}, queries/s: ${rates.join(', ')}`);
    }
    order.reverse();

    function nextPart(mix: FreshMix, rate: number): readonly [number, number] {
      const from = played.get(mix) ?? 0;
      const share = ((tapes.get(mix)?.replyLengths.length ?? 0) * rate) / (planned.get(mix) ?? NaN);
      const past = from + Math.floor(share);
      played.set(mix, past);
      return [from, past];
    }
  }

  const key =
    `**zipf**: one to three words of a name, drawn by Zipf's law from 10,000 queries; ${whole(stage.zipfBytes)} ` +
    `bytes a reply on average. **distinct**: ${whole(distinct.length)} such queries, of which none comes twice; ` +
    `${whole(mean(distinct))} bytes a reply. **algebra**: alternatives, negation, phrases, properties and ranges; ` +
    '**wildcards**: three letters or more; **meaning**: names and keywords in all languages, asked with `?`. None ' +
    `comes twice. Replies of more than ${whole(LONGEST_REPLY)} bytes are left out. Floor: a bare \`node:net\` ` +
    'server that looks up recorded replies. CPU: share of a core, mojifinder / floor.';
  return { text: `${key}\n\n${tableOf(running)}`, goals: running.flatMap(goalOf) };
}

function tableOf(running: readonly Running[]): string {
  const rows = running.map(({ race, ours, floor }) => {
    const both = (write: (outcomes: readonly Outcome[]) => string): string[] => [ours, floor].map(write);
    return [
      title(race),
      ...both((outcomes) => significant(median(outcomes.map(({ rate }) => rate)))),
      `**${times(ratioOf(ours, floor))}**`,
      both((outcomes) => percent(mean(outcomes.map(({ serverShare }) => serverShare)))).join(' / '),
      both((outcomes) => percent(mean(outcomes.map(({ loadShare }) => loadShare)))).join(' / '),
    ];
  });
  return table(['queries/s', 'mojifinder', 'floor', 'mojifinder : floor', 'CPU', 'CPU of load'], rows);
}

function goalOf({ race, ours, floor }: Running): Goal[] {
  const { clients, deep, mix, least, known } = race;
  if (least === undefined) return [];
  const what = `${clients} clients, ${deep} deep, ${mix}: queries/s to the floor`;
  return [{ what, measured: ratioOf(ours, floor), atLeast: least, known }];
}

/** How many times as fast as the floor we were. */
function ratioOf(ours: readonly Outcome[], floor: readonly Outcome[]): number {
  return ratio(ours.map(({ rate }) => rate), floor.map(({ rate }) => rate));
}

function title({ clients, deep, mix }: Race): string {
  return `${clients} client${clients > 1 ? 's' : ''}${deep > 1 ? ` × ${deep} deep` : ''}, ${mix}`;
}
