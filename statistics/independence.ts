/**
 * Whether the answers to one question go with those to another: Pearson's chi-squared test of
 * independence over a table of counts, with Cramér's V as the size of what was found.
 */
import { checkCount } from "./checks.ts";

/**
 * Why there is no test:
 *
 * - `no-answers`: the table is empty.
 * - `one-value`: all answered one of the two questions alike, so there is nothing to compare.
 * - `low-expected`: too few in too many cells for the statistic to follow the chi-squared
 *   distribution: an expected count below 1, or more than a fifth of them below 5 (in a table of
 *   two by two, any). Source: Cochran (1954), Biometrics 10:417-451, section 4.
 */
export type IndependenceReason = "no-answers" | "one-value" | "low-expected";

export interface Independence {
  /** Answers in the table. */
  n: number;
  /** Pearson's X². */
  statistic: number | null;
  /** (rows − 1)(columns − 1), of those rows and columns in which anybody stands. */
  df: number | null;
  /** P(χ² ≥ X²) if the two were independent, 0 … 1. */
  p: number | null;
  /** √(X² ÷ (n · min(rows − 1, columns − 1))): 0 (none) to 1. Source: Cramér (1946), section 21.9. */
  cramersV: number | null;
  reason?: IndependenceReason;
}

/** Steps that the series and the fraction may take: about 8 √a are needed where x is near a. */
const MAX_STEPS = 100_000;

/** ln Γ(a) for a > 0: Stirling's series (NIST DLMF 5.11.1), smaller ones by Γ(a+1) = aΓ(a). */
export function logGamma(a: number): number {
  let shift = 0;
  let b = a;
  for (; b < 16; b += 1) shift += Math.log(b);
  const v = 1 / (b * b);
  const tail = (1 / 12 - v * (1 / 360 - v * (1 / 1260 - v * (1 / 1680 - v / 1188)))) / b;
  return (b - 0.5) * Math.log(b) - b + 0.5 * Math.log(2 * Math.PI) + tail - shift;
}

/** Γ(a, x) ÷ Γ(a) below x = a + 1: one less the series of NIST DLMF 8.7.1 and 8.2.4. */
function bySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < MAX_STEPS && term > sum * 1e-17; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return 1 - sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** Above it: the continued fraction of NIST DLMF 8.9.2 in its even part, by Lentz's method. */
function byFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MAX_STEPS; k += 1) {
    const part = -k * (k - a);
    b += 2;
    d = 1 / (part * d + b);
    c = b + part / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/**
 * The upper tail of the chi-squared distribution, P(χ² ≥ x), to about twelve digits.
 * @param df whole, 1 to 1,000,000
 * @example chiSquaredP(3.841458820694124, 1) // 0.05
 * @throws RangeError when x is below 0 or no number, or df is none of these
 */
export function chiSquaredP(x: number, df: number): number {
  if (!(x >= 0)) throw new RangeError(`chi-squared is 0 or more, not ${x}`);
  if (!Number.isInteger(df) || df < 1 || df > 1_000_000)
    throw new RangeError(`degrees of freedom are whole, from 1 to 1,000,000, not ${df}`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const [a, half] = [df / 2, x / 2];
  const p = half < a + 1 ? bySeries(a, half) : byFraction(a, half);
  return Math.min(1, Math.max(0, p));
}

const sumOf = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0);

/**
 * Pearson's test over a table of counts, by rows. Each answer must stand in one cell: of questions
 * with several answers it says nothing. `p` is of this table alone: who looks at twenty tables finds
 * one at p ≤ 0.05 by chance.
 * @throws RangeError unless the table is one of whole counts, all rows of one length
 */
export function independence(table: readonly (readonly number[])[]): Independence {
  const width = table[0]?.length ?? 0;
  for (const row of table) {
    if (row.length !== width) throw new RangeError("all rows of a table are of one length");
    for (const each of row) checkCount("a cell", each);
  }
  const rows = table.map(sumOf);
  const columns = Array.from({ length: width }, (_, at) => sumOf(table.map((row) => row[at]!)));
  const n = sumOf(rows);
  const none = { n, statistic: null, df: null, p: null, cramersV: null };
  if (n === 0) return { ...none, reason: "no-answers" };
  const [high, wide] = [rows, columns].map((list) => list.filter((each) => each > 0).length - 1);
  if (high === 0 || wide === 0) return { ...none, reason: "one-value" };
  const df = high! * wide!;
  let [statistic, below1, below5, cells] = [0, 0, 0, 0];
  for (const [r, row] of table.entries())
    for (const [c, count] of row.entries()) {
      const expected = (rows[r]! * columns[c]!) / n;
      if (expected === 0) continue;
      cells += 1;
      if (expected < 1) below1 += 1;
      if (expected < 5) below5 += 1;
      statistic += (count - expected) ** 2 / expected;
    }
  if (below1 > 0 || below5 * 5 > cells) return { ...none, df, reason: "low-expected" };
  const cramersV = Math.min(1, Math.sqrt(statistic / n / Math.min(high!, wide!)));
  return { n, statistic, df, p: chiSquaredP(statistic, df), cramersV };
}
