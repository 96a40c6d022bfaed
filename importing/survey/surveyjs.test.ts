/** SurveyJS: types, expressions, triggers, endings, and what cannot be taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import { importSurvey, type ReportLine } from "./import.ts";
import { everySurveyJsLogic, everySurveyJsType, form } from "./surveyjs.test-support.ts";

const read = (file: unknown) =>
  importSurvey(new TextEncoder().encode(JSON.stringify(file)), "surveyjs");
const of = (report: readonly ReportLine[], source: string) =>
  report.filter((line) => line.source === source).map(({ outcome, code }) => `${outcome} ${code}`);

test("every type becomes the nearest of ours, or is named as left out", () => {
  const { survey, report } = read(everySurveyJsType());
  const types = Object.fromEntries(survey.pages[0]!.questions.map(({ key, type }) => [key, type]));
  assert.deepEqual(types, {
    radio: "single-choice",
    drop: "single-choice",
    check: "multiple-choice",
    tag: "multiple-choice",
    rate: "rating",
    rate20: "single-choice",
    bool: "single-choice",
    matrix: "matrix",
    table_col: "matrix",
    rank: "ranking",
    image: "single-choice",
    text: "short-text",
    number: "number",
    mail: "contact-details",
    day: "date",
    long: "long-text",
    fields_text: "statement",
    fields_f1: "short-text",
    fields_f2: "short-text",
    panel_text: "statement",
    inner: "short-text",
    html: "statement",
  });
  for (const name of ["dynamic", "sign", "file", "odd"])
    assert.deepEqual(of(report, name), ["left-out type_left"], name);
  for (const name of ["radio", "rate", "matrix", "rank", "bool"])
    assert.deepEqual(of(report, name), ["whole whole"], name);
});

test("expressions, panels, triggers and endings lead the way that they did", () => {
  const { survey, report } = read(everySurveyJsLogic());
  const published = compile(survey);
  const way = (sent: Record<string, unknown>) => {
    const found = walk(published, sent, { language: "en", seed: "s" });
    return {
      asked: found.pages.flatMap((page) => page.questions.map((each) => each.question.key)),
      ...found,
    };
  };
  assert.deepEqual(way({}).asked, ["one", "three", "six", "seven"]);
  assert.ok(way({ one: "a" }).asked.includes("two"));
  assert.ok(way({ one: "b", two: ["x"] }).asked.includes("three"));
  assert.deepEqual(way({ one: "c" }).end, { ending: "end", by: "jump" });
  assert.ok(way({ one: "a", two: ["x", "y"] }).asked.includes("four"));
  assert.ok(!way({ one: "a", two: ["x"] }).asked.includes("four"));
  assert.ok(way({ one: "a", three: "HELLO" }).asked.includes("five"), "whatever its case");
  assert.equal(way({ one: "a" }).end.ending, "end_if");
  const required = way({ one: "a", three: "x" })
    .pages.flatMap((page) => page.questions)
    .find((each) => each.question.key === "two");
  assert.equal(required?.required, true);
  assert.deepEqual(of(report, "seven › visibleIf"), ["left-out logic_function"]);
  assert.deepEqual(of(report, "triggers 2 setvalue"), ["left-out trigger_left"]);
  assert.deepEqual(survey.calculated[0], { key: "old", value: 'answers.one == "a"' });
});

test("texts in languages, words of buttons, values in texts", () => {
  const { survey } = read(
    form(
      [
        { type: "text", name: "t", title: { default: "Name {other}", id: "Nama" } },
        { type: "text", name: "u", title: "You {t}" },
      ],
      {
        completeText: { default: "Done", id: "Selesai" },
        locale: "en",
      },
    ),
  );
  assert.deepEqual(survey.languages, ["en", "id"]);
  assert.deepEqual(survey.words?.send, { en: "Done", id: "Selesai" });
  const [first, second] = survey.pages[0]!.questions;
  assert.ok(first && "text" in first && second && "text" in second);
  assert.deepEqual(
    [first.text, second.text],
    [{ en: "Name", id: "Nama" }, { en: "You {answers.t}" }],
  );
});
