/** What each theme does to a score: how far it pulls the score of all up or down. */
import { checkConfidence, checkFinite } from "./checks.ts";
import type { ConfidenceOption } from "./checks.ts";
import { checkBootstrap, drawCounts, percentileInterval, seeded } from "./resampling.ts";
import type { Bootstrap } from "./resampling.ts";

/** One response: its score, and the themes that it speaks of. A theme named twice counts once. */
export interface ThemeRow {
  score: number;
  themes: readonly string[];
}

export interface ThemeOptions extends ConfidenceOption {
  /** `nps`: scores are 0 … 10, impact in points. `mean`: any scores, impact in their unit. */
  measure: "nps" | "mean";
  method: "leave-out" | "additive";
  bootstrap?: Bootstrap | undefined;
}

/**
 * Why a figure is missing:
 *
 * - `no-answers`: there is no response.
 * - `no-others`: all speak of the theme, so there is no score without it.
 * - `unstable`: the impact can be said, but not in so many of the resamples that an interval could be.
 */
export type ThemeReason = "no-answers" | "no-others" | "unstable";

export interface ThemeFigure {
  /** Responses that speak of it. */
  n: number;
  impact: number | null;
  /** Where resamples were asked for. */
  low?: number | null;
  high?: number | null;
  reason?: ThemeReason;
}

export interface ThemeImpact {
  /** Number of responses. */
  n: number;
  /** The score of all. */
  total: number | null;
  /** By theme, as they first come; with `additive` also `other`, if responses speak of none. */
  impact: Record<string, ThemeFigure>;
  reason?: "no-answers";
}

const MOST_ROWS = 1_000_000;
const MOST_TAGS = 10_000_000;
const MOST_THEMES = 10_000;
const OTHER = "other";

/** Responses as numbers: those of response i are tags[starts[i]] … tags[starts[i + 1] − 1]. */
interface Tagged {
  n: number;
  names: string[];
  values: Float64Array;
  starts: Uint32Array;
  tags: Uint32Array;
}

function valueOf(score: number, measure: ThemeOptions["measure"]): number {
  if (measure === "mean") return checkFinite("score", score);
  if (measure !== "nps")
    throw new RangeError(`measure must be "nps" or "mean", not ${String(measure)}`);
  if (!Number.isInteger(score) || score < 0 || score > 10)
    throw new RangeError(`a score must be a whole number from 0 to 10, not ${score}`);
  if (score >= 9) return 100;
  return score <= 6 ? -100 : 0;
}

function tagged(rows: readonly ThemeRow[], { measure, method }: ThemeOptions): Tagged {
  const n = rows.length;
  const mostTags = rows.reduce((sum, row) => sum + Math.max(1, row.themes.length), 0);
  if (n > MOST_ROWS || mostTags > MOST_TAGS)
    throw new RangeError(`${n} responses with ${mostTags} themes are too many: compute from sums`);
  const found = new Map<string, number>();
  const values = new Float64Array(n);
  const starts = new Uint32Array(n + 1);
  const tags = new Uint32Array(mostTags);
  const add = (at: number, theme: string) => {
    if (!found.has(theme)) found.set(theme, found.size);
    tags[at] = found.get(theme)!;
  };
  let at = 0;
  for (const [i, row] of rows.entries()) {
    values[i] = valueOf(row.score, measure);
    for (const theme of new Set(row.themes)) {
      if (method === "additive" && theme === OTHER)
        throw new RangeError(`"${OTHER}" stands for responses without a theme: name none so`);
      add(at++, theme);
    }
    if (method === "additive" && row.themes.length === 0) add(at++, OTHER);
    starts[i + 1] = at;
  }
  if (found.size > MOST_THEMES)
    throw new RangeError(`there may be 10,000 themes, not ${found.size}`);
  return { n, names: [...found.keys()], values, starts, tags: tags.subarray(0, at) };
}

interface Sums {
  total: number;
  /** By theme: responses drawn, and their values less the total (leave-out) or shared (additive). */
  counts: Float64Array;
  sums: Float64Array;
}

/** Impact of each theme, NaN where nobody is without it; `drawn` says how often each row counts. */
type Method = (table: Tagged, drawn?: Uint32Array) => Sums;

function totalOf({ n, values }: Tagged, drawn?: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += ((drawn ? drawn[i]! : 1) * values[i]!) / n;
  return total;
}

/** S − S₋ₜ = Σₜ (v − S) ÷ (n − nₜ): differences first, so that digits are kept. */
const leaveOut: Method = (table, drawn) => {
  const { n, values, starts, tags } = table;
  const total = totalOf(table, drawn);
  const counts = new Float64Array(table.names.length);
  const sums = new Float64Array(table.names.length);
  for (let i = 0; i < n; i++) {
    const times = drawn ? drawn[i]! : 1;
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      counts[tags[k]!]! += times;
      sums[tags[k]!]! += times * (values[i]! - total);
    }
  }
  return { total, counts, sums: sums.map((sum, t) => sum / (n - counts[t]!)) };
};

const additive: Method = (table, drawn) => {
  const { n, values, starts, tags } = table;
  const counts = new Float64Array(table.names.length);
  const sums = new Float64Array(table.names.length);
  for (let i = 0; i < n; i++) {
    const times = drawn ? drawn[i]! : 1;
    const share = (times * values[i]!) / n / (starts[i + 1]! - starts[i]!);
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      counts[tags[k]!]! += times;
      sums[tags[k]!]! += share;
    }
  }
  return { total: totalOf(table, drawn), counts, sums };
};

function figureOf(
  n: number,
  impact: number,
  drawn: readonly number[] | undefined,
  { bootstrap, confidence }: ThemeOptions,
): ThemeFigure {
  const blank = { low: null, high: null };
  if (!Number.isFinite(impact))
    return { n, impact: null, ...(bootstrap && blank), reason: "no-others" };
  if (!bootstrap || !drawn) return { n, impact };
  const interval = percentileInterval(drawn.filter(Number.isFinite), bootstrap.samples, confidence);
  if (!interval) return { n, impact, ...blank, reason: "unstable" };
  return { n, impact, low: Math.min(interval.low, impact), high: Math.max(interval.high, impact) };
}

/**
 * How far each theme pulls a score up or down.
 *
 * `leave-out`: the score of all less the score of those who don't speak of the theme, what would be
 * gained or lost without them. Themes overlap, so that these don't add up. It equals
 * f Δ, f = nₜ/n, Δ the score of those who speak of it less that of those who don't: from sums, its
 * standard error is √(f² se² + Δ² f(1 − f)/n), se that of npsDifference or meanDifference of the two.
 *
 * `additive`: each response's part of the score (promoter +100/n, passive 0, detractor −100/n; or its
 * score/n) shared equally among its themes, that of responses without one under `other`. These add
 * up to the total, and so say what it is made of; a theme that many speak of is large either way.
 *
 * What goes with a theme need not be caused by it. Intervals are percentiles of the bootstrap over
 * responses.
 *
 * @example
 * const rows = [{ score: 10, themes: ["staff"] }, { score: 9, themes: ["staff", "price"] },
 *               { score: 3, themes: ["price"] }, { score: 8, themes: [] }];
 * themeImpact(rows, { measure: "nps", method: "leave-out" })
 * // total 25; staff: n 2, impact 75 (without: −50); price: n 2, impact −25 (without: 50)
 * themeImpact(rows, { measure: "nps", method: "additive" })
 * // total 25; staff 37.5, price −12.5, other 0
 * @returns total null and `no-answers` without responses; impact null and `no-others` for a theme that
 * all speak of; impact without an interval and `unstable` where under 95 % of the resamples have one
 * @throws RangeError for scores that are not whole from 0 to 10 (`nps`) or not finite (`mean`), an
 * unknown measure or method, a theme named `other` (`additive`), more than a million responses, ten
 * million tags or 10,000 themes, a bootstrap out of range, or a confidence outside (0, 1)
 */
export function themeImpact(rows: readonly ThemeRow[], options: ThemeOptions): ThemeImpact {
  checkConfidence(options.confidence);
  const { method, bootstrap } = options;
  if (method !== "leave-out" && method !== "additive")
    throw new RangeError(`method must be "leave-out" or "additive", not ${String(method)}`);
  const table = tagged(rows, options);
  const { n, names } = table;
  if (bootstrap) checkBootstrap(bootstrap, 2 * n + table.tags.length + names.length);
  if (n === 0) return { n, total: null, impact: {}, reason: "no-answers" };
  const compute = method === "leave-out" ? leaveOut : additive;
  const found = compute(table);
  checkFinite("the sum of scores", found.total);
  for (const [t, sum] of found.sums.entries())
    if (found.counts[t]! < n) checkFinite("the sum of scores", sum);
  const drawn = bootstrap && names.map((): number[] => []);
  if (bootstrap && drawn) {
    const random = seeded(bootstrap.seed);
    const counts = new Uint32Array(n);
    for (let sample = 0; sample < bootstrap.samples; sample++) {
      drawCounts(counts, random);
      for (const [t, sum] of compute(table, counts).sums.entries()) drawn[t]!.push(sum);
    }
  }
  // Without anybody left, a sum over nobody: no number.
  const impact = names.map((name, t) => [
    name,
    figureOf(found.counts[t]!, found.sums[t]!, drawn?.[t], options),
  ]);
  return { n, total: found.total, impact: Object.fromEntries(impact) as ThemeImpact["impact"] };
}
