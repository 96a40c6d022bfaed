/** The airport survey from file to figure, against figures that this test works out from the file itself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { corridor, mapping, readSurvey, report, skipWithout, surveyIn } from "./testing/sfo.ts";

const file = surveyIn(process.env.CORRIDOR_TEST_DATA);
const skip = skipWithout(file);
let world: World;
let rows: Record<string, string>[];

before(async () => {
  if (skip) return;
  rows = readSurvey(file);
  world = await startWorld();
  const done = await corridor(["import", file, "--mapping", mapping, "--report", report()], world);
  assert.equal(done.code, 0, done.err + done.out);
  await world.drained();
});
after(() => world?.stop());

const answered = (row: Record<string, string>) =>
  /^\d+$/.test(row.NETPRO!) && Number(row.NETPRO) <= 10;
const near = (actual: number | null | undefined, expected: number, what: string) =>
  assert.ok(
    typeof actual === "number" &&
      Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} is not ${expected}`,
  );
const score = (
  list: Record<string, string>[],
  weight: (row: Record<string, string>) => number = () => 1,
) => {
  const sum = (test: (value: number) => boolean) =>
    list.filter((row) => test(Number(row.NETPRO))).reduce((total, row) => total + weight(row), 0);
  return (100 * (sum((v) => v >= 9) - sum((v) => v <= 6))) / sum(() => true);
};

test("every respondent came in once, also when the file is sent again", { skip }, async () => {
  const counted = async () => (await world.query({ measure: { kind: "count" } })).total!.estimate;
  assert.equal(await counted(), rows.length);
  const again = await corridor(
    ["import", file, "--mapping", mapping, "--restart", "--report", report()],
    world,
  );
  assert.equal(again.code, 0, again.err);
  await world.drained();
  assert.equal(await counted(), rows.length);
});

test("NPS with its interval, overall and weighted", { skip }, async () => {
  const list = rows.filter(answered);
  const { total } = await world.query({ measure: { kind: "nps" } });
  assert.equal(total!.n, list.length);
  near(total!.estimate, score(list), "score");
  const promoters = list.filter((row) => Number(row.NETPRO) >= 9).length;
  const detractors = list.filter((row) => Number(row.NETPRO) <= 6).length;
  const [p, d, n] = [promoters + 0.75, detractors + 0.75, list.length + 3];
  const half = 1.959963984540054 * Math.sqrt(((p + d) / n - ((p - d) / n) ** 2) / n);
  near(total!.low, 100 * ((p - d) / n - half), "low");
  near(total!.high, 100 * ((p - d) / n + half), "high");
  const weighted = (await world.query({ measure: { kind: "nps" }, weighted: true })).total!;
  near(
    weighted.estimate,
    score(list, (row) => Number(row.WEIGHT)),
    "weighted score",
  );
  const [one, two] = list.reduce(
    ([a, b], row) => [a! + Number(row.WEIGHT), b! + Number(row.WEIGHT) ** 2],
    [0, 0],
  );
  near(weighted.effectiveN, one! ** 2 / two!, "effective n");
});

test("NPS by boarding area and by language", { skip }, async () => {
  const languages: Record<string, string> = { 1: "en", 2: "es", 3: "zh", 4: "ja" };
  for (const [by, of] of [
    ["attributes.barea", (row: Record<string, string>) => row.BAREA!],
    ["language", (row: Record<string, string>) => languages[row.LANG!]!],
  ] as const) {
    const answer = await world.query({ measure: { kind: "nps" }, by: [by] });
    const groups = Map.groupBy(rows.filter(answered), of);
    assert.deepEqual(
      answer.rows.map((row) => row.by[by]).toSorted(),
      [...groups.keys()].toSorted(),
    );
    for (const row of answer.rows) {
      const list = groups.get(row.by[by]!)!;
      assert.equal(row.n, list.length);
      near(row.estimate, score(list), `${by} ${row.by[by]}`);
      assert.ok(row.low! <= row.estimate! && row.estimate! <= row.high!);
      assert.equal(row.lowBase ?? false, list.length < 30);
    }
  }
});

test(
  "mean and top-two share of each Q7 rating, with 0, 6 and BLANK left out",
  { skip },
  async () => {
    const ratings = Object.keys(rows[0]!).filter((name) => /^Q7[A-Z]+$/.test(name));
    assert.equal(ratings.length, 15);
    for (const of of ratings) {
      const values = rows
        .map((row) => row[of]!)
        .filter((text) => /^[1-5]$/.test(text))
        .map(Number);
      const average = (await world.query({ measure: { kind: "mean", of } })).total!;
      assert.equal(average.n, values.length, of);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      near(average.estimate, mean, `${of} mean`);
      const sd = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
      );
      assert.ok(
        Math.abs(average.high! - mean - (1.96 * sd) / Math.sqrt(values.length)) < 0.005,
        `${of} interval`,
      );
      const top = (
        await world.query({ measure: { kind: "csat", of, scale: { min: 1, max: 5 }, boxes: 2 } })
      ).total!;
      near(
        top.estimate,
        values.filter((value) => value >= 4).length / values.length,
        `${of} top two`,
      );
    }
  },
);

test("the command prints the same table", { skip }, async () => {
  const { code, out, err } = await corridor(["query", "nps", "--by", "attributes.barea"], world);
  assert.equal(code, 0, err);
  const list = rows.filter((row) => answered(row) && row.BAREA === "A");
  const line = out.split("\n").find((each) => /^\s*A\s/.test(each));
  assert.ok(line !== undefined && line.includes(String(list.length)), out);
  assert.ok(line.includes(score(list).toFixed(1)), line);
});
