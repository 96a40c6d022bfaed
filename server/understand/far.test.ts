/** Means of values that lie far from 0, and which way a figure is better: by the registry, by who asks, or not at all. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mean, meanDifference } from "#statistics/index.ts";
import { startWorld, type World } from "#server/testing/world.ts";

const base = 1_700_000_000;
const groups = ["one", "two", "three"] as const;
type Sent = { group: string; stamp: number; minutes: number; said: string; weight: number };
/** 40 a group: stamps that spread by a few, of which all of the third are alike. */
const sent: Sent[] = groups.flatMap((group, g) =>
  Array.from({ length: 40 }, (_, n) => ({
    group,
    stamp: base + (g === 2 ? 7 : 10 * g + (n % 5) - 2 + (n % 3) / 8),
    minutes: 5 * g + (n % 4),
    said: n < 10 * (g + 1) ? "yes" : "no",
    weight: 1 + (n % 2),
  })),
);
const valuesOf = (group?: string) =>
  sent.filter((each) => group === undefined || each.group === group).map(({ stamp }) => stamp);

/** Moments in two passes about the base, which loses nothing here. */
function momentsOf(values: readonly number[]) {
  const n = values.length;
  const centre = values.reduce((sum, x) => sum + (x - base), 0) / n;
  const m2 = values.reduce((sum, x) => sum + (x - base - centre) ** 2, 0);
  return { n, mean: base + centre, m2 };
}

let world: World;
before(async () => {
  world = await startWorld();
  await world.send(
    sent.map(({ group, stamp, minutes, said, weight }, n) => ({
      id: `far ${n}`,
      kind: "response",
      occurredAt: "2026-01-31T09:30:00Z",
      measures: { stamp, minutes },
      answers: { said },
      attributes: { group },
      weight,
    })),
  );
});
after(() => world.stop());

const near = (actual: number | null, expected: number | null, what: string) =>
  assert.ok(
    actual !== null && expected !== null && Math.abs(actual - expected) < 1e-5,
    `${what}: ${actual} for ${expected}`,
  );

test("a mean near 1.7 billion has the spread that its values have", async () => {
  const { rows, total } = await world.query({
    measure: { kind: "mean", of: "stamp" },
    by: ["attributes.group"],
  });
  for (const [row, group] of [
    [total!, undefined],
    ...rows.map((each) => [each, each.by["attributes.group"]!] as const),
  ] as const) {
    const expected = mean(momentsOf(valuesOf(group)));
    assert.equal(row.reason, expected.reason, group);
    near(row.estimate, expected.estimate, `${group} estimate`);
    near(row.low, expected.low, `${group} low`);
    near(row.high, expected.high, `${group} high`);
  }
  assert.ok(total!.high! - total!.low! > 1);
  assert.equal(rows.find((row) => row.by["attributes.group"] === "three")!.reason, "zero-variance");
});

test("so has a weighted one, and the difference of two", async () => {
  const weighted = await world.query({ measure: { kind: "mean", of: "stamp" }, weighted: true });
  const w = sent.reduce((sum, each) => sum + each.weight, 0);
  const centre = sent.reduce((sum, each) => sum + each.weight * (each.stamp - base), 0) / w;
  near(weighted.total!.estimate, base + centre, "weighted");
  assert.ok(weighted.total!.high! - weighted.total!.estimate! > 0.5);
  const { total } = await world.query({
    measure: { kind: "mean", of: "stamp" },
    where: `attributes.group == "two"`,
    compare: { where: `attributes.group == "one"` },
  });
  const expected = meanDifference(momentsOf(valuesOf("two")), momentsOf(valuesOf("one")));
  near(total!.compare!.delta, expected.delta, "delta");
  near(total!.compare!.low, expected.low, "low of the difference");
  assert.equal(total!.compare!.p! < 1e-9, expected.p! < 1e-9);
});

test("what a mean is summed about stays with the server", async () => {
  const { sql, parameters } = await world.query({
    measure: { kind: "mean", of: "stamp" },
    explain: true,
  });
  assert.match(sql!, /\{shift:Float64\}/);
  assert.ok(!JSON.stringify(parameters).includes("17000000"), JSON.stringify(parameters));
});

const ranks = async (measure: Parameters<World["query"]>[0]["measure"]) => {
  const answer = await world.query({ measure, by: ["attributes.group"] });
  const of = (group: string) => answer.rows.find((row) => row.by["attributes.group"] === group)!;
  return { better: answer.measure.better, ranks: groups.map((group) => of(group).rank) };
};

test("a share or a count is better neither way, and leads no table, unless somebody says so", async () => {
  const share = { kind: "share", of: "answers.said", equals: "yes" } as const;
  const none = { better: null, ranks: [undefined, undefined, undefined] };
  assert.deepEqual(await ranks(share), none);
  assert.deepEqual(await ranks({ ...share, better: "higher" }), {
    better: "higher",
    ranks: [3, 2, 1],
  });
  assert.deepEqual(await ranks({ ...share, better: "lower" }), {
    better: "lower",
    ranks: [1, 2, 3],
  });
  assert.deepEqual(await ranks({ kind: "count" }), none);
});

test("of a measure the registry says it; of one that nobody has defined, nobody does", async () => {
  const minutes = { kind: "mean", of: "minutes" } as const;
  assert.equal((await ranks(minutes)).better, null);
  const definition = { direction: "lower-is-better", unit: "min" };
  assert.equal((await world.request("PUT", "/v1/measures/minutes", { definition })).status, 200);
  const low = { better: "lower", ranks: [1, 2, 3] };
  assert.deepEqual(await ranks(minutes), low);
  assert.deepEqual(await ranks({ kind: "quantile", of: "minutes" }), low);
  // How many have exactly 5 says nothing of it.
  const five = { kind: "share", of: "minutes", equals: 5 } as const;
  assert.equal((await ranks(five)).better, null);
  const answer = await world.request("POST", "/v1/query", {
    measure: { kind: "nps", better: "lower" },
  });
  assert.equal(answer.status, 400);
});
