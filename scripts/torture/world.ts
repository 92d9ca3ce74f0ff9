/** What all lives of one load share. */
import type { Door } from './door.ts';
import type { Questions } from './questions.ts';
import type { Random } from './random.ts';

/** Limits that the server is given for the storm: short enough to bite within it. */
export const LIMITS = { maxLine: 4096, idleTimeout: 20, writeTimeout: 8, grace: 3, perAddress: 40 } as const;

/** Seconds without a byte of a reply that is owed, after which it counts as lost. */
export const PATIENCE = 30;

/** Parts of the storm in which more clients come than the server admits. */
const FLOODS = [
  [0.4, 0.55],
  [0.7, 0.85],
] as const;

/** A client that is looked at now and then: whether a reply is lost. */
export interface Watched {
  check(now: number): void;
}

export interface World {
  readonly port: number;
  readonly questions: Questions;
  /** When the storm began, and how long it is, in milliseconds. */
  began: number;
  readonly length: number;
  /** Clients to look after: who waits too long for a reply has lost it. */
  readonly watched: Set<Watched>;
  /** Where clients wait until the server has welcomed enough of those before them. */
  readonly door: Door;
  /** Connections that the server has welcomed, and that are open. */
  open: number;
  /** Replies that were right, and bytes that came. */
  replies: number;
  bytes: number;
  /** When the server was told to stop, in milliseconds: after that it may say farewell, and no client comes. */
  stoppedAt: number;
  /** Whether the server has ended. */
  hasEnded: boolean;
}

/** What one client has to live on. */
export interface Life {
  readonly world: World;
  readonly random: Random;
  /** A wait of up to so many milliseconds. */
  pause(most: number): Promise<void>;
}

/** An address that more clients announce than the server admits of one. */
export const CROWDED = '203.0.113.9';

/** Whether the server was told to stop. */
export function isStopping({ stoppedAt }: World): boolean {
  return stoppedAt !== Infinity;
}

/** Whether more clients come now than the server admits; it takes a moment until they are gone again. */
export function isFlooded(world: World): boolean {
  return FLOODS.some(([from, to]) => isWithin(world, from, to, 3000));
}

/** Whether it is time for the flood to come. */
export function isFloodTime(world: World): boolean {
  return FLOODS.some(([from, to]) => isWithin(world, from, to, 0));
}

function isWithin({ began, length }: World, from: number, to: number, moment: number): boolean {
  const now = Date.now() - began;
  return now >= from * length && now <= to * length + moment;
}
