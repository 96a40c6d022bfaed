import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a question that fails half-way leaves none of its rows in the next answer", async () => {
  const { clickhouse } = world.app;
  for (let n = 0; n < 3; n++) {
    await assert.rejects(
      clickhouse.query(
        "SELECT number, repeat('secret', 10) AS text, throwIf(number = 90000, 'half-way') AS x FROM numbers(100000)",
        {},
        { settings: { max_block_size: 1000 } },
      ),
    );
    assert.deepEqual(await clickhouse.query("SELECT 1 AS one"), [{ one: 1 }]);
    const [slow, next] = await Promise.allSettled([
      clickhouse.query(
        // Its rows come without the processors at full speed.
        "SELECT number, repeat('secret', 10) AS text, sleepEachRow(0.00001) AS x FROM numbers(1000000000)",
        {},
        { seconds: 1, settings: { max_block_size: 1000 } },
      ),
      clickhouse.query("SELECT 2 AS two"),
    ]);
    assert.equal(slow.status, "rejected");
    assert.deepEqual(next, { status: "fulfilled", value: [{ two: 2 }] });
  }
});
