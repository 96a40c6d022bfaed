/** The filters of a dashboard in its address, where they differ from those that are saved. Pure. */
import type { DashboardFilters, TilePeriod } from "#contract/dashboard.ts";
import { isDay, plusDays } from "../period.ts";

type Unit = Extract<TilePeriod, { last: number }>["unit"];
const letters: Readonly<Record<Unit, string>> = {
  day: "d",
  week: "w",
  month: "m",
  quarter: "q",
  year: "y",
};
const units = Object.fromEntries(
  Object.entries(letters).map(([unit, letter]) => [letter, unit]),
) as Readonly<Record<string, Unit>>;
const patterns = ["present", "past", "potential", "all"] as const;
const voices = ["customer", "employee", "partner", "public"] as const;

/** A period as an address and a select name it: `12m`, `12mw` (whole ones), `all`, `own`. */
export function spanText(period: TilePeriod | undefined): string {
  if (period === undefined) return "all";
  if ("last" in period) return `${period.last}${letters[period.unit]}${period.whole ? "w" : ""}`;
  return period.from === undefined && period.to === undefined ? "all" : "own";
}

export function periodOf(span: string): Extract<TilePeriod, { last: number }> | undefined {
  const [, last, letter, whole] = /^([1-9]\d?|1[01]\d|120)([dwmqy])(w)?$/.exec(span) ?? [];
  if (last === undefined) return undefined;
  return { last: Number(last), unit: units[letter!]!, ...(whole ? { whole: true } : {}) };
}

/** What stands in an address in place of a filter that is saved, to have none. */
const none = "none";

export type Look = {
  filters: DashboardFilters;
  at: string | undefined;
  /** It is not what is saved. */
  changed: boolean;
};

function periodIn(parameters: URLSearchParams, saved: DashboardFilters): TilePeriod | undefined {
  const [from, to, span] = ["from", "to", "span"].map((name) => parameters.get(name));
  if (isDay(from!) || isDay(to!))
    return {
      ...(isDay(from!) ? { from } : {}),
      ...(isDay(to!) ? { to: plusDays(to, 1) } : {}),
    };
  if (span === "all") return undefined;
  return periodOf(span ?? "") ?? saved.period;
}

/** What is looked at: the saved filters, but for what the address says. */
export function lookOf(parameters: URLSearchParams, saved: DashboardFilters): Look {
  const period = periodIn(parameters, saved);
  const pattern = parameters.get("pattern");
  const who = parameters.get("voices");
  const where = parameters.get("where");
  const listed = (who ?? "").split(",").filter((each) => voices.some((voice) => voice === each));
  const filters: DashboardFilters = {
    ...(period === undefined ? {} : { period }),
    ...(where === none
      ? {}
      : where !== null
        ? { where }
        : saved.where === undefined
          ? {}
          : { where: saved.where }),
    ...(pattern === none
      ? {}
      : patterns.some((each) => each === pattern)
        ? { pattern: pattern as (typeof patterns)[number] }
        : saved.pattern === undefined
          ? {}
          : { pattern: saved.pattern }),
    ...(who === none
      ? {}
      : who === "all"
        ? { voices: "all" as const }
        : listed.length > 0
          ? { voices: listed as (typeof voices)[number][] }
          : saved.voices === undefined
            ? {}
            : { voices: saved.voices }),
    ...(saved.include === undefined ? {} : { include: saved.include }),
  };
  const at = parameters.get("at");
  return {
    filters,
    at: isDay(at) ? at : undefined,
    changed: same(filters) !== same(saved),
  };
}

/** As a text, whatever the order of its parts. */
function same(filters: DashboardFilters): string {
  const { period, where, pattern, voices: who, include } = filters;
  const sorted = period && Object.entries(period).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted, where, pattern, who, include]);
}

/** What takes an address back to what is saved. */
export const asSaved = {
  span: undefined,
  from: undefined,
  to: undefined,
  where: undefined,
  pattern: undefined,
  voices: undefined,
};

/** What an address must say so that a filter is this: nothing where that is saved. */
export const textFor = (wanted: string, saved: string | undefined): string | undefined =>
  wanted === (saved ?? "") ? undefined : wanted === "" ? none : wanted;
