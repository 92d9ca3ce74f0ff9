/** What the parts of the bench find: tables, and whether what has to hold does. */
import { median, ratio } from '../support/statistics.ts';
import { significant, table, times } from '../support/table.ts';

export interface Finding {
  /** Markdown: a table, and what has to be known to read it. */
  readonly text: string;
  readonly goals: readonly Goal[];
}

/** What has to hold. */
export interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit?: string;
  /** Why it is known not to be met, where it is. */
  readonly known?: string | undefined;
}

/** How many passes are measured, and how long each of them takes. */
export interface Pace {
  readonly passes: number;
  readonly seconds: number;
  say(progress: string): void;
}

/** A row for what was measured in pairs: both medians, and the median of the ratios. */
export function comparison(what: string, ours: readonly number[], theirs: readonly number[], unit = 1): string[] {
  const medians = [ours, theirs].map((samples) => significant(median(samples) / unit));
  return [what, ...medians, times(ratio(ours, theirs))];
}

/** All goals, as a table that tells which are met. */
export function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => {
    const { what, measured, atLeast, atMost, unit = '', known } = goal;
    const limit = atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost ?? ''}`;
    const value = unit === '' ? times(measured) : `${significant(measured)}${unit}`;
    return [what, `${limit}${unit}`, value, isMet(goal) ? '✓' : known === undefined ? '✗' : `✗ (${known})`];
  });
  return table(['target', 'limit', 'measured', 'met'], rows);
}

/** What is not met, and not known to be out of reach. */
export function missed(goals: readonly Goal[]): string[] {
  return goals.filter((goal) => !isMet(goal) && goal.known === undefined).map(({ what }) => what);
}

function isMet({ measured, atLeast, atMost }: Goal): boolean {
  return measured >= (atLeast ?? -Infinity) && measured <= (atMost ?? Infinity);
}
