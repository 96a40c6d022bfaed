/** The first start after a restore: what was half-way between the stores at the cut is brought to its end. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { ImportRecord } from "#contract/listen.ts";
import { settleRestores, type AfterRestore } from "#platform/backup/mark.ts";
import { createLog } from "#platform/log.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { afterRestoreOf } from "#server/after-restore.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createImportStore } from "./import-store.ts";
import { createListenQueries } from "./queries.ts";
import { removeImport } from "./removal.ts";
import { rowIdOf } from "./signal.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z", measures: { nps: 9 } };

test("ids of signals deleted at the cut may be sent afresh, and removals go on", async () => {
  const { postgres, clickhouse } = world.app;
  const imports = createImportStore(postgres.db);
  const queries = createListenQueries(clickhouse);
  const { rows } = await sql<{ id: string }>`select id from workspaces`.execute(postgres.db);
  const workspace = rows[0]!.id;
  const scope = systemScopeIn(workspace, "test");
  const { body: going } = await world.request<ImportRecord>("POST", "/v1/imports", { name: "g" });
  await world.send([{ ...good, id: "of-import" }], `?import=${going.id}`);
  await world.send(["deleted", "again", "stays"].map((id) => ({ ...good, id })));
  // As a cut finds them: the deletion stands in ClickHouse, and Postgres has not heard of it yet.
  const rowId = rowIdOf(workspace, "deleted");
  await queries.remove(scope, rowId, (await queries.placeOf(scope, rowId))!);
  // This one was deleted, and sent again since.
  await world.request("DELETE", "/v1/signals/again");
  await world.send([{ ...good, id: "again" }]);
  await imports.beginRemoval(scope, going.id);

  const cut = new Date();
  await sql`insert into restores values (gen_random_uuid(), ${cut}, '0', ${cut}, null)`.execute(
    postgres.db,
  );
  const log = createLog("silent");
  const parts = {
    imports,
    queries,
    mails: { giveUpRestored: () => Promise.resolve() },
    letGo: () => Promise.resolve(),
    removeImport: async (_workspace: string, id: string) =>
      void (await removeImport({ imports, queries }, scope, id)),
  };
  const failing: AfterRestore = { name: "fails", run: () => Promise.reject(new Error("away")) };
  await assert.rejects(settleRestores(postgres, [failing], log), /away/);
  await settleRestores(postgres, afterRestoreOf(parts), log);
  await settleRestores(postgres, [failing], log);

  assert.equal((await world.request("GET", `/v1/imports/${going.id}`)).status, 404);
  const answer = await world.send(
    ["deleted", "again", "stays", "of-import"].map((id) => ({ ...good, id })),
  );
  assert.deepEqual([answer.body.accepted, answer.body.duplicate], [2, 2]);
  for (const id of ["deleted", "again", "stays", "of-import"])
    assert.equal((await world.request("GET", `/v1/signals/${id}`)).status, 200, id);
});
