/** What is refused to whoever sees no names: what fits so few that an answer would tell of somebody. */
import { CorridorError } from "#contract/error.ts";
import { leastMinimum } from "#contract/query.ts";
import type { Scope } from "./scope.ts";

/** Of so few nothing is told to whoever sees no names; `minimum`: how many it takes, for a page to say. */
export const namesForFew = (minimum: number, what: string): CorridorError =>
  new CorridorError("forbidden", `${what}: it needs the permission to "see names".`, {
    details: { needs: "see names", minimum },
  });

/** Said alike of none, one and four: that nobody fits is told as little. */
export const tooFewToTell = (of = "signals"): CorridorError =>
  namesForFew(
    leastMinimum,
    `Of a selection of fewer than ${leastMinimum} ${of} nothing is told without names`,
  );

export type Listed = {
  /** Whether anything was chosen of what the caller reaches. */
  chosen: boolean;
  /** How many fit, up to `most`. */
  fit: (most: number) => Promise<number>;
  /** Whether there is anything at all: where nothing is, an empty list tells nothing. */
  any?: () => Promise<boolean>;
  of?: string;
};

/** Throws where a list was narrowed to so few, on its first page and on any other. */
export async function refuseFewListed(
  { may }: Pick<Scope, "may">,
  { chosen, fit, any, of }: Listed,
): Promise<void> {
  if (may.has("see names") || !chosen) return;
  if ((await fit(leastMinimum)) < leastMinimum && (!any || (await any()))) throw tooFewToTell(of);
}
