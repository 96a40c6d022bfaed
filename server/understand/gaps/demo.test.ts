/** What is planted in the fictional company for gaps, asked over HTTP: T2, T4, T5, T6 and T10 are found, and of N1 and N2 nothing is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { GapRow, GapsAnswer, GapsInput, GapSource } from "#contract/gaps.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import { someone } from "#server/testing/people.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;
const year = { from: "2025-01-01", to: "2026-01-01", timezone: "Asia/Jakarta" };
const promise = "/v1/promises/delivery.hoursToDeliver";

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
  // The demo itself has signed it.
  const { body } = await world.request<{ active: boolean }>("GET", promise);
  assert.equal(body.active, true);
});
after(() => world.stop());

async function gaps(question: GapsInput): Promise<GapsAnswer> {
  const asked = { ...year, ...question };
  const { status, body } = await world.request<GapsAnswer>("POST", "/v1/gaps", asked);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const rowsOf = ({ sources }: GapsAnswer, name: GapSource): GapRow[] =>
  sources.find(({ source }) => source === name)!.rows;
const percent = (share: number | null) => (100 * share!).toFixed(1);
const only = <T>(list: readonly T[]): T => {
  assert.equal(list.length, 1, JSON.stringify(list));
  return list[0]!;
};

test("T2: the delivery promise is broken in the West, by 31 hours and for 70 %; elsewhere 88 % is kept", async () => {
  const late = { from: "2025-04-01", sources: ["promise"] as GapSource[], by: "attributes.region" };
  const delivery = only(rowsOf(await gaps({ ...late, cases: "answers" }), "promise"));
  const [west, ...others] = delivery.parts!;
  assert.deepEqual(
    [west!.value, west!.n, west!.kept!.n, percent(west!.kept!.share), west!.state],
    ["West", 450, 135, "30.0", "shortfall"],
  );
  assert.deepEqual([percent(west!.kept!.low), percent(west!.kept!.high)], ["25.9", "34.4"]);
  assert.deepEqual([west!.gap!.toFixed(1), (48 - west!.gap!).toFixed(1)], ["-31.3", "79.3"]);
  assert.ok(west!.low! < west!.gap! && west!.gap! < west!.high! && west!.high! < 0);
  assert.equal(west!.differs, true);
  assert.deepEqual(
    others.map(({ differs }) => differs),
    [false, false, false],
    "nobody else differs, though all do from a rest that holds the West",
  );
  assert.deepEqual(
    [delivery.touchpoint, delivery.function, delivery.owner, delivery.unit],
    ["delivery", "operations", "demo", "hours"],
  );
  // Each delivery, whether or not anybody answered: a few more, and the same share.
  const each = only(rowsOf(await gaps(late), "promise")).parts![0]!;
  assert.deepEqual([each.value, each.n, each.gap!.toFixed(0)], ["West", 675, "-31"]);
  assert.ok(each.kept!.low! > 0.26 && each.kept!.high! < 0.34, JSON.stringify(each.kept));
  const elsewhere = await gaps({
    sources: ["promise"],
    cases: "answers",
    where: `!(attributes.region == "West" && occurredAt >= timestamp("2025-04-01T00:00:00+07:00"))`,
  });
  const { n, kept, gap, state } = only(rowsOf(elsewhere, "promise"));
  assert.deepEqual(
    [n, kept!.n, percent(kept!.share), (48 - gap!).toFixed(1)],
    [1950, 1716, "88.0", "32.5"],
  );
  assert.equal(state, "shortfall", "88 % of 95 %");
  const trend = await gaps({
    sources: ["promise"],
    where: `attributes.region == "West"`,
    interval: "month",
  });
  const months = only(rowsOf(trend, "promise")).trend!;
  assert.deepEqual(
    months.map((point) => point.high! < 0),
    [false, false, false, ...Array.from({ length: 9 }, () => true)],
    "from month 4 on",
  );
});

test("T2: what was said where the promise was broken is a click away", async () => {
  const answer = await gaps({
    sources: ["promise"],
    cases: "answers",
    from: "2025-04-01",
    by: "attributes.region",
  });
  const west = only(rowsOf(answer, "promise")).parts![0]!;
  const list = `/v1/signals?${new URLSearchParams({ ...west.quotes, limit: "1000" }).toString()}`;
  type Said = { text: unknown; measures: Record<string, number>; attributes: { region: string } };
  const { status, body } = await world.request<{ signals: Said[] }>("GET", list);
  assert.equal(status, 200, JSON.stringify(body));
  const own = demo.signals.filter(
    ({ measures, attributes, text, occurredAt, touchpoint }) =>
      touchpoint === "delivery" &&
      text !== undefined &&
      measures!["hoursToDeliver"]! > 48 &&
      attributes!["region"] === "West" &&
      occurredAt >= "2025-04-01",
  );
  assert.equal(body.signals.length, own.length);
  assert.ok(own.length > 50);
});

test("T4: who had a late delivery in six months expects 3.10 days, all others 2.00", async (context) => {
  const question = {
    ...year,
    sources: ["zone"] as GapSource[],
    earlier: {
      expectation: "expectedDays",
      where: `kind == "operational-event" && measures.hoursToDeliver > 48.0`,
    },
  };
  const { earlier } = await gaps(question);
  // Beside gaps that nobody has told of, to who sees no names as well.
  const viewer = await someone(world, "viewer");
  context.after(() => viewer.stop());
  const told = await viewer.request<GapsAnswer>("POST", "/v1/gaps", question);
  assert.deepEqual([told.status, told.body.earlier], [200, earlier]);
  const { after: late, others, delta, low, high, differs, unit } = earlier!;
  assert.deepEqual([late.n, late.mean!.toFixed(2)], [160, "3.10"]);
  assert.deepEqual([others.n, others.mean!.toFixed(2)], [640, "2.00"]);
  assert.deepEqual([delta!.toFixed(2), differs, unit], ["1.10", true, "days"]);
  assert.ok(low! > 0.9 && high! < 1.3);
});

/** Independent of what is tested: mean and 95 % interval of differences as they were sent. */
function differences(aspect: string) {
  const all = demo.signals.flatMap(({ judgements }) =>
    (judgements ?? [])
      .filter((judgement) => judgement.aspect === aspect && judgement.recalled)
      .map(({ experience, expectation }) => experience! - expectation!),
  );
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  const variance = all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (all.length - 1);
  // Student's t with 899 degrees of freedom.
  return { mean, half: 1.962_606 * Math.sqrt(variance / all.length) };
}

test("T5: six aspects in their order, customer care met and no gap", async () => {
  const answer = await gaps({ where: `programme == "relationship"`, order: "gap" });
  const rows = rowsOf(answer, "recalled");
  assert.deepEqual(
    rows.map(({ aspect, n, gap, state }) => [aspect, n, gap!.toFixed(2), state]),
    [
      ["reliability", 900, "-1.20", "shortfall"],
      ["billing", 900, "-0.70", "shortfall"],
      ["price", 900, "-0.70", "shortfall"],
      ["customer-care", 900, "0.00", "met"],
      ["features", 900, "0.20", "exceeded"],
      ["packaging", 900, "1.10", "exceeded"],
    ],
  );
  for (const { aspect, gap, low, high, expectation, experience } of rows) {
    const own = differences(aspect!);
    assert.ok(Math.abs(gap! - own.mean) < 1e-9, aspect!);
    assert.ok(Math.abs(low! - (own.mean - own.half)) < 1e-6, `${aspect} ${low}`);
    assert.ok(Math.abs(high! - (own.mean + own.half)) < 1e-6, `${aspect} ${high}`);
    assert.ok(Math.abs(experience! - expectation! - gap!) < 1e-9);
  }
  // All that the waves hold was recalled: nothing of it stands under another source.
  for (const other of ["asked-before", "zone", "disconfirmation", "promise"] as const)
    assert.deepEqual(rowsOf(answer, other), [], other);
  assert.deepEqual(
    rows.map(({ behind }) => [behind!.customers, behind!.short.customers]),
    [810, 585, 585, 180, 135, 0].map((short) => [900, short]),
  );
  const worth = rowsOf(await gaps({ where: `programme == "relationship"` }), "recalled");
  assert.equal(worth[0]!.aspect, "reliability");
});

test("T6: reliability is to be mended first, price is low, packaging may be overkill", async () => {
  const aspects = [
    "reliability",
    "customer-care",
    "billing",
    "price",
    "ease-of-use",
    "features",
    "packaging",
    "advertising",
  ];
  const { importance } = await gaps({
    sources: ["recalled"],
    where: `programme == "relationship"`,
    importance: { outcome: "nps", predictors: aspects.map((aspect) => `asat.${aspect}`) },
  });
  const of = (aspect: string) => importance!.points.find(({ name }) => name === `asat.${aspect}`)!;
  assert.deepEqual(
    ["reliability", "customer-care", "price", "packaging"].map((aspect) => of(aspect).quadrant),
    ["concentrate-here", "keep-up-the-good-work", "low-priority", "possible-overkill"],
  );
  const { importance: share, low, high } = of("reliability");
  assert.ok(share! >= 0.33 && share! <= 0.48 && low! < share! && share! < high!);
  assert.equal(importance!.n, 1800);
});

test("T10: the rebate claim against the effort of others: far below with a wide interval, and no month is told", async () => {
  const definition = {
    labels: { en: "Ease elsewhere" },
    measure: "ease",
    level: 0.81,
    touchpoint: "rebate-claim",
    source: "Orders of the same year",
  };
  assert.equal(
    (await world.request("PUT", "/v1/benchmarks/ease.rebate", { definition })).status,
    201,
  );
  const answer = await gaps({ sources: ["benchmark"], interval: "month" });
  const row = only(rowsOf(answer, "benchmark"));
  assert.deepEqual([row.n, (100 * row.gap!).toFixed(0), row.state], [48, "-62", "shortfall"]);
  assert.deepEqual([row.function, row.expectation], ["finance", 0.81]);
  const claims = demo.signals.filter(({ programme }) => programme === "rebate-claim");
  const people = (all: typeof claims) => new Set(all.map(({ customer }) => customer!.id)).size;
  const hard = claims.filter(({ measures }) => measures!["ease"]! < 5);
  assert.deepEqual(
    [row.behind!.customers, row.behind!.short.customers],
    [people(claims), people(hard)],
  );
  assert.ok(row.high! - row.low! > 0.2, "a wide interval");
  assert.deepEqual(
    row.trend!.map(({ n, lowBase }) => [n, lowBase]),
    Array.from({ length: 12 }, () => [4, true]),
  );
  const orders = await gaps({ sources: ["benchmark"], by: "attributes.region" });
  for (const part of only(rowsOf(orders, "benchmark")).parts!)
    assert.deepEqual([part.lowBase, part.state], [true, "cannot be told"]);
});

test("N1 and N2: by handset, agent and language no gap differs", async () => {
  for (const [by, least] of [
    ["attributes.handset", 2],
    ["language", 2],
    // Agents stand in no signal that tells of a gap.
    ["employee", 1],
  ] as const) {
    const answer = await gaps({ by });
    for (const { source, rows } of answer.sources)
      for (const { touchpoint, aspect, parts } of rows)
        for (const part of parts!)
          assert.notEqual(
            part.differs,
            true,
            `${by} ${source} ${touchpoint} ${aspect} ${JSON.stringify(part)}`,
          );
    assert.ok(answer.sources.some(({ rows }) => rows.some(({ parts }) => parts!.length >= least)));
  }
});

test("the example of the documents is answered with the figures that stand there", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/gaps.md"), "utf8");
  const question = JSON.parse(/```json gaps\n(.*?)```/s.exec(text)![1]!) as GapsInput;
  const written = (value: number | null) =>
    value!.toFixed(2).replace("-0.00", "0.00").replace("-", "−");
  for (const row of rowsOf(await gaps(question), "recalled")) {
    const { aspect, n, expectation, experience, gap, low, high, state, behind } = row;
    const line = `| \`${aspect}\` | ${n} | ${written(expectation)} | ${written(experience)} | ${written(gap)} (${written(low)} to ${written(high)}) | ${state} | ${behind!.short.customers} |`;
    assert.ok(text.includes(line), line);
  }
});
