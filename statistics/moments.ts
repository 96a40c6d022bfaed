/**
 * From sums that a store adds up to means and covariances, also without each of its groups in turn,
 * so that rows never travel. The outcome stands first, then the predictors.
 */
import { checkCount, checkFinite } from "./checks.ts";
import { spreadOf } from "./mean.ts";

/**
 * Sums over the rows in which all was answered. Of values far from 0 beside their spread take sums
 * of (x − c) for a c near them: the means are then those of x − c, and all else is the same.
 */
export interface CrossSums {
  n: number;
  /** Σx of each variable. */
  sums: readonly number[];
  /** products[i][j] = Σ xᵢxⱼ. Only j ≤ i is read. */
  products: readonly (readonly number[])[];
}

/** Sums over pairs: those of i and j over the rows in which both were answered. */
export interface PairSums {
  /** Rows in which i and j were answered. Only j ≤ i is read. */
  n: readonly (readonly number[])[];
  /** sums[i][j] = Σ xᵢ over the rows in which j was answered too. All are read. */
  sums: readonly (readonly number[])[];
  /** squares[i][j] = Σ xᵢ² over the same rows. All are read. */
  squares: readonly (readonly number[])[];
  /** products[i][j] = Σ xᵢxⱼ. Only j ≤ i is read. */
  products: readonly (readonly number[])[];
}

/**
 * Why covariances are missing:
 *
 * - `no-answers`: there is no row.
 * - `one-answer`: there is one.
 * - `zero-variance`: a variable does not vary, so it goes with nothing.
 * - `lost-digits`: its sums have no digits left for its spread (see `mean`): send centred ones.
 * - `no-pairs`: two variables were never answered together, or by one person only, or one of them
 *   does not vary where they were.
 */
export type MomentsReason =
  | "no-answers"
  | "one-answer"
  | "zero-variance"
  | "lost-digits"
  | "no-pairs";

/** What stands in the way, and in which variables: 0 is the outcome, 1 the first predictor. */
export interface Flaw<R extends string = MomentsReason> {
  reason: R;
  columns: number[];
}

export interface Moments {
  /** Rows; where they are taken by pairs, those of the pair that has the fewest. */
  n: number;
  means: readonly number[];
  /** With any one divisor (n or n − 1). */
  covariance: readonly (readonly number[])[];
  /** Where set, the covariance says nothing. */
  flaw?: Flaw | undefined;
}

/** Variables that one table may have: an outcome and 100 predictors. */
export const MOST_VARIABLES = 101;
const MOST_GROUPS = 10_000;

const isPairs = (sums: CrossSums | PairSums): sums is PairSums => Array.isArray(sums.n);

/** The same sums of pairs, so that both are read by one function. */
function pairsOf(sums: CrossSums | PairSums): PairSums {
  if (isPairs(sums)) return sums;
  const size = sums.sums.length;
  const each = <T>(of: (i: number, j: number) => T): T[][] =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => of(i, j)));
  return {
    n: each(() => sums.n),
    sums: each((i) => sums.sums[i]!),
    squares: each((i) => sums.products[i]?.[i] ?? NaN),
    products: sums.products,
  };
}

/** One row of numbers: by pair i, j ≤ i its n, Σxᵢ, Σxⱼ, Σxᵢ², Σxⱼ², Σxᵢxⱼ. They add and subtract. */
const PER_PAIR = 6;

function flat(given: CrossSums | PairSums, size: number): Float64Array {
  const sums = pairsOf(given);
  const all = new Float64Array((size * (size + 1) * PER_PAIR) / 2);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      all[at] = checkCount("n", sums.n[i]?.[j] ?? NaN);
      all[at + 1] = checkFinite("sums", sums.sums[i]?.[j] ?? NaN);
      all[at + 2] = checkFinite("sums", sums.sums[j]?.[i] ?? NaN);
      all[at + 3] = checkFinite("squares", sums.squares[i]?.[j] ?? NaN);
      all[at + 4] = checkFinite("squares", sums.squares[j]?.[i] ?? NaN);
      all[at + 5] = checkFinite("products", sums.products[i]?.[j] ?? NaN);
      at += PER_PAIR;
    }
  }
  return all;
}

type Spread = { m2: number } | { reason: MomentsReason };

function spread(n: number, sum: number, sumOfSquares: number): Spread {
  if (n === 0) return { reason: "no-answers" };
  if (n === 1) return { reason: "one-answer" };
  const { m2, lost } = spreadOf({ sum, sumOfSquares, weight: n, count: n });
  if (lost !== undefined) return { reason: "lost-digits" };
  return m2 > 0 ? { m2 } : { reason: "zero-variance" };
}

function flawOf(reasons: ReadonlyMap<number, MomentsReason>): Flaw | undefined {
  const order = ["no-answers", "one-answer", "lost-digits", "zero-variance"] as const;
  for (const reason of order) {
    const columns = [...reasons].filter(([, each]) => each === reason).map(([column]) => column);
    if (columns.length > 0) return { reason, columns };
  }
  return undefined;
}

/** Correlation of the pair at `at`, or undefined where it has none. */
function correlation(all: Float64Array, at: number): number | undefined {
  const [n, sumI, sumJ, squareI, squareJ, product] = all.subarray(at, at + PER_PAIR) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [a, b] = [spread(n, sumI, squareI), spread(n, sumJ, squareJ)];
  if ("reason" in a || "reason" in b) return undefined;
  const r = (product - sumI * (sumJ / n)) / Math.sqrt(a.m2) / Math.sqrt(b.m2);
  return Math.min(1, Math.max(-1, r));
}

/**
 * Moments of sums. The covariance is the correlation over the rows of the pair, times both standard
 * deviations, each over all rows of its own: of whole rows the plain covariance, of pairs that of
 * R's cor(use = "pairwise.complete.obs").
 */
function momentsOf(all: Float64Array, size: number): Moments {
  const at = (i: number, j: number) => ((i * (i + 1)) / 2 + j) * PER_PAIR;
  const n = all.reduce(
    (least, each, k) => (k % PER_PAIR === 0 ? Math.min(least, each) : least),
    Infinity,
  );
  const means: number[] = [];
  const sds: number[] = [];
  const reasons = new Map<number, MomentsReason>();
  for (let i = 0; i < size; i++) {
    const [rows, sum, square] = [all[at(i, i)]!, all[at(i, i) + 1]!, all[at(i, i) + 3]!];
    const found = spread(rows, sum, square);
    if ("reason" in found) reasons.set(i, found.reason);
    means.push(rows === 0 ? 0 : sum / rows);
    sds.push("m2" in found ? Math.sqrt(found.m2 / (rows - 1)) : 0);
  }
  const flaw = flawOf(reasons);
  if (flaw) return { n, means, covariance: [], flaw };
  const covariance = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const r = i === j ? 1 : correlation(all, at(i, j));
      if (r === undefined)
        return { n, means, covariance: [], flaw: { reason: "no-pairs", columns: [j, i] } };
      covariance[i]![j] = covariance[j]![i] = r * sds[i]! * sds[j]!;
    }
  }
  return { n, means, covariance };
}

/**
 * Moments of all groups together, and of all but each: what `relativeImportanceFromMoments` takes.
 * A hundred groups by hash of the row give intervals; one group gives the moments alone. Groups
 * without a row are left out.
 *
 * @example
 * // two rows, (1, 2) and (3, 4), each a group of its own
 * const { n, means, covariance } = momentsOfGroups([
 *   { n: 1, sums: [1, 2], products: [[1], [2, 4]] },
 *   { n: 1, sums: [3, 4], products: [[9], [12, 16]] },
 * ]); // n 2, means [2, 3], covariance [[2, 2], [2, 2]]
 * @throws RangeError for no group or more than 10,000, groups of different shapes, fewer than two
 * variables or more than 101, and sums that contradict each other
 */
export function momentsOfGroups(
  groups: readonly (CrossSums | PairSums)[],
): Moments & { without: Moments[] } {
  if (groups.length === 0 || groups.length > MOST_GROUPS)
    throw new RangeError(`moments take 1 to 10,000 groups of sums, not ${groups.length}`);
  const size = groups[0]!.sums.length;
  if (size < 2 || size > MOST_VARIABLES)
    throw new RangeError(`moments take an outcome and 1 to 100 predictors, not ${size} variables`);
  if (groups.some((each) => each.sums.length !== size || isPairs(each) !== isPairs(groups[0]!)))
    throw new RangeError("all groups must have sums of the same variables, of rows or of pairs");
  const each = groups.map((group) => flat(group, size));
  const total = new Float64Array(each[0]!.length);
  for (const group of each) for (let k = 0; k < total.length; k++) total[k]! += group[k]!;
  const filled = each.filter((group) => group.some((value, k) => k % PER_PAIR === 0 && value > 0));
  const without =
    filled.length < 2
      ? []
      : filled.map((group) =>
          momentsOf(
            total.map((sum, k) => sum - group[k]!),
            size,
          ),
        );
  return { ...momentsOf(total, size), without };
}
