/** What Explore looks at, as its address says it. Pure. */
import { formsFor, type DrawnForm } from "#contract/drawn.ts";
import type { Interval, QueryInput } from "#contract/query.ts";
import type { Choice } from "../measures.ts";
import { comparedWith, daysOf, intervalOf, type Days } from "../period.ts";
import { keyOfMeasure } from "../drawn/about.ts";
import { signals, signalsKey } from "./address.ts";

export { exploreOf, measureText } from "./address.ts";

type Measure = QueryInput["measure"];

const intervals: readonly Interval[] = ["hour", "day", "week", "month", "quarter", "year"];
const patterns = ["present", "past", "potential", "all"] as const;
const voices = ["customer", "employee", "partner", "public"] as const;
/** Dimensions that a page shows; a question may have one more, which opens as the table that it is. */
const mostBy = 3;

/** How the values of the measure itself are spread. */
export const spreadBy = "value";

export type Look = {
  measure: Measure;
  /** The one of the list that it is a figure of; absent for all signals, and what the registry has not. */
  choice: Choice | undefined;
  by: string[];
  over: Interval | undefined;
  /** The forms that the question can be drawn in, and the one that is chosen. */
  forms: DrawnForm[];
  as: DrawnForm;
  against: Measure | undefined;
  days: Days;
  end: string;
  query: QueryInput;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const kinds = new Set(["nps", "csat", "ces", "mean", "share", "count", "sum", "quantile"]);

/** The measure that an address names. */
export function measureOf(text: string | null, choices: readonly Choice[]): Measure | undefined {
  if (text === null || text === "") return undefined;
  if (text === signalsKey) return signals;
  const found = choices.find(({ key }) => key === text);
  if (found) return found.measure;
  const given = parsed(text);
  return isObject(given) && kinds.has(String(given["kind"])) ? (given as Measure) : undefined;
}

const isOf = <T extends string>(all: readonly T[], value: string | null): value is T =>
  value !== null && (all as readonly string[]).includes(value);

/** What is counted beside the period and the condition, where it says so. */
function moreOf(parameters: URLSearchParams): Partial<QueryInput> {
  const pattern = parameters.get("pattern");
  const who = parameters.get("voices");
  const some = (who ?? "").split(",").filter((each) => isOf(voices, each));
  const include = (parameters.get("include") ?? "")
    .split(",")
    .filter((each) => isOf(["suspicious", "partial"] as const, each));
  const confidence = Number(parameters.get("confidence"));
  return {
    ...(isOf(patterns, pattern) ? { pattern } : {}),
    ...(who === "all" ? { voices: "all" as const } : some.length > 0 ? { voices: some } : {}),
    ...(include.length > 0 ? { include } : {}),
    ...(parameters.get("weighted") === "1" ? { weighted: true } : {}),
    ...(confidence >= 0.5 && confidence <= 0.999 ? { confidence } : {}),
  };
}

const withVariance = new Set(["nps", "csat", "ces", "mean", "share"]);

/** Whether groups of a figure can be held against one another, drawn together, or weighted. */
export const hasVariance = ({ kind }: Measure): boolean => withVariance.has(kind);

type Margins = NonNullable<QueryInput["rake"]>;

/** Margins that can be asked for: how customers are made up is known, of anything else it must be stated. */
const marginsOf = (given: unknown): Margins =>
  Array.isArray(given)
    ? (given as unknown[]).filter((margin): margin is Margins[number] => {
        if (!isObject(margin) || typeof margin["by"] !== "string") return false;
        return margin["by"].startsWith("customer.") || isObject(margin["targets"]);
      })
    : [];

/** Whether a form shows what was done with its groups: which differ, drawn together, and how they moved. */
const showsLetters = new Set<DrawnForm>(["ranking", "crosstab", "table"]);
const showsDrawn = new Set<DrawnForm>(["ranking", "table"]);
const showsMoved = new Set<DrawnForm>(["figure", "ranking", "table"]);

/** What can be done with the groups of a question in a form. */
export function treatments(
  { measure, by = [], interval }: Pick<QueryInput, "measure" | "by" | "interval">,
  as: DrawnForm,
): { letters: boolean; shrink: boolean; rake: boolean; compare: boolean } {
  const varies = hasVariance(measure);
  const groups = varies && by.length > 0 && !by.includes(spreadBy) && interval === undefined;
  return {
    letters: groups && showsLetters.has(as),
    shrink: groups && showsDrawn.has(as),
    rake: varies && !by.includes(spreadBy),
    compare: interval === undefined && showsMoved.has(as) && !by.includes(spreadBy),
  };
}

/** The same, as far as the address asks for it. */
function treatedOf(
  parameters: URLSearchParams,
  query: QueryInput,
  as: DrawnForm,
  days: Days,
): Partial<QueryInput> {
  const can = treatments(query, as);
  const rake = marginsOf(parsed(parameters.get("rake")));
  const weighted = parameters.get("weighted") === "1";
  return {
    ...(can.letters && parameters.get("letters") === "1" ? { letters: true } : {}),
    ...(can.shrink && parameters.get("shrink") === "1" ? { shrink: true } : {}),
    ...(can.rake && rake.length > 0 && !weighted ? { rake } : {}),
    ...(can.compare ? comparedOf(parameters, days) : {}),
  };
}

/** With which period it is compared. */
function comparedOf(parameters: URLSearchParams, days: Days) {
  const wanted = parameters.get("compare");
  if (wanted !== "before" && wanted !== "year") return {};
  const { from, to } = comparedWith(days, wanted) ?? {};
  return from === undefined || to === undefined ? {} : { compare: { from, to } };
}

export type Known = { choices: readonly Choice[]; end: string; timezone: string };

export function lookOf(parameters: URLSearchParams, { choices, end, timezone }: Known): Look {
  const own = measureOf(parameters.get("measure"), choices) ?? choices[0]?.measure ?? signals;
  const key = keyOfMeasure(own);
  const choice =
    own.of === undefined && own.kind === "count"
      ? undefined
      : choices.find((each) => each.key === key);
  const given = [...new Set((parameters.get("by") ?? "").split(",").filter(Boolean))];
  const isSpread = given.includes(spreadBy) && choice !== undefined;
  const by = isSpread ? [spreadBy] : given.filter((each) => each !== spreadBy).slice(0, mostBy);
  const days = daysOf(parameters, end);
  const wanted = parameters.get("over");
  const over = isSpread
    ? undefined
    : wanted === "auto"
      ? intervalOf(days, end)
      : intervals.find((each) => each === wanted);
  const flows = parameters.get("as") === "flow" && by.length === 2 && over === undefined;
  const measure: Measure = isSpread
    ? { kind: "share", of: key }
    : flows && own.kind !== "count"
      ? { kind: "count", of: key }
      : own;
  const where = parameters.get("where");
  const plain: QueryInput = {
    measure,
    ...(where ? { where } : {}),
    ...(days.from === undefined ? {} : { from: days.from }),
    ...(days.to === undefined ? {} : { to: days.to }),
    timezone,
    ...(by.length > 0 ? { by } : {}),
    ...(over === undefined ? {} : { interval: over }),
    ...moreOf(parameters),
  };
  const forms = formsOf(plain, own, choices);
  const as = forms.find((form) => form === parameters.get("as")) ?? forms[0]!;
  const query = { ...plain, ...treatedOf(parameters, plain, as, days) };
  const other = measureOf(parameters.get("against"), choices);
  return {
    measure: own,
    choice,
    by,
    over,
    forms,
    as,
    against: as === "scatter" ? other : undefined,
    days,
    end,
    query,
  };
}

/** What the question can be drawn as; a flow counts, whatever the figure of the measure is. */
function formsOf(query: QueryInput, own: Measure, choices: readonly Choice[]): DrawnForm[] {
  const { by, interval } = query;
  const asOwn = formsFor({
    measure: query.measure.kind === "count" ? own : query.measure,
    by,
    interval,
  });
  return formsFor({ measure: signals, by, interval }).includes("flow") && !asOwn.includes("flow")
    ? [...asOwn.slice(0, -1), "flow", asOwn.at(-1)!]
    : asOwn.filter((form) => form !== "scatter" || choices.length > 1);
}

/** The same rows without the last dimension, and without the first: what stands at the edges of a cross-tab. */
export function edgesOf({
  as,
  query,
}: Pick<Look, "as" | "query">): [QueryInput, QueryInput] | undefined {
  const [row, column] = query.by ?? [];
  if (as !== "crosstab" || row === undefined || column === undefined) return undefined;
  const { letters: _letters, shrink: _shrink, compare: _compare, ...rest } = query;
  return [
    { ...rest, by: [row] },
    { ...rest, by: [column] },
  ];
}
