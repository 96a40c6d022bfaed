/**
 * What the audit log is told of signals that are read: whose record was opened. No id of a signal and
 * no count of one customer's stands in it, as both tell readers of the log who may not read
 * confidential answers that there are some (decision 0035). Pure, but for the question that is given.
 */
import { keyNumbered, type Named } from "#customer/identifier.ts";
import type { Noted } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";

/** Whose a stored signal is: the number in its row, and the identifiers that it came with. */
export type Owner = { identity: string; customer: Named };

/** Of more identifiers than these it isn't asked whether they are one customer's. */
const mostOfOne = 20;

/**
 * Null where the signals are nobody's. `areOne` tells whether some identities, as `numberOf` gives
 * them, are one customer's.
 */
export async function notedReading(
  scope: Scope,
  owners: readonly Owner[],
  areOne: (scope: Scope, identities: readonly string[]) => Promise<boolean>,
): Promise<Noted | null> {
  const [first, ...others] = owners;
  if (first === undefined) return null;
  const isOne =
    others.length === 0 ||
    (owners.length <= mostOfOne &&
      (await areOne(
        scope,
        owners.map(({ identity }) => identity),
      )));
  const key = isOne ? keyNumbered(scope.workspace, first.customer, first.identity) : undefined;
  return key === undefined
    ? { subject: "", after: { identifiers: owners.length } }
    : { subject: key };
}

const whose = ["customer", "claim"] as const;

/** Of a page of held signals, as they are shown: in how many somebody's identifiers may stand. Null where in none. */
export function notedHeld(shown: readonly unknown[]): Noted | null {
  const named = shown.filter(
    (signal) =>
      // A text is what could not be read: it may say anything.
      typeof signal === "string" ||
      (typeof signal === "object" && signal !== null && whose.some((field) => field in signal)),
  );
  return named.length === 0 ? null : { subject: "", after: { shown: named.length } };
}
