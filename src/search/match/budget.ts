/** The work that one line may ask for. */
import { QueryError } from '../query/error.ts';

/**
 * Units of work that one line may take, each about a microsecond of a slow machine: 200 ms in all. They are counted,
 * not measured, so a line has the same answer on a busy machine.
 */
const MAX_UNITS = 200_000;

/** Milliseconds of search before others get a turn. */
const STEP = 2;

/** Units between two checks of the clock. */
const UNITS_PER_LOOK = 128;

/**
 * Counts work; true when others should have their turn, so that the caller yields.
 *
 * @param units about as many as the work takes microseconds
 * @throws {QueryError} when the line has used up its budget
 */
export type Spend = (units: number) => boolean;

/** A monotonic clock, in milliseconds. */
export type Clock = () => number;

/** A budget for one line. */
export function startBudget(clock: Clock = () => performance.now()): Spend {
  let since = clock();
  let spent = 0;
  let nextLook = UNITS_PER_LOOK;
  let isPaused = false;
  return (units) => {
    if (isPaused) {
      since = clock();
      isPaused = false;
    }
    spent += units;
    if (spent < nextLook) return false;
    if (spent > MAX_UNITS) throw new QueryError('too much work for one line; ask in several');
    nextLook = spent + UNITS_PER_LOOK;
    isPaused = clock() - since >= STEP;
    return isPaused;
  };
}
