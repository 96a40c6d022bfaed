/** Which parts of a gap differ from the others. Pure. */
import { falseGaps, gapBase } from "#contract/gaps.ts";
import { benjaminiHochberg, meanDifference } from "#statistics/index.ts";

export type PartSums = { n: number; sum: number; sumOfSquares: number };
export type Apart = {
  delta: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
  /** Whether both have a base that carries a statement. */
  carries: boolean;
};

/** Parts that leave the others at most: each takes another look at all that stay. */
const mostLeaving = 20;

const plus = (a: PartSums, b: PartSums): PartSums => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumOfSquares: a.sumOfSquares + b.sumOfSquares,
});
const nothing: PartSums = { n: 0, sum: 0, sumOfSquares: 0 };

/** Of each the sum of all others, added up and never taken away, so that no digits are lost. */
function others(parts: readonly PartSums[]): PartSums[] {
  const after = parts.reduceRight<PartSums[]>(
    (sums, part) => [plus(part, sums[0]!), ...sums],
    [nothing],
  );
  let before = nothing;
  return parts.map((part, at) => {
    const rest = plus(before, after[at + 1]!);
    before = plus(before, part);
    return rest;
  });
}

/**
 * How each part differs from the others. Beside one that stands far off all others would seem to
 * differ as well; so the one that is told from the rest most surely leaves it first, as long as it
 * is told from it among so many, and those that stay are held against each other.
 */
export function differencesFromRest(parts: readonly PartSums[], confidence: number): Apart[] {
  const told: Apart[] = parts.map(() => ({
    delta: null,
    low: null,
    high: null,
    p: null,
    carries: false,
  }));
  let staying = parts.map((_, at) => at);
  for (let round = 0; round <= mostLeaving && staying.length > 1; round++) {
    const rests = others(staying.map((at) => parts[at]!));
    for (const [i, at] of staying.entries()) {
      const { delta, low, high, p } = meanDifference(parts[at]!, rests[i]!, { confidence });
      const carries = parts[at]!.n >= gapBase && rests[i]!.n >= gapBase;
      told[at] = { delta, low, high, p, carries };
    }
    const sure = staying.filter((at) => told[at]!.carries && told[at]!.p !== null);
    const surest = sure.toSorted((a, b) => told[a]!.p! - told[b]!.p!)[0];
    if (surest === undefined || told[surest]!.p! * sure.length > falseGaps / 2) break;
    staying = staying.filter((at) => at !== surest);
  }
  return told;
}

/** Which of all that were looked at differ; null where nothing can be said. */
export function whichDiffer(all: readonly (Apart | undefined)[]): (boolean | null)[] {
  const tests = all.flatMap((each, at) =>
    each?.carries && each.p !== null ? [{ at, p: each.p }] : [],
  );
  const { rejected } = benjaminiHochberg(
    tests.map(({ p }) => p),
    falseGaps,
  );
  const found = new Map(tests.map(({ at }, i) => [at, rejected[i]!]));
  return all.map((_, at) => found.get(at) ?? null);
}
