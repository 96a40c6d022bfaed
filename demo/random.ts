/**
 * The demo's only source of chance. Each area draws from a stream of its own, named after it, so
 * that a change in one story leaves every other story's bytes as they were.
 */

/** A seeded generator. All methods advance the same stream. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** True with probability p. */
  chance(p: number): boolean;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** One of a list that is not empty; throws RangeError where it is. */
  pick<T>(list: readonly T[]): T;
  /** An index, drawn in proportion to the weights (none negative, one positive). */
  weighted(weights: readonly number[]): number;
  /** A shuffled copy (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[];
}

/** Four 32-bit words from a text: FNV-1a per word with its own start, then a murmur3 finaliser. */
function words(text: string): [number, number, number, number] {
  const word = (start: number): number => {
    let hash = (0x811c9dc5 ^ start) >>> 0;
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  };
  return [word(1), word(2), word(3), word(4)];
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush. */
function sfc32(seed: [number, number, number, number]): () => number {
  let [a, b, c, counter] = seed;
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // The first outputs still show the seed.
  for (let i = 0; i < 15; i++) step();
  return step;
}

/** The generator of one stream of a seed: the same pair gives the same numbers everywhere. */
export function random(seed: number, stream: string): Random {
  const step = sfc32(words(`${seed}/${stream}`));
  // 53 bits of two outputs, so that every double step in [0, 1) can occur.
  const next = (): number => ((step() >>> 5) * 67108864 + (step() >>> 6)) / 9007199254740992;
  const int = (below: number): number => Math.floor(next() * below);
  const self: Random = {
    next,
    int,
    between: (low, high) => low + (high - low) * next(),
    chance: (p) => next() < p,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError("pick from an empty list");
      return list[int(list.length)] as T;
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i] as number;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
    shuffle: <T>(list: readonly T[]): T[] => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
      }
      return copy;
    },
  };
  return self;
}
