/** What the page of changes asks, as its address says it. */
import { useQuery } from "@tanstack/react-query";
import type { ChangesInput, postChanges } from "#contract/changes.ts";
import { call } from "../../data/client.ts";
import { language } from "../../words/catalogue.ts";
import { dayIn, isDay, plusDays, plusMonths } from "../period.ts";

/** The usual dimensions of the route, to which one's own is added. */
const usual = ["touchpoint", "channel", "stage", "function", "unit", "segment"];

/**
 * The last whole month; where the newest signal is more than a month old, its own. Last year's answers,
 * imported today, are then seen and not an empty month.
 */
export function lastMonth(newest: string, now: number, timeZone: string): string {
  const today = dayIn(now, timeZone);
  const last = dayIn(newest, timeZone);
  const first = (day: string) => `${day.slice(0, 7)}-01`;
  return last < plusDays(today, -31) ? first(last) : plusMonths(first(today), -1);
}

export const mostMonths = 24;

export function questionOf(
  parameters: URLSearchParams,
  usualMonth: string,
  timezone: string,
): ChangesInput & { from: string } {
  const given = parameters.get("month");
  const month = given !== null && isDay(`${given}-01`) ? `${given}-01` : usualMonth;
  const by = parameters.get("by");
  const where = parameters.get("where");
  return {
    from: month,
    to: plusMonths(month, 1),
    timezone,
    language,
    ...(by ? { by: [...usual, by] } : {}),
    ...(where ? { where } : {}),
  };
}

export const useChanges = (question: ChangesInput | undefined) =>
  useQuery({
    queryKey: ["changes", question],
    queryFn: ({ signal }) =>
      call<typeof postChanges>("POST", "/v1/changes", { body: question!, signal }),
    enabled: question !== undefined,
    staleTime: 60_000,
  });
