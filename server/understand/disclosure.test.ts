/** What one question must not give away of somebody whose name is kept, nor count twice. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let count = 0;
const signal = (more: Record<string, unknown>) => ({
  id: `d${count++}`,
  kind: "response",
  occurredAt: "2025-05-05T10:00:00Z",
  ...more,
});
const judged = (
  values: readonly number[],
  aspects = ["price", "speed", "staff", "trust", "care"],
) => values.map((experience, n) => ({ aspect: aspects[n % aspects.length]!, experience }));
const quiet = { confidentiality: "confidential" };

before(async () => {
  world = await startWorld();
  await world.send([
    signal({ ...quiet, unit: "alone", judgements: judged([1, 2, 1, 2, 1, 3]) }),
    ...Array.from({ length: 3 }, () =>
      signal({ ...quiet, voice: "employee", unit: "staff", judgements: judged([2, 2, 2, 2]) }),
    ),
    ...Array.from({ length: 6 }, (_, n) =>
      signal({ ...quiet, unit: "crew", judgements: judged([n % 5, 3, 3, 3]) }),
    ),
    ...Array.from({ length: 12 }, (_, n) =>
      signal({ unit: "open", judgements: judged([1 + (n % 5), 4, 1 + (n % 5)]) }),
    ),
    signal({ unit: "open", judgements: judged([5, 5], ["price"]), measures: { nps: 9 } }),
    signal({ ...quiet, unit: "lists", answers: { why: ["a", "a", "a", "a", "a"] } }),
    signal({ unit: "many", answers: { why: ["b", "b", "c"] } }),
    signal({ ...quiet, unit: "pay", answers: { pay: 7 } }),
    ...Array.from({ length: 5 }, (_, n) => signal({ ...quiet, unit: "paid", answers: { pay: n } })),
    signal({ unit: "kinds", answers: { some: [1, 2, 3] } }),
    signal({ unit: "kinds", answers: { some: ["a", 2, true] } }),
    signal({ unit: "kinds", answers: { some: [true, false] } }),
    signal({ unit: "kinds", answers: { some: ["a", "2"] } }),
    signal({ unit: "kinds", answers: { some: 2 } }),
    signal({ unit: "kinds", answers: { some: "a" } }),
  ]);
});
after(() => world.stop());

const of = { kind: "mean" as const, of: "judgements.experience" };

test("several judgements of one person are one person: too few to be shown", async () => {
  const answer = await world.query({
    measure: of,
    by: ["unit"],
    where: `unit in ["alone", "open"]`,
  });
  assert.deepEqual(
    answer.rows.map((row) => [row.by.unit, row.n]),
    [["open", 38]],
  );
  assert.deepEqual(answer.suppressed, { groups: 0, signals: 0 });
  assert.equal(answer.total!.n, 38);
  for (const measure of [of, { kind: "quantile" as const, of: "judgements.experience" }]) {
    const alone = await world.query({ measure, where: `unit == "alone"` });
    assert.deepEqual(
      [alone.total!.n, alone.total!.estimate, alone.suppressed.groups],
      [0, null, 0],
    );
  }
  const staff = await world.query({ measure: of, where: `unit == "staff"`, voices: "all" });
  assert.deepEqual([staff.total!.n, staff.suppressed], [0, { groups: 0, signals: 0 }]);
  const crew = await world.query({ measure: of, where: `unit == "crew"` });
  assert.deepEqual([crew.total!.n, crew.suppressed.groups], [24, 0]);
  const out = await world.query({ measure: of, where: `unit == "staff"` });
  assert.equal(out.leftOut.otherVoices, 0);
});

test("an interval over several judgements of a signal is as wide as that of so many signals", async () => {
  const { total } = await world.query({ measure: of, where: `unit == "crew"` });
  assert.deepEqual([total!.n, total!.effectiveN, total!.lowBase], [24, 6, true]);
  // Σx = 54 + (0+1+2+3+4+0), by hand: mean 64/24; sd with 5 in the denominator, t(5) = 2.5706.
  const values = [0, 1, 2, 3, 4, 0].flatMap((first) => [first, 3, 3, 3]);
  const mean = values.reduce((sum, x) => sum + x, 0) / 24;
  const spread = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 24;
  const half = 2.570582 * Math.sqrt(spread / 5);
  assert.ok(Math.abs(total!.estimate! - mean) < 1e-12);
  assert.ok(Math.abs(total!.high! - (mean + half)) < 1e-4, `${total!.high} ${mean + half}`);
  const price = await world.query({ measure: of, where: `unit == "crew"`, by: ["aspect"] });
  const row = price.rows.find((each) => each.by.aspect === "price")!;
  assert.deepEqual([row.n, row.effectiveN], [6, undefined]);
  const share = await world.query({
    measure: { kind: "share", of: "judgements.experience", equals: 3 },
    where: `unit == "crew"`,
  });
  assert.deepEqual([share.total!.n, share.total!.effectiveN], [24, 6]);
});

test("a signal counts once under an aspect that it judges twice; its judgements are two", async () => {
  const where = `unit == "open" && has(measures.nps)`;
  const nps = await world.query({ measure: { kind: "nps" }, where, by: ["aspect"] });
  assert.deepEqual(
    nps.rows.map((row) => [row.by.aspect, row.n]),
    [["price", 1]],
  );
  const judgements = await world.query({ measure: of, where, by: ["aspect"] });
  assert.deepEqual(
    judgements.rows.map((row) => [row.n, row.effectiveN]),
    [[2, 1]],
  );
});

test("an option that came twice in one answer counts once, and does not make one person five", async () => {
  const measure = { kind: "count" as const };
  const many = await world.query({ measure, by: ["answers.why"], where: `unit == "many"` });
  assert.deepEqual(many.rows.map((row) => [row.by["answers.why"], row.n]).toSorted(), [
    ["b", 1],
    ["c", 1],
  ]);
  const without = await world.query({ measure, by: ["answers.why"], where: `unit == "open"` });
  assert.deepEqual(
    without.rows.map((row) => [row.by["answers.why"], row.n]),
    [[null, 13]],
  );
  const lists = await world.query({ measure, by: ["answers.why"], where: `unit == "lists"` });
  assert.deepEqual([lists.rows, lists.suppressed], [[], { groups: 0, signals: 0 }]);
});

test("whether a hidden value lies on a scale of the asker's choosing is not told", async () => {
  const ask = (where: string, max: number, more: object = {}) =>
    world.request<{ rows: unknown[]; error?: { code: string; message: string } }>(
      "POST",
      "/v1/query",
      {
        measure: { kind: "csat", of: "answers.pay", scale: { min: 0, max }, boxes: 1 },
        where,
        ...more,
      },
    );
  for (const max of [5, 10]) {
    const { status, body } = await ask(`unit == "pay"`, max);
    const nobody = await ask(`unit == "nobody"`, max);
    assert.deepEqual([status, body.rows], [200, nobody.body.rows]);
    const beside = await ask(`unit in ["pay", "paid"]`, max, { by: ["unit"] });
    assert.equal(beside.status, max === 5 ? 422 : 200, "all six together are shown");
    const compared = await ask(`unit == "many"`, max, { compare: { where: `unit == "pay"` } });
    assert.equal(compared.status, 200);
  }
  const { status, body } = await ask(`unit == "paid"`, 3);
  assert.deepEqual([status, body.error!.code], [422, "scale_mismatch"]);
  assert.match(body.error!.message, /^1 of the 5 values/);
});

test("a share counts lists of every type: numbers, truth values and mixed ones", async () => {
  const shares: [string | number | boolean, number][] = [
    [2, 3],
    ["2", 1],
    ["a", 3],
    [true, 2],
    [false, 1],
    [9, 0],
  ];
  for (const [equals, expected] of shares) {
    const { total } = await world.query({
      measure: { kind: "share", of: "answers.some", equals },
      where: `unit == "kinds"`,
    });
    assert.deepEqual([total!.n, total!.counts.equal], [6, expected], JSON.stringify(equals));
  }
});
