/** Random choices that can be made again: the seed of a run is told when it fails. */

export interface Random {
  /** A whole number from 0 to `past - 1`. */
  below(past: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/** The generator mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (past: number): number => Math.floor((next() / 0x100000000) * past);
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick(choices) {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
  };
}

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
