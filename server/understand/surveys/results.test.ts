import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import type { SurveyFigures } from "#contract/survey-results.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import {
  countsOf,
  everyType,
  facet,
  one,
  surveysIn,
  two,
  type Results,
} from "./results.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());
const { answered, results } = surveysIn(() => world);

const near = (a: number | null | undefined, b: number) =>
  assert.ok(a !== null && a !== undefined && Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

/** Each month with its n, share and interval. */
const monthsOf = ({ months = [] }: SurveyFigures): string[] =>
  months.map(({ month, n, ...share }) => {
    const figures = [share.estimate, share.low, share.high].map((each) => +each!.toFixed(4));
    return [month, n, ...figures].join(" ");
  });

describe("results of every type", () => {
  let survey: string;
  let found: Results;
  before(async () => {
    survey = await answered(everyType(), [
      one,
      two,
      { ...two, suspicious: true },
      { answers: { nps: 8 }, partial: true, pages: [7] },
    ]);
    found = await results(survey);
  });

  test("how far responses got, and where others left", () => {
    const { counts, pages, version } = found;
    assert.deepEqual(
      [counts.starts, counts.completes, counts.partials, counts.suspicious, version],
      [3, 2, 1, 1, 1],
    );
    near(counts.completion?.estimate, 2 / 3);
    assert.ok(counts.seconds! > 23 && counts.seconds! < 52, String(counts.seconds));
    assert.deepEqual(
      pages.map(({ key, left }) => [key, left]),
      [
        ["scores", 1],
        ["choices", 0],
      ],
    );
    assert.ok(pages[1]!.seconds! > 18 && pages[1]!.seconds! < 43, JSON.stringify(pages));
  });

  test("scores have the figure of their kind, with n and interval", () => {
    const nps = facet(found, "nps").all;
    assert.deepEqual([nps.n, nps.figure?.estimate, nps.figure?.figure], [2, 0, "nps"]);
    assert.deepEqual([countsOf(nps)["10"], countsOf(nps)["3"], countsOf(nps)["8"]], [1, 1, 0]);
    assert.ok(nps.figure!.low! < 0 && nps.figure!.high! > 0 && nps.lowBase);
    near(facet(found, "csat").all.figure?.estimate, 0.5);
    near(facet(found, "csat").all.second?.estimate, 3.5);
    near(facet(found, "effort").all.figure?.estimate, 0.5);
    near(facet(found, "stars").all.figure?.estimate, 3);
    near(facet(found, "asat.speed").all.figure?.estimate, 3);
    assert.equal(facet(found, "asat.care").all.n, 1);
    near(facet(found, "met").all.figure?.estimate, 0.5);
  });

  test("choices, places, numbers, days and words are counted as what they are", () => {
    assert.deepEqual(countsOf(facet(found, "goal").all), { yes: 1, no: 1 });
    const which = facet(found, "which").all;
    assert.deepEqual([which.n, countsOf(which)], [2, { a: 1, b: 2, c: 0 }]);
    near(which.shares![1]!.estimate, 1);
    const order = facet(found, "order").all;
    assert.deepEqual(
      order.ranks!.map(({ value, estimate }) => [value, estimate]),
      [
        ["x", 1.5],
        ["y", 1.5],
        ["z", 3],
      ],
    );
    assert.deepEqual(countsOf(facet(found, "used.web").all), { home: 1, work: 1 });
    const times = facet(found, "times").all;
    near(times.figure?.estimate, 7);
    assert.equal(
      times.bins!.reduce((sum, { n }) => sum + n, 0),
      2,
    );
    const holds = times.bins!.filter(({ n }) => n > 0);
    assert.ok(holds[0]!.from <= 2 && holds[0]!.to > 2, JSON.stringify(holds));
    assert.deepEqual(
      facet(found, "share").all.bins!.filter(({ n }) => n > 0),
      [{ from: 40, to: 45, n: 1 }],
    );
    // Wilson's interval of one in two.
    const half = "0.5 0.0945 0.9055";
    assert.deepEqual(monthsOf(facet(found, "day").all), [`2026-03 1 ${half}`, `2026-04 1 ${half}`]);
    assert.deepEqual([facet(found, "why").all.n, facet(found, "short").all.n], [1, 1]);
    const news = facet(found, "news").all;
    assert.deepEqual([news.n, countsOf(news)], [1, { yes: 1 }]);
    near(news.shares![0]!.estimate, 0.5);
    assert.deepEqual(countsOf(facet(found, "call").all), { yes: 1, no: 1 });
    assert.deepEqual(countsOf(facet(found, "from").all), { mail: 1, app: 1 });
  });

  test("what was expected stands beside what came", () => {
    const { figure, second, third, ...pair } = facet(found, "promise.speed").all;
    assert.deepEqual([figure?.figure, figure?.estimate], ["gap", -0.5]);
    assert.deepEqual(
      [second, third].map((each) => [each?.figure, each?.estimate]),
      [
        ["expectation", 3.5],
        ["experience", 3],
      ],
    );
    assert.deepEqual(countsOf(pair as SurveyFigures), { worse: 1, "as-expected": 0, better: 1 });
    const zone = facet(found, "zone.price").all;
    assert.deepEqual(countsOf(zone), { below: 0, within: 1, above: 0 });
    assert.deepEqual(
      [zone.figure, zone.second].map((each) => [each?.figure, each?.estimate]),
      [
        ["adequacy", 2],
        ["superiority", -2],
      ],
    );
  });

  test("partial and suspicious ones count where they are asked for", async () => {
    const all = await results(survey, "?include=partial,suspicious");
    assert.equal(facet(all, "nps").all.n, 4);
    assert.equal(facet(found, "nps").all.n, 2);
  });

  test("a filter, a language and a version choose; languages stand apart beside all", async () => {
    assert.equal(facet(await results(survey, "?language=id"), "nps").all.n, 1);
    const where = `?where=${encodeURIComponent("measures.nps > 5")}`;
    assert.equal(facet(await results(survey, where), "nps").all.n, 1);
    assert.equal(facet(await results(survey, "?to=2026-03-01"), "nps").all.n, 0);
    assert.equal(facet(await results(survey, "?version=1"), "nps").all.n, 2);
    const none = await world.request("GET", `/v1/surveys/${survey}/results?version=2`);
    assert.equal(none.status, 404);
    const apart = await results(survey, "?by=language");
    assert.deepEqual(
      facet(apart, "goal").groups!.map((each) => [each.group, each.n, countsOf(each)]),
      [
        ["en", 1, { yes: 1, no: 0 }],
        ["id", 1, { yes: 0, no: 1 }],
      ].toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    );
    const bad = await world.request(
      "GET",
      `/v1/surveys/${survey}/results?where=${encodeURIComponent("nps >")}`,
    );
    assert.equal(bad.status, 400);
  });

  test("one question by another", async () => {
    type Cross = { n: number; cells: { n: number; share: number }[][]; columns: { n: number }[] };
    const cross = await world.request<Cross>(
      "GET",
      `/v1/surveys/${survey}/results/cross?rows=which&columns=goal`,
    );
    assert.equal(cross.status, 200, JSON.stringify(cross.body));
    assert.deepEqual(
      cross.body.cells.map((row) => row.map(({ n }) => n)),
      [
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    );
    assert.deepEqual([cross.body.n, cross.body.columns.map(({ n }) => n)], [2, [1, 1]]);
    for (const query of ["rows=which&columns=gaol", "rows=why&columns=goal"])
      assert.equal(
        (await world.request("GET", `/v1/surveys/${survey}/results/cross?${query}`)).status,
        400,
      );
  });
});

test("months without an answer stand between those with one, and the last bar closes at the greatest value", async () => {
  const survey = await answered(everyType(), [
    { answers: { nps: 9, day: "2025-11-30", share: 100, times: 0 } },
    { answers: { nps: 9, day: "2026-02-01", share: 0, times: 40 } },
  ]);
  const found = await results(survey);
  const half = "0.5 0.0945 0.9055";
  assert.deepEqual(monthsOf(facet(found, "day").all), [
    `2025-11 1 ${half}`,
    "2025-12 0 0 0 0.6576",
    "2026-01 0 0 0 0.6576",
    `2026-02 1 ${half}`,
  ]);
  const ends = (key: string) => {
    const { bins = [] } = facet(found, key).all;
    return [bins[0], bins.at(-1)];
  };
  assert.deepEqual(ends("share"), [
    { from: 0, to: 5, n: 1 },
    { from: 95, to: 100, n: 1 },
  ]);
  assert.deepEqual(ends("times"), [
    { from: 0, to: 2, n: 1 },
    { from: 38, to: 40, n: 1 },
  ]);
});

test("two filters that no response meets both of are two samples; others are not", async () => {
  const said = (language: "en" | "id", goal: string) =>
    Array.from({ length: 40 }, () => ({ language, answers: { goal } }));
  const survey = await answered(everyType(), [...said("en", "yes"), ...said("id", "no")]);
  const compared = (where: string, other: string) =>
    results(
      survey,
      `?where=${encodeURIComponent(where)}&compareWhere=${encodeURIComponent(other)}`,
    );
  const apart = await compared('language == "en"', 'language == "id"');
  assert.equal(apart.compareOverlaps, undefined);
  const { compare } = facet(apart, "goal").all.shares![0]!;
  assert.deepEqual([compare!.n, compare!.delta], [40, 1]);
  assert.ok(compare!.low! > 0.8 && compare!.p! < 0.001, JSON.stringify(compare));
  const shared = await compared('language == "en"', 'answers.goal == "yes"');
  assert.equal(shared.compareOverlaps, true);
  assert.equal(facet(shared, "goal").all.shares![0]!.compare!.low, null);
});
