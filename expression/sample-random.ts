/** Numbers that only look random: the same seed gives the same tests on every machine. */
export type Random = {
  /** A whole number from 0 up to, not including, `below`. */
  below: (below: number) => number;
  /** True with the chance given. */
  chance: (chance: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
};

/** Mulberry32: 32 bits of state, good enough to choose test cases. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    chance: (chance) => next() < chance,
    pick: <T>(from: readonly T[]): T => from[below(from.length)]!,
  };
}
