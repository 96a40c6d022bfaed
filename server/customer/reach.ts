/** Which customers and accounts somebody reaches by the unit that they belong to. Pure: what is asked is given. */
import type { RegistryView } from "#journey/registry.ts";
import { atOrBelow } from "#journey/units.ts";
import { isWhole, type Scope } from "#platform/scope.ts";

/** The units of which somebody sees all customers; `all` where they see everybody. */
export function unitsOf({ reach }: Pick<Scope, "reach">, view: RegistryView): "all" | Set<string> {
  if (reach === "everything" || isWhole(reach)) return "all";
  // A function within a unit owns touchpoints, and no customer: those it sees by their signals.
  return new Set(
    reach.flatMap((each) =>
      each.unit !== null && each.function === null ? atOrBelow(each.unit, view) : [],
    ),
  );
}

/** Whether somebody belongs to no part of the workspace: to look through its customers would find nobody. */
export const reachesNothing = ({ reach }: Pick<Scope, "reach">): boolean =>
  reach !== "everything" && reach.length === 0;

/**
 * The accounts that a customer is in, as the customer's page shows them: of those that the caller
 * doesn't reach, by their unit or a signal that names them, the id alone.
 */
export async function accountsShown<A extends { id: string; unit: string | null }>(
  accounts: readonly A[],
  units: "all" | ReadonlySet<string>,
  heardOf: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<(Omit<A, "unit"> | { id: string })[]> {
  const byUnit = ({ unit }: A) => units === "all" || (unit !== null && units.has(unit));
  const others = accounts.filter((each) => !byUnit(each)).map(({ id }) => id);
  const heard = others.length === 0 ? undefined : await heardOf(others);
  return accounts.map((each) => {
    if (!byUnit(each) && !heard?.has(each.id)) return { id: each.id };
    const { unit: _unit, ...shown } = each;
    return shown;
  });
}
