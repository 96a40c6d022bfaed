/** How two sides are measured so that a noisy machine does not decide between them. */

export type Side = () => Promise<number>;

/**
 * Runs the sides in turns, A B A B …, and keeps the best of each: what disturbs a machine only ever
 * makes a side worse. Where `holds` says no of the bests, all rounds are run once more before that
 * counts.
 */
export async function bestInTurns(
  sides: readonly Side[],
  { rounds, better }: { rounds: number; better: "higher" | "lower" },
  holds: (bests: readonly number[]) => boolean,
): Promise<number[]> {
  const pick = better === "higher" ? Math.max : Math.min;
  const bests: number[] = [];
  for (let attempt = 0; attempt < 2; attempt++) {
    for (let round = 0; round < rounds; round++) {
      for (const [n, side] of sides.entries()) {
        const figure = await side();
        bests[n] = bests[n] === undefined ? figure : pick(bests[n], figure);
      }
    }
    if (holds(bests)) break;
  }
  return bests;
}

/** The value below which `share` of the values lie (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
