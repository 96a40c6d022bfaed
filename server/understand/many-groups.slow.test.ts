/** More groups and conditions than are answered: the largest groups are, each whole, and the total is that of all. */
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

test("segments whose conditions are too long together are refused, and no failure of ours", async () => {
  const put = (key: string, where: string) =>
    world.request("PUT", `/v1/segments/${key}`, { definition: { where } });
  const customer = (n: number) => ({
    id: `s${n}`,
    kind: "response",
    customer: { id: `c${n % 4}` },
  });
  const of = (n: number, more: object) => ({
    ...customer(n),
    occurredAt: "2025-05-05T10:00:00Z",
    programme: "segments",
    measures: { nps: n % 11 },
    ...more,
  });
  await world.send(
    Array.from({ length: 40 }, (_, n) =>
      of(n, n === 5 ? { unit: "one" } : n === 6 ? { unit: "two" } : {}),
    ),
  );
  await put("one", 'unit == "one"');
  await put("both", 'unit in ["one", "two"]');
  await put("nobody", 'unit == "three"');
  const ask = { measure: { kind: "nps" as const }, where: 'programme == "segments"' };
  const { rows, total } = await world.query({ ...ask, by: ["segment"] });
  assert.deepEqual(rows.map((row) => [row.by.segment, row.n]).toSorted(), [
    ["both", 20],
    ["one", 10],
  ]);
  assert.equal(total!.n, 40);
  const twice = await world.query({ ...ask, by: ["segment", "programme"], interval: "month" });
  assert.equal(twice.rows.length, 2);
  const long = Array.from({ length: 90 }, (_, n) => `attributes.region == "R${n}"`).join(" || ");
  for (let n = 0; n < 40; n++) assert.equal((await put(`long${n}`, long)).status, 201);
  const { status, body } = await world.request<{ error: { code: string; message: string } }>(
    "POST",
    "/v1/query",
    { ...ask, by: ["segment"] },
  );
  assert.deepEqual([status, body.error.code], [400, "expression_invalid"]);
  assert.match(body.error.message, /segments/);
});
