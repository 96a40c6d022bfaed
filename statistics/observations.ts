/** Observations as a table: checked, standardised, and added up, also as a resample drew them. */
import { checkFinite } from "./checks.ts";
import { MOST_VARIABLES } from "./moments.ts";

export interface Observations {
  y: readonly number[];
  /** x[i] is one observation: a value of each predictor. */
  x: readonly (readonly number[])[];
  /** One of each observation, 0 or more; 0 leaves it out. */
  weights?: readonly number[] | undefined;
}

const MOST_ROWS = 10_000_000;

/** Observations by rows, outcome first, standardised by their weighted means and deviations. */
export interface Table {
  n: number;
  size: number;
  values: Float64Array;
  weights: Float64Array;
  sds: number[];
}

function checkRows({ y, x, weights }: Observations): number {
  const size = x[0]?.length ?? 1;
  if (y.length !== x.length)
    throw new RangeError(`y has ${y.length} values, x ${x.length} observations`);
  if (y.length > MOST_ROWS)
    throw new RangeError(`${y.length} observations are too many: compute from moments`);
  if (size < 1 || size >= MOST_VARIABLES)
    throw new RangeError(`there must be 1 to 100 predictors, not ${size}`);
  if (weights && weights.length !== y.length)
    throw new RangeError(`y has ${y.length} values, weights ${weights.length}`);
  return size + 1;
}

export function tableOf(input: Observations): Table {
  const size = checkRows(input);
  const { y, x } = input;
  const counted = Array.from(y.keys()).filter((i) => {
    const weight = checkFinite("a weight", input.weights?.[i] ?? 1);
    if (weight < 0) throw new RangeError(`a weight must not be negative: ${weight}`);
    return weight > 0;
  });
  const n = counted.length;
  const weights = Float64Array.from(counted, (i) => input.weights?.[i] ?? 1);
  const values = new Float64Array(n * size);
  for (const [at, i] of counted.entries()) {
    if (x[i]!.length !== size - 1)
      throw new RangeError("all observations must have a value of each predictor");
    values[at * size] = checkFinite("y", y[i]!);
    for (let j = 1; j < size; j++) values[at * size + j] = checkFinite("x", x[i]![j - 1]!);
  }
  const total = checkFinite(
    "the sum of weights",
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  const means = Array.from({ length: size }, () => 0);
  const sds = Array.from({ length: size }, () => 0);
  for (let at = 0; at < n; at++)
    for (let j = 0; j < size; j++) means[j]! += (weights[at]! / total) * values[at * size + j]!;
  for (let at = 0; at < n; at++)
    for (let j = 0; j < size; j++)
      sds[j]! += (weights[at]! / total) * (values[at * size + j]! - means[j]!) ** 2;
  for (let j = 0; j < size; j++) {
    sds[j] = checkFinite("the variance", Math.sqrt(sds[j]!));
    for (let at = 0; at < n; at++)
      values[at * size + j] = sds[j]! > 0 ? (values[at * size + j]! - means[j]!) / sds[j]! : 0;
  }
  return { n, size, values, weights, sds };
}

/** Covariance of the standardised rows, each counted as often as it was drawn, in the units given. */
export function covarianceOf(table: Table, counts?: Uint32Array): number[][] {
  const { n, size, values, weights, sds } = table;
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  let total = 0;
  for (let at = 0; at < n; at++) {
    const weight = counts ? counts[at]! * weights[at]! : weights[at]!;
    if (weight === 0) continue;
    total += weight;
    const start = at * size;
    for (let i = 0; i < size; i++) {
      const value = weight * values[start + i]!;
      sums[i]! += value;
      for (let j = 0; j <= i; j++) products[i * size + j]! += value * values[start + j]!;
    }
  }
  const each = Array.from({ length: size }, (_, i) => i);
  return each.map((i) =>
    each.map((j) => {
      const [a, b] = i > j ? [i, j] : [j, i];
      const found = products[a * size + b]! / total - (sums[i]! / total) * (sums[j]! / total);
      // What alike rows leave of 1 is rounding, of all of them or of those that were drawn.
      return i === j && found < 1e-12 ? 0 : found * sds[i]! * sds[j]!;
    }),
  );
}
