/** What a worker and the process that leads it say to each other. */
import type { Row } from '../../server/stats.ts';
import type { Opening } from '../service.ts';

/** What a worker says: that it serves, why it can't, or what it has done so far. */
export type Report =
  | { readonly kind: 'serving'; readonly opening: Opening }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'counts'; readonly rows: readonly Row[] };

/**
 * What it is told: to leave when its replies in flight are finished, to retire, which gives its conversations the grace
 * to end, or how the others are.
 */
export type Order =
  | { readonly kind: 'leave' | 'retire' }
  | { readonly kind: 'pool'; readonly workers: number; readonly others: readonly Row[] };
