/** How replies are written: for people, for programs, or with all that is known for either. */
export type Format = 'plain' | 'json' | 'detail' | 'full';

export const FORMATS: readonly Format[] = ['plain', 'json', 'detail', 'full'];

/** Whether a format is JSON Lines, for programs. */
export function isJson(format: Format): boolean {
  return format === 'json' || format === 'full';
}

/** Whether a format has all that is known of each result. */
export function hasCards(format: Format): boolean {
  return format === 'detail' || format === 'full';
}

/** Counts the results of replies. */
export interface Tally {
  results: number;
}
