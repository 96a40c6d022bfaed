/**
 * Which signals somebody reaches, as a condition on the signals table. It stands in every statement
 * that reads signals for a person, so that no page or filter has to remember it. Pure.
 */
import { unitsOf } from "#customer/reach.ts";
import type { RegistryView } from "#journey/registry.ts";
import { atOrBelow } from "#journey/units.ts";
import type { Binder } from "#platform/binder.ts";
import type { Membership, Reach, Scope } from "#platform/scope.ts";

/** What a caller may see of signals. */
export type Sight = {
  readonly reach: Reach;
  /** Who spoke: identifiers, names, references. */
  readonly names: boolean;
  /** What was said in somebody's own words. */
  readonly texts: boolean;
  /** Single confidential and anonymous signals, which others see in groups only. */
  readonly confidential: boolean;
};

export const sightOf = ({ reach, may }: Pick<Scope, "reach" | "may">): Sight => ({
  reach,
  names: may.has("see names"),
  texts: may.has("see texts"),
  confidential: may.has("see confidential answers"),
});

/** For what the program itself asks. */
export const wholeSight: Sight = {
  reach: "everything",
  names: true,
  texts: true,
  confidential: true,
};

function touchpointsOf(owner: string, view: RegistryView): string[] {
  return [...view.entries.touchpoint.values()]
    .filter((entry) => entry.reviewed && entry.definition.function === owner)
    .map((entry) => entry.key);
}

function membershipSql(membership: Membership, view: RegistryView, bind: Binder): string {
  const terms: string[] = [];
  if (membership.function !== null)
    terms.push(`touchpoint IN ${bind(touchpointsOf(membership.function, view), "Array(String)")}`);
  if (membership.unit !== null)
    terms.push(`unit IN ${bind(atOrBelow(membership.unit, view), "Array(String)")}`);
  return terms.length === 0 ? "1" : terms.join(" AND ");
}

/** The condition of a reach; undefined where everything is reached. Who belongs nowhere reaches nothing. */
export function reachSql(reach: Reach, view: RegistryView, bind: Binder): string | undefined {
  if (reach === "everything") return undefined;
  if (reach.length === 0) return "0";
  const any = reach.map((each) => membershipSql(each, view, bind));
  return any.includes("1") ? undefined : `(${any.map((each) => `(${each})`).join(" OR ")})`;
}

/**
 * Which accounts somebody reaches, as a condition on `accounts`, as their pages have it: those of the
 * person's units, and those that a signal names which the person sees. Undefined where all are reached.
 */
export function accountsReachedSql(
  { reach, confidential }: Sight,
  view: RegistryView,
  bind: Binder,
): string | undefined {
  const reached = reachSql(reach, view, bind);
  const units = unitsOf({ reach }, view);
  if (reached === undefined || units === "all") return undefined;
  const open = confidential ? "" : " AND confidentiality = 'identified'";
  const named = `SELECT account_id FROM signals FINAL WHERE workspace = {workspace:UUID} AND account_id != '' AND ${reached}${open}`;
  return `(unit IN ${bind([...units], "Array(String)")} OR id IN (${named}))`;
}
