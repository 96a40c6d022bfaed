/** The address of Explore for any question, which other rooms lead to. Pure. */
import type { DrawnForm } from "#contract/drawn.ts";
import type { QueryInput } from "#contract/query.ts";
import type { Choice } from "../measures.ts";
import { comparedWith, plusDays } from "../period.ts";

type Measure = QueryInput["measure"];

/** Signals themselves, of whatever measure. */
export const signals: Measure = { kind: "count" };
export const signalsKey = "signals";

/** A measure as an address names it: by its key in the registry, or as the API takes it. */
export function measureText(measure: Measure, choices: readonly Choice[]): string {
  const found = choices.find((each) => JSON.stringify(each.measure) === JSON.stringify(measure));
  if (found) return found.key;
  return JSON.stringify(measure) === JSON.stringify(signals) ? signalsKey : JSON.stringify(measure);
}

/** A day of a moment: an address names days. */
const dayOf = (moment: string): string => moment.slice(0, 10);

/** What a question is asked by, as an address: what is as usual is not named. */
export function exploreOf(
  query: QueryInput,
  as?: DrawnForm,
  against?: Measure,
  choices: readonly Choice[] = [],
): string {
  const { measure, by = [], interval, where, from, to, pattern, voices: who, include = [] } = query;
  const all: Record<string, string | undefined> = {
    measure: measureText(measure, choices),
    by: by.length > 0 ? by.join(",") : undefined,
    over: interval,
    as,
    against: against && measureText(against, choices),
    span: from === undefined && to === undefined ? "all" : undefined,
    from: from === undefined ? undefined : dayOf(from),
    to: to === undefined ? undefined : plusDays(dayOf(to), -1),
    where,
    pattern,
    voices: who === undefined ? undefined : who === "all" ? who : who.join(","),
    include: include.length > 0 ? include.join(",") : undefined,
    weighted: query.weighted ? "1" : undefined,
    confidence: query.confidence === undefined ? undefined : String(query.confidence),
    letters: query.letters ? "1" : undefined,
    shrink: query.shrink ? "1" : undefined,
    rake: query.rake && JSON.stringify(query.rake),
    compare: comparisonOf(query),
  };
  const named = Object.entries(all).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  return `/explore?${new URLSearchParams(named).toString()}`;
}

/** Which of the usual comparisons a question has, as far as its periods say it. */
function comparisonOf({ from, to, compare }: QueryInput): "before" | "year" | undefined {
  if (compare?.from === undefined || compare.to === undefined) return undefined;
  const year = comparedWith({ from, to }, "year");
  return year?.from === compare.from && year.to === compare.to ? "year" : "before";
}
