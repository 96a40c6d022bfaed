/** From sums by group to weights with intervals; what takes long in a thread of its own. Pure but for that. */
import { createThread } from "#platform/thread.ts";
import { relativeImportanceFromMoments } from "#statistics/index.ts";
import type {
  CrossSums,
  ImportanceMethod,
  PairSums,
  RelativeImportance,
} from "#statistics/index.ts";
import { momentsOfGroups } from "#statistics/moments.ts";

export type Weighing = {
  groups: (CrossSums | PairSums)[];
  method: ImportanceMethod;
  bootstrap: boolean;
  confidence: number;
};
export type Weighed = {
  found: RelativeImportance;
  means: readonly number[];
  /** Groups that were left out in turn; 0 where no intervals were asked for. */
  groups: number;
};

/** Means, weights and intervals. */
export function weightsOf({ groups, method, bootstrap, confidence }: Weighing): Weighed {
  const moments = momentsOfGroups(groups);
  const without = bootstrap ? moments.without : [];
  const found = relativeImportanceFromMoments({ ...moments, without, method, confidence });
  return { found, means: moments.means, groups: without.length };
}

/** Variables from which on a thread is worth its start of 0.1 s: below, it takes a tenth of a second at most. */
const many = { johnson: 17, shapley: 10 } as const;

const inThread = createThread<Weighing, Weighed>(new URL("./worker.ts", import.meta.url), {
  seconds: 20,
  megabytes: 256,
  waiting: 20,
});

/** The same without keeping others waiting. Throws `store_unavailable` where it takes too long. */
export async function weigh(asked: Weighing): Promise<Weighed> {
  if (asked.groups[0]!.sums.length < many[asked.method]) return weightsOf(asked);
  return await inThread(asked);
}
