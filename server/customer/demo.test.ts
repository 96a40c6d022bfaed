/** The fictional company's customers and accounts: what is stated of them divides its signals, and goes with its import. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { BulkAnswer, CustomerBody } from "#contract/customer.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;
let source: string;

async function state(kind: "customers" | "accounts"): Promise<BulkAnswer> {
  const { status, body } = await world.request<BulkAnswer>(
    "POST",
    `/v1/${kind}?import=${source}`,
    demo.profiles[kind].map((line) => JSON.stringify(line)).join("\n"),
    { "content-type": "application/x-ndjson" },
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
  const { body } = await world.request<{ imports: { id: string }[] }>(
    "GET",
    "/v1/imports?name=demo",
  );
  source = body.imports[0]!.id;
});
after(() => world.stop());

test("T7 by what is stated of the customers: +5.2 of prepaid, +34.9 of postpaid", async () => {
  const { rows, total } = await world.query({
    measure: { kind: "nps" },
    where: 'programme == "relationship"',
    by: ["customer.attributes.plan"],
  });
  const found = Object.fromEntries(
    rows.map((row) => [
      row.by["customer.attributes.plan"],
      [row.n, row.estimate!.toFixed(1), row.counts],
    ]),
  );
  assert.deepEqual(found, {
    prepaid: [540, "5.2", { promoters: 180, passives: 208, detractors: 152 }],
    postpaid: [1260, "34.9", { promoters: 668, passives: 364, detractors: 228 }],
  });
  assert.equal(total!.estimate!.toFixed(1), "26.0");
  const asked = await world.query({
    measure: { kind: "nps" },
    where: 'programme == "relationship" && customer.attributes.plan == "prepaid"',
  });
  assert.deepEqual([asked.total!.n, asked.total!.estimate!.toFixed(1)], [540, "5.2"]);
});

test("T14: accounts have revenue, potential, renewal and people in roles; business is told from households", async () => {
  const [first] = demo.accounts;
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  await world.request("PATCH", "/v1/workspace", { timezone: "Asia/Jakarta" });
  await world.app.customers.revenue.compute(workspace.id, "2025-12-31");
  const { body } = await world.request<AccountBody>("GET", `/v1/accounts/${first!.id}`);
  assert.deepEqual([body.type, body.potential], ["business", first!.potential]);
  assert.equal(body.people.length, first!.contacts.length);
  assert.equal(body.people.filter(({ roles }) => roles.includes("decision-maker")).length, 1);
  // All of the year's transactions lie in the 365 days.
  assert.deepEqual(
    [body.revenue365.computed, body.revenue365.typed],
    [first!.revenue, first!.revenue],
  );
  const { rows } = await world.query({
    measure: { kind: "sum", of: "revenue" },
    where: 'kind == "transaction"',
    by: ["account.type"],
  });
  const business = rows.find((row) => row.by["account.type"] === "business");
  assert.equal(Math.round(business!.estimate! / 1e9), 96);
  const silent = await world.request<AccountBody>("GET", "/v1/accounts/demo-b002");
  assert.equal(silent.body.name, "Bumi Raya Logistik");
  assert.equal(silent.body.renewalOn, "2026-03-02");
});

test("stated again nothing changes; with the import everything goes", async () => {
  for (const [kind, size] of [
    ["accounts", 8_120],
    ["customers", 8_420],
  ] as const) {
    const { changed, unchanged, rejected } = await state(kind);
    assert.deepEqual([changed, unchanged, rejected], [0, size, []], kind);
  }
  const id = "demo-c0001";
  const { body } = await world.request<CustomerBody>("GET", `/v1/customers/${id}`);
  assert.ok(body.name !== null && body.accounts[0]!.type === "household");
  assert.equal((await world.request("DELETE", `/v1/imports/${source}`)).status, 202);
  for (const end = Date.now() + 120_000; ; await sleep(500)) {
    const { status } = await world.request("GET", `/v1/imports/${source}`);
    if (status === 404) break;
    assert.ok(Date.now() < end, "never removed");
  }
  // Nothing is left of them, and soon they are forgotten.
  for (const end = Date.now() + 120_000; ; await sleep(100)) {
    const gone = await world.request<CustomerBody>("GET", `/v1/customers/${id}`);
    if (gone.status === 404) break;
    assert.deepEqual([gone.body.version, gone.body.attributes, gone.body.accounts], [0, {}, []]);
    assert.ok(Date.now() < end, "never forgotten");
  }
  assert.equal((await world.request("GET", "/v1/accounts/demo-b002")).status, 404);
  await world.app.projector.flush();
  for (const table of ["customers", "accounts"]) {
    const rows = await world.app.clickhouse.query<{ n: number }>(
      `SELECT toUInt32(count()) AS n FROM ${table} FINAL`,
    );
    assert.equal(rows[0]!.n, 0, table);
  }
});
