/** Whether two selections hold some of the same signals. Pure. */
import { includable, type Period } from "#contract/selection.ts";
import type { Query } from "#contract/query.ts";
import type { Rule } from "./row-class.ts";

const hour = 3_600_000;

/** The instants between which a moment lies, whatever the zone that a date is meant in. */
function boundsOf(moment: string): { earliest: number; latest: number } {
  const at = Date.parse(moment);
  // Zones go from 14 hours before UTC to 12 behind it.
  return moment.length === 10
    ? { earliest: at - 14 * hour, latest: at + 12 * hour }
    : { earliest: at, latest: at };
}

function endsBefore({ to }: Period, { from }: Period): boolean {
  if (to === undefined || from === undefined) return false;
  // What is not after `to` begins when that ends. Two dates are dates of one zone.
  if (to.length === from.length && to.length === 10) return to <= from;
  return boundsOf(to).latest <= boundsOf(from).earliest;
}

/** True where one ends before the other begins, so that no signal is in both. */
export const shareNothing = (one: Period, other: Period): boolean =>
  endsBefore(one, other) || endsBefore(other, one);

/** The narrower of two bounds; undefined, the wider, where only the zone says which that is. */
function narrower(
  one: string | undefined,
  other: string | undefined,
  later: boolean,
): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if ((one.length === 10) !== (other.length === 10)) return undefined;
  return Date.parse(one) > Date.parse(other) === later ? one : other;
}

/** A question that counts at least all signals that two others both hold. */
export function sharedBy(one: Query, other: Query): Query {
  const {
    from: _from,
    to: _to,
    where: _where,
    interval: _interval,
    compare: _compare,
    rake: _rake,
    ...rest
  } = one;
  const from = narrower(one.from, other.from, true);
  const to = narrower(one.to, other.to, false);
  // A comment may end either of them.
  const where = [...new Set([one.where, other.where])]
    .filter((each) => each !== undefined && each.trim() !== "")
    .map((each) => `(${each}\n)`)
    .join(" && ");
  return {
    ...rest,
    measure: { kind: "count" },
    by: [],
    weighted: false,
    voices: "all",
    include: [...includable],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(where === "" ? {} : { where }),
  };
}

/** What a rule keeps, as conditions. */
const keptBy = ({ out, voices }: Rule): string[] => [
  ...(out.has("suspicious") ? ["size(suspicious) == 0"] : []),
  ...(out.has("partial") ? [`state == "complete"`] : []),
  ...(out.has("otherVoices") ? [`voice in ${JSON.stringify(voices)}`] : []),
];

/** A question that counts the signals which stand in the figures of both. */
export function countedByBoth(
  one: { query: Query; rule: Rule },
  other: { query: Query; rule: Rule },
): Query {
  const shared = sharedBy(one.query, other.query);
  const { of, kind } = one.query.measure;
  const where = [
    ...(shared.where === undefined ? [] : [shared.where]),
    ...new Set([...keptBy(one.rule), ...keptBy(other.rule)]),
  ].join(" && ");
  return {
    ...shared,
    measure: { kind: "count", of: of ?? kind },
    ...(where === "" ? {} : { where }),
  };
}
