/** An address or number that only a statement gave goes with the statement; what a signal held too stays. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CustomerBody, CustomerSummary } from "#contract/customer.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let manager: Someone;
let analyst: Someone;
before(async () => {
  world = await startWorld();
  manager = await someone(world, "manager");
  analyst = await someone(world, "analyst");
});
after(async () => {
  await manager.stop();
  await analyst.stop();
  await world.stop();
});

type Asker = Pick<World, "request">;
async function put(id: string, body: object): Promise<void> {
  const answer = await world.request("PUT", `/v1/customers/${id}`, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
}
const get = async (id: string, who: Asker = world) => {
  const { status, body } = await who.request<CustomerBody>("GET", `/v1/customers/${id}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const identifiersOf = async (id: string, who: Asker = world) =>
  (await get(id, who)).identifiers.map(({ value, standing }) =>
    standing === "plain" ? value : `${value} ${standing}`,
  );
const found = async (search: string, who: Asker = world) => {
  const { body } = await who.request<{ customers: CustomerSummary[] }>(
    "GET",
    `/v1/customers?search=${encodeURIComponent(search)}`,
  );
  return body.customers.map(({ id }) => id);
};
const signal = (id: string, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T00:00:00Z",
  customer,
  ...more,
});

test("an address that is taken back or replaced is nobody's any more, and another's where they state it", async () => {
  await put("w-1", { email: "One@w.example", phone: "0812 5000 0001", attributes: { plan: "a" } });
  assert.deepEqual(await identifiersOf("w-1"), ["w-1", "one@w.example", "+6281250000001"]);
  await put("w-1", { email: null });
  assert.deepEqual(await identifiersOf("w-1"), ["w-1", "+6281250000001"]);
  assert.deepEqual([(await get("w-1")).email, await found("one@w")], [null, []]);
  await put("w-1", { phone: "0812 5000 0002" });
  assert.deepEqual(await identifiersOf("w-1"), ["w-1", "+6281250000002"]);
  await put("w-2", { email: "one@w.example", phone: "0812 5000 0001" });
  assert.deepEqual(await identifiersOf("w-2"), ["w-2", "one@w.example", "+6281250000001"]);
  // What a statement doesn't name stays, and the same again changes nothing.
  for (const body of [{ name: "Two" }, { email: "one@w.example" }, { attributes: { plan: "b" } }])
    await put("w-2", body);
  assert.deepEqual(await identifiersOf("w-2"), ["w-2", "one@w.example", "+6281250000001"]);
  const line = (body: object) => JSON.stringify({ id: "w-2", ...body });
  const lines = line({ email: null, phone: "0812 5000 0003" });
  const bulk = await world.request("POST", "/v1/customers", lines, {
    "content-type": "application/x-ndjson",
  });
  assert.equal(bulk.status, 200, JSON.stringify(bulk.body));
  assert.deepEqual(await identifiersOf("w-2"), ["w-2", "+6281250000003"]);
});

test("signals that came under it are its own again, and figures follow", async () => {
  await put("f-1", { email: "f@w.example", attributes: { fleet: "red" } });
  await world.send([signal("f-1", { email: "f@w.example" }), signal("f-2", { id: "f-1" })]);
  const figures = async () => {
    await world.app.projector.flush();
    const { rows } = await world.query({
      measure: { kind: "count" },
      by: ["customer.attributes.fleet"],
      where: 'id.startsWith("f-")',
    });
    return rows.map(({ by, n }) => [by["customer.attributes.fleet"], n]);
  };
  assert.deepEqual(await figures(), [["red", 2]]);
  await put("f-1", { email: "other@w.example" });
  assert.deepEqual((await figures()).toSorted(), [
    [null, 1],
    ["red", 1],
  ]);
  assert.deepEqual(await found("f@w.example"), [null]);
  await put("f-1", { email: "f@w.example" });
  assert.deepEqual(await figures(), [["red", 2]]);
});

test("what a signal held too stays, in whichever order they came", async () => {
  await put("h-1", { email: "h1@w.example" });
  await world.send([
    signal("h-1", { id: "h-1", email: "h1@w.example" }),
    signal("h-2", { id: "h-2", email: "h2@w.example" }),
  ]);
  await put("h-2", { email: "h2@w.example" });
  for (const [id, email] of [
    ["h-1", "h1@w.example"],
    ["h-2", "h2@w.example"],
  ] as const) {
    await put(id, { email: null });
    assert.deepEqual(await identifiersOf(id), [id, email]);
  }
});

test("what a signal held in confidence stays for who may read that; for others it goes like any", async () => {
  await put("c-1", { email: "c1@w.example" });
  await put("c-2", { email: "c2@w.example" });
  await world.send([
    signal("c-1", { id: "c-1", email: "c1@w.example" }, { confidentiality: "confidential" }),
  ]);
  for (const id of ["c-1", "c-2"]) {
    await put(id, { email: null });
    assert.deepEqual(
      [await identifiersOf(id, manager), (await get(id, manager)).email],
      [[id], null],
    );
    assert.deepEqual(await found(`${id.replace("-", "")}@w`, manager), []);
  }
  assert.deepEqual(await identifiersOf("c-1", analyst), ["c-1", "c1@w.example"]);
});

test("of an address that two state each may take theirs back; parted by people it stays parted", async () => {
  await put("t-1", { email: "t@w.example" });
  await put("t-2", { email: "t@w.example" });
  assert.deepEqual(await identifiersOf("t-1"), ["t-1"]);
  await put("t-1", { email: null });
  assert.deepEqual(await identifiersOf("t-2"), ["t-2", "t@w.example"]);
  type Joins = { joins: { id: string; kind: string }[] };
  const { body } = await world.request<Joins>("GET", "/v1/joins?id=t-2");
  assert.deepEqual(
    body.joins.map(({ kind }) => kind),
    ["profile"],
  );
  assert.equal((await world.request("DELETE", `/v1/joins/${body.joins[0]!.id}`)).status, 200);
  for (const email of [null, "t@w.example"]) {
    await put("t-2", { email });
    assert.deepEqual(await identifiersOf("t-2"), ["t-2"]);
  }
});

test("of two statements at one moment the one that holds has its address", async () => {
  await put("r-1", { email: "r0@w.example" });
  for (let n = 0; n < 12; n++) {
    await Promise.all([
      put("r-1", { email: "r1@w.example" }),
      put("r-1", { email: n % 2 ? null : "r2@w.example" }),
      put("r-1", { email: "r1@w.example" }),
    ]);
    const { email, identifiers } = await get("r-1");
    const expected = email === null ? ["r-1"] : ["r-1", email];
    assert.deepEqual(
      identifiers.map(({ value }) => value),
      expected,
    );
  }
});
