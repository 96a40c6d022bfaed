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

/** What two sides came to, each the median of its rounds, and the median of the ratios of neighbouring rounds. */
export type Paired = { own: number; other: number; ratio: number; pairs: number };

/**
 * For a ratio alone: the sides in turns, and each round of one against the round of the other beside
 * it. A machine that others use runs at half its speed for a minute and at its whole for the next, which
 * the bests of two sides need not have met alike; two neighbours have. Where `holds` says no, all
 * rounds are run once more, and count together with those before.
 */
export async function pairedInTurns(
  own: Side,
  other: Side,
  rounds: number,
  holds: (paired: Paired) => boolean,
): Promise<Paired> {
  const pairs: { own: number; other: number }[] = [];
  const of = (figure: (pair: { own: number; other: number }) => number) =>
    median(pairs.map(figure));
  for (let attempt = 0; ; attempt++) {
    for (let round = 0; round < rounds; round++)
      pairs.push({ own: await own(), other: await other() });
    const paired = {
      own: of((pair) => pair.own),
      other: of((pair) => pair.other),
      ratio: of((pair) => pair.own / pair.other),
      pairs: pairs.length,
    };
    if (attempt === 1 || holds(paired)) return paired;
  }
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The value below which `share` of the values lie (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
