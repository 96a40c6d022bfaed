/** Figures as CSV: what the results hold, a line each, and nothing that runs. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { facet, everyType, one, surveysIn, two } from "./results.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());
const { answered, results } = surveysIn(() => world);

async function figures(survey: string, query = "") {
  const path = `/v1/surveys/${survey}/results/figures${query}`;
  const { status, body, headers } = await world.request<string>("GET", path);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(headers.get("content-type"), "text/csv; charset=utf-8");
  // No cell of these surveys holds a line's end or a quoted comma.
  return body
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

test("each figure of the results stands in a line, with its n and interval", async () => {
  const survey = await answered(everyType(), [one, two]);
  const [head, ...lines] = await figures(survey, "?lang=id");
  assert.deepEqual(
    head,
    "question text group figure value label n estimate low high method note".split(" "),
  );
  const found = await results(survey);
  const of = (...cells: string[]) => {
    const [key, figure, value = ""] = cells;
    const line = lines.find((each) => each[0] === key && each[3] === figure && each[4] === value);
    assert.ok(line, cells.join(" "));
    return line;
  };
  const nps = facet(found, "nps").all.figure!;
  assert.deepEqual(of("nps", "nps").slice(1), [
    "nps? (id)",
    "",
    "nps",
    "",
    "",
    ...[nps.n, nps.estimate, nps.low, nps.high].map(String),
    nps.method,
    "low base",
  ]);
  const yes = facet(found, "goal").all.shares![0]!;
  assert.deepEqual(of("goal", "share", "yes").slice(5, 10), [
    "yes (id)",
    ...[yes.n, yes.estimate, yes.low, yes.high].map(String),
  ]);
  for (const each of found.facets)
    assert.equal(of(each.key, "answers")[6], String(each.all.n), each.key);
  // Each part behind all together.
  const apart = await figures(survey, "?by=language");
  const groups = apart.filter(([key, , , figure]) => key === "goal" && figure === "answers");
  assert.deepEqual(
    groups.map((line) => [line[2], line[6]]),
    [
      ["", "2"],
      ["en", "1"],
      ["id", "1"],
    ],
  );
  assert.equal(
    (await world.request("GET", `/v1/surveys/${survey}/results/figures?x=1`)).status,
    400,
  );
});

test("what the results hide is hidden in the file, and what a spreadsheet would run is text", async () => {
  const hostile = { en: "=HYPERLINK(1)", id: "+1" };
  const plain = everyType({ confidentiality: "confidential" });
  const survey = await answered(
    {
      ...plain,
      pages: plain.pages.map((page) => ({
        ...page,
        questions: page.questions.map((question) =>
          question.type === "single-choice"
            ? {
                ...question,
                text: hostile,
                options: question.options.map((each) => ({
                  ...each,
                  text: { en: "@SUM(A1)", id: "-2" },
                })),
              }
            : question,
        ),
      })),
    },
    [one, two],
  );
  for (const query of ["", "?lang=id"]) {
    const lines = await figures(survey, query);
    const cells = lines.flat().filter((cell) => Number.isNaN(Number(cell)));
    assert.ok(cells.some((cell) => cell.startsWith("'")));
    for (const cell of cells) assert.ok(!/^[=+\-@\t\r]/.test(cell), cell);
    for (const line of lines.slice(1)) {
      assert.equal(line[6], "0", line.join());
      assert.deepEqual([line[7] === "" || line[7] === "0", line[8]], [true, ""], line.join());
    }
  }
});
