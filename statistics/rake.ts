/** Raking: weights by which those who answered are made up as the customers are. */
import { checkCount, checkSum } from "./checks.ts";

/** An answer (or a cell of alike ones) by dimension: the category that it stands in, or none. */
export type RakeRow = Readonly<Record<string, string | null | undefined>>;
/** By dimension, what each category is of the whole: shares, or counts of customers. */
export type RakeMargins = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RakeOptions {
  /** How many answers each row stands for: whole, one for each row. 1 unless given. */
  counts?: readonly number[] | undefined;
  /** The most that a weight may be, as a multiple of the mean weight, above 1. Without end unless given. */
  cap?: number | undefined;
  /** How far a weighted share may be from its margin, above 0; 10⁻⁸ unless given. */
  tolerance?: number | undefined;
  /** The most rounds over all margins, 1 … 10,000; 1,000 unless given. */
  rounds?: number | undefined;
}

/**
 * - `no-answers`: there is nobody to be weighted. Weights are null.
 * - `empty-category`: a margin asks for a category in which nobody stands; see `empty`. Weights are
 *   null: join categories, or leave the margin out.
 * - `not-converged`: the weights are the last ones, and miss a margin by `off`. Margins contradict one
 *   another among these answers, or the cap is too low for them. Weights are null where margins of 0
 *   leave nobody.
 */
export type RakeReason = "no-answers" | "empty-category" | "not-converged";

export interface Raking {
  /** Answers: the sum of the counts. */
  n: number;
  /**
   * One for each row, for each of its answers; over all answers their mean is 1 (below it only where a
   * cap cuts and margins of 0 leave nobody who could take what is cut).
   */
  weights: number[] | null;
  /** effectiveN ÷ n, above 0 and 1 at most: what is left after weighting. 1 ÷ the design effect. */
  efficiency: number | null;
  /** Kish's effective number of answers. */
  effectiveN: number | null;
  converged: boolean;
  /** Rounds over all margins. */
  rounds: number;
  /** The farthest that a weighted share is from its margin, 0 … 1. */
  off: number | null;
  /** Answers whose weight is at the cap. */
  capped: number;
  /** The categories that margins ask for and nobody stands in. */
  empty: { dimension: string; category: string }[];
  reason?: RakeReason;
}

/** One margin against the rows: the number of each row's category, −1 for none. */
interface Margin {
  codes: Int32Array;
  shares: Float64Array;
}

const MAX_ROUNDS = 10_000;
/** Weights that move by less in a round have arrived, at the margins or not. */
const STILL = 1e-13;

function sharesOf(dimension: string, categories: Readonly<Record<string, number>>): Float64Array {
  const values = Object.entries(categories).map(([name, value]) =>
    checkSum(`the margin of ${dimension} for ${JSON.stringify(name)}`, value),
  );
  const sum = values.reduce((total, each) => total + each, 0);
  if (!(sum > 0 && sum < Infinity))
    throw new RangeError(`the margin of ${dimension} adds up to ${sum}`);
  return Float64Array.from(values, (each) => each / sum);
}

/** A category that the margin doesn't list is none: nothing is known of how many there should be. */
function marginOf(
  rows: readonly RakeRow[],
  dimension: string,
  categories: Readonly<Record<string, number>>,
): Margin {
  const at = new Map(Object.keys(categories).map((name, code) => [name, code]));
  const codes = Int32Array.from(rows, (row) => {
    const name = row[dimension];
    return typeof name === "string" ? (at.get(name) ?? -1) : -1;
  });
  return { codes, shares: sharesOf(dimension, categories) };
}

/** Sums of weights by category, and of all rows that stand in one. */
function totals({ codes, shares }: Margin, counts: ArrayLike<number>, weights: Float64Array) {
  const sums = new Float64Array(shares.length);
  let known = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    if (code < 0) continue;
    const weight = counts[row]! * weights[row]!;
    sums[code]! += weight;
    known += weight;
  }
  return { sums, known };
}

function adjust(margin: Margin, counts: ArrayLike<number>, weights: Float64Array): void {
  const { sums, known } = totals(margin, counts, weights);
  const factors = margin.shares.map((share, code) =>
    sums[code] ? (share * known) / sums[code] : 0,
  );
  for (let row = 0; row < weights.length; row += 1) {
    const code = margin.codes[row]!;
    if (code >= 0) weights[row]! *= factors[code]!;
  }
}

function farthest(
  margins: readonly Margin[],
  counts: ArrayLike<number>,
  weights: Float64Array,
): number {
  let off = 0;
  for (const margin of margins) {
    const { sums, known } = totals(margin, counts, weights);
    for (const [code, share] of margin.shares.entries())
      off = Math.max(off, Math.abs((known > 0 ? sums[code]! / known : 0) - share));
  }
  return off;
}

/** Brings the mean to 1 with no weight above the cap: what is cut off is spread over the others. */
function level(counts: ArrayLike<number>, weights: Float64Array, n: number, cap: number): void {
  for (let pass = 0; pass < 100; pass += 1) {
    let [held, free] = [0, 0];
    for (let row = 0; row < weights.length; row += 1) {
      if (weights[row]! >= cap) held += counts[row]! * cap;
      else free += counts[row]! * weights[row]!;
    }
    const factor = free > 0 ? Math.max(0, n - held) / free : 1;
    let more = false;
    for (let row = 0; row < weights.length; row += 1) {
      const weight = weights[row]!;
      weights[row] = weight >= cap ? cap : weight * factor;
      if (weight < cap && weights[row]! > cap) more = true;
    }
    if (!more) return;
  }
}

/** How far the weights moved, as a share of the largest. */
function moved(before: Float64Array, after: Float64Array): number {
  let [most, step] = [0, 0];
  for (let row = 0; row < after.length; row += 1) {
    most = Math.max(most, after[row]!);
    step = Math.max(step, Math.abs(after[row]! - before[row]!));
  }
  return most > 0 ? step / most : 0;
}

interface Checked {
  cap: number;
  tolerance: number;
  rounds: number;
  counts: ArrayLike<number>;
  n: number;
}

function checkOptions(options: RakeOptions, rows: number): Checked {
  const { cap = Infinity, tolerance = 1e-8, rounds = 1000 } = options;
  if (!(cap > 1)) throw new RangeError(`cap must be above 1, not ${cap}`);
  if (!(tolerance > 0 && tolerance < 1))
    throw new RangeError(`tolerance must lie between 0 and 1, not ${tolerance}`);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS)
    throw new RangeError(`rounds must be a whole number from 1 to ${MAX_ROUNDS}, not ${rounds}`);
  if (options.counts && options.counts.length !== rows)
    throw new RangeError(`counts are ${options.counts.length}, rows ${rows}`);
  const counts: ArrayLike<number> = options.counts ?? new Float64Array(rows).fill(1);
  let n = 0;
  for (let row = 0; row < rows; row += 1) n += checkCount("a count", counts[row]!);
  return { cap, tolerance, rounds, counts, n: checkCount("the sum of counts", n) };
}

/** Round after round until the margins hold, nothing moves, or rounds are over. */
function fit(margins: readonly Margin[], options: Checked) {
  const { counts, n, cap, tolerance, rounds: most } = options;
  const weights = new Float64Array(counts.length).fill(1);
  let off = farthest(margins, counts, weights);
  let rounds = 0;
  for (let still = false; off > tolerance && rounds < most && !still; rounds += 1) {
    const before = weights.slice();
    for (const margin of margins) adjust(margin, counts, weights);
    level(counts, weights, n, cap);
    off = farthest(margins, counts, weights);
    still = moved(before, weights) < STILL;
  }
  return { weights, off, rounds };
}

/** Which categories are asked for, and stand empty. */
function emptyOf(
  margins: RakeMargins,
  list: readonly Margin[],
  counts: ArrayLike<number>,
): Raking["empty"] {
  return Object.entries(margins).flatMap(([dimension, categories], which) => {
    const margin = list[which]!;
    const { sums } = totals(margin, counts, new Float64Array(margin.codes.length).fill(1));
    return Object.keys(categories)
      .filter((_, code) => margin.shares[code]! > 0 && sums[code] === 0)
      .map((category) => ({ dimension, category }));
  });
}

/**
 * Weights with which the answers' shares are those of the margins, one dimension after the other until
 * all hold at once; of all such weights these are the nearest to equal ones. A row's weight is a
 * product of one factor for each of its categories.
 *
 * A row that stands in none of a margin's categories (missing, or not listed) is left as it is by that
 * margin, which then holds among the rest. With a `cap` every round ends with weights above it cut
 * to it and the rest scaled, so that few answers don't speak for many; where the margins can't be held
 * that way, the result says by how much they are missed.
 *
 * Not for millions of rows: ask for the counts of each combination of categories, and rake those with
 * `counts`. The weights are then used as weightedNps and the others take them.
 *
 * Sources: W. E. Deming and F. F. Stephan, "On a least squares adjustment of a sampled frequency table
 * when the expected marginal totals are known", Annals of Mathematical Statistics 11 (1940) 427–444;
 * L. Kish, "Weighting for unequal Pi", Journal of Official Statistics 8 (1992) 183–200, for the
 * efficiency; D. Izrael, M. P. Battaglia and M. R. Frankel, "Extreme survey weight adjustment as a
 * component of sample balancing", SAS Global Forum 2009, for caps.
 *
 * @example
 * rake([{ plan: "prepaid" }, { plan: "postpaid" }], { plan: { prepaid: 55, postpaid: 45 } },
 *   { counts: [540, 1260] }) // weights [1.8333, 0.6429], efficiency 0.7706, effectiveN 1387.1
 * @returns null weights with `no-answers` or `empty-category`; weights with `not-converged` where a
 * margin is missed by more than the tolerance
 * @throws RangeError for a margin that is negative, not finite or adds up to 0, counts that are not
 * whole or not one for each row, or an option outside its range
 */
export function rake(
  rows: readonly RakeRow[],
  margins: RakeMargins,
  options: RakeOptions = {},
): Raking {
  const checked = checkOptions(options, rows.length);
  const { cap, tolerance, counts, n } = checked;
  const list = Object.entries(margins).map(([name, each]) => marginOf(rows, name, each));
  const none = { weights: null, efficiency: null, effectiveN: null, off: null };
  const idle = { n, ...none, converged: false, rounds: 0, capped: 0, empty: [] };
  if (n === 0) return { ...idle, reason: "no-answers" };
  const empty = emptyOf(margins, list, counts);
  if (empty.length > 0) return { ...idle, empty, reason: "empty-category" };

  const { weights, off, rounds } = fit(list, checked);
  let [sum, squares, capped] = [0, 0, 0];
  for (const [row, weight] of weights.entries()) {
    sum += counts[row]! * weight;
    squares += counts[row]! * weight * weight;
    if (weight >= cap) capped += counts[row]!;
  }
  // Margins of 0, or next to it, that leave nobody between them.
  if (!(sum > 0 && squares > 0 && squares < Infinity))
    return { ...idle, rounds, reason: "not-converged" };
  const efficiency = Math.min(1, (sum / n) * (sum / squares));
  const converged = off <= tolerance;
  return {
    n,
    weights: Array.from(weights),
    efficiency,
    effectiveN: n * efficiency,
    converged,
    rounds,
    off,
    capped,
    empty,
    ...(!converged && { reason: "not-converged" as const }),
  };
}
