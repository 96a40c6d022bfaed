/** The periods that are offered, as a select has them. */
import { periodOf } from "./address.ts";
import { words } from "./words.ts";

const usual = ["30d", "90d", "6m", "12m", "12mw"] as const;

/** What a period is called that is reckoned when it is looked at. */
export function spanName(span: string): string {
  const { filters } = words;
  if (span === "all") return filters.all;
  if (span === "own") return filters.own;
  const period = periodOf(span);
  if (!period) return span;
  return (period.whole ? filters.whole : filters.last)(period.last, period.unit);
}

/** Those that are usual, and the one that is saved. */
export const spansOf = (saved: string | undefined): { value: string; label: string }[] =>
  [...new Set([...(saved ? [saved] : []), ...usual, "all", "own"])].map((value) => ({
    value,
    label: spanName(value),
  }));
