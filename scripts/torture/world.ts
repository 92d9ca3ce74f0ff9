/** What all lives of one load share. */
import type { Random } from '../support/random.ts';
import type { Questions } from './questions.ts';

/** Limits that the server is given for the storm: low enough to take effect during it. */
export const LIMITS = { maxLine: 4096, idleTimeout: 20, writeTimeout: 8, grace: 3, perAddress: 40 } as const;

/** Seconds without a byte of an outstanding reply, after which it counts as lost. */
export const PATIENCE = 30;

/** Parts of the storm in which more clients come than the server admits. */
const FLOODS = [
  [0.4, 0.55],
  [0.7, 0.85],
] as const;

export interface World {
  readonly port: number;
  readonly questions: Questions;
  /** When the storm began, and how long it is, in milliseconds. */
  began: number;
  readonly length: number;
  /** Checks that run for each client now and then: one that waits too long for a reply has lost it. */
  readonly watches: Set<(now: number) => void>;
  /** Connections that the server has welcomed, and that are open. */
  open: number;
  /** Connections of the flood that the server has not closed; and when it closed the last one, in milliseconds. */
  flood: number;
  floodedAt: number;
  /** Replies that were right, and bytes that came. */
  replies: number;
  bytes: number;
  /** When the server was told to stop, in milliseconds: after that it may say farewell, and no client comes. */
  stoppedAt: number;
  /** Whether the server has ended. */
  hasEnded: boolean;
}

/** What one client has to work with. */
export interface Life {
  readonly world: World;
  readonly random: Random;
  /** A wait of up to so many milliseconds. */
  pause(most: number): Promise<void>;
}

/** A way to use the server, or to abuse it. */
export interface Behaviour {
  readonly name: string;
  /** How many do so at once, for each thousand of good clients that stay. */
  readonly crowd: number;
  /** Up to so many milliseconds pass between two lives of one client. */
  readonly rest: number;
  /** What a client may be told in place of a welcome. */
  readonly refusal?: RegExp;
  /**
   * One client from its connection to its end. Rejects with WrongReply when the server did something wrong, and with
   * anything else when the connection was lost, which is an ordinary end for those who are not told anything.
   */
  live(life: Life): Promise<void>;
}

/** An address that more clients announce than the server admits of one. */
export const CROWDED = '203.0.113.9';

/** Whether the server was told to stop. */
export function isStopping({ stoppedAt }: World): boolean {
  return stoppedAt !== Infinity;
}

/** Whether the server may be full: while there is a flood, until a moment after the last of it is gone. */
export function isFlooded(world: World): boolean {
  return isFloodTime(world) || world.flood > 0 || Date.now() - world.floodedAt < 3000;
}

/** Whether it is time for the flood to come. */
export function isFloodTime({ began, length }: World): boolean {
  const now = Date.now() - began;
  return FLOODS.some(([from, to]) => now >= from * length && now <= to * length);
}
