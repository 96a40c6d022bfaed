/** What is asked about where nobody has chosen yet. Pure. */
import type { CandidatesAnswer } from "#contract/driver-candidates.ts";
import { mostPredictors } from "#contract/drivers.ts";
import type { QueryRow } from "#contract/query.ts";

/** Said of everything together: what is made up of the others explains nothing of them. */
export const overall: ReadonlySet<string> = new Set([
  "nps",
  "csat",
  "osat",
  "ces",
  "superior",
  "stay",
  "rating",
]);
/** What fewer have would cost most of the answers, as only those with every predictor are taken. */
const often = 0.5;

/** The ratings that most answers have; where there are none, whatever measures they have. */
export function startOf({ candidates }: Pick<CandidatesAnswer, "candidates">): string[] {
  const there = candidates.filter(({ share }) => share >= often);
  const parts = there.filter(({ name }) => !overall.has(name));
  const ratings = parts.filter(({ rating }) => rating);
  const first = [ratings, parts].find(({ length }) => length > 0) ?? there;
  return first.slice(0, mostPredictors).map(({ name }) => name);
}

export type Set = { programme: string | null; pattern: string | null; n: number };

export const setsOf = (rows: readonly Pick<QueryRow, "by" | "n">[]): Set[] =>
  rows
    .map(({ by, n }) => ({ programme: by.programme ?? null, pattern: by.pattern ?? null, n }))
    .toSorted((a, b) => b.n - a.n);

/** All programmes together. */
export const everything = "all";

/**
 * The programme with most answers, of the pattern that is wanted, else of the relationship where there
 * is one; all of them where most have no programme.
 */
export function programmeOf(
  sets: readonly Set[],
  wanted: string | null,
  pattern: string | null,
): string {
  if (wanted === everything) return everything;
  const named = sets.flatMap(({ programme }) => programme ?? []);
  if (wanted !== null && named.includes(wanted)) return wanted;
  const of = (name: string) => sets.find((each) => each.pattern === name);
  const first = of(pattern ?? "present") ?? of("present") ?? sets[0];
  return first?.programme ?? everything;
}

export const patternsOf = (sets: readonly Set[], programme: string): string[] => [
  ...new Set(
    sets
      .filter((each) => programme === everything || each.programme === programme)
      .flatMap(({ pattern }) => pattern ?? []),
  ),
];

/** Scores of a relationship and of transactions are never pooled: one of them is asked about. */
export function patternOf(patterns: readonly string[], wanted: string | null): string | undefined {
  if (wanted !== null && patterns.includes(wanted)) return wanted;
  return patterns.includes("present") ? "present" : patterns[0];
}
