/** A seeded source of choices: the same seed and purpose give the same choices, whatever happens meanwhile. */
export interface Random {
  /** A number from 0 up to 1. */
  fraction(): number;
  /** A whole number; both ends can come. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(count: number): Buffer;
}

/** @param purpose what the choices are for; each purpose has choices of its own */
export function seeded(seed: number, purpose: string): Random {
  let state = seed >>> 0;
  for (const char of purpose) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;

  /** Mulberry32. */
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const between = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));

  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick(from) {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    bytes: (count) => Buffer.from(Uint8Array.from({ length: count }, () => between(0, 255))),
  };
}
