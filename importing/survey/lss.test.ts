/** LimeSurvey: types in both layouts, relevance, and what cannot be taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import { importSurvey, type ReportLine } from "./import.ts";
import { everyLssLogic, everyLssType, lss } from "./lss.test-support.ts";

const read = (file: string) => importSurvey(new TextEncoder().encode(file), "lss");
const of = (report: readonly ReportLine[], source: string) =>
  report.filter((line) => line.source === source).map(({ outcome, code }) => `${outcome} ${code}`);

test("both layouts say the same", () => {
  for (const input of [everyLssType, everyLssLogic])
    assert.deepEqual(read(lss(input, true)), read(lss(input, false)));
});

test("every type becomes the nearest of ours, or is named as left out", () => {
  const { survey, report } = read(lss(everyLssType, true));
  const types = Object.fromEntries(survey.pages[0]!.questions.map(({ key, type }) => [key, type]));
  assert.deepEqual(types, {
    list: "single-choice",
    drop: "single-choice",
    listc: "single-choice",
    listc_comment: "long-text",
    multi: "multiple-choice",
    multic: "multiple-choice",
    multic_SQ1_comment: "short-text",
    multic_SQ2_comment: "short-text",
    array: "matrix",
    five: "matrix",
    ten: "matrix",
    yun: "matrix",
    inc: "matrix",
    bycol: "matrix",
    dual: "matrix",
    dual_2: "matrix",
    num: "number",
    nums_text: "statement",
    nums_S1: "slider",
    nums_S2: "slider",
    short: "short-text",
    long: "long-text",
    huge: "long-text",
    texts_text: "statement",
    texts_S1: "short-text",
    texts_S2: "short-text",
    date: "date",
    gender: "single-choice",
    yesno: "single-choice",
    rank: "ranking",
    text: "statement",
    points: "rating",
    numt_text: "statement",
    numt_R1_C1: "number",
    numt_R2_C1: "number",
    textt_text: "statement",
    textt_R1_C1: "short-text",
    textt_R2_C1: "short-text",
  });
  assert.deepEqual(survey.calculated, [{ key: "eq", value: 'answers.list == "A1"' }]);
  for (const code of ["lang", "file", "odd"])
    assert.deepEqual(of(report, code), ["left-out type_left"], code);
  for (const code of ["list", "multi", "array", "num", "rank"])
    assert.deepEqual(of(report, code), ["whole whole"], code);
});

test("relevance, filters, validation and quotas hold as they did", () => {
  const { survey, report } = read(lss(everyLssLogic, true));
  const published = compile(survey);
  const way = (sent: Record<string, unknown>) => {
    const found = walk(published, sent, { language: "en", seed: "s" });
    return {
      asked: found.pages.flatMap((page) => page.questions.map((each) => each.question.key)),
      ...found,
    };
  };
  assert.deepEqual(way({}).asked.toSorted(), ["later", "list", "odd"]);
  const one = way({ list: "A1", multi: ["SQ1"], num: 6 });
  for (const key of ["multi", "num", "second", "array", "last"])
    assert.ok(one.asked.includes(key), key);
  assert.ok(!one.asked.includes("old"));
  assert.deepEqual(one.quotas, ["Firsts"]);
  const array = one.pages
    .flatMap((page) => page.questions)
    .find((each) => each.question.key === "array");
  assert.deepEqual(array?.parts, ["SQ1"], "filtered by what was chosen");
  assert.ok(!way({ list: "A1", multi: ["SQ1"], array: { SQ1: "C1" } }).asked.includes("last"));
  assert.ok(
    way({ list: "A1", multi: ["SQ2"] }).asked.includes("old"),
    "the older table of conditions",
  );
  assert.ok(
    !way({ list: "A2", multi: ["SQ2"] }).asked.includes("old"),
    "its group is not relevant",
  );
  const low = way({ list: "A1", multi: ["SQ1"], num: 2 }).pages[0]!.errors["num"];
  assert.deepEqual([low?.code, low?.message?.["en"]], ["condition", "More than 3"]);
  assert.deepEqual(of(report, "odd › relevance"), ["left-out logic_function"]);
  assert.deepEqual(of(report, "later › relevance"), ["left-out logic_later"]);
});

test("texts, times and settings", () => {
  const { survey, report } = read(lss(everyLssLogic, false));
  assert.equal(survey.opening?.["en"], "About it\n\nWelcome");
  assert.equal(survey.endings[0]!.text["id"], "Goodbye {answers.list} (id)");
  assert.deepEqual([survey.opens, survey.closes], ["2030-01-01T09:00:00Z", "2030-02-01T09:00:00Z"]);
  const num = survey.pages[0]!.questions.find((each) => each.key === "num");
  assert.equal(
    num && "text" in num && num.text["en"],
    "Num {answers.list} {customer.first_name} { not }",
  );
  const second = survey.pages[1]!;
  assert.equal(second.order, "random");
  assert.deepEqual(
    second.questions.map((each) => "fixed" in each && each.fixed === true),
    [true, false, false, true],
  );
  const all = report.map((line) => `${line.source} ${line.code}`).join("\n");
  for (const line of [
    /survey › allowprev always_there/,
    /survey › assessments.* unknown_setting/,
    /survey › survey_url_parameters.* unknown_setting/,
    /num pipe_left/,
  ])
    assert.match(all, line);
});
