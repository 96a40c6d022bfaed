/**
 * A store that was put back to an earlier state holds people who have been erased since. The ledger
 * tells which: what it knows and the store doesn't is done again before anything is served.
 */
import type { Ledger } from "#platform/ledger.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import type { ErasureStore } from "./erasure-store.ts";
import { readLedger, type Digests, type LedgerLine } from "./erasure.ts";
import type { Identifier } from "./identifier.ts";

export type ReplayParts = {
  store: Pick<ErasureStore, "unknown" | "replay">;
  ledger: Ledger;
  digests: Digests;
  /** Every identifier that stands anywhere in a workspace, some more than once, and the names beside them. */
  identifiers: (
    scope: Scope,
  ) => AsyncIterable<readonly (Identifier & { name?: string | undefined })[]>;
  /** Does what is to be done. */
  erase: () => Promise<void>;
};

const system = systemScope("replay");

/** Who is meant: those identifiers of a workspace whose digests its lines hold. */
async function recognise(
  { identifiers, digests }: ReplayParts,
  workspace: string,
  lines: readonly LedgerLine[],
): Promise<Map<string, { identifiers: Identifier[]; names: string[] }>> {
  const meant = new Map<string, string[]>();
  for (const line of lines)
    for (const digest of line.digests)
      meant.set(digest, [...(meant.get(digest) ?? []), line.erasure]);
  const found = new Map(
    lines.map((line) => [line.erasure, { identifiers: [] as Identifier[], names: [] as string[] }]),
  );
  if (meant.size === 0) return found;
  const seen = new Set<string>();
  for await (const step of identifiers(systemScopeIn(workspace, "replay")))
    for (const { type, value, name } of step) {
      const digest = digests.of(workspace, { type, value });
      for (const erasure of meant.get(digest) ?? []) {
        if (name !== undefined) found.get(erasure)!.names.push(name);
        if (seen.has(erasure + digest)) continue;
        seen.add(erasure + digest);
        found.get(erasure)!.identifiers.push({ type, value });
      }
    }
  return found;
}

export type Replayed = {
  /** How many were done again. */
  replayed: number;
  /** Of how many the identifiers can't be recognised: their secret is another. */
  unrecognised: number;
  /** Lines of the ledger that can't be read. */
  unreadable: number;
};

export async function replay(parts: ReplayParts): Promise<Replayed> {
  const { store, ledger, digests } = parts;
  const { erasures: lines, unreadable } = readLedger(ledger.read());
  let unrecognised = 0;
  let replayed = 0;
  for (let before = Number.POSITIVE_INFINITY; ;) {
    const unknown = await store.unknown(
      system,
      lines.map((line) => line.erasure),
    );
    // The same person may stand there twice, and is done one time after the other.
    if (unknown.size === 0 || unknown.size >= before) return { replayed, unrecognised, unreadable };
    before = unknown.size;
    const again = lines.filter((line) => unknown.has(line.erasure));
    for (const [workspace, group] of Map.groupBy(again, (line) => line.workspace)) {
      const people = await recognise(parts, workspace, group);
      for (const line of group) {
        const person = people.get(line.erasure)!;
        if (line.secret !== digests.secretMark) unrecognised++;
        await store.replay(system, line, { customer: undefined, ...person });
        replayed++;
      }
    }
    await parts.erase();
  }
}
