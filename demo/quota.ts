/** Quotas: planted counts are fixed, and only their order and owner are left to chance. */
import type { Random } from "./random.ts";

/**
 * Splits a whole total in proportion to weights, so that the parts sum to it (largest remainder;
 * of equal remainders the earlier part wins). Weights that sum to the total come back unchanged.
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  // 1e-9: a share of 57 may be computed as 56.999999999.
  const parts = exact.map((share) => Math.floor(share + 1e-9));
  let left = total - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((share, index) => ({ index, remainder: share - (parts[index] as number) }))
    .sort((a, b) =>
      Math.abs(a.remainder - b.remainder) < 1e-9 ? a.index - b.index : b.remainder - a.remainder,
    );
  for (const { index } of order) {
    if (left <= 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return parts;
}

/** `count` of something in `base`, carried over to another base size and rounded to whole ones. */
export function scaled(count: number, base: number, size: number): number {
  return base === 0 ? 0 : Math.round((count * size) / base);
}

/** A list that holds values[i] counts[i] times, in order. */
export function repeat<T>(values: readonly T[], counts: readonly number[]): T[] {
  return values.flatMap((value, i) => Array.from({ length: counts[i] ?? 0 }, () => value));
}

/** `size` values in the proportions of `weights` (largest remainder), shuffled. */
export function deal<T>(
  random: Random,
  size: number,
  values: readonly T[],
  weights: readonly number[],
): T[] {
  return random.shuffle(repeat(values, largestRemainder(size, weights)));
}

/**
 * The order of indices by a key, greatest first; of equal keys the earlier index comes first.
 * Handing quota values out along it gives them "by rank".
 */
export function byRank(keys: readonly number[]): number[] {
  return keys
    .map((key, index) => ({ key, index }))
    .sort((a, b) => b.key - a.key || a.index - b.index)
    .map((entry) => entry.index);
}

const central = {
  a: [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
    -3.066479806614716e1, 2.506628277459239,
  ],
  b: [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1, 1,
  ],
};
const tail = {
  c: [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ],
  d: [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
};
const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/**
 * The standard normal quantile of p in (0, 1), with a relative error under 1.2e-9
 * (P. J. Acklam's rational approximation, 2003).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError("p must lie strictly between 0 and 1");
  if (p > 1 - 0.02425) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(tail.c, q) / horner(tail.d, q);
  }
  const q = p - 0.5;
  return (horner(central.a, q * q) * q) / horner(central.b, q * q);
}

/** The n mid-point quantiles ((i − ½) ÷ n) of a lognormal, smallest first. */
export function lognormalQuantiles(n: number, median: number, sigma: number): number[] {
  return Array.from(
    { length: n },
    (_, i) => median * Math.exp(sigma * normalQuantile((i + 0.5) / n)),
  );
}
