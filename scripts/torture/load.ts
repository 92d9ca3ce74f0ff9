/** A process full of clients: keeps each behaviour's crowd alive, and reports to the storm that started it. */
import { setTimeout as wait } from 'node:timers/promises';
import { BAD, FLOOD, VICTIMS } from './bad.ts';
import type { Behaviour } from './behaviour.ts';
import { Farewell } from './client.ts';
import { openDoor } from './door.ts';
import { GOOD } from './good.ts';
import type { Orders, Report, Role, Row } from './orders.ts';
import { readOrders } from './orders.ts';
import { makeQuestions, NO_QUESTIONS } from './questions.ts';
import { seeded } from './random.ts';
import type { World } from './world.ts';
import { isFlooded, isStopping, LIMITS } from './world.ts';

const MOST_FAULTS = 20;

interface Crowd {
  readonly behaviour: Behaviour;
  readonly size: number;
  readonly row: Row;
}

const orders = readOrders(process.argv[2] ?? '');
const questions = orders.role === 'good' ? makeQuestions(orders.seed) : NO_QUESTIONS;
const world: World = {
  port: orders.port,
  questions,
  began: 0,
  length: orders.length,
  watched: new Set(),
  door: openDoor(),
  open: 0,
  replies: 0,
  bytes: 0,
  stoppedAt: Infinity,
  hasEnded: false,
};
const faults: string[] = [];
const crowds = crowdsOf(orders);
let done = false;

setInterval(report, 500);
setInterval(() => world.watched.forEach((client) => client.check(Date.now())), 1000);
process.on('message', (message) => {
  if (String(message).startsWith('begin ')) begin(Number(String(message).slice(6)));
  if (message === 'stopping') world.stoppedAt = Date.now();
  if (message === 'ended') world.hasEnded = true;
  report();
});
report();
process.on('disconnect', () => process.exit());

function begin(began: number): void {
  world.began = began;
  const lives = crowds.flatMap((crowd) => Array.from({ length: crowd.size }, (_, at) => liveAndLiveAgain(crowd, at)));
  void Promise.all(lives).then(() => (done = true));
}

function report(): void {
  const { open, replies, bytes } = world;
  const rows = crowds.map(({ row }) => row);
  const message: Report = { open, replies, bytes, stopping: isStopping(world), done, rows, faults };
  process.send?.(message);
}

function crowdsOf({ role, clients, flood }: Orders): Crowd[] {
  const behaviours: Record<Role, readonly Behaviour[]> = { good: GOOD, bad: [...BAD, FLOOD], victims: VICTIMS };
  return behaviours[role].map((behaviour) => ({
    behaviour,
    size: behaviour === FLOOD ? flood : Math.ceil((behaviour.crowd * clients) / 1000),
    row: { name: behaviour.name, crowd: 0, lives: 0, refused: 0, wrong: 0 },
  }));
}

/** The lives of one client, one after the other until the server was told to stop. */
async function liveAndLiveAgain({ behaviour, row }: Crowd, at: number): Promise<void> {
  const random = seeded(orders.seed, `${behaviour.name} ${at}`);
  const pause = async (most: number): Promise<void> => void (await wait(random.between(0, most)));
  row.crowd++;
  while (!isStopping(world)) {
    await pause(behaviour.rest);
    row.lives++;
    try {
      await behaviour.live({ world, random, pause });
    } catch (error) {
      if (orders.role === 'good') judge(behaviour, row, error);
      else if (error instanceof Farewell) row.refused++;
    }
  }
}

/** Tells what may happen to a good client from what may not. */
function judge({ refusal }: Behaviour, row: Row, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isFarewell = error instanceof Farewell;
  const isRefused = isFarewell && ((/full/.test(message) && isFlooded(world)) || refusal?.test(message) === true);
  // Within the grace, a reply under way is whole.
  const mayBeCut = Date.now() - world.stoppedAt >= LIMITS.grace * 1000;
  const isTold = isFarewell && /shutting down/.test(message) && (mayBeCut || !error.isCut);
  // Who had not connected when the server stopped to listen can't be told.
  const isUnheard = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  if (isRefused) row.refused++;
  else if (!isStopping(world) || !(isTold || isUnheard)) {
    row.wrong++;
    const said = isFarewell ? `was told${error.isCut ? ' within a reply' : ''}: ` : '';
    if (faults.length < MOST_FAULTS) faults.push(`${row.name}: ${said}${message}`);
  }
}
