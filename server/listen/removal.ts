/** Removes an import with all its signals: in steps that can be repeated, so that a crash only delays it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "#platform/scope.ts";
import type { ImportStore } from "./import-store.ts";
import type { ListenQueries } from "./queries.ts";

const step = 20_000;
const firstId = "00000000-0000-0000-0000-000000000000";

/** Answers how many signals were removed from ClickHouse. */
export async function removeImport(
  parts: {
    imports: ImportStore;
    queries: ListenQueries;
    /** Takes what it has brought into the registry out again, where nothing else names it. */
    forgetKeys?: (scope: Scope, id: string) => Promise<number>;
  },
  scope: Scope,
  id: string,
): Promise<number> {
  const { imports, queries, forgetKeys } = parts;
  // What a drain holds cannot be called back: wait until it stands in ClickHouse, then remove it there.
  for (;;) {
    const { cleared, leased } = await imports.clearWaiting(scope, id, step);
    if (cleared + leased === 0) break;
    if (cleared === 0) await sleep(250);
  }
  let removed = 0;
  for (const month of await queries.monthsOfImport(scope, id)) {
    for (let left; (left = await queries.countOfImport(scope, id, month)) > 0;) {
      await queries.removeOfImport(scope, id, month, step);
      removed += Math.min(left, step);
    }
  }
  // Only now may the ids be sent again: what comes before the deletion would be deleted with it.
  for (let after = firstId; ;) {
    const ids = await queries.deletedOfImport(scope, id, after, step);
    if (ids.length === 0) break;
    after = ids.at(-1)!;
    const standing = await queries.receipts(scope, scope.workspace, ids);
    await imports.forgetIds(
      scope,
      ids.filter((each) => !standing.has(each)),
    );
  }
  // Before the import itself, by which a removal that died is taken up again.
  await forgetKeys?.(scope, id);
  await imports.endRemoval(scope, id);
  return removed;
}
