/** The messages between a worker and the primary. */
import type { Row } from '../../server/stats.ts';
import type { Opening } from '../service.ts';

/** What a worker says: that it serves, why it can't, or what it has done so far. */
export type Report =
  | { readonly kind: 'serving'; readonly opening: Opening }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'counts'; readonly rows: readonly Row[] };

/**
 * What a worker is told: to leave when its replies in flight are finished; to retire, which gives its conversations the
 * grace period to end; or the state of the other workers.
 */
export type Order =
  | { readonly kind: 'leave' | 'retire' }
  | { readonly kind: 'pool'; readonly workers: number; readonly others: readonly Row[] };
