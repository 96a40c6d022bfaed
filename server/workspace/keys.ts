/** From a bearer token to a scope. Until people and keys have tables of their own, the bootstrap key is the only one. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Right, Scope } from "#platform/scope.ts";

const every: ReadonlySet<Right> = new Set<Right>(["ingest", "read", "manage"]);

/** Compares digests of equal length in constant time, so that neither length nor prefix of the key leaks. */
export function createBootstrapKey(
  key: string,
  workspace: string,
  secret: string,
): (token: string) => Promise<Scope | undefined> {
  const digest = (text: string): Buffer => createHmac("sha256", secret).update(text).digest();
  const expected = digest(key);
  const scope: Scope = { workspace, actor: "key:bootstrap", rights: every };
  return async (token) => (timingSafeEqual(digest(token), expected) ? scope : undefined);
}
