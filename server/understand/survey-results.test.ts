import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import type { SurveyFacet, SurveyFigures, SurveyProgress } from "#contract/survey-results.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { readSheet } from "read-excel-file/node";
import { joined } from "#server/testing/person.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { everyType, signalOf, type Response } from "./survey-results.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Results = {
  counts: SurveyProgress & { views: number | null };
  groups?: (SurveyProgress & { group: string })[];
  pages: { key: string; left: number; leftShare: number | null; seconds: number | null }[];
  facets: SurveyFacet[];
  suppressed: number;
  compareWithheld?: boolean;
  compareOverlaps?: boolean;
  version: number | null;
};

let sent = 0;
async function published(definition: SurveyDefinition): Promise<string> {
  const { body, status } = await world.request<{ id: string }>("POST", "/v1/surveys", definition);
  assert.equal(status, 201, JSON.stringify(body));
  const answer = await world.request("POST", `/v1/surveys/${body.id}/publish`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return body.id;
}
async function answered(definition: SurveyDefinition, responses: readonly Response[], id?: string) {
  const survey = id ?? (await published(definition));
  const { body } = await world.send(
    responses.map((response) => signalOf(definition, survey, ++sent, response)),
  );
  assert.equal(body.accepted, responses.length, JSON.stringify(body));
  return survey;
}
async function results(survey: string, query = ""): Promise<Results> {
  const { status, body } = await world.request<Results>(
    "GET",
    `/v1/surveys/${survey}/results${query}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const facet = ({ facets }: Results, key: string): SurveyFacet => {
  const found = facets.find((each) => each.key === key);
  assert.ok(found, `${key} is not among ${facets.map((each) => each.key).join(", ")}`);
  return found;
};
const countsOf = ({ shares = [] }: SurveyFigures) =>
  Object.fromEntries(shares.map(({ value, n }) => [String(value), n]));
const near = (a: number | null | undefined, b: number) =>
  assert.ok(a !== null && a !== undefined && Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

const one: Response = {
  answers: {
    nps: 10,
    csat: 5,
    effort: 6,
    stars: 4,
    met: 5,
    promise: { speed: { expectation: 4, experience: 2 } },
    zone: { price: { minimum: 3, desired: 7, experience: 5 } },
    goal: "yes",
    which: ["a", "b"],
    order: ["y", "x", "z"],
    asat: { speed: 5, care: 3 },
    used: { web: ["home", "work"] },
    times: 12,
    share: 40,
    day: "2026-03-01",
    why: "The courier was late, and nobody called.",
    short: "=1+1",
    news: "yes",
    call: "no",
    from: "mail",
  },
};
const two: Response = {
  language: "id",
  pages: [9, 40],
  answers: {
    nps: 3,
    csat: 2,
    effort: 3,
    stars: 2,
    met: 1,
    promise: { speed: { expectation: 3, experience: 4 } },
    goal: "no",
    which: ["b"],
    order: ["x", "y", "z"],
    asat: { speed: 1 },
    times: 2,
    day: "2026-04-30",
    call: "yes",
    from: "app",
  },
};

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
    assert.deepEqual(facet(found, "day").all.months, [
      { month: "2026-03", n: 1 },
      { month: "2026-04", n: 1 },
    ]);
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

describe("responses one by one", () => {
  let survey: string;
  before(async () => {
    survey = await answered(everyType(), [
      { ...one, customer: "c-1" },
      { ...two, answers: { ...two.answers, why: "Courier was fine", short: "Nobody" } },
      { ...two, suspicious: true, answers: { nps: 1, why: "spam courier" } },
    ]);
  });
  const path = (rest: string) => `/v1/surveys/${survey}/results/${rest}`;

  test("texts of one question are found by their words, in pages", async () => {
    type Texts = { texts: { text: string; language: string }[]; next: string | null };
    const list = async (query: string) =>
      (await world.request<Texts>("GET", path(`texts?${query}`))).body;
    assert.equal((await list("facet=why")).texts.length, 2);
    assert.equal((await list("facet=why&include=suspicious")).texts.length, 3);
    const nobody = await list("facet=why&search=NOBODY");
    assert.deepEqual(
      nobody.texts.map(({ text }) => text),
      [one.answers.why],
      "a word of another question's text is none of this one's",
    );
    assert.deepEqual((await list("facet=why&language=id")).texts[0]!.language, "id");
    const first = await list("facet=why&limit=1");
    const second = await list(`facet=why&limit=1&cursor=${first.next}`);
    assert.notEqual(first.texts[0]!.text, second.texts[0]!.text);
    assert.equal(second.next, null);
    for (const query of ["facet=goal", "facet=why&cursor=x"])
      assert.equal((await world.request("GET", path(`texts?${query}`))).status, 400);
  });

  test("the table holds every answer, and runs nothing", async () => {
    const csv = await world.request<string>("GET", path("export"));
    const [head, ...rows] = csv.body.trim().split("\r\n");
    assert.ok(head!.startsWith("response,at,version,language"), head);
    assert.equal(rows.length, 2);
    const names = head!.split(",");
    const cells = rows.find((row) => row.includes("c-1"))!.split(",");
    const of = (name: string) => cells[names.indexOf(name)];
    assert.deepEqual(
      [of("nps"), of("goal"), of("which"), of("asat.speed"), of("promise.speed.expectation")],
      ["10", "yes", '"a; b"', "5", "4"],
    );
    assert.ok(rows.some((row) => row.includes("'=1+1")));
    const xlsx = await fetch(world.url + path("export?format=xlsx"), {
      headers: { authorization: `Bearer ${world.key}` },
    });
    const sheet = await readSheet(Buffer.from(await xlsx.arrayBuffer()));
    assert.deepEqual(sheet[0], names);
    assert.equal(sheet.length, 3);
    assert.ok(sheet.some((row) => row.includes("=1+1")));
  });
});

test("who may not see texts, names or confidential answers has none of them one by one", async () => {
  const open = await answered(everyType(), [{ ...one, customer: "c-2" }]);
  const kept = await answered(
    everyType({ confidentiality: "confidential" }),
    Array.from({ length: 6 }, () => one),
  );
  const viewer = await joined(world, "viewer@corridor.test", { role: "viewer", memberships: [{}] });
  const manager = await joined(world, "manager@corridor.test", {
    role: "manager",
    memberships: [{}],
  });
  const of = (survey: string, rest: string) => `/v1/surveys/${survey}/results${rest}`;
  const texts = await viewer.request("GET", of(open, "/texts?facet=why"));
  assert.equal(texts.status, 403);
  const table = await viewer.request<string>("GET", of(open, "/export"));
  assert.ok(!/courier|c-2/.test(String(table.body)), String(table.body));
  const told = await manager.request<{ texts: unknown[] }>("GET", of(kept, "/texts?facet=why"));
  assert.deepEqual([told.status, told.body.texts], [200, []]);
  const rows = await manager.request<string>("GET", of(kept, "/export"));
  assert.equal(String(rows.body).trim().split("\n").length, 1);
  const figures = await manager.request<Results>("GET", of(kept, ""));
  assert.equal(facet(figures.body, "nps").all.n, 6);
});

describe("where names are kept", () => {
  const anonymous = everyType({ confidentiality: "anonymous" });
  const many = (n: number, response: Response): Response[] =>
    Array.from({ length: n }, () => response);

  test("of fewer than five nothing is told, of one question no less than of all", async () => {
    const survey = await answered(anonymous, many(4, one));
    const few = await results(survey);
    assert.deepEqual([few.counts.completes, facet(few, "nps").all.n], [0, 0]);
    await answered(anonymous, [...many(3, { answers: { nps: 9 } })], survey);
    const more = await results(survey);
    assert.equal(more.counts.completes, 7);
    assert.deepEqual([facet(more, "nps").all.n, facet(more, "nps").all.suppressed], [7, undefined]);
    const hidden = facet(more, "goal").all;
    assert.deepEqual([hidden.n, hidden.suppressed, countsOf(hidden)], [0, true, { yes: 0, no: 0 }]);
    assert.deepEqual(facet(more, "times").all.figure?.estimate, null);
    const filtered = `?where=${encodeURIComponent("measures.csat == 5.0")}`;
    assert.equal(facet(await results(survey, filtered), "nps").all.n, 0);
  });

  test("a group of few hides another with it, or all; partial ones and tables no less", async () => {
    const survey = await answered(anonymous, [
      ...many(9, one),
      ...many(6, two),
      ...many(2, { ...two, answers: { nps: 7, goal: "yes" }, language: "id" }),
      ...many(3, { answers: { nps: 1 }, partial: true, pages: [3] }),
    ]);
    const apart = await results(survey, "?by=language");
    assert.equal(apart.counts.partials, 0, "three partial ones are too few to be counted");
    assert.equal(apart.pages[0]!.left, 0);
    const csat = facet(apart, "csat");
    assert.deepEqual([csat.all.n, csat.groups!.map(({ n }) => n)], [15, [9, 6]]);
    const promise = facet(await results(survey, "?by=language&minimum=8"), "csat");
    assert.ok(promise.groups!.every(({ suppressed }) => suppressed) || promise.all.suppressed);
    type Cross = {
      cells: ({ n: number } | null)[][];
      rows: { n: number | null }[];
      n: number | null;
    };
    const { body } = await world.request<Cross>(
      "GET",
      `/v1/surveys/${survey}/results/cross?rows=goal&columns=nps`,
    );
    const shown = body.cells.flat().filter((cell) => cell !== null && cell.n > 0);
    assert.ok(
      shown.every((cell) => cell!.n >= 5),
      JSON.stringify(body),
    );
    assert.ok(body.cells[0]![7] === null, "two of one cell");
    assert.ok(
      body.cells.flat().filter((cell) => cell === null).length > 1,
      "and another with them",
    );
  });

  test("what may share responses is not compared; two periods are", async () => {
    const survey = await answered(anonymous, [
      ...many(6, one),
      ...many(6, { ...two, at: "2026-04-10T10:00:00Z" }),
    ]);
    const shared = await results(survey, `?compareWhere=${encodeURIComponent("measures.nps > 5")}`);
    assert.deepEqual([shared.compareWithheld, shared.compareOverlaps], [true, true]);
    assert.equal(facet(shared, "nps").all.compare, undefined);
    const periods = await results(
      survey,
      "?from=2026-04-01&compareFrom=2026-03-01&compareTo=2026-04-01",
    );
    const { compare } = facet(periods, "nps").all;
    assert.deepEqual([compare?.n, compare?.estimate, compare?.delta], [6, 100, -200]);
    assert.equal(compare?.lowBase, true);
    const goal = facet(periods, "goal").all.shares![0]!;
    assert.deepEqual([goal.n, goal.compare?.estimate, goal.compare?.delta], [0, 1, -1]);
  });
});
