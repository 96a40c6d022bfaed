/**
 * A store that was put back to an earlier state holds people who have been erased since. The ledger
 * tells which: what it knows and the store hasn't done is done again before anything is served, and so
 * is what the store itself has noted and not done. What was written under another secret names nobody
 * here: it is never noted as known, so that a start under the right secret still does it.
 */
import type { Ledger } from "#platform/ledger.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import type { ErasureReplayStore } from "./erasure-replay-store.ts";
import { readLedger, type Digests, type LedgerLine } from "./erasure.ts";
import type { Identifier } from "./identifier.ts";

export type ReplayParts = {
  store: Pick<ErasureReplayStore, "undone" | "replay">;
  ledger: Ledger;
  digests: Digests;
  /** Every identifier that stands anywhere in a workspace, some more than once, and the names beside them. */
  identifiers: (
    scope: Scope,
  ) => AsyncIterable<readonly (Identifier & { name?: string | undefined })[]>;
  /** Erases signals by their row ids where they stand and were received until then. */
  eraseSignals: (scope: Scope, rowIds: readonly string[], until: Date) => Promise<void>;
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
  const undone = async () => {
    const ids = await store.undone(
      system,
      lines.map((line) => line.erasure),
    );
    return lines.filter((line) => ids.has(line.erasure));
  };
  const isOurs = (line: LedgerLine) => line.secret === digests.secretMark;
  const others = (await undone()).filter((line) => !isOurs(line));
  for (const { workspace, rows, erasedAt } of others)
    await parts.eraseSignals(systemScopeIn(workspace, "replay"), rows, new Date(erasedAt));
  let replayed = 0;
  let again = (await undone()).filter(isOurs);
  for (let before = Number.POSITIVE_INFINITY; again.length > 0 && again.length < before;) {
    before = again.length;
    for (const [workspace, group] of Map.groupBy(again, (line) => line.workspace)) {
      const people = await recognise(parts, workspace, group);
      for (const line of group) {
        await store.replay(system, line, { customer: undefined, ...people.get(line.erasure)! });
        replayed++;
      }
    }
    await parts.erase();
    // The same person may stand there twice, and is done one time after the other.
    again = (await undone()).filter(isOurs);
  }
  // What was asked for before the store stopped, or before it was copied, and is in no ledger yet.
  await parts.erase();
  return { replayed, unrecognised: others.length, unreadable };
}
