/** How far people who sort the same things agree: Krippendorff's alpha. */
import { checkFinite, NotComputable } from "./checks.ts";

export type AgreementLevel = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * Why there is no alpha:
 *
 * - `no-pairs`: nothing was judged by two.
 * - `one-value`: all that was judged by two got the same value. Nothing differs, so it can't be said
 *   whether the judges tell things apart.
 */
export type AgreementReason = "no-pairs" | "one-value";

const MOST_RATINGS = 10_000_000;
/** Distinct values of the ratio level, whose expected disagreement is taken pair by pair. */
const MOST_RATIOS = 5_000;

/** The values that units got, and how often each was given, of units judged by two or more. */
interface Judged {
  units: Map<number, number>[];
  counts: Map<number, number>;
  n: number;
}

function judgedBy(ratings: readonly (readonly (number | null)[])[]): Judged {
  const width = ratings[0]?.length ?? 0;
  if (ratings.some((coder) => coder.length !== width))
    throw new RangeError("all coders must have a rating, or null, of each unit");
  if (ratings.length * width > MOST_RATINGS)
    throw new RangeError(`alpha takes up to 10 million ratings, not ${ratings.length} × ${width}`);
  const judged: Judged = { units: [], counts: new Map(), n: 0 };
  for (let unit = 0; unit < width; unit++) {
    const given = ratings.flatMap((coder) => (coder[unit] === null ? [] : [coder[unit]!]));
    for (const value of given) checkFinite("a rating", value);
    if (given.length < 2) continue;
    const values = new Map<number, number>();
    for (const value of given) {
      values.set(value, (values.get(value) ?? 0) + 1);
      judged.counts.set(value, (judged.counts.get(value) ?? 0) + 1);
    }
    judged.units.push(values);
    judged.n += given.length;
  }
  return judged;
}

/** Σ over pairs of n_c n_k δ²(c, k) of some values and how often each was given. */
type Disagreement = (values: ReadonlyMap<number, number>) => number;

const total = (values: ReadonlyMap<number, number>): number => {
  let sum = 0;
  for (const count of values.values()) sum += count;
  return sum;
};

const nominal: Disagreement = (values) => {
  const n = total(values);
  let sum = 0;
  for (const count of values.values()) sum += count * (n - count);
  return sum;
};

/** Of squared distances between places: 2 n Σ (place − mean)², so that no pair is looked at. */
const squared =
  (placeOf: (value: number) => number): Disagreement =>
  (values) => {
    const n = total(values);
    let mean = 0;
    for (const [value, count] of values) mean += (count / n) * placeOf(value);
    let sum = 0;
    for (const [value, count] of values) sum += count * (placeOf(value) - mean) ** 2;
    return values.size < 2 ? 0 : 2 * n * sum;
  };

/**
 * Ordinal: the distance of two values is the number of ratings between them, the ends counted half:
 * the distance of their mean ranks.
 */
function ordinal(counts: ReadonlyMap<number, number>): Disagreement {
  const ranks = new Map<number, number>();
  let below = 0;
  for (const [value, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    ranks.set(value, below + count / 2);
    below += count;
  }
  return squared((value) => ranks.get(value)!);
}

/** ((c − k) ÷ (c + k))². */
function ratio(counts: ReadonlyMap<number, number>): Disagreement {
  if (counts.size > MOST_RATIOS)
    throw new RangeError(`the ratio level takes up to 5,000 values, not ${counts.size}`);
  for (const value of counts.keys())
    if (value < 0) throw new RangeError(`the ratio level has a zero: ${value} lies below`);
  return (values) => {
    const all = [...values];
    let sum = 0;
    for (const [i, [a, first]] of all.entries())
      for (const [b, second] of all.slice(0, i))
        // Halved first, as a sum of two may be too large for a number.
        sum += 2 * first * second * ((a / 2 - b / 2) / (a / 2 + b / 2)) ** 2;
    return sum;
  };
}

/** Values on a scale of 1, so that their squares are numbers, and keep their digits. */
function interval(counts: ReadonlyMap<number, number>): Disagreement {
  let [least, most] = [Infinity, -Infinity];
  for (const value of counts.keys())
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  const [half, middle] = [most / 2 - least / 2, most / 2 + least / 2];
  return squared((value) => (value - middle) / half);
}

function disagreement(level: AgreementLevel, counts: ReadonlyMap<number, number>): Disagreement {
  if (level === "nominal") return nominal;
  if (level === "ordinal") return ordinal(counts);
  if (level === "interval") return interval(counts);
  if (level === "ratio") return ratio(counts);
  throw new RangeError(
    `level must be "nominal", "ordinal", "interval" or "ratio", not ${String(level)}`,
  );
}

/**
 * Krippendorff's alpha: 1 where all agree, 0 where they agree as chance would have it, below where
 * less. `ratings` has a row for each coder and a column for each unit; null where a coder did not
 * judge a unit. Units judged by one alone count nowhere. From 0.8 on data is relied on, below 0.667
 * it isn't (Krippendorff, Content Analysis, 2004, 241).
 *
 * α = 1 − D_o ÷ D_e, D_o = (1/n) Σ_u (1/(m_u − 1)) Σ δ² over the pairs within a unit, D_e = (1/n(n − 1))
 * Σ δ² over all pairs, n the pairable ratings, m_u those of unit u. δ² is 0 or 1 (nominal), the square
 * of the ratings in between (ordinal), of the difference (interval), or of difference ÷ sum (ratio).
 *
 * Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.
 *
 * @example
 * krippendorffAlpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], "nominal") // 0.0952
 * @throws RangeError for rows of different lengths, ratings that are not finite (or, of the ratio
 * level, below 0 or of more than 5,000 values), more than 10 million ratings, an unknown level;
 * `NotComputable`, a RangeError too, with an AgreementReason where alpha does not exist
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  level: AgreementLevel,
): number {
  const { units, counts, n } = judgedBy(ratings);
  const apart = disagreement(level, counts);
  if (units.length === 0)
    throw new NotComputable<AgreementReason>("no-pairs", "no unit was rated by two coders");
  if (counts.size < 2)
    throw new NotComputable<AgreementReason>("one-value", "all ratings are the same");
  const observed = units.reduce((sum, values) => sum + apart(values) / (total(values) - 1), 0);
  const alpha = 1 - observed / (apart(counts) / (n - 1));
  if (!Number.isFinite(alpha)) throw new RangeError("the ratings can't be told apart by numbers");
  return alpha;
}
