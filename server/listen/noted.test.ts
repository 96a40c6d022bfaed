/** Who reads signals of somebody stands in the audit log, by the customer's key; who reads the list does not. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keyOf, type Identifier } from "#customer/identifier.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let workspace: string;
const said = { kind: "response", occurredAt: "2026-01-31T09:30:00Z", measures: { nps: 9 } };
const rani = { id: "noted-rani", email: "rani@noted.example" };
before(async () => {
  world = await startWorld();
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  workspace = body.id;
  await world.send([
    { ...said, id: "rani-1", customer: rani },
    { ...said, id: "rani-2", customer: { email: rani.email }, account: { id: "firm" } },
    { ...said, id: "budi-1", customer: { id: "noted-budi" }, account: { id: "firm" } },
    { ...said, id: "nobody" },
    {
      ...said,
      id: "ana-1",
      customer: { id: "noted-ana" },
      confidentiality: "confidential",
    },
  ]);
  await world.app.projector.flush();
});
after(() => world.stop());

const keyBy = (type: Identifier["type"], value: string) => keyOf(workspace, { type, value });

type Entry = { id: string; event: string; subject: string; before: unknown; after: unknown };
const entries = async (by: Pick<World, "request"> = world) =>
  (await by.request<{ entries: Entry[] }>("GET", "/v1/audit?limit=1000")).body.entries;
/** What a call adds to the log. */
async function noted(path: string): Promise<[string, string, unknown][]> {
  const last = (await entries())[0]?.id ?? "";
  const { status, body } = await world.request("GET", path);
  assert.equal(status, 200, JSON.stringify(body));
  return (await entries())
    .filter(({ id }) => id > last)
    .map(({ event, subject, after }) => [event, subject, after]);
}
const listed = (where: string) => noted(`/v1/signals?where=${encodeURIComponent(where)}`);

test("one signal, by its id", async () => {
  const ofRani = [["customer.signal-read", keyBy("id", rani.id), null]];
  assert.deepEqual(await noted("/v1/signals/rani-1"), ofRani);
  assert.deepEqual(await noted("/v1/signals/nobody"), []);
});

test("a list by a condition that singles somebody out, and no other", async () => {
  const event = "customer.signals-read";
  assert.deepEqual(await noted("/v1/signals"), []);
  assert.deepEqual(await listed("measures.nps > 8"), []);
  assert.deepEqual(await listed('customer.language == "id" || measures.nps > 8'), []);
  assert.deepEqual(await listed('customer.id == "noted-nobody"'), []);
  assert.deepEqual(await listed('customer.id == "noted-budi"'), [
    [event, keyBy("id", "noted-budi"), null],
  ]);
  // Two identifiers that are one customer's.
  const [one] = await listed(`customer.email == "${rani.email}"`);
  assert.ok([keyBy("id", rani.id), keyBy("email", rani.email)].includes(one![1]));
  assert.deepEqual(one, [event, one![1], null]);
  for (const where of ['account.id == "firm"', 'customer.id.startsWith("noted-")'])
    assert.deepEqual(await listed(where), [[event, "", { identifiers: 2 }]]);
});

test("a phone number that was read by the country that the workspace had then", async () => {
  const in_ = (country: string) => world.request("PATCH", "/v1/workspace", { country });
  assert.equal((await in_("DE")).status, 200);
  await world.send([{ ...said, id: "phoned", customer: { phone: "030 1234567" } }]);
  assert.equal((await in_("ID")).status, 200);
  const key = keyBy("phone", "+49301234567");
  assert.deepEqual(await noted("/v1/signals/phoned"), [["customer.signal-read", key, null]]);
});

test("the person's export says who has read them", async () => {
  const path = `/v1/customers/noted-budi`;
  const { body } = await world.request<{ audit: Entry[] }>("GET", `${path}/export?format=json`);
  const events = body.audit.map(({ event }) => event);
  assert.ok(events.includes("customer.signals-read"), JSON.stringify(events));
});

test("who may not read confidential answers does not learn from the log whose were read", async () => {
  const key = keyBy("id", "noted-ana");
  assert.deepEqual(await noted("/v1/signals/ana-1"), [["customer.signal-read", key, null]]);
  const manager = await someone(world, "manager");
  const shown = await entries(manager);
  assert.ok(shown.some(({ subject }) => subject === keyBy("id", rani.id)));
  assert.ok(!JSON.stringify(shown).includes(key));
  await manager.stop();
});

test("held signals, where they show whose they are", async () => {
  const held = { ...said, measures: { nps: 40 } };
  await world.send([{ ...held, id: "held-nobody" }]);
  assert.deepEqual(await noted("/v1/held"), []);
  await world.send([{ ...held, id: "held-rani", customer: rani }]);
  assert.deepEqual(await noted("/v1/held"), [["held.read", "", { shown: 1 }]]);
});
