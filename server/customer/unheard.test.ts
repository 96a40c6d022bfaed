/** Customers of whom nothing is left are forgotten; whoever is spoken of, stated or arrives meanwhile stays. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CustomerSummary } from "#contract/customer.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const idsOf = async (search?: string) => {
  const { body } = await world.request<{ customers: CustomerSummary[] }>(
    "GET",
    `/v1/customers?limit=100${search === undefined ? "" : `&search=${encodeURIComponent(search)}`}`,
  );
  return body.customers.map(({ id, email }) => id ?? email).toSorted();
};
const signal = (id: string, customer: object, more: object = {}) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-01T10:11:12Z",
  customer,
  measures: { nps: 2 },
  ...more,
});
const newImport = async (name: string) =>
  (await world.request<{ id: string }>("POST", "/v1/imports", { name })).body.id;
const removed = async (id: string) => {
  assert.ok((await world.request("DELETE", `/v1/imports/${id}`)).status < 300);
  await eventually(
    () => world.request("GET", `/v1/imports/${id}`),
    ({ status }) => status === 404,
    60_000,
  );
};
const whole = (n: number) => ({
  id: `u-${n}`,
  email: `u-${n}@example.com`,
  phone: `+62812000010${n}`,
});

test("with an import go the customers whom only it knew, with their identifiers, joins and names", async () => {
  const id = await newImport("people");
  await world.send([signal("own-2", { id: "u-2" }), signal("own-4", { email: "u-4@example.com" })]);
  await world.request("PUT", "/v1/customers/u-3", { name: "Stated Three" });
  await world.send(
    [1, 2, 3, 4, 5].map((n) => signal(`i-${n}`, { ...whole(n), name: `Named ${n}` })),
    `?import=${id}`,
  );
  await world.request("PUT", "/v1/customers/u-5/consent", {
    source: "form",
    changes: [{ purpose: "research", channel: "email", state: "withdrawn" }],
  });
  assert.deepEqual(await idsOf(), ["u-1", "u-2", "u-3", "u-4", "u-5"]);
  await removed(id);
  const left = ["u-2", "u-3", "u-4", "u-5"];
  assert.deepEqual(await eventually(idsOf, (ids) => ids.length < 5, 60_000), left);
  for (const search of ["u-1", "u-1@example.com", "0812000010" + 1, "named 1"])
    assert.deepEqual(await idsOf(search), [], search);
  const { rows } = await world.app.postgres.execute("select from spoken_words where word = '1'");
  assert.equal(rows.length, 0);
  assert.equal((await world.request("GET", "/v1/customers/u-1")).status, 404);
  // They may come again, and are known at once.
  await world.send([signal("again-1", { id: "u-1", email: "other@example.com" })]);
  assert.deepEqual(await idsOf("u-1"), ["u-1"]);
  const { total } = await world.query({
    measure: { kind: "count" },
    where: `customer.email == "other@example.com"`,
  });
  assert.equal(total!.n, 1);
});

test("a deleted signal's customer goes by the nightly job, one who speaks meanwhile does not", async () => {
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const people = Array.from({ length: 30 }, (_, n) => ({
    id: `m-${n}`,
    email: `m-${n}@mail.example`,
  }));
  await world.send(people.map((who, n) => signal(`m-${n}`, who)));
  for (const [n] of people.entries())
    assert.equal((await world.request("DELETE", `/v1/signals/m-${n}`)).status, 204);
  assert.equal((await idsOf("m-")).length, 30);
  const run = () => world.app.forgetUnheard(systemScopeIn(workspace.id, "test"));
  // Half of them speak while the job is at it: the drain may have observed them before they went.
  const speaking = people
    .filter((_, n) => n % 2)
    .map((who, n) => world.send([signal(`back-${n}`, who)]));
  await Promise.all([run(), ...speaking]);
  await run();
  const stay = people.filter((_, n) => n % 2).map(({ id }) => id);
  assert.deepEqual(await idsOf("m-"), stay.toSorted());
  for (const { id, email } of people.filter((_, n) => n % 2)) {
    const { body } = await world.request<{ signals: unknown[]; email: string }>(
      "GET",
      `/v1/customers/${id}`,
    );
    assert.deepEqual([body.signals.length, body.email], [1, email], id);
  }
});

test("what two contest is nobody's after the nightly job as well, and what is proposed stays so", async () => {
  const { body: workspace } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const run = () => world.app.forgetUnheard(systemScopeIn(workspace.id, "test"));
  const email = "office@contested.example";
  await world.send(["x-1", "x-2"].map((id) => signal(`of ${id}`, { id, email })));
  const state = async () => {
    const { body: proposed } = await world.request<{ proposals: { id: string }[] }>(
      "GET",
      "/v1/proposals",
    );
    const { body } = await world.request<{ joins: object[] }>("GET", "/v1/joins?id=x-1");
    return [proposed.proposals.length, body.joins.length, await idsOf(email)];
  };
  const before = await state();
  assert.deepEqual(before, [1, 1, [email]]);
  await run();
  assert.deepEqual(await state(), before);
  await world.send([signal("again of x-1", { id: "x-1", email })]);
  assert.deepEqual(await state(), before, "who speaks next has it no more than the other");
  // It goes with those who contest it.
  for (const id of ["of x-1", "of x-2", "again of x-1"])
    assert.equal(
      (await world.request("DELETE", `/v1/signals/${encodeURIComponent(id)}`)).status,
      204,
    );
  await run();
  await run();
  assert.deepEqual([await idsOf("x-"), await idsOf(email)], [[], []]);
});
