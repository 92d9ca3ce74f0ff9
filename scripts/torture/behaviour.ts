import type { Life } from './world.ts';

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
