/** Results of what is worked out, and of what a link brings and nobody has listed. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { surveyDefinition } from "#contract/survey.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { countsOf, facet, surveysIn, type Results } from "./results.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());
const { answered, results, published } = surveysIn(() => world);

const text = (en: string) => ({ en });
const definition = (over: object = {}) =>
  surveyDefinition.parse({
    format: 1,
    name: "Worked out",
    languages: ["en"],
    pages: [
      {
        key: "main",
        questions: [
          { key: "speed", type: "rating", min: 1, max: 5, text: text("Speed?") },
          { key: "care", type: "rating", min: 1, max: 5, text: text("Care?") },
          { key: "order", type: "hidden" },
          { key: "city", type: "hidden", attribute: "shop-city" },
        ],
      },
    ],
    calculated: [
      { key: "sum", value: "answers.speed + answers.care" },
      { key: "half", value: "(answers.speed + answers.care) / 2.0", measure: "care.index" },
      { key: "mood", value: 'answers.speed >= 4 ? "glad" : "cross"' },
      { key: "both", value: "answers.speed >= 4 && answers.care >= 4" },
    ],
    endings: [{ key: "end", text: text("Thanks.") }],
    ...over,
  });
/** Cities of 6, 3, and one each. */
const said = Array.from({ length: 12 }, (_, n) => ({
  speed: 1 + (n % 5),
  care: 1 + (n % 3),
  order: `o-${n}`,
  city: n < 6 ? "Jakarta" : n < 9 ? "Bogor" : `Place ${n}`,
}));
const responses = said.map((answers) => ({ answers }));
const close = (a: number | null | undefined, b: number) =>
  assert.ok(a !== null && a !== undefined && Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("calculated values have figures: numbers a mean, an interval and bars, others their shares", async () => {
  const survey = await answered(definition(), [...responses, { answers: { speed: 4 } }]);
  const found = await results(survey);
  const sums = said.map(({ speed, care }) => speed + care);
  const mean = sums.reduce((a, b) => a + b) / sums.length;
  const deviation = Math.sqrt(sums.reduce((a, b) => a + (b - mean) ** 2, 0) / (sums.length - 1));
  const sum = facet(found, "sum");
  assert.deepEqual(
    [sum.type, sum.page, sum.gone, sum.picture],
    ["calculated", null, undefined, "histogram"],
  );
  assert.deepEqual([sum.all.n, sum.all.figure?.figure], [12, "mean"]);
  close(sum.all.figure!.estimate, mean);
  // 2.201 is Student's t at 11 degrees of freedom.
  const half = (2.201 * deviation) / Math.sqrt(12);
  assert.ok(Math.abs(sum.all.figure!.high! - mean - half) < 2e-3, JSON.stringify(sum.all.figure));
  // Whole numbers have whole bars.
  const bins = Object.fromEntries(sum.all.bins!.map(({ from, n }) => [from, n]));
  assert.deepEqual(
    bins,
    Object.fromEntries(
      sum.all.bins!.map(({ from }) => [from, sums.filter((each) => each === from).length]),
    ),
  );
  const index = facet(found, "half").all;
  close(index.figure!.estimate, mean / 2);
  assert.equal(
    index.bins!.reduce((all, { n }) => all + n, 0),
    12,
  );
  const glad = said.filter(({ speed }) => speed >= 4).length;
  const mood = facet(found, "mood");
  assert.equal(mood.open, true);
  assert.deepEqual(countsOf(mood.all), { cross: 12 - glad, glad: glad + 1 });
  close(mood.all.shares!.find(({ value }) => value === "glad")!.estimate, (glad + 1) / 13);
  const { all: both } = facet(found, "both");
  const yes = said.filter(({ speed, care }) => speed >= 4 && care >= 4).length;
  assert.deepEqual(
    both.shares!.map(({ value, n }) => [value, n]).toSorted((a, b) => Number(a[1]) - Number(b[1])),
    [
      [true, yes],
      [false, both.n - yes],
    ],
  );
});

test("what a link brings is counted as the values that came with it, compared, by language, in a table and in files", async () => {
  const survey = await answered(definition(), responses);
  const found = await results(survey);
  const city = facet(found, "city");
  assert.deepEqual([city.page, city.type, city.open, city.all.n], ["main", "hidden", true, 12]);
  assert.deepEqual(
    city.all.shares!.map(({ value, n }) => [value, n]),
    [
      ["Jakarta", 6],
      ["Bogor", 3],
      ["Place 10", 1],
      ["Place 11", 1],
      ["Place 9", 1],
    ],
  );
  close(city.all.shares![0]!.estimate, 0.5);
  assert.equal(facet(found, "order").all.shares!.length, 12);
  const apart = await results(survey, "?by=language&compareFrom=2026-03-01&compareTo=2026-03-02");
  assert.deepEqual(countsOf(facet(apart, "city").groups![0]!)["Jakarta"], 6);
  assert.equal(facet(apart, "city").all.shares![0]!.compare?.n, 0);
  const cross = await world.request<{ rows: { value: string; n: number }[] }>(
    "GET",
    `/v1/surveys/${survey}/results/cross?rows=city&columns=mood`,
  );
  assert.equal(cross.status, 200, JSON.stringify(cross.body));
  assert.deepEqual(
    cross.body.rows.slice(0, 2).map(({ value, n }) => [value, n]),
    [
      ["Jakarta", 6],
      ["Bogor", 3],
    ],
  );
  const file = async (what: string) =>
    String((await world.request("GET", `/v1/surveys/${survey}/results/${what}`)).body);
  assert.match(await file("figures"), /^city,,,share,Jakarta,,6,0\.5,/m);
  const [head, first] = (await file("export")).split("\r\n");
  assert.match(head!, /,speed,care,order,city,sum,half,mood,both$/);
  assert.match(first!, /,o-\d+,/);
});

test("of a confidential survey a value that few have is not named", async () => {
  const survey = await answered(definition({ confidentiality: "confidential" }), responses);
  const { all } = facet(await results(survey), "city");
  assert.deepEqual([countsOf(all), all.others, all.n], [{ Jakarta: 6 }, 6, 12]);
  const orders = facet(await results(survey), "order").all;
  assert.deepEqual([orders.shares, orders.others], [[], 12]);
  const cross = await world.request<{ rows: { value: string }[] }>(
    "GET",
    `/v1/surveys/${survey}/results/cross?rows=order&columns=mood`,
  );
  assert.deepEqual(cross.body.rows, []);
});

test("who may not see texts sees no values, unless the registry has the field", async (context) => {
  const survey = await answered(definition(), responses);
  const viewer = await someone(world, "viewer");
  context.after(() => viewer.stop());
  const seen = async () =>
    facet((await viewer.request<Results>("GET", `/v1/surveys/${survey}/results`)).body, "city").all;
  const before = await seen();
  assert.deepEqual([before.shares, before.others, before.n], [[], 12, 12]);
  // Nor is it to be had by a condition, of which all would be missing: it is refused, wherever it stands.
  const condition = encodeURIComponent('!(attributes["shop-city"] == "Jakarta")');
  const asked = ["where", "compareWhere"].map((name) => `results?${name}=${condition}`);
  for (const path of [...asked, `results/cross?rows=city&columns=mood&where=${condition}`]) {
    type Failed = { error?: { details?: unknown } };
    const { status, body } = await viewer.request<Failed>("GET", `/v1/surveys/${survey}/${path}`);
    assert.deepEqual([status, body.error?.details], [403, { needs: "see texts" }], path);
  }
  const put = await world.request("PUT", "/v1/attributes/shop-city", {
    definition: { labels: { en: "City" } },
  });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  assert.deepEqual(countsOf(await seen())["Jakarta"], 6);
  const { status } = await viewer.request("GET", `/v1/surveys/${survey}/${asked[0]}`);
  assert.equal(status, 200);
});

test("who sees no names is told of no few responses, whether there are any or not", async (context) => {
  const [main] = definition().pages;
  const [speed, ...others] = main!.questions;
  const questions = [{ ...speed, measure: "pace" }, ...others];
  const survey = await answered(definition({ pages: [{ ...main, questions }] }), responses);
  const viewer = await someone(world, "viewer");
  context.after(() => viewer.stop());
  type Failed = { error: { details: unknown; message: string } };
  const asked = (rest: string) =>
    viewer.request<Results & Failed>("GET", `/v1/surveys/${survey}/results${rest}`);
  const all = await asked("");
  assert.deepEqual([all.status, all.body.counts.completes], [200, 12]);
  const few = ["measures.pace == 5.0", "measures.pace == 9.0"].map(encodeURIComponent);
  for (const where of few)
    for (const rest of [
      `?where=${where}`,
      `/figures?where=${where}`,
      `/cross?rows=speed&columns=care&where=${where}`,
    ]) {
      const { status, body } = await asked(rest);
      assert.deepEqual(
        [status, body.error.details],
        [403, { needs: "see names", minimum: 5 }],
        rest,
      );
      assert.equal(body.error.message, (await asked(`?where=${few[1]!}`)).body.error.message);
    }
  const side = await asked(`?compareWhere=${few[0]!}`);
  const nobody = await asked(`?compareWhere=${few[1]!}`);
  assert.deepEqual({ ...side.body, took: 0 }, { ...nobody.body, took: 0 });
  assert.equal((await asked("/cross?rows=mood&columns=both")).status, 200);
});

test("what only an older version works out is marked as gone", async () => {
  const survey = await published(definition());
  await answered(definition(), responses, survey);
  await world.request("PUT", `/v1/surveys/${survey}`, definition({ calculated: [] }));
  assert.equal((await world.request("POST", `/v1/surveys/${survey}/publish`)).status, 200);
  const found = await results(survey);
  assert.deepEqual([facet(found, "sum").gone, facet(found, "sum").all.n], [true, 12]);
  assert.equal(facet(found, "speed").gone, undefined);
});
