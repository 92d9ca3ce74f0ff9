/** How replies are written: for people, for programs, or as cards for people. */
export type Format = 'plain' | 'json' | 'detail';

export const FORMATS: readonly Format[] = ['plain', 'json', 'detail'];

/** Counts the results of replies. */
export interface Tally {
  results: number;
}
