/** From sums to what is said of a gap: its figure, its interval, and what may be concluded of it. Pure. */
import {
  falseGaps,
  gapBase,
  type GapPoint,
  type GapRow,
  type GapSource,
  type GapState,
} from "#contract/gaps.ts";
import {
  benjaminiHochberg,
  disconfirmation,
  mean,
  normalP,
  proportion,
  servqualGap,
  zoneOfTolerance,
} from "#statistics/index.ts";
import type { Sums } from "#understand/measure-sums.ts";
import type { Promised } from "./sources.ts";

/** What a figure of a source is made with. */
export type Telling = {
  source: GapSource;
  confidence: number;
  margin: number;
  /** Of the source `promise`. */
  promise?: Promised | undefined;
};

type Interval = { low: number | null; high: number | null };
type Told = Pick<GapPoint, "n" | "gap" | "low" | "high" | "kept" | "lowBase" | "reason"> &
  Pick<GapRow, "t" | "p">;
export type Figure = Told & {
  /** p of what the state is told by. */
  tested: number | null;
  /** What the state would be, were this the only gap looked at. */
  alone: GapState;
};

export const differencesOf = (sums: Sums) => ({
  n: sums.n!,
  sum: sums.sum!,
  sumOfSquares: sums.sumOfSquares!,
});

/** Of a promise of a share: how many cases kept it. p is that of the score test, to which Wilson's interval is the dual. */
function keptOf({ n, below }: Sums, share: number | undefined, confidence: number) {
  const found = proportion({ successes: n! - below!, n: n! }, { confidence });
  const spread = share === undefined ? 0 : Math.sqrt((share * (1 - share)) / n!);
  const { estimate } = found;
  // Of 100 % one case that broke it is enough.
  const p =
    share === undefined || estimate === null
      ? null
      : spread > 0
        ? normalP((estimate - share) / spread)
        : estimate < share
          ? 0
          : 1;
  return {
    n: n! - below!,
    share: estimate,
    low: found.low,
    high: found.high,
    promised: share ?? null,
    p,
  };
}

/** Below, about or above nothing: where the whole interval lies, and whether what it holds matters. */
export function stateOf({ low, high }: Interval, least: number): GapState {
  if (low === null || high === null) return "cannot be told";
  // Where all are alike there is no width: nothing lies between.
  if ((low > -least && high < least) || (low === 0 && high === 0)) return "met";
  if (high < 0) return "shortfall";
  return low > 0 ? "exceeded" : "cannot be told";
}

function keptState({ low, high, promised, share }: NonNullable<Told["kept"]>): GapState {
  if (low === null || high === null || promised === null || share === null) return "cannot be told";
  if (high < promised || (promised === 1 && share < 1)) return "shortfall";
  return low >= promised ? "met" : "cannot be told";
}

function zoneState(sums: Sums, { confidence }: Telling) {
  const { intervals } = zoneFigures(sums, confidence);
  const superiority = servqualGap(
    { n: sums.n!, sum: sums.second!, sumOfSquares: sums.secondOfSquares! },
    { confidence },
  );
  const [adequate, superior] = [intervals?.adequacy, intervals?.superiority];
  const state = ((): GapState => {
    if (adequate?.low == null || superior?.low == null) return "cannot be told";
    if (adequate.high! < 0) return "shortfall";
    if (superior.low > 0) return "exceeded";
    return adequate.low >= 0 && superior.high! <= 0 ? "met" : "cannot be told";
  })();
  return { state, p: state === "exceeded" ? superiority.p : undefined };
}

const zoneFigures = (sums: Sums, confidence: number) =>
  zoneOfTolerance(
    {
      below: sums.below!,
      above: sums.beyond!,
      adequacy: differencesOf(sums),
      superiority: { n: sums.n!, sum: sums.second!, sumOfSquares: sums.secondOfSquares! },
      inconsistent: sums.flagged!,
    },
    { confidence },
  );

const worseAndBetter = ({ n, below, above }: Sums) => ({
  worse: below!,
  same: n! - below! - above!,
  better: above!,
});

/** The figure of one gap, part or period. */
export function figureOf(sums: Sums, telling: Telling): Figure {
  const { source, confidence, margin, promise } = telling;
  const { n } = sums as { n: number };
  const found = servqualGap(differencesOf(sums), { confidence });
  const { sd } = mean(differencesOf(sums), { confidence });
  const { t, p, reason } = found;
  const kept = promise && keptOf(sums, promise.share, confidence);
  const zone = source === "zone" ? zoneState(sums, telling) : undefined;
  const points =
    source === "disconfirmation" && disconfirmation(worseAndBetter(sums), { confidence });
  const gap = points ? points.estimate : found.gap;
  const ends: Interval = points || found;
  const least = (points ? 100 : 1) * margin * (sd ?? 0);
  const alone =
    n < gapBase
      ? "cannot be told"
      : kept && promise.share !== undefined
        ? keptState(kept)
        : (zone?.state ?? stateOf(ends, least));
  const plain = p ?? (reason === "zero-variance" && gap !== 0 ? 0 : null);
  const tested = kept && promise.share !== undefined ? kept.p : (zone?.p ?? plain);
  return {
    n,
    gap,
    low: ends.low,
    high: ends.high,
    t,
    p,
    ...(kept ? { kept } : {}),
    ...(n < gapBase ? { lowBase: true } : {}),
    ...(reason ? { reason } : {}),
    tested,
    alone,
  };
}

/** What is said of a period. */
export function pointOf(sums: Sums, telling: Telling): Omit<GapPoint, "at"> {
  const { t: _t, p: _p, tested: _tested, alone: _alone, ...point } = figureOf(sums, telling);
  return point;
}

/** What else is said of a gap as a whole. */
export function wholeOf(
  sums: Sums,
  { source, confidence, promise }: Telling,
): Pick<
  GapRow,
  "expectation" | "desired" | "experience" | "shares" | "superiority" | "inconsistent" | "method"
> {
  const { n, below, above } = sums as Record<string, number> as {
    n: number;
    below: number;
    above: number;
  };
  const average = (sum: number) => (n === 0 ? null : sum / n);
  const experience = average(sums.experience!);
  const share = (successes: number) => {
    const { estimate, low, high } = proportion({ successes, n }, { confidence });
    return { estimate, low, high };
  };
  if (source === "promise") return { expectation: promise!.level, experience, method: "t" };
  if (source === "disconfirmation")
    return {
      expectation: null,
      experience: null,
      shares: { below: share(below), within: share(n - below - above), above: share(above) },
      method: "adjusted-wald",
    };
  const expectation = average(sums.experience! - sums.sum!);
  if (source !== "zone")
    return {
      expectation,
      experience,
      shares: { below: share(below), within: share(n - below - above), above: share(above) },
      method: "t",
    };
  const zone = zoneFigures(sums, confidence);
  const beyond = sums.beyond!;
  return {
    expectation,
    desired: average(sums.experience! - sums.second!),
    experience,
    shares: { below: share(below), within: share(n - below - beyond), above: share(beyond) },
    superiority: {
      gap: zone.superiority,
      low: zone.intervals?.superiority.low ?? null,
      high: zone.intervals?.superiority.high ?? null,
    },
    inconsistent: zone.inconsistent,
    method: "t",
  };
}

/** A shortfall or a surplus stands where it does so over all that was looked at. What is met was tested for nothing. */
export function judged(
  figures: readonly Pick<Figure, "n" | "tested" | "alone">[],
): { state: GapState; adjusted: number | null }[] {
  const tests = figures.flatMap(({ n, tested }, at) =>
    n >= gapBase && tested !== null ? [{ at, p: tested }] : [],
  );
  const { rejected, adjusted } = benjaminiHochberg(
    tests.map(({ p }) => p),
    falseGaps,
  );
  const found = new Map(tests.map(({ at }, i) => [at, i]));
  return figures.map(({ alone }, at) => {
    const i = found.get(at);
    const stands = alone === "met" || (i !== undefined && rejected[i]);
    return {
      state: stands ? alone : "cannot be told",
      adjusted: i === undefined ? null : adjusted[i]!,
    };
  });
}
