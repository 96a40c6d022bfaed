/** What a league table is of, as its address says it. Pure. */
import type { QueryInput } from "#contract/query.ts";
import { oneOf } from "../../data/address.ts";
import { hasVariance } from "../explore/asking.ts";
import type { Choice } from "../measures.ts";
import { daysOf, type Days } from "../period.ts";
import { conditionOf, inBrackets } from "../question.ts";

export const kinds = ["unit", "employee", "offering"] as const;
export type Kind = (typeof kinds)[number];

const patterns = ["present", "past", "potential"] as const;

export type LeagueLook = {
  kind: Kind;
  choice: Choice;
  choices: Choice[];
  days: Days;
  end: string;
  query: QueryInput;
};

/** Measures of which groups can be drawn together: what is only counted or added up has no spread. */
export const rankable = (choices: readonly Choice[]): Choice[] =>
  choices.filter(({ measure }) => hasVariance(measure));

/** Undefined where nothing can be ranked. */
export function leagueOf(
  parameters: URLSearchParams,
  { choices: all, end, timezone }: { choices: readonly Choice[]; end: string; timezone: string },
): LeagueLook | undefined {
  const choices = rankable(all);
  const wanted = parameters.get("measure");
  // Units are most often asked about by how satisfied people were with a visit or a call.
  const choice =
    choices.find(({ key }) => key === wanted) ??
    choices.find(({ measure }) => measure.kind === "csat") ??
    choices[0];
  if (!choice) return undefined;
  const kind = oneOf(parameters.get("of"), kinds);
  const days = daysOf(parameters, end);
  const touchpoint = parameters.get("touchpoint") ?? undefined;
  const own = parameters.get("where") ?? undefined;
  // What names none has no place, and is no part of what the others are drawn towards.
  const named = `${kind} != ""`;
  const other = conditionOf({ touchpoint, where: undefined });
  const chosen = other === undefined ? named : `${named} && ${other}`;
  const where = own === undefined ? chosen : `${inBrackets(own)} && ${chosen}`;
  const pattern = patterns.find((each) => each === parameters.get("pattern"));
  const query: QueryInput = {
    measure: choice.measure,
    where,
    ...(days.from === undefined ? {} : { from: days.from }),
    ...(days.to === undefined ? {} : { to: days.to }),
    timezone,
    by: [kind],
    shrink: true,
    ...(pattern === undefined ? {} : { pattern }),
  };
  return { kind, choice, choices, days, end, query };
}
