/**
 * Divides the turns of the event loop. However many clients ask at once, a turn stays short: Node accepts about one
 * connection per turn, and delays timers until it ends, so long turns would keep everybody else waiting.
 *
 * Long replies, and searches that take more than a step, wait in a queue of their own, which has its share of every
 * turn. A short question waits for no more than that share and a step, however many long replies are under way; and
 * long replies make progress, however much is asked.
 */
export interface Turns {
  /** Whether something short may be done at once, in this turn: there is time, and nothing short waits for a turn. */
  hasTime(): boolean;
  /** Takes steps in later turns, each in the queue that the one before asked for; resolves when that asks for none. */
  take(queue: Queue, step: () => Queue | undefined): Promise<void>;
}

/** The queue in which work waits for its turn: at the end, and at the end again after each step. */
export type Queue = 'short' | 'long';

/**
 * @param short milliseconds of work at once that a turn starts with, and as many for short work that has waited
 * @param long milliseconds for long replies
 * @param after called after the short work of a turn, and after all of it
 */
export function turns(short: number, long: number, after: () => void): Turns {
  const waiting: { readonly [Name in Queue]: (() => void)[] } = { short: [], long: [] };
  /** When there is no more time for work at once. */
  let end = 0;
  /** Whether such time began since the last turn. */
  let began = false;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  }

  function turn(): void {
    scheduled = began = false;
    work(waiting.short, short);
    after();
    work(waiting.long, long);
    after();
    if (waiting.short.length + waiting.long.length > 0) schedule();
  }

  function work(queue: (() => void)[], time: number): void {
    for (const until = performance.now() + time; queue.length > 0; ) {
      queue.shift()?.();
      if (performance.now() >= until) break;
    }
  }

  return {
    hasTime() {
      if (waiting.short.length > 0) return false;
      const now = performance.now();
      if (now < end) return true;
      // Tracking the end of each turn would cost more than it is worth. So this may be a later turn, or still the one
      // in which the time began, which then gets as much again, once.
      if (began) return false;
      began = true;
      end = now + short;
      schedule();
      return true;
    },
    take(first, step) {
      return new Promise((resolve) => {
        const work = (): void => {
          const next = step();
          if (next === undefined) resolve();
          else waiting[next].push(work);
        };
        waiting[first].push(work);
        schedule();
      });
    },
  };
}
