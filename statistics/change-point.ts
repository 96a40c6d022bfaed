/** Change points: where the level of a series moved and stayed. */
import { checkFinite, checkSum } from "./checks.ts";
import type { ControlPoint } from "./control-chart.ts";

export interface ChangePointOptions {
  /**
   * What a change must explain to be told, in units of the noise's variance: 0 or more. The more, the
   * fewer changes. Unless given, see changePoint.
   */
  penalty?: number | undefined;
  /** The fewest points that a level lasts: whole, 1 unless given. */
  shortest?: number | undefined;
}

export interface ChangePoint {
  /** The place in the series, from 0, of the first point at the new level. */
  index: number;
  /** The mean of the level before, back to the change before it or the start. */
  before: number;
  /** The mean of the level from `index` to the next change or the end. */
  after: number;
}

const MAX_POINTS = 20_000;

/** The points that have a value: where they stand, how much each weighs, and y from −1 to 1. */
interface Series {
  places: number[];
  weights: number[];
  y: number[];
  /** value = origin + scale · y */
  origin: number;
  scale: number;
  /** The variance of y at weight 1 as it is known, or 0. */
  known: number;
}

function pointOf(point: number | null | ControlPoint): ControlPoint {
  return typeof point === "object" && point !== null ? point : { n: 1, value: point };
}

function seriesOf(series: readonly (number | null | ControlPoint)[]): Series {
  const points = series.map(pointOf);
  const places = points.flatMap(({ n, value }, at) => {
    const counts = checkSum("n", n) > 0 && value !== null;
    if (counts) checkFinite("value", value);
    return counts ? [at] : [];
  });
  const present = places.map((at) => points[at]!);
  const n = checkFinite(
    "the sum of n",
    present.reduce((sum, each) => sum + each.n, 0),
  );
  const origin = present[0]?.value ?? 0;
  const scale = checkFinite(
    "the distance of the values",
    present.reduce((most, each) => Math.max(most, Math.abs(each.value! - origin)), 0),
  );
  const weights = present.map((each) => each.n);
  const y = present.map((each) => (scale > 0 ? (each.value! - origin) / scale : 0));
  // The variance of single answers, of all points together: a point's own may be 0 by chance.
  const known = present.reduce(
    (sum, each) => {
      const variance = each.variance ?? null;
      if (variance === null || sum === null) return null;
      return sum + (each.n / n) * each.n * checkSum("variance", variance);
    },
    present.length > 0 ? 0 : (null as number | null),
  );
  return { places, weights, y, origin, scale, known: (known ?? 0) / scale / scale };
}

/**
 * The variance of y at weight 1 from neighbours' differences (J. von Neumann and others, Annals of
 * Mathematical Statistics 12 (1941) 153–162): a change of level is in one difference only, so it hardly
 * adds to it. Where it is known what chance in answering makes, the noise is that at least.
 */
function noiseOf({ weights, y, known }: Series): number {
  let sum = 0;
  for (let at = 1; at < y.length; at += 1) {
    sum += (y[at]! - y[at - 1]!) ** 2 / (1 / weights[at]! + 1 / weights[at - 1]!);
  }
  return Math.max(known, sum / (y.length - 1));
}

/** Running sums, by which the squares around a level's own mean take no loop. */
interface Sums {
  w: Float64Array;
  wy: Float64Array;
  wyy: Float64Array;
}

function sumsOf({ weights, y }: Series): Sums {
  const total = weights.reduce((sum, each) => sum + each, 0);
  const centre = weights.reduce((sum, each, at) => sum + (each / total) * y[at]!, 0);
  const size = y.length + 1;
  const [w, wy, wyy] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let at = 0; at < y.length; at += 1) {
    const value = y[at]! - centre;
    w[at + 1] = w[at]! + weights[at]!;
    wy[at + 1] = wy[at]! + weights[at]! * value;
    wyy[at + 1] = wyy[at]! + weights[at]! * value * value;
  }
  return { w, wy, wyy };
}

/** Σ w (y − their mean)² of the points from `from` up to before `to`. */
function cost({ w, wy, wyy }: Sums, from: number, to: number): number {
  const weight = w[to]! - w[from]!;
  // Points that weigh nothing beside those before them.
  if (weight <= 0) return 0;
  const sum = wy[to]! - wy[from]!;
  return Math.max(0, wyy[to]! - wyy[from]! - (sum * sum) / weight);
}

function levelOf({ weights, y, origin, scale }: Series, from: number, to: number): number {
  const total = weights.slice(from, to).reduce((sum, each) => sum + each, 0);
  let mean = 0;
  for (let at = from; at < to; at += 1) mean += (weights[at]! / total) * y[at]!;
  return origin + scale * mean;
}

/**
 * The starts of the levels with the least Σ cost + penalty per level, by PELT: a start is given up as
 * soon as a later one is better by more than any future point can make good.
 */
function bestStarts(sums: Sums, penalty: number, shortest: number): number[] {
  const length = sums.w.length - 1;
  const best = new Float64Array(length + 1).fill(Infinity);
  const previous = new Int32Array(length + 1);
  best[0] = -penalty;
  // The starts that are still in question, the cost with each, and the end at which each is given up.
  const starts = new Int32Array(length + 1);
  const costs = new Float64Array(length + 1);
  const until = new Int32Array(length + 1).fill(length + 1);
  let count = 0;
  for (let to = shortest; to <= length; to += 1) {
    if (best[to - shortest]! < Infinity) starts[count++] = to - shortest;
    let least = Infinity;
    for (let at = 0; at < count; at += 1) {
      const from = starts[at]!;
      const whole = best[from]! + cost(sums, from, to);
      costs[at] = whole;
      if (whole < least) {
        least = whole;
        previous[to] = from;
      }
    }
    best[to] = least + penalty;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const from = starts[at]!;
      // A level that begins at `to` can end `shortest` later at the earliest.
      if (costs[at]! >= best[to]!) until[from] = Math.min(until[from]!, to + shortest);
      if (until[from]! > to + 1) starts[kept++] = from;
    }
    count = kept;
  }
  const found: number[] = [];
  for (let to = length; to > 0; to = previous[to]!) found.push(previous[to]!);
  return found.toReversed();
}

/** The default: see changePoint. */
function penaltyFor(length: number, known: boolean): number {
  return known ? 3 * Math.log(length) : Math.max(10, 3 * Math.log(length));
}

/**
 * The levels of a series and where they change: those with the least Σ w (value − mean of its level)²
 * ÷ σ² + penalty for each change, found exactly (PELT, in practice linear where there are changes, and
 * 10,000 points without any in under a second).
 *
 * A series is of figures, or of points as a control chart takes them: then each weighs by its n, and
 * where all have a `variance`, σ² is at least what that says. Else σ² is told from the differences of
 * neighbours, to which a change adds little. `null`, or n 0, is a point without a value: it is
 * passed over.
 *
 * Unless given the penalty is 3 ln(points) with variances, and 10 at least without: of series that
 * never change one in 20 is then told to at most (simulated, 4 to 365 points, normal values).
 * Neighbours must be independent: a series that drifts, or follows the seasons, is cut into steps. The
 * newest points are judged too: a level may be one point long unless `shortest` says more.
 *
 * Sources: R. Killick, P. Fearnhead and I. A. Eckley, "Optimal detection of changepoints with a linear
 * computational cost", Journal of the American Statistical Association 107 (2012) 1590–1598; Y.-C. Yao,
 * "Estimating the number of change-points via Schwarz' criterion", Statistics and Probability Letters 6
 * (1988) 181–189, for penalties that grow with ln n.
 *
 * @example
 * changePoint([78, 79, 77, 78, 52, 51, 53, 52]) // [{ index: 4, before: 78, after: 52 }]
 * changePoint(nile) // R's Nile, 1871 to 1970: [{ index: 28, before: 1097.75, after: 849.97 }], 1899
 * @returns the changes in order; none where nothing changes, or there are too few points to tell
 * @throws RangeError for a value or n that is not finite, a negative n, variance or penalty, a
 * `shortest` below 1 or not whole, or more than 20,000 points
 */
export function changePoint(
  series: readonly (number | null | ControlPoint)[],
  options: ChangePointOptions = {},
): ChangePoint[] {
  const { shortest = 1 } = options;
  if (!Number.isInteger(shortest) || shortest < 1)
    throw new RangeError(`shortest is a whole number above 0, not ${shortest}`);
  if (options.penalty !== undefined) checkSum("penalty", options.penalty);
  if (series.length > MAX_POINTS)
    throw new RangeError(`at most ${MAX_POINTS} points, not ${series.length}`);
  const all = seriesOf(series);
  const length = all.y.length;
  if (length < 2 * shortest || all.scale === 0) return [];
  const penalty = (options.penalty ?? penaltyFor(length, all.known > 0)) * noiseOf(all);
  // Noise so far above the values that the two have no number in common: nothing is told from it.
  if (!Number.isFinite(penalty)) return [];
  const starts = bestStarts(sumsOf(all), penalty, shortest);
  return starts.slice(1).map((start, at) => ({
    index: all.places[start]!,
    before: levelOf(all, starts[at]!, start),
    after: levelOf(all, start, starts[at + 2] ?? length),
  }));
}
