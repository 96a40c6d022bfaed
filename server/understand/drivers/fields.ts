/** Importance against performance: the field of each predictor, by its share of R² and its mean. Pure. */
import type { DriversAnswer, Quadrant } from "#contract/drivers.ts";
import { importancePerformance } from "#statistics/index.ts";
import type { Variable } from "./variables.ts";

type Driver = Omit<DriversAnswer["predictors"][number], "quadrant">;
type Point = { at: number; importance: number; performance: number };

/**
 * Means can be held against each other on one scale only. Ratings that nobody has defined are taken
 * to be on one; what has no upper end is on none.
 */
function scaleOf({ scale, rated }: Variable): string | undefined {
  if (rated === undefined) return undefined;
  if (scale === undefined) return rated;
  return scale.max === undefined ? undefined : `${scale.min} ${scale.max}`;
}

/** Those on the scale that most are on; silent ones have no share, and so no place. */
function pointsOf(drivers: readonly Driver[], variables: readonly Variable[]): Point[] {
  const placed = drivers.flatMap(({ share, mean }, at) => {
    const scale = scaleOf(variables[at]!);
    if (share === null || mean === null || scale === undefined) return [];
    return [{ scale, point: { at, importance: share, performance: mean } }];
  });
  const [most = []] = [...Map.groupBy(placed, ({ scale }) => scale).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  return most.map(({ point }) => point);
}

/** Lines cross at the means, so that there is always a better and a worse. */
export function fieldsOf(
  drivers: readonly Driver[],
  variables: readonly Variable[],
): Pick<DriversAnswer, "predictors" | "crosshair"> {
  const points = pointsOf(drivers, variables);
  const found = importancePerformance(points, { crosshair: "data" });
  const fields = new Map<number, Quadrant | null>(
    points.map(({ at }, i) => [at, found[i]!.quadrant]),
  );
  const middle = (axis: "importance" | "performance") =>
    points.length === 0 ? null : points.reduce((sum, each) => sum + each[axis], 0) / points.length;
  return {
    predictors: drivers.map((each, at) => ({ ...each, quadrant: fields.get(at) ?? null })),
    crosshair: { importance: middle("importance"), performance: middle("performance") },
  };
}
