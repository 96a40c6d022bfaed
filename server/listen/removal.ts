/** Removes an import with all its signals: in steps that can be repeated, so that a crash only delays it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "#platform/scope.ts";
import type { ImportStore } from "./import-store.ts";
import type { ListenQueries } from "./queries.ts";

const step = 20_000;

export async function removeImport(
  parts: { imports: ImportStore; queries: ListenQueries },
  scope: Scope,
  id: string,
): Promise<number> {
  const { imports, queries } = parts;
  // What a drain holds cannot be called back: wait until it stands in ClickHouse, then remove it there.
  while ((await imports.clearWaiting(scope, id)) > 0) await sleep(250);
  let removed = 0;
  for (;;) {
    const ids = await queries.idsOfImport(scope, id, step);
    if (ids.length === 0) break;
    await queries.removeOfImport(scope, id, ids);
    await imports.forgetIds(scope, ids);
    removed += ids.length;
  }
  await imports.endRemoval(scope, id);
  return removed;
}
