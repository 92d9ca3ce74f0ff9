/**
 * Shares out the turns of the event loop. However many clients ask at once, a turn stays short: Node accepts about one
 * connection a turn, and keeps timers waiting for its end, so long turns would leave everybody else at the door.
 */
export interface Turns {
  /** Whether work may be done at once, in this turn: there is time, and nobody waits for a turn. */
  hasTime(): boolean;
  /** Does work in a later turn, in the order in which it was asked for, and resolves when it is done. */
  take(work: () => void): Promise<void>;
}

/** @param time milliseconds of work at once that a turn starts with, and as many for work that has waited */
export function turns(time: number): Turns {
  const waiting: (() => void)[] = [];
  /** When there is no more time for work at once. */
  let end = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  }

  function turn(): void {
    scheduled = false;
    const until = performance.now() + time;
    do waiting.shift()?.();
    while (waiting.length > 0 && performance.now() < until);
    if (waiting.length > 0) schedule();
  }

  return {
    hasTime() {
      if (waiting.length > 0) return false;
      const now = performance.now();
      if (now < end) return true;
      // To be told of the end of each turn would cost more than it is worth. So this may still be the turn in which the
      // time began, and there is as much again, once; or it is a later one.
      if (scheduled) return false;
      end = now + time;
      schedule();
      return true;
    },
    take(work) {
      return new Promise((resolve) => {
        waiting.push(() => {
          work();
          resolve();
        });
        schedule();
      });
    },
  };
}
