/** Questions that choose so few that an answer would tell whoever sees no names of somebody. */
import type { Query } from "#contract/query.ts";
import { includable } from "#contract/selection.ts";
import { tooFewToTell } from "#platform/few.ts";
import { refuseUnseen, type Context } from "./compile.ts";

/** Parts of a question or list by which something is chosen of what there is. */
export type Chosen = Partial<Pick<Query, "where" | "from" | "to" | "pattern" | "voices">>;

/** Whether anything is chosen. */
export const isChosen = ({ where, from, to, pattern, voices }: Chosen): boolean =>
  [where?.trim(), from, to].some(Boolean) ||
  (pattern !== undefined && pattern !== "all") ||
  Array.isArray(voices);

/** How many signals have what a question measures, whatever else it chooses. */
function allOf(query: Query): Query {
  const {
    where: _where,
    from: _from,
    to: _to,
    interval: _interval,
    compare: _compare,
    rake: _rake,
    ...rest
  } = query;
  const { kind, of = kind === "count" ? undefined : kind } = query.measure;
  return {
    ...rest,
    measure: { kind: "count", ...(of === undefined ? {} : { of }) },
    by: [],
    weighted: false,
    pattern: "all",
    voices: "all",
    include: [...includable],
  };
}

/**
 * Throws where something was chosen and the answer tells of nobody. Where it would be so whatever is
 * chosen, an empty answer tells nothing: a new workspace is simply empty.
 */
export async function refuseFew(
  query: Query,
  context: Context,
  isNobody: (all: Query) => Promise<boolean>,
): Promise<void> {
  if (context.sight.names || !isChosen(query)) return;
  for (const where of [query.where, query.compare?.where]) refuseUnseen(where, context);
  if (!(await isNobody(allOf(query)))) throw tooFewToTell();
}
