/** Which customers and accounts somebody reaches by the unit that they belong to. Pure. */
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
