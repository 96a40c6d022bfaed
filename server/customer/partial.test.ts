/** Whoever reaches a part of the workspace, or may not see all of it, takes nobody from the others, and learns nothing of them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AccountBody } from "#contract/account.ts";
import type { CustomerBody, CustomerSummary } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let manager: Someone;
let contributor: Someone;
let viewer: Someone;
before(async () => {
  world = await startWorld();
  const north = [{ function: null, unit: "north" }];
  manager = await someone(world, "manager", north);
  contributor = await someone(world, "contributor", north);
  viewer = await someone(world, "viewer");
});
after(async () => {
  await manager.stop();
  await contributor.stop();
  await viewer.stop();
  await world.stop();
});

type Asker = Pick<World, "request">;
const get = (id: string, who: Asker = world) =>
  who.request<CustomerBody>("GET", `/v1/customers/${encodeURIComponent(id)}`);
const put = (id: string, body: object, who: Asker = world) =>
  who.request<{ key: string }>("PUT", `/v1/customers/${encodeURIComponent(id)}`, body);
const putAccount = (id: string, body: object, who: Asker = world) =>
  who.request("PUT", `/v1/accounts/${encodeURIComponent(id)}`, body);
/** All that an answer says, but the id of the request. */
const said = ({ status, body }: { status: number; body: unknown }) => {
  const { code, message, details } = (body as { error: Record<string, unknown> }).error;
  return { status, code, message, details };
};
const signal = (id: string, customer: object, more: object) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T00:00:00Z",
  customer,
  measures: { nps: 9 },
  ...more,
});

test("nobody is taken from another unit by their address, number or anonymous id", async () => {
  await put("south-17", {
    name: "South Stated",
    email: "stated@south.example",
    phone: "0812 7000 0001",
    unit: "south",
  });
  const heard = { email: "heard@south.example", phone: "+62 812 7000 0002", name: "South Heard" };
  await world.send([
    signal("s-1", heard, { unit: "south" }),
    signal("s-2", { anonymousId: "south-browser" }, { unit: "south" }),
  ]);
  await put("north-1", { name: "North One", email: "one@north.example", unit: "north" });
  const before = await get("south-17");
  const claims = [
    { email: "Stated@South.example" },
    { phone: "+6281270000001" },
    { email: "heard@south.example" },
    { phone: "081270000002" },
    { anonymousId: "south-browser" },
  ];
  for (const who of [manager, contributor])
    for (const claim of claims)
      for (const id of ["north-1", "north-new"]) {
        const answer = said(await put(id, { unit: "north", ...claim }, who));
        assert.deepEqual([answer.status, answer.code], [403, "forbidden"], JSON.stringify(claim));
        assert.doesNotMatch(JSON.stringify(answer), /south/i);
      }
  assert.equal((await get("north-new")).status, 404);
  const { body } = await get("north-1", contributor);
  assert.deepEqual(
    [body.name, body.phone, body.identifiers.map(({ value }) => value)],
    ["North One", null, ["north-1", "one@north.example"]],
  );
  assert.deepEqual((await get("south-17")).body, before.body);
  // What is nobody's, or already theirs, they may state; whoever reaches all may state anything.
  const own = { email: "one@north.example", phone: "0812 9000 0001", anonymousId: "north-browser" };
  assert.equal((await put("north-1", own, contributor)).status, 200);
  assert.equal((await put("north-2", { ...own, unit: "north/n-2" }, manager)).status, 201);
  assert.equal((await put("north-1", { phone: "+6281270000002" })).status, 200);
});

test("an id that is another's is refused as one that nobody has", async () => {
  const known = (await put("south-18", { name: "South", unit: "south" })).body.key;
  await putAccount("south-account", { name: "South Secret Corp", unit: "south" });
  const nobody = "0a1b2c3d-0000-4000-8000-000000000009";
  for (const who of [manager, contributor])
    for (const body of [{ name: "X" }, { name: "X", unit: "south" }]) {
      const refused = said(await put("nobody-18", body, who));
      assert.equal(refused.status, 403);
      for (const id of ["south-18", known, nobody])
        assert.deepEqual(said(await put(id, body, who)), refused, id);
      assert.deepEqual(said(await putAccount("south-account", body, who)), refused);
      assert.deepEqual(said(await putAccount("nobody-account", body, who)), refused);
    }
  // Nor does a unit of theirs make it theirs.
  assert.equal((await put("south-18", { unit: "north" }, manager)).status, 403);
  assert.equal((await putAccount("south-account", { unit: "north" }, manager)).status, 403);
  assert.equal((await get("south-18")).body.unit, "south");
});

test("nobody moves a customer or an account into another unit, out of it, or an account below another's", async () => {
  const firm = { unit: "north", name: "North Firm" };
  await putAccount("south-head", { name: "South Head", unit: "south" });
  await put("south-40", { unit: "south" });
  await world.send([signal("s-40", { id: "south-40" }, { unit: "north" })]);
  for (const [n, who] of [manager, contributor].entries()) {
    const [id, account] = [`north-40${n}`, `north-firm-40${n}`];
    assert.equal((await put(id, { unit: "north" }, who)).status, 201);
    assert.equal((await putAccount(account, firm, who)).status, 201);
    for (const unit of ["south", null]) {
      assert.equal(said(await put(id, { unit }, who)).status, 403);
      assert.equal(said(await putAccount(account, { unit }, who)).status, 403);
    }
    assert.equal((await put(id, { unit: "north/n-2" }, who)).status, 200);
    // They have heard of this one, and may add to what is stated of it.
    assert.equal((await put("south-40", { language: "id" }, who)).status, 200);
    assert.equal(said(await put("south-40", { unit: "north" }, who)).status, 403);
    const below = said(await putAccount(account, { parent: "south-head" }, who));
    assert.equal(below.status, 403);
    assert.deepEqual(said(await putAccount(account, { parent: "nobody-head" }, who)), below);
    assert.equal((await putAccount(`${account}-b`, { ...firm, parent: account }, who)).status, 201);
  }
  assert.equal((await get("south-40")).body.unit, "south");
});

test("an account that is named for a customer shows nothing of itself to who doesn't reach it", async () => {
  await putAccount("secret-account", {
    name: "South Secret Corp",
    type: "business",
    unit: "south",
  });
  await putAccount("open-account", { name: "North House", type: "household", unit: "north" });
  const accounts = [{ id: "open-account" }, { id: "secret-account" }];
  assert.equal((await put("north-3", { unit: "north", accounts })).status, 201);
  const named = ({ body }: { body: CustomerBody }) =>
    body.accounts.map(({ id, name, type }) => [id, name, type]);
  assert.deepEqual(named(await get("north-3", contributor)), [
    ["open-account", "North House", "household"],
    ["secret-account", null, null],
  ]);
  const whole = named(await get("north-3"));
  assert.deepEqual(whole[1], ["secret-account", "South Secret Corp", "business"]);
  const account = await contributor.request<AccountBody>("GET", "/v1/accounts/secret-account");
  assert.equal(account.status, 404);
});

test("who is reached by a signal alone may be stated and given consent of, and not moved", async () => {
  await put("south-heard", { name: "South Heard", unit: "south" });
  assert.equal((await put("south-heard", { name: "Renamed" }, contributor)).status, 403);
  await world.send([signal("heard-1", { id: "south-heard" }, { unit: "north" })]);
  await world.app.projector.flush();
  assert.equal((await put("south-heard", { name: "Renamed" }, contributor)).status, 200);
  assert.equal((await put("south-heard", { unit: "north" }, contributor)).status, 403);
  const changes = [{ purpose: "research", state: "given" }];
  const path = "/v1/customers/south-heard/consent";
  assert.equal((await contributor.request("PUT", path, { changes })).status, 200);
  const { body } = await get("south-heard");
  assert.deepEqual([body.name, body.unit], ["Renamed", "south"]);
});

test("nobody is put in an account of others, or in one that nobody has made", async () => {
  await putAccount("south-firm", { name: "South Firm", unit: "south" });
  await putAccount("north-firm", { name: "North Firm", unit: "north" });
  const accountsOf = async (id: string) => (await get(id)).body.accounts.map((each) => each.id);
  for (const who of [manager, contributor])
    for (const id of ["north-6", "north-7"]) {
      const put7 = (...ids: string[]) =>
        put(id, { unit: "north", accounts: ids.map((each) => ({ id: each })) }, who);
      const refused = said(await put7("nobody-firm"));
      assert.equal(refused.status, 403);
      assert.deepEqual(said(await put7("south-firm")), refused);
      assert.deepEqual(said(await put7("north-firm", "south-firm")), refused);
      assert.ok((await put7("north-firm")).status < 300);
      assert.deepEqual(await accountsOf(id), ["north-firm"]);
    }
  const unmade = await world.request("GET", "/v1/accounts/nobody-firm");
  assert.equal(unmade.status, 404);
  // Where somebody who reaches all has put them they may stay, and be taken out.
  const firms = (...ids: string[]) => ({ accounts: ids.map((id) => ({ id })) });
  await put("north-6", firms("north-firm", "south-firm"));
  assert.equal((await put("north-6", firms("south-firm"), contributor)).status, 200);
  assert.deepEqual(await accountsOf("north-6"), ["south-firm"]);
  assert.equal((await put("north-6", firms("north-firm"), contributor)).status, 200);
  assert.equal((await put("north-6", firms("south-firm"), contributor)).status, 403);
});

test("what a customer brought in is shown to who sees every transaction of theirs", async () => {
  const sale = (id: string, customer: string, unit: string, revenue: number) =>
    signal(id, { id: customer }, { kind: "transaction", unit, measures: { revenue } });
  for (const id of ["buyer-both", "buyer-north", "buyer-none"])
    await put(id, { unit: "north", accounts: [{ id: "buyers" }] });
  await putAccount("buyers", { name: "Buyers", unit: "north", revenue: 5 });
  await world.send([
    sale("t-1", "buyer-both", "north", 100),
    sale("t-2", "buyer-both", "south", 7_000),
    sale("t-3", "buyer-north", "north/n-1", 30),
    // Of others than transactions nothing is summed.
    signal("t-4", { id: "buyer-north" }, { unit: "south" }),
  ]);
  await world.app.projector.flush();
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  await world.app.customers.revenue.compute(workspace.id, "2026-01-02");
  const revenue = async (id: string, who: Asker) => {
    const { body } = await get(id, who);
    return [body.revenue365.amount, body.revenue365.computed, body.revenue365.day, body.hidden];
  };
  const day = "2026-01-02";
  assert.deepEqual(await revenue("buyer-both", manager), [null, null, null, ["revenue"]]);
  assert.deepEqual(await revenue("buyer-north", manager), [30, 30, day, undefined]);
  assert.deepEqual(await revenue("buyer-none", manager), [null, null, null, undefined]);
  assert.deepEqual(await revenue("buyer-both", world), [7_100, 7_100, day, undefined]);
  const account = async (who: Asker) => {
    const { body } = await who.request<AccountBody>("GET", "/v1/accounts/buyers");
    const { amount, typed, computed } = body.revenue365;
    return [amount, typed, computed, body.hidden];
  };
  assert.deepEqual(await account(manager), [null, 5, null, ["revenue"]]);
  assert.deepEqual(await account(world), [7_130, 5, 7_130, undefined]);

  // Nor is a sum told by bounds that are tried; who is in a segment of it, somebody else has decided.
  const where = 'customer.id == "buyer-both" && customer.revenue365 > 7000.0';
  const { status } = await world.request("PUT", "/v1/segments/large-buyers", {
    definition: { labels: { en: "Large buyers" }, where: "customer.revenue365 > 7000.0" },
  });
  assert.equal(status, 201);
  const count = { measure: { kind: "count" } };
  type Figure = { rows: { n: number }[] };
  const found = async (who: Asker) => {
    const ids: number[] = [];
    for (const each of [where, 'account.revenue365 > 7000.0 && customer.id == "buyer-both"']) {
      const path = `/v1/signals?where=${encodeURIComponent(each)}`;
      ids.push((await who.request<{ signals: object[] }>("GET", path)).body.signals.length);
      const body = { ...count, where: each };
      ids.push((await who.request<Figure>("POST", "/v1/query", body)).body.rows[0]?.n ?? 0);
    }
    const segment = { ...count, by: ["segment"] };
    ids.push((await who.request<Figure>("POST", "/v1/query", segment)).body.rows[0]?.n ?? 0);
    return ids;
  };
  assert.deepEqual(await found(world), [2, 2, 2, 2, 2]);
  assert.deepEqual(await found(manager), [0, 0, 0, 0, 1]);
});

test("without the permissions to see names and texts: what is defined, and nobody by an id", async () => {
  const definition = { labels: { en: "Tariff" }, type: "text" };
  for (const owner of ["customer", "account"]) {
    const path = `/v1/${owner}-attributes/tariff`;
    assert.equal((await world.request("PUT", path, { definition })).status, 201);
  }
  // What nobody has defined may hold anything; its numbers say nothing in words.
  await put("veiled", {
    attributes: { tariff: "postpaid", nickname: "Hushed Nick", years: 4 },
  });
  await putAccount("veiled-account", {
    owner: "hushed.owner@firm.example",
    attributes: { tariff: "family", note: "Hushed note", rooms: 3 },
  });
  await world.send([signal("veiled-1", { id: "veiled" }, {})]);
  const list = await viewer.request<{ customers: CustomerSummary[] }>("GET", "/v1/customers");
  const { key } = list.body.customers.find(({ attributes }) => attributes.tariff === "postpaid")!;
  const shown = await get(key, viewer);
  assert.deepEqual(shown.body.attributes, { tariff: "postpaid", years: 4 });
  assert.deepEqual(shown.body.hidden, ["names", "texts"]);
  const path = "/v1/accounts/veiled-account";
  const account = await viewer.request<AccountBody>("GET", path);
  assert.deepEqual(account.body.attributes, { tariff: "family", rooms: 3 });
  assert.deepEqual([account.body.owner, account.body.hidden], [null, ["names", "texts"]]);
  const accounts = await viewer.request("GET", "/v1/accounts");
  for (const answer of [shown, account, list, accounts]) {
    assert.equal(answer.status, 200);
    assert.doesNotMatch(JSON.stringify(answer.body), /hushed/i);
  }
  // Each answer to an id would tell whose it is; by the key a customer is found.
  for (const id of ["veiled", "veiled/signals"]) {
    const guessed = await viewer.request("GET", `/v1/customers/${id}`);
    assert.equal(said(guessed).code, "not_found", id);
  }
  const signals = await viewer.request<{ signals: unknown[] }>(
    "GET",
    `/v1/customers/${key}/signals`,
  );
  assert.equal(signals.body.signals.length, 1);
  const whole = (await get("veiled")).body;
  assert.deepEqual([whole.attributes.nickname, whole.hidden], ["Hushed Nick", undefined]);
});
