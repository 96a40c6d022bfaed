/** What an import has defined in the registry goes with it, again and again; what somebody has said stays. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ImportRecord } from "#contract/listen.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { demoRegistry } from "#demo/registry.ts";
import { registryOf } from "#importing/demo.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Entry = RegistryEntry & { definition: { level?: number; labels: object } };
type Answer = { defined: { key: string }[]; left: { type: string; key: string }[] };
const entries = demoRegistry("sari@corridor.test", "2025-01-01");
async function define(id: string): Promise<Answer> {
  const { status, body } = await world.request<Answer>("PUT", registryOf(id), { entries });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const open = async (name: string) =>
  (await world.request<ImportRecord>("POST", "/v1/imports", { name })).body.id;
async function remove(id: string): Promise<void> {
  assert.equal((await world.request("DELETE", `/v1/imports/${id}`)).status, 202);
  await eventually(
    async () => (await world.request("GET", `/v1/imports/${id}`)).status,
    (status) => status === 404,
  );
}
const read = async (path: string) => (await world.request<Entry>("GET", `/v1/${path}`)).body;
const put = (path: string, body: object) => world.request("PUT", `/v1/${path}`, body);
const promise = "promises/delivery.hoursToDeliver";
const signal = (id: string, attributes: object) => ({
  id,
  kind: "response",
  occurredAt: "2026-01-31T09:30:00Z",
  attributes,
});

test("undone and repeated it is the same; what other signals name stays, as something nobody has defined", async () => {
  const before = await read(promise);
  for (const round of [1, 2]) {
    const id = await open("demo");
    assert.deepEqual((await define(id)).left, []);
    const { active, definition } = await read(promise);
    assert.deepEqual([active, definition.level], [true, 48]);
    await world.send([signal(`demo ${round}`, { region: "North" })], `?import=${id}`);
    if (round === 2) await world.send([signal("own", { region: "South" })]);
    await remove(id);
    const now = await read(promise);
    assert.deepEqual([now.active, now.definition], [before.active, before.definition]);
  }
  const { reviewed, definition } = await read("attributes/region");
  assert.deepEqual([reviewed, definition], [false, { labels: {} }]);
  assert.equal((await world.request("GET", "/v1/attributes/plan")).status, 404);
});

test("what somebody has defined or changed is left by an import, and stays when it goes", async () => {
  const own = { labels: { en: "Mine" } };
  await put("attributes/plan", { definition: own });
  // Named by what is nobody's demo: its texts may be anything.
  await world.send([signal("words", { handset: "words of mine" })]);
  const id = await open("demo of others");
  const { left } = await define(id);
  assert.deepEqual(left.map(({ type, key }) => `${type} ${key}`).toSorted(), [
    "attribute handset",
    "attribute plan",
    "attribute region",
  ]);
  await put("attributes/event", { definition: own });
  const { definition } = await read(promise);
  const theirs = { definition: { ...definition, level: 24 }, active: true };
  assert.equal((await put(promise, theirs)).status, 200);
  await remove(id);
  for (const key of ["plan", "event"])
    assert.deepEqual((await read(`attributes/${key}`)).definition, { ...own, impersonal: false });
  assert.equal((await read("attributes/handset")).reviewed, false);
  const kept = await read(promise);
  assert.deepEqual([kept.active, kept.definition.level], [true, 24]);
  // It is somebody's from here on.
  const later = await open("demo later");
  assert.ok((await define(later)).left.some(({ key }) => key === "delivery.hoursToDeliver"));
  await remove(later);
  assert.equal((await read(promise)).active, true);
});

test("an import that is not there defines nothing", async () => {
  const nobody = registryOf("00000000-0000-7000-8000-000000000000");
  assert.equal((await world.request("PUT", nobody, { entries })).status, 404);
});
