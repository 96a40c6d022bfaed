/** Signals with the names of those whose they are known to be, whatever each of them says itself. */
import { keyNumbered } from "#customer/identifier.ts";
import type { Scope } from "#platform/scope.ts";
import type { Owner } from "./noted.ts";

/** A customer as a caller meets it: by what it is found, and its name where one is known. */
export type KnownAs = { id: string; name: string | null };
/** The customers of these keys, as far as the caller may see who they are: of all keys at once. */
export type NamesOf = (
  scope: Scope,
  keys: readonly string[],
) => Promise<ReadonlyMap<string, KnownAs>>;

type Page = {
  signals: readonly Record<string, unknown>[];
  /** The identity that each signal stands under. */
  identities: readonly string[];
  owners: readonly Owner[];
};

/** One question for a page, however many customers are on it. */
export async function withNames(
  scope: Scope,
  { signals, identities, owners }: Page,
  namesOf: NamesOf,
): Promise<Record<string, unknown>[]> {
  if (!scope.may.has("see names") || owners.length === 0) return [...signals];
  const keys = new Map<string, string>();
  for (const { identity, customer } of owners) {
    const key = keyNumbered(scope.workspace, customer, identity);
    if (key !== undefined) keys.set(identity, key);
  }
  const names = await namesOf(scope, [...keys.values()]);
  return signals.map((signal, n) => {
    const known = names.get(keys.get(identities[n]!) ?? "");
    return known ? { ...signal, known } : signal;
  });
}
