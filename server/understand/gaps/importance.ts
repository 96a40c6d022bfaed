/** Importance against performance, beside gaps: the drivers of an outcome, and how each is rated. Pure. */
import type { DriversAnswer, DriversQuestion } from "#contract/drivers.ts";
import type { GapsQuestion, ImportanceAnswer } from "#contract/gaps.ts";
import { importancePerformance } from "#statistics/index.ts";

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

/** Lines cross at the means, so that there is always a better and a worse; drivers that are silent have no place. */
export function importanceOf({ predictors, n, r2, reason }: DriversAnswer): ImportanceAnswer {
  const placed = predictors.flatMap(({ share, mean }, at) =>
    share === null || mean === null ? [] : [{ at, importance: share, performance: mean }],
  );
  const options = { crosshair: "data" } as const;
  const quadrants = importancePerformance(placed, options);
  const found = new Map(placed.map(({ at }, i) => [at, quadrants[i]!.quadrant]));
  const middle = (axis: "importance" | "performance") =>
    placed.length === 0 ? null : placed.reduce((sum, each) => sum + each[axis], 0) / placed.length;
  const part = (weight: number | null) => (weight === null || !r2 ? null : weight / r2);
  return {
    points: predictors.map((each, at) => ({
      name: each.name,
      n: each.n,
      importance: each.share,
      low: part(each.low),
      high: part(each.high),
      performance: each.mean,
      quadrant: found.get(at) ?? null,
    })),
    crosshair: { importance: middle("importance"), performance: middle("performance") },
    n,
    r2,
    ...(reason === undefined ? {} : { reason }),
  };
}
