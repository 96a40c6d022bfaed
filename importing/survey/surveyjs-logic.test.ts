/** SurveyJS: conditions as people write them show what they show there; values are worked out alike. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import { importSurvey } from "./import.ts";

type Bag = Record<string, unknown>;
const read = (file: unknown) =>
  importSurvey(new TextEncoder().encode(JSON.stringify(file)), "surveyjs");

const asked: Bag[] = [
  { type: "radiogroup", name: "a", choices: ["x", "y"] },
  { type: "boolean", name: "k" },
  { type: "boolean", name: "own", valueTrue: "Yes", valueFalse: "No" },
  { type: "checkbox", name: "m", choices: ["p", "q", "z"] },
  { type: "text", name: "t" },
  { type: "text", name: "n", inputType: "number" },
  { type: "radiogroup", name: "s", choices: [0, 1, 2] },
  { type: "expression", name: "ex", expression: "{a} = 'x'" },
  { type: "expression", name: "score", expression: "{n} + {s} * 2" },
];
const calculatedValues = [
  { name: "band", expression: "iif({score} > 3, 'high', iif({n} > 0, 'some', 'none'))" },
  { name: "lost", expression: "age({t})" },
];
const form = (visibleIf: string): Bag => ({
  title: "T",
  calculatedValues,
  pages: [
    { name: "one", elements: asked },
    { name: "two", elements: [{ type: "text", name: "then", title: "Then", visibleIf }] },
  ],
});

const full = { a: "x", k: "true", own: "Yes", m: ["p", "q"], t: "abc", n: 3, s: "2" };
const other = { a: "y", k: "false", own: "No", m: ["p"], t: "ab", n: 0, s: "0" };
/** Shown where nothing is answered, with the first answers, with the others. As SurveyJS 3.1 shows it. */
const shown: readonly (readonly [string, boolean, boolean, boolean])[] = [
  ["{k}", false, true, false],
  ["!{k}", true, false, true],
  ["{k} and {n} = 3", false, true, false],
  ["!{a}", true, false, false],
  ["!{n}", true, false, true],
  ["{a} and {n} = 3", false, true, false],
  ["{m} noneof ['q', 'z']", true, false, true],
  ["{m} noneof 'q'", true, false, true],
  ["{m.length} > 1", false, true, false],
  ["{t.length} >= 3", false, true, false],
  ["{m} = ['q', 'p']", false, true, false],
  ["{m} <> ['q', 'p']", true, false, true],
  ["{own} = 'Yes'", false, true, false],
  ["iif({a} = 'x', true, false)", false, true, false],
  ["iif({a} = 'x', 'yes', 'no') = 'no'", true, false, true],
  ["({a} = 'x') = false", true, false, true],
  ["{n} + 1 > 3", false, true, false],
  ["({n} + {s}) / 2 > 2", false, true, false],
  ["sum({n}, {s}) < 1", true, false, true],
  ["{ex}", false, true, false],
  ["{ex} = true", false, true, false],
  ["{ex} = false", true, false, true],
  ["{score} > 6", false, true, false],
  ["{band} = 'HIGH'", false, true, false],
  ["{a} anyof ['x', 'y']", false, true, true],
  ["{m} allof ['p', 'q']", false, true, false],
  ["{n} notempty", false, true, true],
];

test("a condition shows what SurveyJS shows", () => {
  for (const [condition, ...expected] of shown) {
    const { survey, report } = read(form(condition));
    assert.deepEqual(
      report.filter(({ source }) => source.startsWith("then")).map(({ code }) => code),
      ["whole"],
      condition,
    );
    const published = compile(survey);
    const found = [{}, full, other].map((sent) =>
      walk(published, sent, { language: "en", seed: "s" }).pages.some((page) =>
        page.questions.some((each) => each.question.key === "then"),
      ),
    );
    assert.deepEqual(found, expected, condition);
  }
});

test("what would not be the same is told, with what it is about", () => {
  for (const [condition, code] of [
    ["{a}", "logic_kind"],
    ["{own}", "logic_kind"],
    ["{m} = 'p'", "logic_kind"],
    ["{a} = ['x']", "logic_kind"],
    ["{own} = true", "logic_unknown_value"],
    ["{n} % 2 = 0", "logic_unread"],
    ["{n} / {s} > 1", "logic_unread"],
    ["{t} + {n} > 1", "logic_kind"],
    ["today() > {t}", "logic_function"],
    ["age({t}) > 18", "logic_function"],
    ["isContainerReady('panel')", "logic_function"],
    ["{lost} = 1", "logic_unknown_name"],
    ["{a} = {t}", "logic_unread"],
  ] as const)
    assert.deepEqual(
      read(form(condition))
        .report.filter(({ source }) => source === "then › visibleIf")
        .map((line) => line.code),
      [code],
      condition,
    );
});

test("values are worked out in whatever order they stand; one that can't be is told as a value", () => {
  const { survey, report } = read(form("{k}"));
  const way = (sent: Bag) => ({
    ...walk(compile(survey), sent, { language: "en", seed: "s" }).calculated,
  });
  assert.deepEqual(way(full), { ex: true, score: 7, band: "high" });
  assert.deepEqual(way(other), { ex: false, score: 0, band: "none" });
  assert.deepEqual(
    report.filter(({ source }) => source.startsWith("calculatedValues lost")).map((l) => l.code),
    ["partly", "value_left"],
  );
});

test("a value that could not be worked out is not taken for the one before it", () => {
  const { survey } = read({
    title: "T",
    calculatedValues: [
      { name: "good", expression: "{a} = 'x'" },
      { name: "bad", expression: "age({a})" },
    ],
    pages: [{ elements: [asked[0], { type: "html", name: "h", html: "So {bad}, so {good}" }] }],
  });
  const html = survey.pages[0]!.questions[1]!;
  assert.ok("text" in html && html.text);
  assert.equal(html.text["en"], "So , so {calculated.good}");
});

test("what is hidden until a condition holds is asked where it does", () => {
  const { survey, report } = read({
    title: "T",
    pages: [
      { elements: [asked[0]] },
      {
        name: "later",
        visible: false,
        visibleIf: "{a} = 'x'",
        elements: [
          { type: "text", name: "then", visible: false, visibleIf: "{a} = 'x'" },
          {
            type: "panel",
            name: "panel",
            visible: false,
            visibleIf: "{a} notempty",
            elements: [{ type: "text", name: "inner" }],
          },
          { type: "text", name: "never", visible: false },
        ],
      },
    ],
  });
  const [, page] = survey.pages;
  assert.equal(page!.showIf, 'answers.a == "x"');
  assert.deepEqual(
    page!.questions.map((each) => [each.key, "showIf" in each && each.showIf]),
    [
      ["then", 'answers.a == "x"'],
      ["inner", "!(!has(answers.a))"],
    ],
  );
  assert.ok(report.some(({ source, code }) => source === "never" && code === "hidden_question"));
});

test("a drop-down counts up its choices; bounds that can't be are told, and the question stays", () => {
  const { survey, report } = read({
    title: "T",
    elements: [
      {
        type: "dropdown",
        name: "d",
        choices: ["none"],
        choicesMin: 2,
        choicesMax: 8,
        choicesStep: 3,
      },
      {
        type: "checkbox",
        name: "c",
        choices: ["a", "b"],
        validators: [{ type: "answercount", minCount: 5 }],
      },
      {
        type: "text",
        name: "n",
        inputType: "number",
        step: 0.25,
        validators: [{ type: "numeric", minValue: 5, maxValue: 1 }],
      },
      { type: "text", name: "day", inputType: "date", min: "2024-02-01", max: "2024-01-01" },
      { type: "checkbox", name: "e", choices: ["a", { value: "no", isExclusive: true }] },
    ],
  });
  const [d, c, n, day, e] = survey.pages[0]!.questions;
  assert.ok(d?.type === "single-choice" && e?.type === "multiple-choice");
  assert.deepEqual(
    d.options.map(({ value }) => value),
    ["none", "2", "5", "8"],
  );
  assert.equal(e.options[1]!.exclusive, true);
  assert.ok(c?.type === "multiple-choice" && c.least === undefined);
  assert.ok(n?.type === "number" && n.decimals === 2 && n.min === 5 && n.max > 5);
  assert.ok(day?.type === "date" && day.earliest === undefined);
  const codes = (source: string) =>
    report.filter((line) => line.source.startsWith(`${source} ›`)).map(({ code }) => code);
  assert.deepEqual(
    [codes("c"), codes("n"), codes("day")],
    [["bound_left"], ["step_left", "bound_left"], ["bound_left"]],
  );
});

test("what is asked like NPS and counted otherwise says so", () => {
  const { report } = read({
    title: "T",
    elements: [
      { type: "rating", name: "nps_score", rateMin: 0, rateMax: 10 },
      { type: "rating", name: "q", title: "Would you recommend us?", rateMin: 0, rateMax: 10 },
      { type: "text", name: "nps_slider", inputType: "range", min: 0, max: 10 },
      { type: "radiogroup", name: "nps", choices: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "none"] },
      { type: "rating", name: "quality", rateMin: 0, rateMax: 10 },
      { type: "rating", name: "nps5", title: "NPS?", rateMin: 1, rateMax: 5 },
      { type: "radiogroup", name: "nps_few", choices: [0, 5, 10] },
      { type: "comment", name: "recommend" },
    ],
  });
  assert.deepEqual(
    report.filter(({ code }) => code === "nps_like").map(({ source }) => source),
    ["nps_score", "q", "nps_slider", "nps"],
  );
});

test("choices of another question are taken: all of them, or those that were chosen there", () => {
  const carry = (name: string, own: Bag): Bag => ({ type: "checkbox", name, ...own });
  const { survey, report } = read({
    title: "T",
    pages: [
      { elements: [asked[3], { type: "radiogroup", name: "same", choicesFromQuestion: "m" }] },
      {
        elements: [
          carry("chosen", { choicesFromQuestion: "m", choicesFromQuestionMode: "selected" }),
          carry("left", { choicesFromQuestion: "same", choicesFromQuestionMode: "unselected" }),
          carry("round", { choicesFromQuestion: "round" }),
          carry("nowhere", { choicesFromQuestion: "nobody" }),
          carry("table", { choicesFromQuestion: "m", choiceValuesFromQuestion: "c" }),
        ],
      },
    ],
  });
  const options = (key: string) => {
    const found = survey.pages.flatMap((page) => page.questions).find((each) => each.key === key);
    return found && "options" in found
      ? found.options.map((each) => [each.value, "showIf" in each ? each.showIf : undefined])
      : undefined;
  };
  assert.deepEqual(
    options("same")?.map(([value]) => value),
    ["p", "q", "z"],
  );
  assert.deepEqual(options("chosen")?.[0], ["p", '"p" in answers.m']);
  assert.deepEqual(options("left")?.[2], ["z", '!(answers.same == "z")']);
  for (const name of ["round", "nowhere", "table"]) {
    assert.equal(options(name), undefined, name);
    const codes = report.filter(({ source }) => source.startsWith(name)).map(({ code }) => code);
    assert.ok(codes.includes("choices_elsewhere"), name);
  }
});
