/** What was heard last of each customer in a list. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedCustomer } from "#contract/customer.ts";
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
const person = async (role: "contributor" | "viewer") => {
  const made = await someone(world, role);
  all.push(made);
  return made;
};

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const response = (id: string, minute: number, customer: object, more: object) => ({
  id,
  kind: "response",
  occurredAt: at(minute),
  customer,
  ...more,
});

test("a list says of each what was heard last, under any identifier, as far as it is seen", async () => {
  await world.request("PUT", "/v1/customers/L-1", { email: "l-1@x.example" });
  await world.request("PUT", "/v1/customers/L-2", { name: "Never heard" });
  await world.send([
    response("l-1", 1, { id: "L-1" }, { measures: { nps: 9, csat: 2 } }),
    response("l-2", 3, { email: "l-1@x.example" }, { measures: { ces: 6 } }),
    response("l-3", 4, { id: "L-1" }, { kind: "usage-event", measures: {} }),
    response("l-4", 5, { id: "L-1" }, { confidentiality: "confidential", measures: { nps: 0 } }),
  ]);
  const newest = async (who: Pick<typeof world, "request">, asked = "&newest=true") => {
    const { body } = await who.request<{ customers: ListedCustomer[] }>(
      "GET",
      `/v1/customers?search=L-${asked}`,
    );
    return body.customers.map((each) => each.newest);
  };
  const contributor = await person("contributor");
  assert.deepEqual(await newest(contributor), [
    { at: at(4), kind: "usage-event", score: { measure: "ces", value: 6, at: at(3) } },
    null,
  ]);
  assert.deepEqual((await newest(world))[0], {
    at: at(5),
    kind: "response",
    score: { measure: "nps", value: 0, at: at(5) },
  });
  assert.deepEqual(await newest(world, ""), [undefined, undefined]);
});

test("a list says of each in which accounts they are, by name where names are seen", async () => {
  await world.request("PUT", "/v1/accounts/L-ACC", { name: "Secret House", type: "household" });
  await world.request("PUT", "/v1/customers/L-3", {
    attributes: { years: 4 },
    accounts: [{ id: "L-ACC", roles: ["user"] }],
  });
  const within = async (who: Pick<World, "request">) => {
    const { body } = await who.request<{ customers: ListedCustomer[] }>("GET", "/v1/customers");
    return body.customers.find(({ attributes }) => attributes.years === 4)!.accounts;
  };
  const account = { id: "L-ACC", type: "household", roles: ["user"], primary: true };
  assert.deepEqual(await within(world), [{ ...account, name: "Secret House" }]);
  const viewer = await person("viewer");
  assert.deepEqual(await within(viewer), [{ ...account, name: null }]);
});
