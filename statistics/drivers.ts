/** One table of correlations, solved: R² and its shares, slopes, and how far predictors overlap. */
import { chanceOf } from "./beta.ts";
import { checkFinite, clamp } from "./checks.ts";
import { eigenSymmetric } from "./matrix.ts";
import type { Eigen } from "./matrix.ts";
import type { Flaw, Moments, MomentsReason } from "./moments.ts";
import { shapley } from "./shapley.ts";
import type { Correlations, Effort } from "./shapley.ts";

export type ImportanceMethod = "johnson" | "shapley";

/**
 * Why there are no weights, or no intervals: those of `momentsOfGroups`, and
 *
 * - `too-few-answers`: no more rows than predictors and one. A model then fits whatever was said.
 * - `collinear`: predictors make each other up entirely (a sum and its parts, one question twice), so
 *   that nothing is any one's own. Their columns are named: leave one out.
 * - `pairs-contradict`: the correlations can't be those of one table, which happens where each comes
 *   from other rows. Take whole rows.
 * - `unstable`: weights can be said, but not in so many of the resamples that an interval could be.
 */
export type ImportanceReason =
  | MomentsReason
  | "too-few-answers"
  | "collinear"
  | "pairs-contradict"
  | "unstable";

export interface Solution {
  r2: number;
  /** How often chance alone gives an R² this large. */
  p: number;
  weights: number[];
  /** Units of the outcome per unit of the predictor, the other predictors being equal. */
  slopes: number[];
  vif: number[];
  condition: number;
  error?: number[];
}

/** An eigenvalue below this share of the largest is 0 but for rounding. */
const SINGULAR = 1e-9;

/** Correlations from the covariance, or which variables don't vary. */
function correlate(
  covariance: readonly (readonly number[])[],
): (Correlations & { sds: number[] }) | Flaw<ImportanceReason> {
  const variances = covariance.map((row, i) => row[i]!);
  const constant = variances.flatMap((variance, i) => (variance > 0 ? [] : [i]));
  if (constant.length > 0) return { reason: "zero-variance", columns: constant };
  const sds = variances.map(Math.sqrt);
  const size = covariance.length - 1;
  const among = new Float64Array(size * size);
  const outcome = new Float64Array(size);
  for (let i = 0; i <= size; i++) {
    for (let j = 0; j <= size; j++) {
      const r = i === j ? 1 : covariance[i]![j]! / sds[i]! / sds[j]!;
      if (Math.abs(r) > 1 + 1e-6) return { reason: "pairs-contradict", columns: [i, j] };
      if (i > 0 && j > 0) among[(i - 1) * size + j - 1] = clamp(r, -1, 1);
      if (i > 0 && j === 0) outcome[i - 1] = clamp(r, -1, 1);
    }
  }
  return { size, among, outcome, sds };
}

/** Johnson's weights: r² with each of the closest uncorrelated stand-ins, shared as those are made up. */
function johnson(
  size: number,
  roots: Float64Array,
  vectors: Float64Array,
  parts: Float64Array,
): number[] {
  const weights = Array.from({ length: size }, () => 0);
  for (let m = 0; m < size; m++) {
    let star = 0;
    for (let k = 0; k < size; k++) star += (vectors[m * size + k]! * parts[k]!) / roots[k]!;
    for (let i = 0; i < size; i++) {
      let shared = 0;
      for (let k = 0; k < size; k++)
        shared += vectors[i * size + k]! * roots[k]! * vectors[m * size + k]!;
      weights[i]! += (shared * star) ** 2;
    }
  }
  return weights;
}

/** The predictors that those eigenvectors are made of whose value is 0: they make each other up. */
function collinear({ values, vectors }: Eigen, size: number, limit: number): number[] {
  const columns = Array.from({ length: size }, (_, i) => i);
  return columns
    .filter((i) =>
      values.some((value, k) => value <= limit && Math.abs(vectors[i * size + k]!) > 1e-4),
    )
    .map((i) => i + 1);
}

/** What an outcome with these correlations has of predictors whose own are taken apart. */
function solution(
  { size, among, outcome }: Correlations,
  { values, vectors }: Eigen,
  method: ImportanceMethod,
  effort: Effort,
): Omit<Solution, "p" | "condition"> {
  // The outcome's correlation with each of the eigenvectors, and what follows from it.
  const parts = new Float64Array(size);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) parts[k]! += vectors[i * size + k]! * outcome[i]!;
  const inverse = (i: number, of: (k: number) => number): number => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (vectors[i * size + k]! * of(k)) / values[k]!;
    return sum;
  };
  const each = Array.from({ length: size }, (_, i) => i);
  const rest = {
    r2: parts.reduce((sum, part, k) => sum + part ** 2 / values[k]!, 0),
    slopes: each.map((i) => inverse(i, (k) => parts[k]!)),
    vif: each.map((i) => inverse(i, (k) => vectors[i * size + k]!)),
  };
  if (method === "johnson")
    return { ...rest, weights: johnson(size, values.map(Math.sqrt), vectors, parts) };
  const { shares, error } = shapley({ size, among, outcome }, effort);
  return { ...rest, weights: [...shares], error: [...error] };
}

/** The model of the first variable on the others. */
export function solve(
  { n, covariance, flaw }: Omit<Moments, "means">,
  method: ImportanceMethod,
  effort: Effort,
): Solution | Flaw<ImportanceReason> {
  if (flaw) return flaw;
  const size = covariance.length - 1;
  if (n === 0) return { reason: "no-answers", columns: [] };
  if (n <= size + 1) return { reason: "too-few-answers", columns: [] };
  const correlated = correlate(covariance);
  if ("reason" in correlated) return correlated;
  const { among, outcome, sds } = correlated;
  const eigen = eigenSymmetric(among, size);
  const [least, most] = [Math.min(...eigen.values), Math.max(...eigen.values)];
  if (least < -SINGULAR * most) return { reason: "pairs-contradict", columns: [] };
  if (least <= SINGULAR * most)
    return { reason: "collinear", columns: collinear(eigen, size, SINGULAR * most) };
  const found = solution({ size, among, outcome }, eigen, method, effort);
  if (found.r2 > 1 + SINGULAR) return { reason: "pairs-contradict", columns: [] };
  const r2 = Math.min(1, found.r2);
  return {
    ...found,
    r2,
    p: chanceOf(r2, n, size),
    slopes: found.slopes.map((slope, i) => checkFinite("a slope", (slope * sds[0]!) / sds[i + 1]!)),
    condition: Math.sqrt(most / least),
  };
}
