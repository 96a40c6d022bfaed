import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { systemScope } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createListenQueries } from "./queries.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a closed month becomes one part, and a deleted signal leaves the disk with it", async () => {
  const queries = createListenQueries(world.app.clickhouse);
  const upkeep = systemScope("upkeep");
  for (const id of ["a", "b", "c"])
    await world.send([{ id, kind: "response", occurredAt: "2025-03-10T10:00:00Z" }]);
  assert.equal((await world.request("DELETE", "/v1/signals/b")).status, 204);
  assert.deepEqual(await queries.monthsToMerge(upkeep, 202504), ["202503"]);
  await queries.mergeMonth(upkeep, "202503");
  assert.deepEqual(await queries.monthsToMerge(upkeep, 202504), []);
  const rows = await world.app.clickhouse.query("SELECT id FROM signals ORDER BY id");
  assert.deepEqual(rows, [{ id: "a" }, { id: "c" }]);
});
