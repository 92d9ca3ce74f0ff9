/** The work that one line may ask for. */
import { QueryError } from '../query/error.ts';

/** Milliseconds of search that one line may take. */
const MOST = 200;

/** Milliseconds of search between two chances for others. */
const STEP = 2;

/** Units of work, each about a microsecond, between two looks at the clock. */
const UNITS_A_LOOK = 128;

/**
 * Counts work in units of about a microsecond; true when others should have their turn, so that the caller yields.
 *
 * @throws {QueryError} when the line has had all the time that a line may take
 */
export type Spend = (units: number) => boolean;

/** A clock in milliseconds, that is never set back. */
export type Clock = () => number;

/** A budget for one line. What passes between a yield and the next piece of work does not count. */
export function startBudget(clock: Clock = () => performance.now()): Spend {
  let since = clock();
  let spent = 0;
  let units = 0;
  let isPaused = false;
  return (more) => {
    if (isPaused) {
      since = clock();
      isPaused = false;
    }
    units += more;
    if (units < UNITS_A_LOOK) return false;
    units = 0;
    const worked = clock() - since;
    if (spent + worked > MOST) throw new QueryError('too much work for one line; ask in several');
    if (worked < STEP) return false;
    spent += worked;
    isPaused = true;
    return true;
  };
}
