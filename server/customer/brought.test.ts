/** What statements bring beside what they change stands in the audit log: new units and attributes, and an added anonymous id. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Entry = { event: string; subject: string; after: { fields?: string[]; brought?: string[] } };
/** What the newest entry of an event says. */
async function newest(event: string) {
  const { body } = await world.request<{ entries: Entry[] }>("GET", `/v1/audit?event=${event}`);
  const { fields, brought } = body.entries[0]!.after;
  return { fields, brought };
}
const put = async (path: string, body: object) => {
  const { status } = await world.request("PUT", path, body);
  assert.ok(status < 300, path);
};

test("the entry of a statement names the units and attributes that are new by it, once, and an added anonymous id", async () => {
  const said = { unit: "new-unit", attributes: { newPlan: "prepaid" }, anonymousId: "device-1" };
  await put("/v1/customers/c-1", said);
  assert.deepEqual(await newest("customer.changed"), {
    fields: ["anonymousId", "attributes.newPlan", "unit"],
    brought: ["customer-attribute/newPlan", "unit/new-unit"],
  });
  await put("/v1/customers/c-1", said);
  assert.deepEqual(await newest("customer.changed"), { fields: [], brought: undefined });
  await put("/v1/accounts/a-1", { unit: "other-unit", attributes: { sector: "mining" } });
  assert.deepEqual(await newest("account.changed"), {
    fields: ["attributes.sector", "unit"],
    brought: ["account-attribute/sector", "unit/other-unit"],
  });
});

test("so does that of many at once", async () => {
  const lines = [
    { id: "c-2", unit: "third-unit", attributes: { tenure: 4 } },
    { id: "c-3", unit: "third-unit", attributes: { newPlan: "x" } },
  ].map((each) => JSON.stringify(each));
  const answer = await fetch(`${world.url}/v1/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.key}`, "content-type": "application/x-ndjson" },
    body: lines.join("\n"),
  });
  assert.equal(answer.status, 200);
  const { brought } = await newest("customer.*");
  assert.deepEqual(brought, ["customer-attribute/tenure", "unit/third-unit"]);
});
