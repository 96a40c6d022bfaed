/** What was heard last of customers, whichever of their identifiers it came under. Pure. */
import type { NewestOfCustomer } from "#contract/customer.ts";
import type { Newest } from "./queries.ts";

const latest = <T extends { at: number }>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>((last, each) => (last && last.at >= each.at ? last : each), undefined);
const moment = (at: number): string => new Date(at).toISOString();

/** Of the newest of each identifier, that of a customer of these; null where nothing was heard. */
export function newestAmong(
  heard: ReadonlyMap<string, Newest>,
  identifiers: readonly string[],
): NewestOfCustomer | null {
  const own = identifiers.flatMap((key) => heard.get(key) ?? []);
  const last = latest(own);
  if (!last) return null;
  const score = latest(own.flatMap(({ scores }) => scores));
  return {
    at: moment(last.at),
    kind: last.kind,
    score: score ? { measure: score.measure, value: score.value, at: moment(score.at) } : null,
  };
}
