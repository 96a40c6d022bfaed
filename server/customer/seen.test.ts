/** Who sees whom, how people are found, and that a join and its undoing change what is shown. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountBody, AccountSummary } from "#contract/account.ts";
import type { BulkAnswer, CustomerBody, CustomerSummary } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const all: Someone[] = [];
before(async () => {
  world = await startWorld();
});
after(async () => {
  for (const each of all) await each.stop();
  await world.stop();
});

const person = async (
  ...of: Parameters<typeof someone> extends [World, ...infer R] ? R : never
) => {
  const made = await someone(world, ...of);
  all.push(made);
  return made;
};
type Shown = CustomerBody & { signals: { id: string }[]; next: string | null };
type Asker = Pick<World, "request">;
const get = (id: string, who: Asker = world, query = "") =>
  who.request<Shown>("GET", `/v1/customers/${encodeURIComponent(id)}${query}`);
const put = (id: string, body: object, who: Asker = world) =>
  who.request<{ key: string; version: number }>(
    "PUT",
    `/v1/customers/${encodeURIComponent(id)}`,
    body,
  );
const find = async (search: string, who: Asker = world, more = "") =>
  who.request<{ customers: CustomerSummary[]; next: string | null }>(
    "GET",
    `/v1/customers?search=${encodeURIComponent(search)}${more}`,
  );
const idsOf = ({ status, body }: { status: number; body: { customers: CustomerSummary[] } }) => {
  assert.equal(status, 200, JSON.stringify(body));
  return body.customers.map(({ id }) => id).toSorted();
};
const code = (answer: { body: unknown }) =>
  (answer.body as { error?: { code: string } }).error?.code;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const response = (id: string, minute: number, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: at(minute),
  customer,
  measures: { nps: 9 },
  ...more,
});

test("people are found by the words of a name, an address, a number and an id, page by page", async () => {
  const lines = [
    { id: "S-001", name: "Budi Santoso", email: "budi@satu.example", phone: "0812 1111 2222" },
    { id: "S-002", name: "Budi Hartono", email: "hartono@dua.example" },
    { id: "S-003", name: "José Budiman Álvarez", phone: "+62 811 3333 444" },
    { id: "S-004", name: "Santi Budi" },
  ];
  const { body } = await world.request<BulkAnswer>(
    "POST",
    "/v1/customers",
    lines.map((line) => JSON.stringify(line)).join("\n"),
    { "content-type": "application/x-ndjson" },
  );
  assert.equal(body.changed, 4);
  const expected: [string, string[]][] = [
    ["budi", ["S-001", "S-002", "S-003", "S-004"]],
    ["BUDI sant", ["S-001", "S-004"]],
    ["sant budi", ["S-001", "S-004"]],
    ["jose alv", ["S-003"]],
    ["álvarez", ["S-003"]],
    ["budi@satu", ["S-001"]],
    ["hartono@dua.example", ["S-002"]],
    ["0812 1111", ["S-001"]],
    ["+62811333", ["S-003"]],
    ["S-00", ["S-001", "S-002", "S-003", "S-004"]],
    ["S-004", ["S-004"]],
    ["nobody", []],
    ["budi nobody", []],
    ["%_", []],
  ];
  for (const [search, ids] of expected) assert.deepEqual(idsOf(await find(search)), ids, search);
  const seen: string[] = [];
  for (let next = ""; ;) {
    const page = await find("budi", world, `&limit=1${next}`);
    seen.push(...page.body.customers.map(({ id }) => id!));
    if (page.body.next === null) break;
    next = `&cursor=${page.body.next}`;
  }
  assert.deepEqual(seen.toSorted(), ["S-001", "S-002", "S-003", "S-004"]);
  const renamed = await put("S-004", { name: "Santi Wijaya" });
  assert.equal(renamed.status, 200);
  assert.deepEqual(idsOf(await find("sant budi")), ["S-001"]);
  assert.equal(code(await find("budi", world, "&cursor=bm90b3Vycw")), "invalid_request");
});

test("who only signals know is found by address and number, and shows the name that came last", async () => {
  await world.send([
    response("v-1", 1, { email: "Only@Signals.example", name: "Rina" }),
    response("v-2", 2, { email: "only@signals.example", name: "Rina Dewi" }),
  ]);
  const { body } = await find("only@sig");
  assert.deepEqual(
    body.customers.map(({ id, name, email }) => [id, name, email]),
    [[null, "Rina Dewi", "only@signals.example"]],
  );
  const shown = await get(body.customers[0]!.key);
  assert.deepEqual(
    shown.body.signals.map(({ id }) => id),
    ["v-2", "v-1"],
  );
  // What is stated by our own key stands under the identifier that it has.
  const stated = await put(body.customers[0]!.key, { attributes: { plan: "prepaid" } });
  assert.equal(stated.status, 201);
  assert.deepEqual((await get(body.customers[0]!.key)).body.attributes, { plan: "prepaid" });
});

test("a customer's signals are paged by time, of all identifiers", async () => {
  await put("T-1", { email: "t1@x.example" });
  await world.send(
    Array.from({ length: 25 }, (_, n) =>
      response(`t-${n}`, n, n % 2 === 0 ? { id: "T-1" } : { email: "t1@x.example" }),
    ),
  );
  const first = await get("T-1", world, "?signals=10");
  assert.deepEqual(
    first.body.signals.map(({ id }) => id),
    Array.from({ length: 10 }, (_, n) => `t-${24 - n}`),
  );
  const seen = first.body.signals.map(({ id }) => id);
  for (let next = first.body.next; next !== null;) {
    const { body } = await world.request<{ signals: { id: string }[]; next: string | null }>(
      "GET",
      `/v1/customers/T-1/signals?limit=7&cursor=${next}`,
    );
    seen.push(...body.signals.map(({ id }) => id));
    next = body.next;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 25 }, (_, n) => `t-${24 - n}`),
  );
});

test("without the permission to see names a customer is a key, and nobody is searched for", async () => {
  const viewer = await person("viewer");
  await put("N-1", {
    name: "Secret Name",
    email: "secret@name.example",
    phone: "+628777000111",
    address: { city: "Secretville" },
    attributes: { years: 4 },
    accounts: [{ id: "N-ACC", roles: ["user"] }],
  });
  await world.request("PUT", "/v1/accounts/N-ACC", { name: "Secret House", type: "household" });
  await world.send([response("n-1", 1, { id: "N-1", name: "Secret Name" })]);
  const secrets = /secret|628777000111/i;
  const account = await viewer.request<AccountBody>("GET", "/v1/accounts/N-ACC");
  const shown = await get(account.body.people[0]!.key, viewer);
  assert.equal(shown.status, 200);
  assert.deepEqual(
    [shown.body.id, shown.body.identifiers, shown.body.attributes, shown.body.hidden],
    [null, [], { years: 4 }, ["names"]],
  );
  assert.equal(shown.body.signals.length, 1);
  assert.deepEqual([account.body.name, account.body.people[0]!.name], [null, null]);
  const list = await viewer.request<{ customers: CustomerSummary[] }>("GET", "/v1/customers");
  const accounts = await viewer.request<{ accounts: AccountSummary[] }>("GET", "/v1/accounts");
  assert.ok(list.body.customers.length > 3 && accounts.body.accounts.length > 0);
  for (const answer of [shown, account, list, accounts])
    assert.doesNotMatch(JSON.stringify(answer.body), secrets);
  for (const path of ["customers", "accounts"]) {
    const refused = await viewer.request("GET", `/v1/${path}?search=secret`);
    assert.deepEqual([refused.status, code(refused)], [403, "forbidden"]);
  }
  assert.equal((await put("N-1", { name: "Other" }, viewer)).status, 403);
});

test("where a page ended gives nobody away: neither their identifier nor their key", async () => {
  const viewer = await person("viewer");
  const north = await person("contributor", [{ function: null, unit: "cursor-north" }]);
  for (const n of [1, 2, 3]) {
    const id = `walked-${n}`;
    await put(id, { name: "Walked", email: `${id}@hidden.example`, unit: "cursor-south" });
    await world.request("PUT", `/v1/accounts/${id}`, { name: "Walked", unit: "cursor-south" });
    const own = { name: "Walked", unit: "cursor-north" };
    await put(`${id}-north`, own);
    await world.request("PUT", `/v1/accounts/${id}-north`, own);
  }
  await world.send([1, 2].map((n) => response(`walked-${n}`, n, { id: "walked-1" })));
  await put("walked-1", { accounts: [{ id: "walked-1" }] });
  const { people } = (await viewer.request<AccountBody>("GET", "/v1/accounts/walked-1")).body;
  const { key } = people[0]!;
  const walks: [Asker, string][] = [
    [viewer, "/v1/customers?limit=1"],
    [viewer, "/v1/accounts?limit=1"],
    [north, "/v1/customers?limit=1"],
    [north, "/v1/accounts?limit=1"],
    [north, "/v1/customers?search=walked&limit=1"],
    [north, "/v1/accounts?search=walked&limit=1"],
    [viewer, `/v1/customers/${key}/signals?limit=1`],
  ];
  for (const [who, path] of walks) {
    let pages = 0;
    for (let next: string | null = ""; next !== null; pages++) {
      const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
      const page = await who.request<{ next: string | null }>("GET", path + cursor);
      assert.equal(page.status, 200, JSON.stringify(page.body));
      next = page.body.next;
      const held = next === null ? "" : next + Buffer.from(next, "base64url").toString("latin1");
      assert.doesNotMatch(held, /walked|hidden|"text"|"key"|rowId/i, path);
    }
    assert.ok(pages > 1, path);
  }
  const plain = Buffer.from(JSON.stringify({ way: 0, text: "walked-1", key })).toString(
    "base64url",
  );
  for (const path of ["/v1/customers", "/v1/accounts"]) {
    const refused = await viewer.request("GET", `${path}?cursor=${plain}`);
    assert.deepEqual([refused.status, code(refused)], [400, "invalid_request"], path);
  }
});

test("a customer is reached by its unit or by a signal that is seen; to others it is not there", async () => {
  await world.request("PUT", "/v1/units/east", { definition: { labels: { en: "East" } } });
  await put("R-unit", { name: "Reached Unit", unit: "east/e-1" });
  await put("R-signal", { name: "Reached Signal" });
  await put("R-not", { name: "Reached Not", unit: "west/w-1" });
  await put("R-secret", { name: "Reached Secret" });
  await world.request("PUT", "/v1/accounts/R-A", { name: "Reached", unit: "east" });
  await world.request("PUT", "/v1/accounts/R-B", { name: "Reached", unit: "west" });
  await world.send([
    response("r-1", 1, { id: "R-signal" }, { unit: "east/e-2", account: { id: "R-B" } }),
    response("r-2", 2, { id: "R-signal" }, { unit: "west/w-1" }),
    response("r-3", 3, { id: "R-secret" }, { unit: "east/e-2", confidentiality: "confidential" }),
    response("r-4", 4, { id: "R-not" }, { unit: "west/w-1" }),
  ]);
  const east = await person("contributor", [{ function: null, unit: "east" }]);
  assert.equal((await get("R-unit", east)).status, 200);
  const bySignal = await get("R-signal", east);
  assert.deepEqual(
    bySignal.body.signals.map(({ id }) => id),
    ["r-1"],
  );
  for (const id of ["R-not", "R-secret", "R-none"])
    for (const path of ["", "/signals"])
      assert.deepEqual((await east.request("GET", `/v1/customers/${id}${path}`)).status, 404, id);
  assert.deepEqual(idsOf(await find("reached", east)), ["R-signal", "R-unit"]);
  const accounts = await east.request<{ accounts: AccountSummary[] }>(
    "GET",
    "/v1/accounts?search=reached",
  );
  assert.deepEqual(accounts.body.accounts.map(({ id }) => id).toSorted(), ["R-A", "R-B"]);
  // What is not reached cannot be changed, and what is made must be theirs.
  assert.equal((await put("R-not", { name: "X" }, east)).status, 403);
  assert.equal((await put("R-new", { name: "X" }, east)).status, 403);
  assert.equal((await put("R-new", { name: "X", unit: "east/e-9" }, east)).status, 201);
  const bulk = await east.request("POST", "/v1/customers", '{"id":"R-bulk"}', {
    "content-type": "application/x-ndjson",
  });
  assert.equal(bulk.status, 403);
  const nowhere = await person("contributor", []);
  assert.equal((await get("R-unit", nowhere)).status, 404);
  const finance = await person("contributor", [{ function: "finance", unit: null }]);
  assert.equal((await get("R-unit", finance)).status, 404);
});

test("what is stated of two who are one is shown as one, and parts again with them", async () => {
  await put("J-1", { name: "Joined One", attributes: { plan: "prepaid", colour: "red" } });
  await put("J-2", {
    name: "Other Two",
    language: "en",
    attributes: { plan: "postpaid", shoe: 42 },
    accounts: [{ id: "J-ACC", roles: ["user"] }],
  });
  await world.send([
    response("j-1", 1, { id: "J-1" }, { programme: "joined" }),
    response("j-2", 2, { id: "J-2" }, { programme: "joined" }),
  ]);
  const by = async (dimension: string) => {
    await world.app.projector.flush();
    const { rows } = await world.query({
      measure: { kind: "count" },
      where: 'programme == "joined"',
      by: [dimension],
    });
    return Object.fromEntries(rows.map((row) => [row.by[dimension] ?? "", row.n]));
  };
  const apart = { prepaid: 1, postpaid: 1 };
  assert.deepEqual(await by("customer.attributes.plan"), apart);
  const whole = [await get("J-1"), await get("J-2")].map(({ body }) => ({
    ...body,
    signals: body.signals.map(({ id }) => id),
  }));
  const join = await world.request<{ id: string }>("POST", "/v1/joins", {
    into: { id: "J-1" },
    from: { id: "J-2" },
  });
  assert.equal(join.status, 201, JSON.stringify(join.body));
  const { body } = await get("J-2");
  assert.deepEqual(
    [body.name, body.language, body.attributes, body.accounts.map(({ id }) => id)],
    ["Joined One", "en", { colour: "red", plan: "prepaid", shoe: 42 }, ["J-ACC"]],
  );
  assert.equal(body.key, whole[0]!.key);
  assert.equal(body.signals.length, 2);
  assert.deepEqual(await by("customer.attributes.plan"), { prepaid: 2 });
  assert.deepEqual(await by("account"), { "J-ACC": 2 });
  const undone = await world.request("DELETE", `/v1/joins/${join.body.id}`);
  assert.ok(undone.status < 300, JSON.stringify(undone.body));
  for (const [n, id] of ["J-1", "J-2"].entries()) {
    const now = (await get(id)).body;
    assert.deepEqual({ ...now, signals: now.signals.map((each) => each.id) }, whole[n]);
  }
  assert.deepEqual(await by("customer.attributes.plan"), apart);
  assert.deepEqual(await by("account"), { "": 1, "J-ACC": 1 });
});

test("what a customer's attribute would single out of confidential answers is not shown", async () => {
  const lines = Array.from({ length: 14 }, (_, n) => ({
    id: `G-${n}`,
    attributes: { cohort: n < 7 ? "many" : n < 13 ? "six" : "one" },
  }));
  await world.request(
    "POST",
    "/v1/customers",
    lines.map((line) => JSON.stringify(line)).join("\n"),
    { "content-type": "application/x-ndjson" },
  );
  const more = { programme: "guarded", confidentiality: "confidential" };
  await world.send(lines.map(({ id }, n) => response(`g-${n}`, n, { id }, more)));
  await world.app.projector.flush();
  const { rows, suppressed, total } = await world.query({
    measure: { kind: "nps" },
    where: 'programme == "guarded"',
    by: ["customer.attributes.cohort"],
  });
  // One would be had by subtraction, so the next smallest goes with it.
  assert.deepEqual(
    rows.map((row) => [row.by["customer.attributes.cohort"], row.n]),
    [["many", 7]],
  );
  assert.deepEqual([suppressed, total?.n], [{ groups: 2, signals: 7 }, 14]);
  const alone = await world.query({
    measure: { kind: "nps" },
    where: 'programme == "guarded" && customer.attributes.cohort == "one"',
  });
  assert.deepEqual([alone.total!.n, alone.suppressed], [0, { groups: 0, signals: 0 }]);
});

test("revenue is that of 365 days of transactions, typed where there are none, and follows joins", async () => {
  const sale = (id: string, day: string, revenue: number, more: object) => ({
    id,
    kind: "transaction",
    occurredAt: `${day}T05:00:00Z`,
    measures: { revenue },
    ...more,
  });
  await put("V-1", { email: "v1@x.example", accounts: [{ id: "V-ACC" }] });
  await world.request("PUT", "/v1/accounts/V-ACC", { type: "household", revenue: 9_999 });
  await world.request("PUT", "/v1/accounts/V-TYPED", { type: "business", revenue: 500 });
  await world.send([
    sale("x-1", "2025-01-02", 100, { customer: { id: "V-1" } }),
    sale("x-2", "2025-06-01", 20, { customer: { email: "v1@x.example" } }),
    sale("x-3", "2026-01-01", 3, { customer: { id: "V-1" }, account: { id: "V-OTHER" } }),
    sale("x-4", "2025-01-01", 1_000, { customer: { id: "V-1" } }),
    sale("x-5", "2026-01-02", 1_000, { customer: { id: "V-1" } }),
    { ...sale("x-6", "2025-06-01", 7_000, { customer: { id: "V-1" } }), state: "partial" },
  ]);
  await world.app.projector.flush();
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const { compute } = world.app.customers.revenue;
  await compute(workspace.id, "2026-01-01");
  const whole = { amount: 123, currency: "IDR", typed: null, computed: 123, day: "2026-01-01" };
  assert.deepEqual((await get("V-1")).body.revenue365, whole);
  const account = async (id: string) =>
    (await world.request<AccountBody>("GET", `/v1/accounts/${id}`)).body.revenue365;
  assert.deepEqual([(await account("V-ACC")).amount, (await account("V-ACC")).typed], [120, 9_999]);
  assert.deepEqual(
    [(await account("V-TYPED")).amount, (await account("V-TYPED")).computed],
    [500, null],
  );
  const asked = async (where: string) =>
    (await world.query({ measure: { kind: "count" }, where: `kind == "transaction" && ${where}` }))
      .total!.n;
  assert.equal(await asked("customer.revenue365 == 123"), 5);
  assert.equal(await asked("account.revenue365 == 120"), 4);
  // What has left the window is not kept.
  await compute(workspace.id, "2027-06-01");
  assert.equal((await get("V-1")).body.revenue365.computed, null);
  assert.equal((await account("V-ACC")).amount, 9_999);
});
