/** That nobody beyond what a caller sees can be spelled out, and that nobody is found by a key that can be computed. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { CustomerBody, CustomerSummary } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { clientFor, startWorld, type World } from "#server/testing/world.ts";
import { keyOf } from "./identifier.ts";

let world: World;
let workspace: string;
let north: Someone;
let manager: Someone;
let viewer: Someone;
before(async () => {
  world = await startWorld();
  workspace = (await world.request<{ id: string }>("GET", "/v1/workspace")).body.id;
  north = await someone(world, "contributor", [{ function: null, unit: "north" }]);
  manager = await someone(world, "manager");
  viewer = await someone(world, "viewer");
});
after(async () => {
  for (const each of [north, manager, viewer]) await each.stop();
  await world.stop();
});

type Asker = Pick<World, "request">;
type Kind = "customers" | "accounts";
type Page = { customers?: CustomerSummary[]; accounts?: { id: string }[]; next: string | null };
const at = (search: string | undefined) =>
  search === undefined ? "" : `&search=${encodeURIComponent(search)}`;
const signal = (id: string, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T10:11:12Z",
  customer,
  measures: { nps: 2 },
  ...more,
});
const confidentiality = "confidential";

/** The pages of a list, by id or by key, to the end. */
async function pagesOf(who: Asker, kind: Kind, search: string | undefined, limit: number) {
  const pages: string[][] = [];
  for (let next: string | null = ""; next !== null;) {
    const cursor = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
    const answer: { status: number; body: Page } = await who.request<Page>(
      "GET",
      `/v1/${kind}?limit=${limit}${at(search)}${cursor}`,
    );
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { customers = [], accounts = [] } = answer.body;
    pages.push([...customers.map(({ id, key }) => id ?? key), ...accounts.map(({ id }) => id)]);
    next = answer.body.next;
    assert.ok(pages.length < 1_000, "has no end");
  }
  return pages;
}

/** All pages but the last are full, the last is not empty unless the list is, and each stands there once. */
async function full(
  who: Asker,
  kind: Kind,
  search: string | undefined,
  limits: readonly number[],
  expected?: readonly string[],
) {
  let all: string[] | undefined;
  for (const limit of limits) {
    const pages = await pagesOf(who, kind, search, limit);
    const found = pages.flat();
    const sizes = pages.map(({ length }) => length);
    const last = found.length === 0 ? 0 : ((found.length - 1) % limit) + 1;
    const sizesMeant = [
      ...Array<number>(Math.max(0, Math.ceil(found.length / limit) - 1)).fill(limit),
      last,
    ];
    assert.deepEqual(sizes, sizesMeant, `${kind} ${search} by ${limit}`);
    assert.equal(new Set(found).size, found.length, `${kind} ${search} by ${limit}`);
    all ??= found;
    assert.deepEqual(found, all);
  }
  if (expected) assert.deepEqual(all!.toSorted(), [...expected].toSorted(), `${kind} ${search}`);
  return all!;
}

/** What is answered to every beginning of a text is what is answered where there is nobody. */
async function silent(who: Asker, kind: Kind, text: string, from = 2) {
  for (let length = from; length <= text.length; length++)
    for (const limit of [1, 50]) {
      const search = text.slice(0, length);
      const { body } = await who.request<Page>("GET", `/v1/${kind}?limit=${limit}${at(search)}`);
      assert.deepEqual(body, { [kind]: [], next: null }, `${search} by ${limit}`);
    }
}

test("who reaches a part spells nobody out: no id, address, number, word of a name, or account", async () => {
  await world.request("PUT", "/v1/customers/s3cret-9", {
    name: "Zubaidah Qorima",
    email: "hushed@south.example",
    phone: "+62 877 1234 5678",
    unit: "south",
    accounts: [{ id: "xfirm-1" }],
  });
  await world.request("PUT", "/v1/accounts/xfirm-1", { name: "Wayang Vulkan", unit: "south" });
  await world.send([
    signal("p-1", { id: "heard-4711", email: "only.heard@south.example" }, { unit: "south" }),
  ]);
  const texts = ["s3cret-9", "hushed@south.example", "zubaidah", "qorima", "zubaidah qorima"];
  for (const text of [...texts, "heard-4711", "only.heard@south.example"]) {
    await silent(north, "customers", text);
    assert.notEqual((await pagesOf(world, "customers", text, 1)).flat().length, 0, text);
  }
  for (const text of ["0877 1234", "+628771234"]) {
    const { body } = await north.request<Page>("GET", `/v1/customers?limit=1${at(text)}`);
    assert.deepEqual(body, { customers: [], next: null });
    assert.deepEqual((await pagesOf(world, "customers", text, 1)).flat(), ["s3cret-9"], text);
  }
  for (const text of ["xfirm-1", "wayang", "vulkan", "wayang vulkan"]) {
    await silent(north, "accounts", text);
    assert.deepEqual((await pagesOf(world, "accounts", text, 1)).flat(), ["xfirm-1"], text);
  }
  for (const kind of ["customers", "accounts"] as const)
    assert.deepEqual(await pagesOf(north, kind, undefined, 1), [[]]);
});

test("who may not read confidential answers spells out nobody who is known by them alone", async () => {
  await world.send([
    signal("q-1", { id: "quiet-id-1", email: "quietperson@hidden.example" }, { confidentiality }),
    signal("q-2", { phone: "+62 899 7654 3210" }, { confidentiality }),
  ]);
  for (const text of ["quiet-id-1", "quietperson@hidden.example", "+628997654"]) {
    await silent(manager, "customers", text, text.startsWith("+") ? 5 : 2);
    assert.equal((await pagesOf(world, "customers", text, 1)).flat().length, 1, text);
  }
});

test("pages are full and hold each once, among others who are hidden", async () => {
  // Found by id, by the name's words and by the address at once; most of them stand elsewhere.
  const lines = Array.from({ length: 480 }, (_, n) => ({
    id: `mixed-${String(n).padStart(3, "0")}`,
    name: `Mixed Person ${n} mixedtwo`,
    email: `mixed.${n}@many.example`,
    unit: n % 97 === 5 || n > 474 ? "north" : "south",
  }));
  const bulk = { "content-type": "application/x-ndjson" };
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  await world.request("POST", "/v1/customers", text, bulk);
  const firms = lines.map(({ id, name, unit }) => JSON.stringify({ id, name, unit })).join("\n");
  await world.request("POST", "/v1/accounts", firms, bulk);
  await world.send(
    Array.from({ length: 20 }, (_, n) =>
      signal(`m-${n}`, { id: `mixed-quiet-${n}` }, { confidentiality }),
    ),
  );
  const [few, many] = [
    [1, 7, 1_000],
    [60, 1_000],
  ];
  const theirs = lines.filter(({ unit }) => unit === "north").map(({ id }) => id);
  for (const kind of ["customers", "accounts"] as const)
    for (const search of [undefined, "mixed", "mixed person", "mixed-"])
      await full(north, kind, search, few, theirs);
  await full(north, "customers", "mixed.", few, theirs);
  const stated = lines.map(({ id }) => id);
  const found = new Set(await full(manager, "customers", "mixed", many, stated));
  const listed = await full(manager, "customers", undefined, many);
  assert.ok(stated.every((id) => found.has(id) && listed.includes(id)));
  assert.ok(!listed.some((id) => id.includes("quiet")));
  const quiet = Array.from({ length: 20 }, (_, n) => `mixed-quiet-${n}`);
  await full(world, "customers", "mixed", many, [...stated, ...quiet]);
  await full(world, "accounts", "mixed", many, stated);
  assert.equal((await full(viewer, "customers", undefined, many)).length, listed.length);
});

test("a cursor of another search finds nobody whom this search doesn't", async () => {
  const { body } = await world.request<Page>("GET", `/v1/customers?limit=1${at("mixed-0")}`);
  const cursor = `&cursor=${encodeURIComponent(body.next!)}`;
  const other = await world.request<Page>("GET", `/v1/customers?limit=50${at("s3cret")}${cursor}`);
  assert.equal(other.status, 200);
  assert.deepEqual(
    other.body.customers!.map(({ id }) => id),
    ["s3cret-9"],
  );
});

test("who may not see names is shown covers of keys, and finds nobody by a key that can be computed", async () => {
  await world.request("PUT", "/v1/customers/cover-1", {
    email: "rani@cover.example",
    attributes: { covered: 1 },
    accounts: [{ id: "cover-firm" }],
  });
  await world.send([signal("v-1", { id: "cover-1" })]);
  const keys = [
    keyOf(workspace, { type: "id", value: "cover-1" }),
    keyOf(workspace, { type: "email", value: "rani@cover.example" }),
  ];
  for (const key of keys) {
    assert.equal((await world.request("GET", `/v1/customers/${key}`)).status, 200);
    for (const path of ["", "/signals"])
      assert.equal((await viewer.request("GET", `/v1/customers/${key}${path}`)).status, 404);
  }
  const list = await viewer.request<Page>("GET", "/v1/customers?limit=1000");
  const account = await viewer.request<AccountBody>("GET", "/v1/accounts/cover-firm");
  const { key: cover } = list.body.customers!.find(({ attributes }) => attributes.covered === 1)!;
  assert.deepEqual(
    account.body.people.map(({ key }) => key),
    [cover],
  );
  const one = await viewer.request<CustomerBody>("GET", `/v1/customers/${cover.toUpperCase()}`);
  const signals = await viewer.request<{ signals: unknown[] }>(
    "GET",
    `/v1/customers/${cover}/signals`,
  );
  assert.deepEqual(
    [one.body.key, one.body.attributes, signals.body.signals.length],
    [cover, { covered: 1 }, 1],
  );
  for (const answer of [list, account, one, signals])
    for (const key of keys) assert.ok(!JSON.stringify(answer.body).includes(key));
  // A cover is none to who is shown keys.
  assert.equal((await manager.request("GET", `/v1/customers/${cover}`)).status, 404);
});

test("a key that states customers names them by its own ids or by covers, and has no key from a link", async () => {
  const { body } = await world.request<{ key: string }>("POST", "/v1/keys", {
    name: "billing",
    scopes: ["ingest"],
  });
  const billing = clientFor(world.url, body.key);
  const put = (id: string, statement: object) =>
    billing.request<{ key: string; version: number }>("PUT", `/v1/customers/${id}`, statement);
  const email = "tuti@cover.example";
  const key = keyOf(workspace, { type: "id", value: "cover-2" });
  const byMail = keyOf(workspace, { type: "email", value: email });
  const made = await put("cover-2", { email });
  assert.equal(made.status, 201);
  assert.notEqual(made.body.key, key);
  assert.deepEqual((await put(made.body.key, { attributes: { covered: 2 } })).body, {
    key: made.body.key,
    id: null,
    version: 2,
    changed: true,
  });
  const changes = [{ purpose: "research", state: "given" }];
  for (const [id, status] of [
    [key, 404],
    [byMail, 404],
    ["cover-2", 200],
    [made.body.key, 200],
  ] as const) {
    const said = await billing.request("PUT", `/v1/customers/${id}/consent`, { changes });
    assert.equal(said.status, status);
    const link = await billing.request<{ url: string }>("POST", `/v1/customers/${id}/consent-link`);
    assert.equal(link.status, status);
    if (status === 404) continue;
    const { pathname } = new URL(link.body.url);
    const bytes = Buffer.from(pathname.slice(3), "base64url").toString("hex");
    for (const each of [key, byMail]) assert.ok(!bytes.includes(each.replaceAll("-", "")));
    assert.equal((await fetch(world.url + pathname)).status, 200);
  }
  // A computed key is to them an id like any other, which nobody had.
  assert.equal((await put(byMail, {})).status, 201);
  const whole = await world.request<CustomerBody>("GET", "/v1/customers/cover-2");
  assert.deepEqual([whole.body.version, whole.body.key], [2, key]);
});
