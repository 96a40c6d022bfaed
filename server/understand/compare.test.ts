/** Two selections side by side: what only one of them has is in the answer, and together they give nobody away. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { query, type QueryAnswer, type QueryRow } from "#contract/query.ts";
import { viewOf } from "#journey/registry.ts";
import { createBinder } from "#platform/binder.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { wholeSight } from "./reach.ts";
import { answerOf } from "./answer.ts";
import { follows } from "./figures.test-support.ts";
import type { GroupRow } from "./groups.ts";
import { measureOf } from "./measure.ts";
import { shareNothing, sharedBy } from "./overlap.ts";
import { comparingGivesAway, tablesOf } from "./tables.ts";

let world: World;
let count = 0;
const some = (n: number, unit: string, month: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: n }, (_, k) => ({
    id: `v${count++}`,
    kind: "response",
    occurredAt: `2025-0${month}-05T10:00:00Z`,
    unit,
    measures: { nps: k % 2 ? 9 : 3, csat: 4, hours: 5 },
    ...more,
  }));
const secret = { confidentiality: "confidential" };

before(async () => {
  world = await startWorld();
  await world.send([
    ...some(40, "here", 3, { programme: "open" }),
    ...some(36, "here", 2, { programme: "open" }),
    ...some(34, "gone", 2, { programme: "open" }),
    ...some(6, "left", 2, { programme: "open" }),
    // Guarded: three units whose sizes are those of the worked example below.
    ...some(4, "C", 3, { programme: "quiet", ...secret }),
    ...some(7, "D", 3, { programme: "quiet", ...secret }),
    ...some(30, "E", 3, { programme: "quiet", ...secret }),
    ...some(31, "E", 2, { programme: "quiet", ...secret }),
    ...some(6, "F", 2, { programme: "quiet", ...secret }),
    ...some(3, "G", 2, { programme: "quiet", ...secret }),
    ...some(8, "H", 2, { programme: "quiet", ...secret }),
  ]);
});
after(() => world.stop());

const march = { from: "2025-03-01", to: "2025-04-01" };
const february = { from: "2025-02-01", to: "2025-03-01" };
const units = ({ rows }: QueryAnswer) =>
  rows.map((row) => [row.by.unit, row.n, row.compare?.n]).toSorted();

test("a group that only the compared period has is answered with n 0, no estimate, and the other's figure", async () => {
  const question = { where: `programme == "open"`, by: ["unit"], ...march, compare: february };
  for (const kind of ["nps", "csat", "mean", "quantile"] as const) {
    const of = kind === "nps" || kind === "csat" ? {} : { of: "hours" };
    const answer = await world.query({ measure: { kind, ...of }, ...question });
    assert.deepEqual(units(answer), [
      ["gone", 0, 34],
      ["here", 40, 36],
      ["left", 0, 6],
    ]);
    const gone = answer.rows.find((row) => row.by.unit === "gone")!;
    assert.deepEqual(
      [gone.estimate, gone.low, gone.high, gone.reason, gone.lowBase, gone.rank],
      // Nobody has said which end of the hours is the good one.
      [null, null, null, "no-answers", true, "of" in of ? undefined : null],
    );
    assert.equal(typeof gone.compare!.estimate, "number");
    assert.deepEqual([gone.compare!.delta, gone.compare!.lowBase], [null, true]);
  }
  const counted = await world.query({ measure: { kind: "count" }, ...question });
  const gone = counted.rows.find((row) => row.by.unit === "gone")!;
  assert.deepEqual([gone.estimate, gone.compare!.delta], [0, -34], "a count of nobody is 0");
  const none = await world.query({
    measure: { kind: "nps" },
    where: `programme == "open"`,
    from: "2025-06-01",
    to: "2025-07-01",
    compare: february,
  });
  assert.deepEqual([none.total!.n, none.total!.compare!.n], [0, 76]);
});

test("divided by time, what only the other filter has stands in its own interval", async () => {
  const answer = await world.query({
    measure: { kind: "count" },
    where: `programme == "open" && unit == "here"`,
    interval: "month",
    compare: { where: `programme == "open" && unit == "gone"` },
  });
  assert.deepEqual(
    answer.rows.map((row) => [row.at!.slice(0, 7), row.n, row.compare?.n]),
    [
      ["2025-02", 36, 34],
      ["2025-03", 40, 0],
    ],
  );
  const turned = await world.query({
    measure: { kind: "count" },
    where: `programme == "open" && unit == "gone"`,
    interval: "month",
    compare: { where: `programme == "open" && unit == "here"` },
  });
  assert.deepEqual(
    turned.rows.map((row) => [row.at!.slice(0, 7), row.n, row.compare?.n]),
    [
      ["2025-02", 34, 36],
      ["2025-03", 0, 40],
    ],
  );
});

test("a guarded group that only the compared period has is hidden as it would be there", async () => {
  const measure = { kind: "nps" as const };
  const where = `programme == "quiet"`;
  const there = await world.query({ measure, where, by: ["unit"], ...february });
  assert.deepEqual(units(there), [
    ["E", 31, undefined],
    ["H", 8, undefined],
  ]);
  const answer = await world.query({ measure, where, by: ["unit"], ...march, compare: february });
  assert.deepEqual(units(answer), [
    ["E", 30, 31],
    ["H", 0, 8],
  ]);
  assert.equal(answer.compareWithheld, undefined, "two months have no signal in common");
  assert.deepEqual([answer.total!.n, answer.total!.compare!.n], [41, 48]);
});

test("a comparison that is missing because the other side shows a part of itself is said to be withheld", async () => {
  const of = (n: number, g: string, month: number, more: object = {}) =>
    some(n, "parts", month, { programme: "parts", attributes: { g }, ...more });
  await world.send([
    ...of(8, "a", 1),
    ...of(8, "b", 1),
    ...of(8, "a", 3),
    ...of(8, "b", 3),
    ...of(1, "a", 3, secret),
    ...of(3, "b", 3, secret),
    ...of(3, "c", 3, secret),
  ]);
  const question = {
    measure: { kind: "nps" as const },
    where: `programme == "parts"`,
    by: ["attributes.g"],
    from: "2025-01-01",
    to: "2025-02-01",
  };
  const { rows, compareWithheld, suppressed, total } = await world.query({
    ...question,
    compare: march,
  });
  assert.deepEqual(rows.map((row) => [row.by["attributes.g"], row.n, row.compare]).toSorted(), [
    ["a", 8, undefined],
    ["b", 8, undefined],
  ]);
  assert.equal(compareWithheld, true);
  assert.deepEqual(suppressed, { groups: 0, signals: 0 });
  assert.deepEqual([total!.n, total!.compare!.n], [16, 23]);
  // Turned round, it is the question's own side that is shown in part.
  const turned = await world.query({
    ...question,
    ...march,
    compare: { from: question.from, to: question.to },
  });
  assert.deepEqual(
    turned.rows.map((row) => [row.n, row.compare]),
    [
      [8, undefined],
      [8, undefined],
    ],
  );
  assert.equal(turned.compareWithheld, true);
  // Few in all of a selection are not there, and nothing is withheld for them.
  const few = await world.query({
    ...question,
    where: `programme == "parts" && attributes.g != "c"`,
    compare: march,
  });
  assert.deepEqual(
    few.rows.map((row) => [row.n, row.compare!.n]),
    [
      [8, 8],
      [8, 8],
    ],
  );
  assert.equal(few.compareWithheld, undefined);
  const plain = await world.query(question);
  assert.equal(plain.compareWithheld, undefined);
});

test("a total beside one without a hidden group would give the others away: it is not compared", async () => {
  const measure = { kind: "nps" as const };
  const all = { measure, where: `programme == "quiet"`, by: ["unit"], ...march };
  // 41 in all, 34 of them without D, E has 30: C's four answers could be worked out.
  for (const [question, compare] of [
    [all, { where: `programme == "quiet" && unit != "D"` }],
    [{ ...all, where: `programme == "quiet" && unit != "C"` }, { where: `programme == "quiet"` }],
    [
      { ...all, where: `programme == "quiet" && unit != "E"` },
      { where: `programme == "quiet" && unit != "C"` },
    ],
    [{ ...all, by: [] }, { where: `programme == "quiet" && unit != "C" // all but four\n` }],
    [
      { ...all, by: [], where: `programme == "quiet" && unit != "C"` },
      { from: "2025-02-27", where: `programme == "quiet"` },
    ],
  ] as const) {
    const answer = await world.query({ ...question, by: [...question.by], compare });
    assert.equal(answer.compareWithheld, true, JSON.stringify(compare));
    assert.equal(answer.total!.compare, undefined);
    assert.ok(answer.rows.every((row) => row.n > 0 && row.compare === undefined));
  }
});

test("two filters without a signal in common are compared, however near their numbers are", async () => {
  const answer = await world.query({
    measure: { kind: "nps" },
    where: `programme == "quiet" && unit == "E" && occurredAt >= timestamp("2025-03-01T00:00:00Z")`,
    compare: {
      where: `programme == "quiet" && unit == "E" && occurredAt < timestamp("2025-03-01T00:00:00Z")`,
    },
  });
  assert.deepEqual(
    [answer.compareWithheld, answer.total!.n, answer.total!.compare!.n],
    [undefined, 30, 31],
  );
});

test("a difference of two selections that share signals is no difference of two samples: no interval, no p", async () => {
  const all = { measure: { kind: "mean" as const, of: "hours" }, where: `programme == "open"` };
  const said = ({ compareOverlaps, total }: QueryAnswer) => [
    compareOverlaps,
    total!.compare!.delta,
    total!.compare!.low,
    total!.compare!.p,
  ];
  for (const compare of [
    { where: `programme == "open" && unit == "here"` },
    { where: `unit == "gone"` },
    { from: "2025-02-01" },
  ])
    assert.deepEqual(said(await world.query({ ...all, compare })), [true, 0, null, null]);
  const rest = { where: `programme == "open" && unit != "here"` };
  const apart = await world.query({
    ...all,
    measure: { kind: "nps" },
    where: `programme == "open" && unit == "here"`,
    compare: rest,
  });
  assert.equal(apart.compareOverlaps, undefined);
  assert.ok(apart.total!.compare!.p !== null && apart.total!.compare!.low !== null);
  // What only one side takes in, or has no such measure, is on one side only.
  const staff = { id: "vs", kind: "response", occurredAt: "2025-03-05T10:00:00Z" };
  await world.send([
    ...some(30, "staffed", 3, { voice: "employee", programme: "both" }),
    ...some(30, "staffed", 3, { programme: "both" }),
    { ...staff, programme: "both" },
  ]);
  const voices = await world.query({
    measure: { kind: "nps" },
    where: `programme == "both"`,
    compare: { where: `programme == "both" && voice == "employee"` },
  });
  assert.deepEqual([voices.compareOverlaps, voices.total!.compare!.n], [undefined, 30]);
  assert.ok(voices.total!.compare!.low !== null);
  const counted = await world.query({ measure: { kind: "count" }, compare: rest });
  assert.equal(counted.compareOverlaps, undefined);
});

test("identified signals are compared all the same", async () => {
  const answer = await world.query({
    measure: { kind: "nps" },
    where: `programme == "quiet" || programme == "open"`,
    by: ["unit"],
    ...march,
    compare: { where: `(programme == "quiet" || programme == "open") && unit != "D"` },
  });
  assert.equal(answer.compareWithheld, true);
  assert.deepEqual(units(answer), [
    ["E", 30, undefined],
    ["here", 40, 40],
  ]);
});

test("which periods share nothing is told by their bounds, and taken to share where only the zone decides", () => {
  const share = (one: object, other: object) => !shareNothing(one, other);
  assert.equal(share(march, february), false);
  assert.equal(share(february, march), false);
  assert.equal(share(march, { from: "2025-03-31", to: "2025-05-01" }), true);
  assert.equal(share(march, { to: "2025-03-01" }), false);
  assert.equal(share(march, { from: "2025-01-01" }), true);
  assert.equal(share(march, { from: "2025-04-01T00:00:00+07:00" }), true);
  assert.equal(share(march, { from: "2025-04-01T12:00:00Z" }), false);
  assert.equal(share(march, { to: "2025-02-28T09:59:59Z" }), false);
  assert.equal(share(march, { to: "2025-02-28T11:00:00Z" }), true);
  const [one, other] = [
    { from: "2025-03-01T07:00:00+07:00", to: "2025-04-01", where: "a // b" },
    { from: "2025-03-01T00:00:01Z", to: "2025-04-01T00:00:00Z", where: " " },
  ].map((more) => query.parse({ measure: { kind: "nps" }, by: ["unit"], ...more }));
  const { from, to, where, by, voices } = sharedBy(one!, other!);
  assert.deepEqual(
    { from, to, where, by, voices },
    { from: "2025-03-01T00:00:01Z", to: undefined, where: "(a // b\n)", by: [], voices: "all" },
  );
});

/** How many of a unit's confidential signals are in the question only, in both, in the compared one only. */
type Unit = { now: number; both: number; past: number };
const asked = query.parse({ measure: { kind: "count" }, by: ["unit"] });
const measure = measureOf({
  registry: viewOf(1, []),
  query: asked,
  bind: createBinder(),
  sight: wholeSight,
});
const askedOf = (units: readonly Unit[], of: (unit: Unit) => number) => {
  const groups = units.map((unit, n): GroupRow => ({
    by: { unit: `u${n}` },
    start: undefined,
    pattern: "",
    guarded: true,
    staff: false,
    sums: { n: of(unit), value: of(unit) },
  }));
  return {
    groups,
    totals: groups,
    leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
    truncated: false,
  };
};

test("from all that an answer shows, no figure of fewer than the minimum can be worked out", () => {
  const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }));
  const unit = fc.record({ now: size, both: size, past: size });
  let compared = 0;
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 4 }), (list) => {
      const one = askedOf(list, ({ now, both }) => now + both);
      const other = askedOf(list, ({ past, both }) => past + both);
      const tables = tablesOf(one, other, measure, asked, true);
      const withheld = comparingGivesAway(tables, 5) && list.some(({ both }) => both > 0);
      const answer = answerOf(one, tables, measure, asked, "UTC", { withheld, overlapping: false });
      // Each part that holds anybody is an unknown; each figure shown is a sum of some.
      const parts = list.flatMap((each, n) =>
        (["now", "both", "past"] as const).flatMap((part) =>
          each[part] > 0 ? [{ n, part, size: each[part] }] : [],
        ),
      );
      const figures: number[][] = [];
      const show = (holds: (each: (typeof parts)[number]) => boolean) =>
        figures.push(parts.map((each) => Number(holds(each))));
      const showRow = (row: QueryRow, of: (n: number) => boolean) => {
        if (row.n > 0) show(({ n, part }) => of(n) && part !== "past");
        if (row.compare) show(({ n, part }) => of(n) && part !== "now");
        if (row.compare && row.compare.n > 0 && row.n > 0) compared++;
      };
      for (const row of answer.rows) showRow(row, (n) => row.by.unit === `u${n}`);
      if (answer.total) showRow(answer.total, () => true);
      for (let subset = 1; subset < 2 ** parts.length; subset++) {
        const chosen = parts.map((_, n) => (subset >> n) & 1);
        const people = parts.reduce((sum, part, n) => sum + part.size * chosen[n]!, 0);
        if (people < 5)
          assert.ok(!follows(chosen, figures), JSON.stringify({ parts, chosen, figures }));
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(compared > 500, `only ${compared} comparisons were shown at all`);
});
