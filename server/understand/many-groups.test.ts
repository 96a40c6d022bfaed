/** More groups than are answered: the largest are, each whole, and the total is that of all. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const accounts = 10_400;
/** Signals of an account, each of another class: the first ones are the largest. */
const patterns = [{}, { pattern: "past" }, { pattern: "present" }, { pattern: "potential" }];
const several = (account: number) => (account < 10_200 ? 4 : 3);

before(async () => {
  world = await startWorld();
  const signals = Array.from({ length: accounts }, (_, account) =>
    Array.from({ length: several(account) }, (__, n) => ({
      id: `${account}-${n}`,
      kind: "transaction",
      occurredAt: "2025-05-05T10:00:00Z",
      account: { id: `A${account}` },
      measures: { revenue: account },
      ...patterns[n],
    })),
  ).flat();
  for (let from = 0; from < signals.length; from += 20_000)
    await world.send(signals.slice(from, from + 20_000));
});
after(() => world.stop());

test("no more groups than the document says are answered, each with all of its signals", async () => {
  const { rows, total, truncated } = await world.query({
    measure: { kind: "mean", of: "revenue" },
    by: ["account"],
    pattern: "all",
  });
  assert.equal(rows.length, 10_000);
  assert.equal(truncated, true);
  assert.ok(rows.every((row) => row.n === 4));
  const sent = 4 * 10_200 + 3 * 200;
  assert.equal(total!.n, sent);
});

test("where groups come in more rows than are asked for at first, none is shown in part", async () => {
  const { rows, totals, truncated } = await world.query({
    measure: { kind: "mean", of: "revenue" },
    by: ["account"],
  });
  assert.equal(truncated, true);
  const byAccount = Map.groupBy(rows, (row) => row.by.account);
  assert.equal(byAccount.size, 10_000);
  assert.ok([...byAccount.values()].every((list) => list.length === 4));
  assert.deepEqual(totals!.map((row) => row.n).toSorted(), [10_200, 10_400, 10_400, 10_400]);
});
