/** A process full of clients: keeps each behaviour's crowd alive, and reports to the storm that started it. */
import { setTimeout as wait } from 'node:timers/promises';
import { Farewell } from '../support/checker.ts';
import { seeded } from '../support/random.ts';
import { serveCalls } from '../support/worker.ts';
import { BAD, FLOOD, VICTIMS } from './bad.ts';
import { GOOD } from './good.ts';
import type { Questions } from './questions.ts';
import { makeQuestions } from './questions.ts';
import type { Behaviour, World } from './world.ts';
import { isFlooded, isStopping, LIMITS } from './world.ts';

export interface Orders {
  readonly role: 'good' | 'bad' | 'victims';
  readonly port: number;
  readonly seed: number;
  /** Good clients that stay; crowds are in proportion to them. */
  readonly clients: number;
  /** Clients that come in a flood. */
  readonly flood: number;
  /** How long the storm is, in milliseconds. It begins when the load is told so. */
  readonly length: number;
}

/** One behaviour's part in the table. */
export interface Row {
  readonly name: string;
  /** Clients at once. */
  crowd: number;
  /** Connections one after the other. */
  lives: number;
  /** Connections that were told that the server is full, while it was. */
  refused: number;
  wrong: number;
}

export interface Report {
  /** Good clients that are connected and were welcomed. */
  readonly open: number;
  readonly replies: number;
  readonly bytes: number;
  readonly rows: readonly Row[];
  /** The first wrong and lost replies. */
  readonly faults: readonly string[];
}

// The flood comes with the good clients, who have to know when the server may be full.
const BEHAVIOURS = { good: [...GOOD, FLOOD], bad: BAD, victims: VICTIMS };

const MAX_FAULTS = 20;
const orders: Orders = JSON.parse(process.argv[2] ?? '');
let questions: Questions | undefined;
const world: World = {
  port: orders.port,
  get questions() {
    return (questions ??= makeQuestions(orders.seed));
  },
  began: 0,
  length: orders.length,
  watches: new Set(),
  open: 0,
  flood: 0,
  floodedAt: 0,
  replies: 0,
  bytes: 0,
  stoppedAt: Infinity,
  hasEnded: false,
};
const faults: string[] = [];
const crowds = BEHAVIOURS[orders.role].map((behaviour) => ({
  behaviour,
  size: behaviour === FLOOD ? orders.flood : Math.ceil((behaviour.crowd * orders.clients) / 1000),
  row: { name: behaviour.name, crowd: 0, lives: 0, refused: 0, wrong: 0 },
}));
let lives: Promise<unknown> = Promise.resolve();

/** The lives of one client, one after the other until the server was told to stop. */
async function liveAndLiveAgain(behaviour: Behaviour, row: Row, at: number): Promise<void> {
  const random = seeded(orders.seed, `${row.name} ${at}`);
  const pause = (most: number): Promise<void> => wait(random.between(0, most));
  row.crowd++;
  while (!isStopping(world)) {
    await pause(behaviour.rest);
    row.lives++;
    try {
      await behaviour.live({ world, random, pause });
    } catch (error) {
      if (orders.role === 'good' && behaviour !== FLOOD) judge(behaviour, row, error);
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
  // A client that had not connected when the server stopped listening can't be told.
  const isUnheard = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  if (isRefused) row.refused++;
  else if (!isStopping(world) || !(isTold || isUnheard)) {
    row.wrong++;
    const said = isFarewell ? `was told${error.isCut ? ' within a reply' : ''}: ` : '';
    if (faults.length < MAX_FAULTS) faults.push(`${row.name}: ${said}${message}`);
  }
}

const functions = {
  /** Makes ready what takes a while. */
  prepare(): void {
    if (orders.role === 'good') void world.questions;
  },

  /** Starts the clients. @param began when the storm began, in milliseconds since the epoch */
  begin(began: number): void {
    world.began = began;
    setInterval(() => world.watches.forEach((watch) => watch(Date.now())), 1000);
    const all = crowds.flatMap(({ behaviour, row, size }) => {
      return Array.from({ length: size }, (_, at) => liveAndLiveAgain(behaviour, row, at));
    });
    lives = Promise.all(all);
  },

  report(): Report {
    const { open, replies, bytes } = world;
    return { open, replies, bytes, rows: crowds.map(({ row }) => row), faults };
  },

  /** The server is about to be told to stop. */
  stop(): void {
    world.stoppedAt = Date.now();
  },

  /** The server has ended: resolves when all clients are gone, or after so many milliseconds. */
  async end(most: number): Promise<void> {
    world.hasEnded = true;
    await Promise.race([lives, wait(most)]);
  },
};

export type Load = typeof functions;

serveCalls(functions);
