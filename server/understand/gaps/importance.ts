/** Importance against performance, beside gaps: the drivers of an outcome, as they are answered. Pure. */
import type { DriversAnswer, DriversQuestion } from "#contract/drivers.ts";
import type { GapsQuestion, ImportanceAnswer } from "#contract/gaps.ts";

/** The question for drivers that is asked of the same signals. */
export function driversOf(question: GapsQuestion): DriversQuestion {
  const { where, from, to, timezone, pattern, voices, include, confidence, minimum } = question;
  const { outcome, predictors, method } = question.importance!;
  return {
    outcome,
    predictors,
    method,
    missing: "complete",
    bootstrap: true,
    confidence,
    minimum,
    include,
    explain: false,
    ...(where === undefined ? {} : { where }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(voices === undefined ? {} : { voices }),
  };
}

/** The picture of an answer for drivers, in which each has its field. */
export function importanceOf(answer: DriversAnswer): ImportanceAnswer {
  const { predictors, crosshair, n, r2, reason } = answer;
  const part = (weight: number | null) => (weight === null || !r2 ? null : weight / r2);
  return {
    points: predictors.map((each) => ({
      name: each.name,
      n: each.n,
      importance: each.share,
      low: part(each.low),
      high: part(each.high),
      performance: each.mean,
      quadrant: each.quadrant,
    })),
    crosshair,
    n,
    r2,
    ...(reason === undefined ? {} : { reason }),
  };
}
