/** Customers and accounts over HTTP, on real stores: stated, found, shown, asked about. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { BulkAnswer, CustomerBody } from "#contract/customer.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Shown = CustomerBody & { signals: { id: string }[]; next: string | null };
const get = async (id: string, query = "") =>
  world.request<Shown>("GET", `/v1/customers/${encodeURIComponent(id)}${query}`);
const put = (id: string, body: object, headers: Record<string, string> = {}) =>
  world.request<{ key: string; version: number; changed: boolean }>(
    "PUT",
    `/v1/customers/${encodeURIComponent(id)}`,
    body,
    headers,
  );
const code = (answer: { body: unknown }) =>
  (answer.body as { error?: { code: string } }).error?.code;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

test("a customer is stated, read, changed, and said again without a change", async () => {
  const made = await put("C-1", {
    name: "Ayu Lestari",
    email: "Ayu@Example.com",
    phone: "0812 3456 7890",
    language: "id",
    address: { city: "Bandung", country: "ID" },
    attributes: { plan: "prepaid", tenure: 12, vip: true },
    accounts: [{ id: "H-1", roles: ["user"] }],
  });
  assert.deepEqual([made.status, made.body.version], [201, 1]);
  const { body, headers } = await get("C-1");
  assert.equal(headers.get("etag"), '"1"');
  assert.deepEqual(
    [body.id, body.name, body.email, body.address, body.attributes],
    [
      "C-1",
      "Ayu Lestari",
      "Ayu@Example.com",
      { city: "Bandung", country: "ID" },
      { plan: "prepaid", tenure: 12, vip: true },
    ],
  );
  assert.deepEqual(
    body.identifiers.map(({ type, value }) => [type, value]),
    [
      ["id", "C-1"],
      ["email", "ayu@example.com"],
      ["phone", "+6281234567890"],
    ],
  );
  assert.deepEqual(body.accounts, [
    { id: "H-1", name: null, type: null, roles: ["user"], primary: true },
  ]);
  const again = await put("C-1", { name: "Ayu Lestari", attributes: { plan: "prepaid" } });
  assert.deepEqual([again.status, again.body.changed, again.body.version], [200, false, 1]);
  const changed = await put("C-1", { phone: null, attributes: { plan: "postpaid", vip: null } });
  assert.deepEqual([changed.body.changed, changed.body.version], [true, 2]);
  const after = (await get(made.body.key)).body;
  assert.deepEqual(after.attributes, { plan: "postpaid", tenure: 12 });
  assert.equal((await get("C-none")).status, 404);
});

test("a version that has passed is refused, and changes nothing", async () => {
  await put("C-2", { name: "A", version: 0 });
  const wrong = await put("C-2", { name: "B" }, { "if-match": '"7"' });
  assert.deepEqual([wrong.status, code(wrong)], [409, "conflict"]);
  assert.equal((await put("C-2", { name: "B", email: "b@x.example", version: 0 })).status, 409);
  const { body } = await get("C-2");
  assert.deepEqual([body.name, body.identifiers.length], ["A", 1]);
  assert.equal((await put("C-2", { name: "B" }, { "if-match": '"1"' })).status, 200);
});

const bulk = (kind: "customers" | "accounts", lines: readonly unknown[], query = "") =>
  world.request<BulkAnswer>(
    "POST",
    `/v1/${kind}${query}`,
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
    { "content-type": "application/x-ndjson" },
  );

test("a bulk takes the good lines, names the others, and changes nothing when it comes again", async () => {
  const lines = [
    { id: "B-1", name: "Budi Santoso", attributes: { plan: "prepaid" } },
    "{ not json",
    { id: "B-2", name: "Sari", attributes: { plan: "postpaid" }, colour: "red" },
    { id: "B-3", email: "sari@x.example", attributes: { plan: "postpaid" } },
    { id: "B-1", attributes: { plan: "postpaid" } },
    { id: "" },
  ];
  const first = await bulk("customers", lines);
  assert.deepEqual(
    [first.status, first.body.accepted, first.body.changed, first.body.unchanged],
    [200, 3, 3, 0],
  );
  assert.deepEqual(
    first.body.rejected.map(({ index, code: each, path }) => [index, each, path]),
    [
      [1, "invalid_json", ""],
      [2, "unknown_field", "colour"],
      [5, "invalid_value", "id"],
    ],
  );
  assert.deepEqual((await get("B-1")).body.attributes, { plan: "postpaid" });
  const again = await bulk("customers", [lines[3]]);
  assert.deepEqual([again.body.changed, again.body.unchanged], [0, 1]);
  assert.equal((await bulk("customers", ["{"])).status, 422);
  const reserved = await bulk("customers", ['{"id":"B-4","attributes":{"__proto__":"x"}}']);
  assert.deepEqual([reserved.status, code(reserved)], [422, "nothing_valid"]);
  // Dropped without a word, it would be answered as if it had been kept.
  for (const body of ['{"attributes":{"__proto__":"x"}}', '{"address":{"\\u005f_proto__":"x"}}']) {
    const one = await world.request<{ error: { code: string } }>("PUT", "/v1/customers/B-4", body);
    assert.deepEqual([one.status, code(one)], [400, "invalid_request"]);
  }
  assert.equal((await get("B-4")).status, 404);
  // What a store can't hold is one line's fault, and not that of all that came with it.
  const days = ["0000-01-01", "2027-01-31", "9999-12-31"];
  const accounts = await bulk(
    "accounts",
    days.map((renewalOn) => ({ id: renewalOn, renewalOn })),
  );
  assert.deepEqual(
    [accounts.status, accounts.body.accepted, accounts.body.rejected.map(({ index }) => index)],
    [200, 1, [0, 2]],
  );
});

test("attributes are registered with the type of their first value, and held to it once reviewed", async () => {
  const entry = await world.request<{ reviewed: boolean; definition: { type: string } }>(
    "GET",
    "/v1/customer-attributes/tenure",
  );
  assert.deepEqual([entry.body.reviewed, entry.body.definition.type], [false, "number"]);
  const plan = { type: "choice", choices: [{ value: "prepaid" }, { value: "postpaid" }] };
  const put1 = await world.request("PUT", "/v1/customer-attributes/plan", { definition: plan });
  assert.equal(put1.status, 200, JSON.stringify(put1.body));
  const wrong = await put("C-1", { attributes: { plan: "free" } });
  assert.deepEqual([wrong.status, code(wrong)], [400, "invalid_request"]);
  const lines = await bulk("customers", [
    { id: "B-1", attributes: { plan: 7 } },
    { id: "B-3", attributes: { plan: "prepaid" } },
  ]);
  assert.deepEqual(
    lines.body.rejected.map((each) => [each.index, each.path]),
    [[0, "attributes.plan"]],
  );
  assert.equal(lines.body.changed, 1);
});

test("accounts stand below one another, never below themselves, and show their people", async () => {
  const made = await bulk("accounts", [
    { id: "G", name: "Grup Nusantara", type: "business", owner: "dewi@selasar.example" },
    { id: "G-1", name: "Nusantara Barat", type: "business", parent: "G", revenue: 500 },
    { id: "G-2", parent: "G-1", attributes: { sector: "education" } },
    { id: "G-0", parent: "G-0" },
  ]);
  assert.deepEqual(
    [made.body.changed, made.body.rejected.map(({ index, path }) => [index, path])],
    [3, [[3, "parent"]]],
  );
  const ring = await world.request("PUT", "/v1/accounts/G", { parent: "G-2" });
  assert.deepEqual([ring.status, code(ring)], [400, "invalid_request"]);
  await put("P-1", {
    name: "Dewi",
    accounts: [
      { id: "G-1", roles: ["decision-maker"], primary: true },
      { id: "G-2", roles: ["user", "neighbour"] },
    ],
  });
  const { body } = await world.request<AccountBody>("GET", "/v1/accounts/G-1");
  assert.deepEqual(
    body.people.map(({ id, name, roles, primary }) => [id, name, roles, primary]),
    [["P-1", "Dewi", ["decision-maker"], true]],
  );
  assert.deepEqual(body.below, [{ id: "G-2", name: null, type: null }]);
  assert.deepEqual(
    [body.revenue365.amount, body.revenue365.typed, body.revenue365.computed],
    [500, 500, null],
  );
  assert.equal(body.revenue365.currency, "IDR");
});

const count = async (question: object) => {
  const { rows } = await world.query({ measure: { kind: "count" }, ...question });
  return Object.fromEntries(rows.map((row) => [Object.values(row.by).join("/") || "null", row.n]));
};

test("signals are divided by what is stated of their customers and accounts, and asked by it", async () => {
  const programme = "about";
  const response = (id: string, customer: object, more: object = {}) => ({
    id,
    kind: "response",
    occurredAt: at(1),
    customer,
    programme,
    measures: { nps: 9 },
    ...more,
  });
  await bulk("customers", [
    {
      id: "Q-1",
      email: "q1@x.example",
      attributes: { plan: "prepaid", age: 30 },
      unit: "north/n-1",
    },
    { id: "Q-2", attributes: { plan: "postpaid", age: 50 }, accounts: [{ id: "G-2" }] },
  ]);
  await world.send([
    response("q-1", { id: "Q-1" }),
    response("q-2", { email: "Q1@x.example" }),
    response("q-3", { id: "Q-2" }),
    response("q-4", { id: "Q-2" }, { account: { id: "G" } }),
    response("q-5", { id: "Q-unknown" }),
  ]);
  await world.app.projector.flush();
  const where = `programme == "${programme}"`;
  assert.deepEqual(await count({ where, by: ["customer.attributes.plan"] }), {
    prepaid: 2,
    postpaid: 2,
    null: 1,
  });
  assert.deepEqual(await count({ where, by: ["customer.attributes.age"] }), {
    30: 2,
    50: 2,
    null: 1,
  });
  assert.deepEqual(await count({ where, by: ["customer.unit", "customer.attributes.plan"] }), {
    "north/n-1/prepaid": 2,
    "/postpaid": 2,
    "/": 1,
  });
  // The primary account stands in where a signal names none.
  assert.deepEqual(await count({ where, by: ["account"] }), { "G-2": 1, G: 1, null: 3 });
  assert.deepEqual(await count({ where, by: ["account.attributes.sector"] }), {
    education: 1,
    null: 4,
  });
  assert.deepEqual(await count({ where, by: ["account.type"] }), { business: 1, null: 4 });
  const asked = (condition: string) => count({ where: `${where} && ${condition}` });
  assert.deepEqual(await asked('customer.attributes.plan == "prepaid"'), { null: 2 });
  assert.deepEqual(await asked("customer.attributes.age > 40"), { null: 2 });
  assert.deepEqual(await asked('!(customer.attributes.plan == "prepaid")'), { null: 3 });
  assert.deepEqual(await asked("has(customer.attributes.plan)"), { null: 4 });
  assert.deepEqual(await asked('account.owner == "dewi@selasar.example"'), { null: 1 });
  assert.deepEqual(
    await asked('account.attributes.sector == "education" && customer.attributes.age == 50'),
    { null: 1 },
  );
  const quantile = await world.query({
    measure: { kind: "quantile", of: "measures.nps" },
    where,
    by: ["customer.attributes.plan"],
  });
  assert.equal(quantile.rows.length, 3);
  const list = await world.request<{ signals: { id: string }[] }>(
    "GET",
    `/v1/signals?where=${encodeURIComponent(`${where} && customer.attributes.plan == "postpaid"`)}`,
  );
  assert.deepEqual(list.body.signals.map(({ id }) => id).toSorted(), ["q-3", "q-4"]);
  const slip = await world.request("POST", "/v1/query", {
    measure: { kind: "count" },
    by: ["customer.attributes.plam"],
  });
  assert.deepEqual([slip.status, code(slip)], [422, "unknown_dimension"]);
  assert.match(JSON.stringify(slip.body), /customer\.attributes\.plan/);
});
