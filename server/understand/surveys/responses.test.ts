import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readSheet } from "read-excel-file/node";
import { joined } from "#server/testing/person.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import {
  countsOf,
  everyType,
  facet,
  one,
  surveysIn,
  two,
  type Response,
  type Results,
} from "./results.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());
const { answered, results } = surveysIn(() => world);

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
  const open = await answered(
    everyType(),
    Array.from({ length: 6 }, () => ({ ...one, customer: "c-2" })),
  );
  const few = await answered(everyType(), [{ ...one, customer: "c-2" }]);
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
  assert.equal(table.status, 200);
  assert.ok(!/courier|c-2/.test(String(table.body)), String(table.body));
  // Nor are few shown at all to who sees no names, whether there are any or not.
  for (const path of [
    of(few, "/export"),
    of(open, `/export?where=${encodeURIComponent("answers.nps == 1.0")}`),
  ])
    assert.equal((await viewer.request("GET", path)).status, 403, path);
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
