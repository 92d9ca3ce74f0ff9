/** What all conversations share. */
import type { Answerer } from '../search/answer.ts';
import type { Journal } from './journal.ts';
import type { Outbox } from './outflow.ts';
import type { Settings } from './settings.ts';
import type { Stats } from './stats.ts';
import type { Turns } from './turns.ts';

export interface Services {
  readonly settings: Settings;
  readonly answerer: Answerer;
  readonly stats: Stats;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly turns: Turns;
  /** What `/help` says: lines that fit on a terminal of 80 columns and 24 rows. */
  readonly help: string;
  /** What `/version` says. */
  readonly version: string;
}
