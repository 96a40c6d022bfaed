/** Whom somebody may export are those whose page they may read, and no others. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Membership } from "#platform/scope.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
  const unit = await world.request("PUT", "/v1/units/north", {
    definition: { labels: { en: "North" } },
  });
  assert.ok(unit.status < 300, JSON.stringify(unit.body));
  const signal = {
    kind: "response",
    occurredAt: "2026-01-10T00:00:00Z",
    measures: { nps: 9 },
  };
  await world.send([
    { ...signal, id: "heard", unit: "north", customer: { id: "heard-in-north" } },
    { ...signal, id: "elsewhere", customer: { id: "never-in-north" } },
    { ...signal, id: "held", customer: { id: "heard-in-north" }, measures: { nps: 99 } },
  ]);
  for (const [id, body] of [
    ["stated-in-north", { name: "Stated", unit: "north" }],
    ["stated-elsewhere", { name: "Elsewhere" }],
  ] as const) {
    const { status } = await world.request("PUT", `/v1/customers/${id}`, body);
    assert.ok(status < 300);
  }
});
after(() => world.stop());

const ids = ["heard-in-north", "never-in-north", "stated-in-north", "stated-elsewhere"];
async function reachedBy(memberships?: readonly Membership[]) {
  const manager = await someone(world, "manager", memberships);
  const statuses = async (path: (id: string) => string) =>
    Promise.all(ids.map(async (id) => (await manager.request("GET", path(id))).status));
  const pages = await statuses((id) => `/v1/customers/${id}`);
  const exports = await statuses((id) => `/v1/customers/${id}/export`);
  await manager.stop();
  return { pages, exports };
}

test("a manager exports whose page they may read", async () => {
  const all = [200, 200, 200, 200];
  assert.deepEqual(await reachedBy(), { pages: all, exports: all });
  const whole = [{ function: null, unit: null }];
  assert.deepEqual(await reachedBy(whole), { pages: all, exports: all });
  const part = [200, 404, 200, 404];
  assert.deepEqual(await reachedBy([{ function: null, unit: "north" }]), {
    pages: part,
    exports: part,
  });
  const nobody = [404, 404, 404, 404];
  assert.deepEqual(await reachedBy([]), { pages: nobody, exports: nobody });
});

test("whoever reaches the whole by a membership has all of an export", async () => {
  for (const [memberships, complete, held] of [
    [undefined, true, ["held"]],
    [[{ function: null, unit: null }], true, ["held"]],
    [[{ function: null, unit: "north" }], false, []],
  ] as const) {
    const owner = await someone(world, "owner", memberships);
    const { status, body } = await owner.request<{ complete: boolean; held: { id: string }[] }>(
      "GET",
      "/v1/customers/heard-in-north/export",
    );
    await owner.stop();
    assert.equal(status, 200);
    assert.deepEqual([body.complete, body.held.map(({ id }) => id)], [complete, held]);
  }
});

test("of an account that isn't reached an export says no more than the customer's page", async () => {
  await world.request("PUT", "/v1/accounts/firm-elsewhere", { name: "Elsewhere Ltd" });
  await world.request("PUT", "/v1/accounts/firm-in-north", { name: "North Ltd", unit: "north" });
  await world.request("PUT", "/v1/customers/heard-in-north", {
    accounts: [{ id: "firm-elsewhere" }, { id: "firm-in-north" }],
  });
  type Account = { id: string; name?: string | null };
  type Export = { customer: { accounts: Account[] } };
  for (const [unit, names] of [
    ["north", [undefined, "North Ltd"]],
    [null, ["Elsewhere Ltd", "North Ltd"]],
  ] as const) {
    const manager = await someone(world, "manager", [{ function: null, unit }]);
    const path = "/v1/customers/heard-in-north";
    const page = await manager.request<{ accounts: Account[] }>("GET", path);
    const { body } = await manager.request<Export>("GET", `${path}/export`);
    const html = await manager.request<string>("GET", `${path}/export?format=html`);
    await manager.stop();
    const { accounts } = body.customer;
    assert.deepEqual(
      accounts.map(({ name }) => name),
      names,
    );
    assert.deepEqual(
      page.body.accounts.map(({ name }) => name ?? undefined),
      names,
    );
    assert.equal(html.body.includes("Elsewhere Ltd"), unit === null);
  }
});
