/** Which measure a scatter sets against the one that is looked at, where nobody has chosen one. */
import { useQueries } from "@tanstack/react-query";
import { answerOptions, type Answered } from "./asking.ts";
import type { Choice } from "./measures.ts";
import { questionOf } from "./question.ts";
import type { View } from "./view.ts";

/** Measures that are tried, the well-known ones first: each is a question. */
const mostTried = 8;

/** The groups of an answer that anybody has spoken of. */
const groupsOf = (answer: Answered | null, by: string): Set<string | null> =>
  new Set((answer?.rows ?? []).flatMap((row) => (row.n > 0 ? [row.by[by] ?? null] : [])));

/** How many groups both have. Pure. */
export function sharedGroups(one: Answered | null, other: Answered | null, by: string): number {
  const groups = groupsOf(other, by);
  return [...groupsOf(one, by)].filter((group) => groups.has(group)).length;
}

/** The one that has most groups in common with the measure that is looked at; undefined until it is known. */
export function useOther(
  view: Pick<View, "asked" | "by" | "choice" | "choices">,
  enabled: boolean,
): Choice | undefined {
  const { asked, by, choice } = view;
  const others = view.choices.filter(({ key }) => key !== choice.key).slice(0, mostTried);
  const answers = useQueries({
    queries: [choice, ...others].map(({ key }) => ({
      ...answerOptions(questionOf({ ...asked, measure: { kind: "count", of: key } }, { by: [by] })),
      enabled,
    })),
  });
  if (!enabled) return others[0];
  if (answers.some(({ isPending }) => isPending)) return undefined;
  const [own, ...rest] = answers.map(({ data }) => data ?? null);
  const shared = rest.map((each) => sharedGroups(own ?? null, each, by));
  return others[shared.indexOf(Math.max(...shared))];
}
