/** What listening does once, at the first start after a restore. Each can be done again. */
import type { SystemScope } from "#platform/scope.ts";
import type { ImportStore } from "./import-store.ts";
import type { ListenQueries } from "./queries.ts";

const step = 20_000;
const firstId = "00000000-0000-0000-0000-000000000000";
/** A deletion frees its id some moments after it stands in ClickHouse; far longer than that, in milliseconds. */
const recent = 10 * 60_000;

/**
 * A signal may have been deleted in ClickHouse at the cut and its id not yet freed in Postgres:
 * without this, the same id sent again would count as a duplicate of what is not there.
 */
export async function freeDeletedIds(
  parts: { imports: ImportStore; queries: ListenQueries },
  scope: SystemScope,
  cut: Date,
): Promise<void> {
  const since = new Date(cut.getTime() - recent);
  for (let after = firstId; ;) {
    const found = await parts.queries.deletedSince(scope, since, after, step);
    if (found.length === 0) return;
    after = found.at(-1)!.id;
    for (const [workspace, rows] of Map.groupBy(found, (row) => row.workspace)) {
      const ids = rows.map((row) => row.id);
      const standing = await parts.queries.receipts(scope, workspace, ids);
      await parts.imports.forgetIds(
        scope,
        ids.filter((id) => !standing.has(id)),
      );
    }
  }
}

/** The job queue is not in a backup: removals that had begun are sent again. */
export async function resumeRemovals(
  imports: Pick<ImportStore, "beingRemoved">,
  scope: SystemScope,
  send: (workspace: string, id: string) => Promise<void>,
): Promise<void> {
  for (const { workspace, id } of await imports.beingRemoved(scope)) await send(workspace, id);
}
