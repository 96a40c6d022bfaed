/** What intervals by resampling share: a seeded source of chance, resamples, and percentiles. */
import { checkConfidence } from "./checks.ts";
import { studentCritical } from "./distributions.ts";

/** How often rows are drawn again, and from which seed: the same seed gives the same interval. */
export interface Bootstrap {
  /** Whole, 10 to 100,000. A thousand give percentiles their second digit. */
  samples: number;
  /** Whole, 0 to 2³² − 1. */
  seed: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Steps that one call may take, some ten seconds: what is larger is asked of sums instead. */
const MOST_STEPS = 1e10;
/** Of the resamples this share must have a figure, or their percentiles are not those of all. */
const ENOUGH = 0.95;

/**
 * @param steps about how many additions one resample takes
 * @throws RangeError for samples or a seed out of range, or more work than one call may take
 */
export function checkBootstrap({ samples, seed }: Bootstrap, steps: number): void {
  if (!Number.isInteger(samples) || samples < 10 || samples > 100_000)
    throw new RangeError(`bootstrap samples are whole, from 10 to 100,000, not ${samples}`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new RangeError(`a bootstrap seed is whole, from 0 to 4,294,967,295, not ${seed}`);
  if (samples * steps > MOST_STEPS)
    throw new RangeError(
      `${samples} bootstrap samples of so many answers take too long: draw fewer, or compute from sums`,
    );
}

/**
 * Uniform numbers in [0, 1) from a seed: sfc32 (Chris Doty-Humphrey, PractRand), started by
 * splitmix32.
 */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
  let [a, b, c, counter] = [word(), word(), word(), 1];
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first outputs still show the seed.
  for (let i = 0; i < 15; i++) step();
  return () => step() / 4294967296;
}

/** Draws n of n rows with replacement: how often each came. */
export function drawCounts(counts: Uint32Array, random: () => number): void {
  counts.fill(0);
  const n = counts.length;
  for (let i = 0; i < n; i++) counts[Math.floor(random() * n)]! += 1;
}

/** The quantile between the values, linear (R's type 7). The values must be in order. */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below);
}

/**
 * The percentile interval of the resampled figures; undefined where too few of the samples had one.
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap, Chapman & Hall 1993, 13.3.
 */
export function percentileInterval(
  figures: readonly number[],
  samples: number,
  confidence: number | undefined,
): Interval | undefined {
  const tail = (1 - checkConfidence(confidence)) / 2;
  if (figures.length === 0 || figures.length < ENOUGH * samples) return undefined;
  const sorted = Float64Array.from(figures).sort();
  return { low: quantileOf(sorted, tail), high: quantileOf(sorted, 1 - tail) };
}

/**
 * The interval by jackknife from the figures without each of G groups: estimate ± t(G − 1) se,
 * se² = (G − 1)/G Σ(figure − estimate)². Groups by hash need not be equally large: a group's share
 * in the sum grows with its size. Source: Efron and Tibshirani, 11.5; R. Miller, "The jackknife: a
 * review", Biometrika 61 (1974) 1–15.
 */
export function jackknifeInterval(
  estimate: number,
  without: readonly number[],
  confidence: number | undefined,
): Interval {
  const groups = without.length;
  const sum = without.reduce((total, each) => total + (each - estimate) ** 2, 0);
  const se = Math.sqrt(((groups - 1) / groups) * sum);
  const margin = studentCritical(checkConfidence(confidence), groups - 1) * se;
  return { low: estimate - margin, high: estimate + margin };
}
