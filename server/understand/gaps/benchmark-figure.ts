/** A figure of the measures' engine, held against a level. Pure. */
import { gapBase, type GapsQuestion } from "#contract/gaps.ts";
import type { QueryRow } from "#contract/query.ts";
import { normalCritical, normalP, studentCritical, studentP } from "#statistics/index.ts";
import { stateOf, type Figure } from "./figures.ts";

/** The interval of a figure tells its standard error; of shares and scores, about. */
export function heldFigure(
  row: QueryRow,
  level: number,
  direction: 1 | -1,
  question: GapsQuestion,
): Figure {
  const { n, estimate, low, high } = row;
  const { confidence, margin } = question;
  const turned = (value: number | null) =>
    value === null ? null : (value - level) * direction + 0;
  const gap = turned(estimate);
  const [least, most] = direction === 1 ? [low, high] : [high, low];
  const ends = { low: turned(least), high: turned(most) };
  const byT = row.method === "t" && n > 1;
  const critical = byT ? studentCritical(confidence, n - 1) : normalCritical(confidence);
  const se = low === null || high === null ? 0 : (high - low) / 2 / critical;
  const ratio = gap !== null && se > 0 ? gap / se : null;
  const alone = n < gapBase ? "cannot be told" : stateOf(ends, margin * se * Math.sqrt(n));
  const p = ratio === null ? null : byT ? studentP(ratio, n - 1) : normalP(ratio);
  const known = ["no-answers", "one-answer", "zero-variance", "lost-digits"] as const;
  const reason = known.find((each) => each === row.reason);
  return {
    n,
    gap,
    ...ends,
    t: byT ? ratio : null,
    p,
    ...(n < gapBase ? { lowBase: true } : {}),
    ...(reason ? { reason } : {}),
    tested: p,
    alone,
  };
}
