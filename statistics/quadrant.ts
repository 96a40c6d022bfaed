/** Importance against performance: what to mend first, and where effort goes that nobody asked for. */
import { checkFinite } from "./checks.ts";

export interface ImportancePoint {
  importance: number;
  performance: number;
}

export interface ScaleRange {
  min: number;
  max: number;
}

/**
 * The four fields, by importance and performance: `concentrate-here` high and low,
 * `keep-up-the-good-work` high and high, `low-priority` low and low, `possible-overkill` low and high.
 */
export type Quadrant =
  | "concentrate-here"
  | "keep-up-the-good-work"
  | "low-priority"
  | "possible-overkill";

/**
 * Why a point has no quadrant: `one-point`, as nothing stands beside it, or `zero-variance`, as all
 * stand alike on an axis whose crosshair is their own mean.
 */
export type QuadrantReason = "one-point" | "zero-variance";

export interface QuadrantOptions {
  /**
   * Where the lines cross: at the means of the points (`data`), which always tells better from
   * worse, or in the middle of the scale (`scale`), where all may be good.
   */
  crosshair: "data" | "scale";
  /**
   * One for both axes, or one for each. An importance without a scale (a driver's weight) is
   * crossed at the mean of the points.
   */
  scale?: ScaleRange | { importance?: ScaleRange | undefined; performance: ScaleRange } | undefined;
}

const MOST_POINTS = 10_000;
/** A point this near its crosshair, beside the size of the values, is on it but for rounding. */
const ON_THE_LINE = 1e-12;

function middleOf({ min, max }: ScaleRange): number {
  if (!(checkFinite("scale.min", min) < checkFinite("scale.max", max)))
    throw new RangeError(`a scale must end above where it begins, not ${min} … ${max}`);
  return min / 2 + max / 2;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each / values.length, 0);

type Axis = keyof ImportancePoint;

/** The middle of the axis' scale, or undefined where its crosshair is the mean of the points. */
function middle(axis: Axis, { crosshair, scale }: QuadrantOptions): number | undefined {
  if (crosshair === "data") return undefined;
  if (crosshair !== "scale")
    throw new RangeError(`crosshair must be "data" or "scale", not ${String(crosshair)}`);
  if (!scale) throw new RangeError('the crosshair "scale" takes a scale');
  const own = "performance" in scale ? scale[axis] : scale;
  return own && middleOf(own);
}

/** Where the lines of the picture cross, in the units of the points; null where there are none. */
export function crosshairOf(
  points: readonly ImportancePoint[],
  options: QuadrantOptions,
): Record<Axis, number | null> {
  const of = (axis: Axis) =>
    middle(axis, options) ?? (points.length > 0 ? meanOf(points.map((each) => each[axis])) : null);
  return { importance: of("importance"), performance: of("performance") };
}

/**
 * In which quadrant of importance against performance each point stands. On the line counts as high.
 *
 * Source: J. Martilla and J. James, "Importance-performance analysis", Journal of Marketing 41 (1977)
 * 77–79.
 *
 * @example
 * importancePerformance([
 *   { importance: 0.40, performance: 3.4 }, // concentrate-here
 *   { importance: 0.22, performance: 4.1 }, // keep-up-the-good-work
 *   { importance: 0.08, performance: 2.9 }, // low-priority
 *   { importance: 0.02, performance: 4.5 }, // possible-overkill
 * ], { crosshair: "data" })
 * @returns in the order of the points; a null quadrant and why where the points don't tell one
 * @throws RangeError for values that are not finite, more than 10,000 points, an unknown crosshair,
 * the crosshair `scale` without a scale, or a scale that does not end above where it begins
 */
export function importancePerformance(
  points: readonly ImportancePoint[],
  options: QuadrantOptions,
): { quadrant: Quadrant | null; reason?: QuadrantReason }[] {
  if (points.length > MOST_POINTS)
    throw new RangeError(`there may be 10,000 points, not ${points.length}`);
  for (const { importance, performance } of points) {
    checkFinite("importance", importance);
    checkFinite("performance", performance);
  }
  const axes: Axis[] = ["importance", "performance"];
  const byData = axes.filter((axis) => middle(axis, options) === undefined);
  if (byData.length > 0 && points.length === 1) return [{ quadrant: null, reason: "one-point" }];
  const crosshair = crosshairOf(points, options);
  // Where the values are far from a mean that is about 0, rounding is as large as they make it.
  const sizeOf = (axis: Axis): number =>
    points.reduce((most, each) => Math.max(most, Math.abs(each[axis])), 0);
  const sizes = { importance: sizeOf("importance"), performance: sizeOf("performance") };
  const high = (point: ImportancePoint, axis: Axis): boolean => {
    const line = crosshair[axis]!;
    return point[axis] >= line - ON_THE_LINE * Math.max(Math.abs(line), sizes[axis]);
  };
  if (byData.some((axis) => points.every((point) => point[axis] === points[0]![axis])))
    return points.map(() => ({ quadrant: null, reason: "zero-variance" }));
  return points.map((point) => {
    const performs = high(point, "performance");
    if (high(point, "importance"))
      return { quadrant: performs ? "keep-up-the-good-work" : "concentrate-here" };
    return { quadrant: performs ? "possible-overkill" : "low-priority" };
  });
}
