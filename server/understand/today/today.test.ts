/** Today in workspaces with little in them: what is missing is said, and nothing of one is told in another. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { GapRow } from "#contract/gaps.ts";
import type { TodayAnswer } from "#contract/today.ts";
import { viewOf } from "#journey/registry.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { deviationsOf, shortPlaces, unitCondition } from "./places.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

async function today(query: Record<string, string> = {}): Promise<TodayAnswer> {
  const asked = new URLSearchParams({ at: "2026-01-01", wait: "30", ...query }).toString();
  const { status, body } = await world.request<TodayAnswer>("GET", `/v1/today?${asked}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

test("with nothing in it each section says what is missing", async () => {
  const { intervention, growth, gaps, changes } = await today();
  assert.deepEqual(
    [intervention, growth, gaps, changes].map(({ state, missing, findings }) => [
      state,
      missing,
      findings.length,
    ]),
    [
      ["known", "accounts", 0],
      ["known", "accounts", 0],
      ["known", "comparisons", 0],
      ["known", "history", 0],
    ],
  );
});

test("an answer that nobody waits for says that it is computed, and is there soon", async () => {
  const at = { at: "2025-01-01" };
  const first = await today({ ...at, wait: "0" });
  assert.ok(["computing", "known"].includes(first.changes.state));
  const second = await today(at);
  assert.deepEqual(
    [second.intervention.state, second.gaps.state, second.changes.state],
    ["known", "known", "known"],
  );
});

test("an account that was never heard is known and unheard; one with an answer has nothing to tell", async () => {
  await world.request("PUT", "/v1/accounts/firm", { name: "Firm", type: "business", revenue: 5 });
  await world.app.projector.flush();
  const unheard = await today({ at: "2025-12-31" });
  assert.deepEqual([unheard.intervention.missing, unheard.growth.missing], ["answers", "answers"]);
  await world.send([
    {
      id: "said",
      kind: "response",
      occurredAt: "2025-12-01T00:00:00Z",
      customer: { id: "c" },
      account: { id: "firm" },
      measures: { nps: 9 },
    },
  ]);
  await world.app.projector.flush();
  const heard = await today({ at: "2025-12-30" });
  assert.deepEqual([heard.intervention.missing, heard.intervention.total], [null, 0]);
});

test("of so few signals nothing is told without names, and the refusal is that of a section", async () => {
  const viewer = await someone(world, "viewer");
  try {
    const path = "/v1/today?at=2025-12-29&wait=30";
    const { status, body } = await viewer.request<TodayAnswer>("GET", path);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.gaps, body.changes].map(({ state, problem }) => [state, problem?.code]),
      [
        ["refused", "forbidden"],
        ["refused", "forbidden"],
      ],
    );
    assert.equal(body.intervention.state, "known");
  } finally {
    await viewer.stop();
  }
});

test("what is asked wrongly is refused", async () => {
  for (const query of ["wait=31", "at=never", "language=fr", "limit=5"]) {
    const { status } = await world.request("GET", `/v1/today?${query}`);
    assert.equal(status, 400, query);
  }
  const { status } = await world.request("GET", "/v1/today?timezone=Mars/Base");
  assert.equal(status, 400);
  const bodies = [{ finding: "x" }, { finding: "x", as: "hope" }, { as: "watch", finding: "" }];
  for (const body of bodies)
    assert.equal((await world.request("POST", "/v1/findings", body)).status, 400);
});

type Unit = { key: string; parent?: string };
const view = (units: readonly Unit[]) =>
  viewOf(
    1,
    units.map(({ key, parent }) => ({
      type: "unit" as const,
      key,
      active: true,
      position: 0,
      version: 1,
      createdAt: "",
      updatedAt: "",
      ...(parent === undefined
        ? { reviewed: false as const, definition: { labels: {} } }
        : { reviewed: true as const, definition: { labels: {}, parent } }),
    })),
  );
/** A part of so many with this gap and standard deviation, as the gaps tell it. */
function partOf(value: string | null, n: number, gap: number, spread = 1) {
  // Student's critical value of 99 and more lies near this one.
  const half = (1.98 * spread) / Math.sqrt(n);
  return { value, n, gap, low: gap - half, high: gap + half };
}
const rowOf = (parts: ReturnType<typeof partOf>[]) => ({ parts }) as unknown as GapRow;

test("a unit is named where it falls short while the others don't, and nowhere else", () => {
  const units = view([{ key: "a/1" }, { key: "a/2" }, { key: "b/1" }, { key: "c/1" }]);
  const named = (parts: ReturnType<typeof partOf>[]) =>
    shortPlaces([rowOf(parts)], units).map(({ unit }) => unit);
  const rest = [partOf("b/1", 200, 0.1), partOf("c/1", 200, 0)];
  assert.deepEqual(named([partOf("a/1", 100, -0.8), partOf("a/2", 100, -0.6), ...rest]), ["a"]);
  // Everybody falls short, one a little more.
  assert.deepEqual(named([partOf("a/1", 400, -1.5), partOf("b/1", 400, -1.1)]), []);
  // Few, small, better, or of no unit at all.
  assert.deepEqual(named([partOf("a/1", 20, -2), ...rest]), []);
  assert.deepEqual(named([partOf("a/1", 100, -0.1), ...rest]), []);
  assert.deepEqual(named([partOf("a/1", 100, 2), partOf("b/1", 100, 2), partOf("c/1", 99, 2)]), []);
  assert.deepEqual(named([partOf(null, 400, -2), ...rest]), []);
  assert.deepEqual(named([]), []);
});

test("in worlds without any difference a unit is named once in twenty at most", () => {
  let state = 7;
  // mulberry32
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const units = view(["a", "b", "c", "d"].map((key) => ({ key })));
  const worlds = 500;
  const n = 60;
  const run = (shift: number) => {
    let named = 0;
    for (let k = 0; k < worlds; k++) {
      const rows = Array.from({ length: 6 }, () =>
        rowOf(
          ["a", "b", "c", "d"].map((key) =>
            partOf(key, n, normal() / Math.sqrt(n) - (key === "a" ? shift : 0)),
          ),
        ),
      );
      if (shortPlaces(rows, units).some(({ unit }) => unit === "a" || shift === 0)) named += 1;
    }
    return named / worlds;
  };
  const wrong = run(0);
  assert.ok(wrong <= 0.05 + 2 * Math.sqrt((0.05 * 0.95) / worlds), `${wrong}`);
  const found = run(0.8);
  assert.ok(found > 0.95, `${found}`);
});

test("a unit's condition holds in all below it, however they are named", () => {
  const named = view([{ key: "a/1" }, { key: "a/2" }, { key: "b" }]);
  assert.equal(unitCondition("a", named), '(unit == "a" || unit.startsWith("a/"))');
  assert.equal(unitCondition("b", named), 'unit == "b"');
  const stated = view([{ key: "top" }, { key: "x", parent: "top" }, { key: "y", parent: "top" }]);
  assert.equal(unitCondition("top", stated), 'unit in ["top","x","y"]');
});

test("a gap's width in standard deviations is that of its interval", () => {
  assert.ok(Math.abs(deviationsOf(partOf("a", 100, -0.5, 2))! + 0.25) < 0.01);
  assert.equal(deviationsOf({ n: 1, gap: -1, low: null, high: null }), null);
  assert.equal(deviationsOf({ n: 40, gap: null, low: null, high: null }), null);
});
