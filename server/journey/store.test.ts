import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { keysPerType, registryTypes, unreviewedPosition } from "#contract/registry.ts";
import { signalInput, type SignalInput } from "#contract/signal.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createAdmission } from "./admission.ts";
import { defaultsFor } from "./defaults/index.ts";
import { createRegistryStore, type RegistryStore, type TypedEntry } from "./store.ts";
import { createRegistryViews } from "./view.ts";

let world: World;
let store: RegistryStore;
let scope: Scope;

before(async () => {
  world = await startWorld();
  store = createRegistryStore(world.app.postgres.db);
});
after(() => world.stop());
beforeEach(() => {
  scope = systemScopeIn(uuidv7(), "test");
});

const plain = { definition: { labels: { en: "A" } }, active: true };
const keysOf = (entries: readonly TypedEntry[]) => entries.map((entry) => entry.key);
const conflict = (details: object) => (error: { code?: string; details?: object }) => {
  assert.equal(error.code, "conflict");
  assert.deepEqual(
    { ...error.details, updatedAt: undefined },
    { ...details, updatedAt: undefined },
  );
  return true;
};

describe("filling", () => {
  test("a new workspace gets every default, in order, and nobody else does", async () => {
    await store.fill(scope, defaultsFor("retail"));
    const { version, entries } = await store.all(scope);
    assert.equal(version, 1);
    const shape = ({ type, key, definition, active, position }: TypedEntry) => ({
      type,
      key,
      definition,
      active,
      position,
    });
    for (const type of registryTypes) {
      assert.deepEqual(
        entries.filter((entry) => entry.type === type).map(shape),
        defaultsFor("retail").filter((entry) => entry.type === type),
      );
    }
    assert.ok(entries.every((entry) => entry.reviewed && entry.version === 1));
    assert.deepEqual(await store.all(systemScopeIn(uuidv7(), "test")), { version: 0, entries: [] });
  });

  test("filling again changes nothing that was edited", async () => {
    await store.put(scope, "stage", "use", plain);
    await store.fill(scope, defaultsFor());
    const entry = await store.get(scope, "stage", "use");
    assert.deepEqual(entry?.definition, plain.definition);
    assert.equal((await store.all(scope)).entries.length, defaultsFor().length);
  });
});

describe("registering", () => {
  test("new keys come unreviewed and last; known ones stay; the version moves only for new ones", async () => {
    await store.fill(scope, defaultsFor());
    const keys = [
      { type: "channel", key: "web" },
      { type: "channel", key: "kiosk" },
      { type: "channel", key: "kiosk" },
    ] as const;
    await store.register(scope, keys);
    const kiosk = await store.get(scope, "channel", "kiosk");
    assert.equal(kiosk?.reviewed, false);
    assert.deepEqual(
      [kiosk.active, kiosk.position, kiosk.version, kiosk.definition],
      [true, unreviewedPosition, 1, { labels: {} }],
    );
    assert.equal((await store.get(scope, "channel", "web"))?.reviewed, true);
    assert.equal(await store.version(scope), 2);
    await store.register(scope, keys);
    assert.equal(await store.version(scope), 2);
  });

  test("many at once register the same keys, each once", async () => {
    const keys = Array.from({ length: 50 }, (_, n) => ({
      type: "attribute" as const,
      key: `a${n}`,
    }));
    await Promise.all(
      [0, 1, 2, 3].map((n) => store.register(scope, n % 2 ? keys : keys.toReversed())),
    );
    assert.equal((await store.list(scope, "attribute", { most: 100 })).length, 50);
  });
});

describe("putting", () => {
  test("creates, replaces, counts versions and keeps the place", async () => {
    const first = await store.put(scope, "aspect", "b", plain);
    assert.deepEqual(
      [first.made, first.entry.version, first.entry.position, first.entry.reviewed],
      [true, 1, 10, true],
    );
    await store.put(scope, "aspect", "a", plain);
    const again = await store.put(scope, "aspect", "b", {
      definition: { labels: { id: "B" } },
      active: false,
    });
    assert.deepEqual(
      [again.made, again.entry.version, again.entry.position, again.entry.active],
      [false, 2, 10, false],
    );
    assert.deepEqual(again.entry.definition, { labels: { id: "B" } });
    assert.deepEqual(keysOf(await store.list(scope, "aspect", { most: 10 })), ["b", "a"]);
    await store.put(scope, "aspect", "b", { ...plain, position: 99 });
    assert.deepEqual(keysOf(await store.list(scope, "aspect", { most: 10 })), ["a", "b"]);
  });

  test("an unreviewed key is reviewed by it and moves to the end of those that are", async () => {
    await store.fill(scope, defaultsFor());
    await store.register(scope, [{ type: "stage", key: "moving" }]);
    const { made, entry } = await store.put(scope, "stage", "moving", plain);
    assert.deepEqual([made, entry.reviewed, entry.position, entry.version], [false, true, 110, 2]);
  });

  test("another version than the one held is a conflict that says both", async () => {
    await store.put(scope, "aspect", "a", { ...plain, version: 0 });
    await assert.rejects(
      store.put(scope, "aspect", "a", { ...plain, version: 0 }),
      conflict({ sent: 0, current: 1 }),
    );
    await store.put(scope, "aspect", "a", { ...plain, version: 1 });
    await assert.rejects(
      store.put(scope, "aspect", "a", { ...plain, version: 1 }),
      conflict({ sent: 1, current: 2 }),
    );
    await assert.rejects(
      store.put(scope, "aspect", "new", { ...plain, version: 3 }),
      conflict({ sent: 3, current: 0 }),
    );
    assert.equal(await store.get(scope, "aspect", "new"), undefined);
    assert.equal(await store.version(scope), 2);
  });

  test("of many who replace the same version at once, one does", async () => {
    await store.put(scope, "aspect", "a", plain);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => store.put(scope, "aspect", "a", { ...plain, version: 1 })),
    );
    assert.equal(tries.filter((each) => each.status === "fulfilled").length, 1);
    assert.equal((await store.get(scope, "aspect", "a"))?.version, 2);
  });

  test("a full type takes no more, but what is there can be replaced", async () => {
    const keys = Array.from({ length: keysPerType }, (_, n) => ({
      type: "answer" as const,
      key: `q${n}`,
    }));
    await store.register(scope, keys);
    await assert.rejects(
      store.put(scope, "answer", "one-more", plain),
      conflict({ limit: keysPerType }),
    );
    assert.equal((await store.put(scope, "answer", "q7", plain)).entry.reviewed, true);
    await store.remove(scope, "answer", "q8", undefined);
    assert.equal((await store.put(scope, "answer", "one-more", plain)).made, true);
  });
});

describe("removing", () => {
  test("a reviewed entry becomes inactive, once; an unreviewed one goes", async () => {
    await store.put(scope, "channel", "web", plain);
    const { entry: off } = await store.remove(scope, "channel", "web", 1);
    assert.deepEqual([off?.active, off?.version, off?.definition], [false, 2, plain.definition]);
    assert.equal((await store.remove(scope, "channel", "web", undefined)).entry?.version, 2);
    await store.register(scope, [{ type: "channel", key: "kiosk" }]);
    assert.equal((await store.remove(scope, "channel", "kiosk", undefined)).entry, undefined);
    assert.equal(await store.get(scope, "channel", "kiosk"), undefined);
  });

  test("what is not there, or has another version, is said", async () => {
    await store.put(scope, "channel", "web", plain);
    await assert.rejects(
      store.remove(scope, "channel", "web", 7),
      conflict({ sent: 7, current: 1 }),
    );
    await assert.rejects(store.remove(scope, "channel", "kiosk", undefined), { code: "not_found" });
    assert.equal((await store.get(scope, "channel", "web"))?.active, true);
  });
});

describe("writing at once", () => {
  test("fills, registrations, puts and removals never wait for each other in a ring", async () => {
    const keys = Array.from({ length: 30 }, (_, n) => ({ type: "stage" as const, key: `k${n}` }));
    const half = (n: number) => keys.filter((_, at) => at % 7 !== n % 7);
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        if (n % 10 === 0) return store.fill(scope, defaultsFor());
        if (n % 10 < 7) return store.register(scope, half(n));
        if (n % 10 < 9) return store.put(scope, "stage", `k${n % 30}`, plain);
        const gone = await store
          .remove(scope, "stage", `k${n % 30}`, undefined)
          .catch((error: { code: string }) => error.code);
        assert.ok(typeof gone !== "string" || gone === "not_found");
      }),
    );
    assert.equal((await store.get(scope, "stage", "use"))?.reviewed, true);
  });
});

describe("listing", () => {
  test("pages by position and key, whatever the script, each entry once", async () => {
    const keys = ["z", "B", "a", "é", "漢", "_", "A"];
    for (const [n, key] of keys.entries())
      await store.put(scope, "offering", key, { ...plain, position: n % 2 });
    await store.register(scope, [{ type: "offering", key: "seen" }]);
    const whole = await store.list(scope, "offering", { most: 100 });
    assert.deepEqual(
      keysOf(whole),
      ["A", "_", "a", "z", "B", "é", "漢", "seen"].sort((a, b) => {
        const place = (key: string) => (key === "seen" ? 2 : keys.indexOf(key) % 2);
        return place(a) - place(b) || (a < b ? -1 : 1);
      }),
    );
    const paged: TypedEntry[] = [];
    for (let from: TypedEntry | undefined; ; from = paged.at(-1)) {
      const page = await store.list(scope, "offering", { most: 3, after: from });
      paged.push(...page);
      if (page.length < 3) break;
    }
    assert.deepEqual(paged, whole);
  });

  test("by whether they are reviewed and active, of one workspace and type", async () => {
    await store.put(scope, "offering", "on", plain);
    await store.put(scope, "offering", "off", { ...plain, active: false });
    await store.put(scope, "aspect", "other-type", plain);
    await store.put(systemScopeIn(uuidv7(), "test"), "offering", "other-workspace", plain);
    await store.register(scope, [{ type: "offering", key: "seen" }]);
    const keys = async (filter: object) =>
      keysOf(await store.list(scope, "offering", { most: 10, ...filter }));
    assert.deepEqual(await keys({}), ["on", "off", "seen"]);
    assert.deepEqual(await keys({ active: true }), ["on", "seen"]);
    assert.deepEqual(await keys({ reviewed: false }), ["seen"]);
    assert.deepEqual(await keys({ reviewed: true, active: false }), ["off"]);
  });
});

describe("the view", () => {
  const now = clock.now;
  after(() => void (clock.now = now));

  test("fills a workspace that never was", async () => {
    const view = await createRegistryViews(store).of(scope);
    assert.equal(view.entries.touchpoint.size, 32);
    assert.deepEqual(
      view.entries.measure.get("nps")?.definition.labels["en"],
      "Likelihood to recommend",
    );
  });

  test("sees its own write at once, another process's within two seconds, and asks no more than it must", async () => {
    let at = now();
    clock.now = () => at;
    let asked = 0;
    const counted = {
      fill: store.fill,
      all: (s: Scope) => (asked++, store.all(s)),
      version: (s: Scope) => (asked++, store.version(s)),
    };
    const views = createRegistryViews(counted);
    const first = await views.of(scope);
    asked = 0;
    await store.register(scope, [{ type: "stage", key: "theirs" }]);
    at += 1_999;
    assert.equal(await views.of(scope), first);
    assert.equal(asked, 0);
    at += 1;
    const [second, same] = await Promise.all([views.of(scope), views.of(scope)]);
    assert.equal(second, same);
    assert.ok(second.entries.stage.has("theirs"));
    assert.equal(asked, 2);
    at += 2_000;
    assert.equal(await views.of(scope), second);
    assert.equal(asked, 3);
    await store.register(scope, [{ type: "stage", key: "ours" }]);
    views.changed(scope);
    assert.ok((await views.of(scope)).entries.stage.has("ours"));
  });

  test("a load that began before a write is not kept", async () => {
    const views = createRegistryViews(store);
    await views.of(scope);
    views.changed(scope);
    const early = views.of(scope);
    const written = store.register(scope, [{ type: "stage", key: "late" }]);
    await written;
    views.changed(scope);
    await early;
    assert.ok((await views.of(scope)).entries.stage.has("late"));
  });
});

describe("admission", () => {
  const row = (more: Partial<SignalInput>) => ({
    signal: signalInput.parse({ kind: "response", occurredAt: "2026-01-31T09:30:00Z", ...more }),
    receivedAt: Date.parse("2026-01-31T09:30:00Z"),
  });

  test("holds what doesn't fit, registers the rest's keys, and is the same again", async () => {
    const views = createRegistryViews(store);
    const admit = createAdmission({ store, views });
    const rows = [
      row({ touchpoint: "kiosk", measures: { nps: 9 } }),
      row({ touchpoint: "lost", measures: { nps: 12 } }),
      row({ attributes: { region: "eu" } }),
    ];
    const codes = async () => (await admit(scope.workspace, rows)).map((each) => each?.code);
    assert.deepEqual(await codes(), [undefined, "measure_out_of_scale", undefined]);
    const view = await views.of(scope);
    assert.equal(view.entries.touchpoint.get("kiosk")?.reviewed, false);
    assert.ok(!view.entries.touchpoint.has("lost"));
    assert.ok(view.entries.attribute.has("region"));
    const version = await store.version(scope);
    assert.deepEqual(await codes(), [undefined, "measure_out_of_scale", undefined]);
    assert.equal(await store.version(scope), version);
  });

  test("a measure that was seen first and defined later is bounded from then on", async () => {
    const views = createRegistryViews(store);
    const admit = createAdmission({ store, views });
    const rows = [row({ measures: { smileys: 7 } })];
    assert.deepEqual(await admit(scope.workspace, rows), [undefined]);
    const definition = {
      labels: {},
      direction: "higher-is-better",
      scale: { min: 1, max: 5, whole: true },
      figure: "mean",
    } as const;
    await store.put(scope, "measure", "smileys", { definition, active: true });
    views.changed(scope);
    assert.equal((await admit(scope.workspace, rows))[0]?.code, "measure_out_of_scale");
  });
});
