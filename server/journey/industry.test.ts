import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { IndustryChoice, RegistrySummary } from "#contract/industry.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { defaultsFor } from "./defaults/index.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Entry = { key: string; active: boolean; version: number; definition: unknown };
const summary = async () =>
  (await world.request<RegistrySummary>("GET", "/v1/registry/summary")).body;
const choose = (industry: unknown) =>
  world.request<IndustryChoice>("POST", "/v1/registry/industry", { industry });
const entryOf = async (plural: string, key: string) =>
  (await world.request<Entry>("GET", `/v1/${plural}/${key}`)).body;

describe("the registry in numbers", () => {
  it("counts what is in use and what nobody has reviewed, by type", async () => {
    const before = await summary();
    assert.equal(before.untouched, true);
    const touchpoints = before.types.find(({ type }) => type === "touchpoint")!;
    const expected = defaultsFor().filter(({ type }) => type === "touchpoint").length;
    assert.deepEqual(touchpoints, {
      type: "touchpoint",
      plural: "touchpoints",
      total: expected,
      active: expected,
      unreviewed: 0,
    });
    const promises = before.types.find(({ type }) => type === "promise")!;
    assert.equal(promises.active, 0);
    assert.ok(promises.total > 0);
    await world.send([
      { id: "one", kind: "response", occurredAt: "2026-01-01T00:00:00Z", touchpoint: "of-ours" },
    ]);
    const now = (await summary()).types.find(({ type }) => type === "touchpoint")!;
    assert.deepEqual([now.total, now.unreviewed], [expected + 1, 1]);
    assert.equal((await summary()).untouched, true);
  });
});

describe("an industry", () => {
  it("switches off what it does not need, and nothing else", async () => {
    const { status, body } = await choose("retail");
    assert.equal(status, 200);
    assert.deepEqual(body.on, {});
    const { off } = (await summary()).industries.find(({ industry }) => industry === "retail")!;
    const sorted = (map: IndustryChoice["off"]) =>
      Object.entries(map)
        .flatMap(([type, keys]) => keys.map((key) => `${type}/${key}`))
        .toSorted();
    assert.deepEqual(sorted(body.off), sorted(off));
    const bill = await entryOf("touchpoints", "bill");
    assert.deepEqual([bill.active, bill.version], [false, 2]);
    const store = await entryOf("touchpoints", "store");
    assert.deepEqual([store.active, store.version], [true, 1]);
    assert.equal((await summary()).untouched, false);
  });

  it("chosen twice changes nothing, and is noted with what it switched", async () => {
    assert.deepEqual((await choose("retail")).body, { on: {}, off: {} });
    assert.equal((await entryOf("touchpoints", "bill")).version, 2);
    const { body } = await world.request<{ entries: { subject: string; before: unknown }[] }>(
      "GET",
      "/v1/audit?event=registry.industry-chosen",
    );
    assert.deepEqual(
      body.entries.map(({ subject }) => subject),
      ["retail", "retail"],
    );
    const [, first] = body.entries as [unknown, { before: { inUse: { touchpoint: string[] } } }];
    assert.ok(first.before.inUse.touchpoint.includes("bill"));
  });

  it("changes to another, and to all, by what differs", async () => {
    const { body } = await choose("b2b-software");
    assert.ok(body.on.touchpoint!.includes("bill"));
    assert.ok(body.off.touchpoint!.includes("store"));
    assert.equal((await entryOf("touchpoints", "store")).active, false);
    const all = await choose(null);
    assert.deepEqual(all.body.off, {});
    assert.equal((await entryOf("touchpoints", "store")).active, true);
  });

  it("leaves definitions, keys of one's own and promises as they are", async () => {
    const own = { labels: { en: "Kiosk" }, stage: "ordering", function: "sales" };
    const definition = { ...own, contact: "direct", contactType: "purchase" };
    await world.request("PUT", "/v1/touchpoints/kiosk", { definition });
    await world.request("DELETE", "/v1/touchpoints/kiosk");
    const before = await entryOf("touchpoints", "bill");
    await choose("retail");
    await choose(null);
    const now = await entryOf("touchpoints", "bill");
    assert.deepEqual(now.definition, before.definition);
    assert.equal((await entryOf("touchpoints", "kiosk")).active, false);
    const promises = (await summary()).types.find(({ type }) => type === "promise")!;
    assert.equal(promises.active, 0);
  });

  it("is one of the list", async () => {
    assert.equal((await choose("banking")).status, 400);
    assert.equal((await choose(undefined)).status, 400);
  });
});
