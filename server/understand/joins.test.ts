/** One look-up of whose a signal is tells what two do: its identity's customer now, and what is stated of that one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createBinder } from "#platform/binder.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { Joins } from "./joins.ts";

let world: World;
const workspace = "00000000-0000-4000-8000-00000000000a";
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const insert = (table: string, rows: readonly object[]) =>
  world.app.clickhouse.insert(table, rows.map((row) => JSON.stringify(row)).join("\n"), {
    token: `joins ${table} ${JSON.stringify(rows[0])}`,
  });

test("customers that were joined, joined on, and told apart again", async () => {
  const customer = (number: number, plan: string | undefined, unit: string) => ({
    workspace,
    customer: number,
    version: 1,
    deleted: 0,
    unit,
    attributes: plan === undefined ? {} : { plan },
  });
  await insert("customers", [
    ...Array.from({ length: 40 }, (_, n) =>
      customer(n + 1, [undefined, "small", "medium", "large"][n % 4], `unit ${n % 3}`),
    ),
    // Of another workspace nothing is told.
    { ...customer(7, "theirs", "theirs"), workspace: "00000000-0000-4000-8000-00000000000b" },
  ]);
  const mapped = (identity: number, to: number, version = 1) => ({
    workspace,
    identity,
    customer: to,
    version,
  });
  await insert("identity_map", [
    // Known by several identifiers, of which nothing else is stated.
    ...[101, 102, 103].map((identity) => mapped(identity, 5)),
    // Of which something is still stated as well.
    mapped(6, 5),
    // Joined to one that is joined to another: it says where it belongs by itself.
    mapped(9, 8),
    mapped(8, 7),
    mapped(104, 8),
    // Told apart again.
    mapped(10, 11, 1),
    mapped(10, 10, 2),
    // To whom nothing is stated of.
    mapped(12, 999),
    { ...mapped(13, 5), workspace: "00000000-0000-4000-8000-00000000000b" },
  ]);
  const identities = [0, ...Array.from({ length: 45 }, (_, n) => n + 1), 101, 102, 103, 104, 999];
  await insert(
    "signals",
    identities.map((identity, n) => ({
      workspace,
      at: `2025-03-01 00:00:${String(n % 60).padStart(2, "0")}`,
      row_id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
      version: 1,
      deleted: 0,
      id: `joins ${n}`,
      identity: String(identity),
    })),
  );
  const answered = async (owners: boolean) => {
    const bind = createBinder();
    const joins = new Joins(bind, () => undefined);
    const plan = joins.dimension("customer", "attributes.plan")!;
    const unit = joins.dimension("customer", "unit")!;
    const text = plan.text();
    const sql = `SELECT toUInt32(identity) AS who, ${plan.key.value} AS plan, ${unit.key.value} AS unit, any(${text}) AS stated FROM signals FINAL${joins.sql({ owners })} WHERE workspace = {workspace:UUID} GROUP BY identity, ${plan.key.of}, ${unit.key.of} ORDER BY who`;
    return world.app.clickhouse.query<Record<"who" | "plan" | "unit" | "stated", unknown>>(sql, {
      ...bind.parameters,
      workspace,
    });
  };
  const one = await answered(false);
  assert.deepEqual(one, await answered(true));
  assert.equal(one.length, identities.length, "each once");
  const told = new Map(one.map(({ who, ...rest }) => [who, rest]));
  const of = (number: number) => told.get(number);
  for (const { plan, stated } of one) assert.equal(plan, stated);
  assert.deepEqual(of(101), { plan: null, unit: "unit 1", stated: null });
  assert.deepEqual(of(6), of(5), "what is stated of whom it belongs to");
  assert.deepEqual(of(9), { plan: "large", unit: "unit 1", stated: "large" }, "one step");
  assert.deepEqual(of(8), { plan: "medium", unit: "unit 0", stated: "medium" });
  assert.deepEqual(of(10), { plan: "small", unit: "unit 0", stated: "small" }, "its own again");
  for (const number of [0, 12, 44, 999])
    assert.deepEqual(of(number), { plan: null, unit: null, stated: null }, String(number));
  assert.deepEqual(of(7), { plan: "medium", unit: "unit 0", stated: "medium" });
});
