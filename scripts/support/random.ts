/** Random choices that can be made again: the same seed gives the same choices on every machine. */

export interface Random {
  /** A number from 0 up to, but not including, 1. */
  fraction(): number;
  /** A whole number from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** A whole number; both ends can come. */
  between(least: number, most: number): number;
  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  bytes(count: number): Buffer;
  /** Moves some elements, drawn from all, to the front of a list, in the order they were drawn; the same list. */
  shuffle<T>(list: T[], front?: number): T[];
}

/**
 * The generator mulberry32: 32 bits of state, which is plenty for drawing.
 *
 * @param purpose what the choices are for, if one seed serves many purposes: each has choices of its own
 */
export function seeded(seed: number, purpose = ''): Random {
  let state = seed >>> 0;
  for (const char of purpose) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x0100_0193) >>> 0;

  function fraction(): number {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const below = (limit: number): number => Math.floor(fraction() * limit);
  const between = (least: number, most: number): number => least + below(most - least + 1);

  return {
    fraction,
    below,
    between,
    chance: (probability) => fraction() < probability,
    pick(choices) {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
    bytes: (count) => Buffer.from(Uint8Array.from({ length: count }, () => below(256))),
    shuffle(list, front = list.length) {
      for (let i = 0; i < front; i++) {
        const j = between(i, list.length - 1);
        const [a, b] = [list[i], list[j]];
        if (a !== undefined && b !== undefined) [list[i], list[j]] = [b, a];
      }
      return list;
    },
  };
}
