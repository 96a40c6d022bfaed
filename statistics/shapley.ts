/**
 * R² shared out by Shapley's rule: what each predictor adds to it, averaged over the orders in
 * which they could be put into the model (Lindeman, Merenda and Gold's LMG).
 */
import { seeded } from "./resampling.ts";

/** Correlations: of the predictors among each other (flat, row by row) and with the outcome. */
export interface Correlations {
  size: number;
  among: Float64Array;
  outcome: Float64Array;
}

export interface Shares {
  shares: Float64Array;
  /** Standard error of each share that comes from having looked at some orders only; 0 where exact. */
  error: Float64Array;
}

/** How much is looked at: for a figure, or for one of the many resamples that its interval is made of. */
export type Effort = "figure" | "resample";

/**
 * Up to here all 2ᵖ models are computed: 262,144 in 0.1 s, and 4,096 in a millisecond. Above, so many
 * pairs of orders are looked at, and fewer of so many predictors that this many steps are enough.
 */
const LIMITS = {
  figure: { exact: 18, pairs: 20_000, steps: 4e8 },
  resample: { exact: 12, pairs: 500, steps: 2e7 },
} as const;
/** Where orders are sampled, the same ones each time: a figure asked for twice is the same. */
const ORDERS_SEED = 20_000;

/**
 * A model that grows by a predictor at a time, kept as the Cholesky factor of its correlations: put
 * on top of `depth` others, what a predictor adds to R² is the square of one entry.
 */
function ladder({ size, among, outcome }: Correlations): (depth: number, next: number) => number {
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  const last = new Float64Array(size);
  const chosen = new Int32Array(size);
  return (depth, next) => {
    const row = rows[depth]!;
    let rest = 1;
    let part = outcome[next]!;
    for (let t = 0; t < depth; t++) {
      const above = rows[t]!;
      let value = among[chosen[t]! * size + next]!;
      for (let u = 0; u < t; u++) value -= above[u]! * row[u]!;
      value /= above[t]!;
      row[t] = value;
      rest -= value * value;
      part -= value * last[t]!;
    }
    row[depth] = Math.sqrt(rest);
    chosen[depth] = next;
    last[depth] = part / row[depth]!;
    return last[depth]! ** 2;
  };
}

/** R² of every set of predictors; bit j of an index says that j belongs to it. */
function allModels(correlations: Correlations): Float64Array {
  const { size } = correlations;
  const models = new Float64Array(2 ** size);
  const add = ladder(correlations);
  const grow = (depth: number, from: number, set: number): void => {
    for (let j = from; j < size; j++) {
      const larger = set | (1 << j);
      models[larger] = models[set]! + add(depth, j);
      grow(depth + 1, j + 1, larger);
    }
  };
  grow(0, 0, 0);
  return models;
}

function exact(correlations: Correlations): Shares {
  const { size } = correlations;
  const models = allModels(correlations);
  // Of the orders, this share has a given set of k before a given predictor: 1 ÷ (p · C(p − 1, k)).
  const shareOf = new Float64Array(size);
  shareOf[0] = 1 / size;
  for (let k = 1; k < size; k++) shareOf[k] = (shareOf[k - 1]! * k) / (size - k);
  const shares = new Float64Array(size);
  for (let set = 0; set < models.length; set++) {
    let members = 0;
    for (let rest = set; rest > 0; rest &= rest - 1) members += 1;
    for (let j = 0; j < size; j++) {
      if (set & (1 << j)) continue;
      shares[j]! += shareOf[members]! * (models[set | (1 << j)]! - models[set]!);
    }
  }
  // A gain of nothing may come out an ulp below 0.
  return { shares: shares.map((share) => Math.max(0, share)), error: new Float64Array(size) };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/**
 * The mean over random orders, each looked at forwards and backwards: who comes early in the one
 * comes late in the other, so that most of the chance of a pair cancels.
 */
function sampled(correlations: Correlations, pairs: number): Shares {
  const { size } = correlations;
  const add = ladder(correlations);
  const random = seeded(ORDERS_SEED);
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const sum = new Float64Array(size);
  const squares = new Float64Array(size);
  const both = new Float64Array(size);
  for (let pair = 0; pair < pairs; pair++) {
    shuffle(order, random);
    for (let k = 0; k < size; k++) both[order[k]!] = add(k, order[k]!);
    for (let k = 0; k < size; k++) both[order[size - 1 - k]!]! += add(k, order[size - 1 - k]!);
    for (let j = 0; j < size; j++) {
      sum[j]! += both[j]! / 2;
      squares[j]! += (both[j]! / 2) ** 2;
    }
  }
  const shares = sum.map((each) => each / pairs);
  const error = squares.map((each, j) =>
    Math.sqrt(Math.max(0, each / pairs - shares[j]! ** 2) / (pairs - 1)),
  );
  return { shares, error };
}

const pairsOf = (size: number, effort: Effort): number =>
  Math.min(LIMITS[effort].pairs, Math.ceil((3 * LIMITS[effort].steps) / size ** 3));

/** About how many additions the shares of one resample take. */
export function stepsOf(size: number): number {
  const { exact } = LIMITS.resample;
  return size <= exact ? 2 ** size * size * 2 : (pairsOf(size, "resample") * size ** 3) / 3;
}

/**
 * Each predictor's share of R²: exact where all models can be computed, or else the mean over random
 * orders with its error. The shares add up to R² either way.
 */
export function shapley(correlations: Correlations, effort: Effort): Shares {
  const { size } = correlations;
  if (size <= LIMITS[effort].exact) return exact(correlations);
  return sampled(correlations, pairsOf(size, effort));
}
