/** Whether questions that are to measure one thing do: Cronbach's alpha. */
import { checkFinite } from "./checks.ts";

/**
 * Why there is no alpha:
 *
 * - `no-answers`, `one-answer`: nothing varies yet.
 * - `one-item`: one question agrees with nothing.
 * - `zero-variance`: the sum over the questions is the same for all (both figures are null), or an
 *   answer is (standardized is null).
 */
export type AlphaReason = "no-answers" | "one-answer" | "one-item" | "zero-variance";

export interface Alpha {
  /** Of the answers as they are; at most 1, and below 0 where questions contradict each other. */
  raw: number | null;
  /** Of the answers in units of their standard deviations. */
  standardized: number | null;
  reason?: AlphaReason;
}

export interface CronbachAlpha extends Alpha {
  /** Rows: people who answered all questions. */
  n: number;
  /** Alpha of the other questions, without each in turn. */
  ifDropped: Alpha[];
}

const MOST_ITEMS = 500;
const MOST_STEPS = 1e10;
/** Of a variance, what differences of sums may leave where there is none. */
const ROUNDING = 1e-12;

/** Covariance, times n − 1, of the items; an item that does not vary has exactly 0. */
function scatterOf(rows: readonly (readonly number[])[], items: number): Float64Array {
  const means = new Float64Array(items);
  for (const row of rows) {
    if (row.length !== items) throw new RangeError("all rows must answer the same questions");
    for (let i = 0; i < items; i++) means[i]! += checkFinite("an answer", row[i]!) / rows.length;
  }
  const scatter = new Float64Array(items * items);
  for (const row of rows) {
    for (let i = 0; i < items; i++) {
      const off = row[i]! - means[i]!;
      for (let j = 0; j <= i; j++) scatter[i * items + j]! += off * (row[j]! - means[j]!);
    }
  }
  for (let i = 0; i < items; i++) {
    const constant = rows.every((row) => row[i] === rows[0]![i]);
    for (let j = 0; j <= i; j++) {
      if (constant) scatter[i * items + j] = 0;
      scatter[j * items + i] = checkFinite("a variance", scatter[i * items + j]!);
    }
  }
  return scatter;
}

/** k/(k − 1) (1 − Σ variances ÷ variance of the sum), or null where the sum does not vary. */
function coefficient(k: number, variances: number, covariances: number): number | null {
  const total = variances + covariances;
  return total > ROUNDING * variances ? (k / (k - 1)) * (covariances / total) : null;
}

/** Alpha of the items, without `dropped`, from what stands in the scatter. */
function alphaOf(scatter: Float64Array, items: number, dropped: number): Alpha {
  const kept = Array.from({ length: items }, (_, i) => i).filter((i) => i !== dropped);
  if (kept.length < 2) return { raw: null, standardized: null, reason: "one-item" };
  const scale = Math.max(...kept.map((i) => scatter[i * items + i]!));
  let [variances, covariances, correlations] = [0, 0, 0];
  for (const i of kept) {
    variances += scatter[i * items + i]! / scale;
    for (const j of kept) {
      if (i === j) continue;
      const shared = scatter[i * items + j]!;
      covariances += shared / scale;
      correlations +=
        shared / Math.sqrt(scatter[i * items + i]!) / Math.sqrt(scatter[j * items + j]!);
    }
  }
  const k = kept.length;
  const raw = scale > 0 ? coefficient(k, variances, covariances) : null;
  const standardized = Number.isFinite(correlations) ? coefficient(k, k, correlations) : null;
  const reason = raw === null || standardized === null ? ("zero-variance" as const) : undefined;
  return { raw, standardized, ...(reason && { reason }) };
}

/**
 * Cronbach's alpha of questions that are to be added up: the share of the sum's variance that is not
 * each question's own. `rows` are people, each with an answer to every question, all in the same
 * direction; who left one out is left out by the caller.
 *
 * raw = k/(k − 1) (1 − Σ s²ᵢ ÷ s²), k questions with variances s²ᵢ, s² the variance of their sum;
 * standardized = k r̄ ÷ (1 + (k − 1) r̄), r̄ the mean of their correlations.
 *
 * Sources: L. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16
 * (1951) 297–334. High alpha does not show that the questions measure one thing only.
 *
 * @example
 * cronbachAlpha(attitude) // R's attitude, 30 × 7: raw 0.8431, standardized 0.8391;
 * // without "critical" raw 0.8638: it does not belong to the others
 * @returns null figures and why, where they can't be computed
 * @throws RangeError for rows of different lengths, answers that are not finite, more than 500
 * questions, or rows × questions² above 10¹⁰
 */
export function cronbachAlpha(rows: readonly (readonly number[])[]): CronbachAlpha {
  const n = rows.length;
  const items = rows[0]?.length ?? 0;
  if (items > MOST_ITEMS || n * items * items > MOST_STEPS)
    throw new RangeError(`alpha takes up to 500 questions and 10¹⁰ steps, not ${n} × ${items}`);
  const scatter = scatterOf(rows, items);
  const none = { raw: null, standardized: null };
  const each = Array.from({ length: items }, (_, i) => i);
  if (n < 2) {
    const reason = n === 0 ? ("no-answers" as const) : ("one-answer" as const);
    return { n, ...none, ifDropped: each.map(() => ({ ...none, reason })), reason };
  }
  const { raw, standardized, reason } = alphaOf(scatter, items, -1);
  const ifDropped = each.map((dropped) => alphaOf(scatter, items, dropped));
  return { n, raw, standardized, ifDropped, ...(reason && { reason }) };
}
