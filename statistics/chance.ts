/** Seeded chance for simulations in tests: the same seed, the same world. */
export interface Chance {
  /** 0 … below 1 */
  uniform: () => number;
  /** Standard normal. */
  normal: () => number;
  /** A whole number, both ends included. */
  whole: (from: number, to: number) => number;
  /** How many of n come true at this share. */
  binomial: (n: number, share: number) => number;
}

/** mulberry32 (Tommy Ettinger): small, and good enough for some 10⁸ numbers. */
export function chance(seed: number): Chance {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    whole: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
    binomial: (n, share) => {
      let count = 0;
      for (let each = 0; each < n; each += 1) if (uniform() < share) count += 1;
      return count;
    },
  };
}
