/** What somebody who reaches a part of the workspace may state: nothing that takes a customer in, or away, beyond it. Pure. */
import { CorridorError } from "#contract/error.ts";
import type { RegistryView } from "#journey/registry.ts";
import { upFrom } from "#journey/units.ts";

/** The same for what is others' and for what isn't there: which of them it is would tell who is known. */
export const beyondReach = (): CorridorError =>
  new CorridorError(
    "forbidden",
    "You reach a part of the workspace: what you change must be yours, what you add must name a unit that is yours, in `unit`, the accounts that you put a customer in must be yours too, and an e-mail address or a phone number that you state must not be that of a customer whom you don't reach.",
  );

/** What a statement says of whose it is. */
export type Claim = {
  unit?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  anonymousId?: string | undefined;
  accounts?: readonly { id: string }[] | null | undefined;
};

/** A unit that nobody has named yet is known by what its key says stands above it. */
const isWithin = (
  unit: string | null | undefined,
  units: ReadonlySet<string>,
  registry: RegistryView,
): boolean => !!unit && upFrom(unit, registry).some((each) => units.has(each));

/**
 * Whether somebody of some units may let this unit be stated of what stands, or of what is new where
 * nothing does: into a unit of theirs alone, and never out of another's.
 */
export function mayStand(
  stands: { unit: string | null } | undefined,
  unit: string | null | undefined,
  units: ReadonlySet<string>,
  registry: RegistryView,
): boolean {
  if (stands && (unit === undefined || unit === stands.unit)) return true;
  if (stands?.unit && !isWithin(stands.unit, units, registry)) return false;
  return isWithin(unit, units, registry);
}
