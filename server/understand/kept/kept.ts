/** What is kept of answers, and by what it is told whether anything has changed since. */
import type { Scope } from "#platform/scope.ts";
import type { KeptQueries } from "./queries.ts";

export type { KeptQueries } from "./queries.ts";
export type { KeptStore } from "./store.ts";

/** Sections of Today, and what is kept by a job. */
export const todayParts = ["accounts", "gaps", "changes"] as const;
export const standingParts = ["business", "household", "levels"] as const;
export type TodayPart = (typeof todayParts)[number];
export type StandingPart = (typeof standingParts)[number];

export type Kept<P extends TodayPart | StandingPart = TodayPart> = {
  part: P;
  body: unknown;
  /** What it was computed of: where that is another now, something has changed since. */
  basis: string;
  asOf: Date;
  /** Milliseconds that computing it took. */
  took: number;
  usedAt: Date;
};
export type KeptOfAll = Kept<StandingPart> & { workspace: string; key: string };

/** The same of whatever store: less exact where it doesn't tell of its parts. */
export async function stampOf(
  { prints, counts }: Pick<KeptQueries, "prints" | "counts">,
  scope: Scope,
): Promise<string> {
  const told = await prints();
  if (told !== undefined) return told;
  const { signals, accounts } = await counts(scope);
  return `${signals} ${accounts}`;
}
