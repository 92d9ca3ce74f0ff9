/** Promises that are tried with choices at random: the seed of a run is told when it fails. */
import type { Random } from '../../scripts/support/random.ts';
import { seeded } from '../../scripts/support/random.ts';

/** Tries a promise with so many seeds; a failure tells the seed it happened with. */
export function forSeeds(count: number, trial: (random: Random, seed: number) => void): void {
  const only = process.env['SEED'];
  const seeds = only === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(only)];
  for (const seed of seeds) {
    try {
      trial(seeded(seed), seed);
    } catch (error) {
      if (error instanceof Error) error.message = `with SEED=${seed}: ${error.message}`;
      throw error;
    }
  }
}
