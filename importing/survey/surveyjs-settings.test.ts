/** SurveyJS: each documented property is taken, or reported, or known to mean nothing here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { outcome, read } from "./outcome.test-support.ts";
import { settings } from "./surveyjs-settings.test-support.ts";

type Bag = Record<string, unknown>;
const first: Bag = { type: "radiogroup", name: "z0", title: "Z", choices: ["a", "b"] };
const pages = (element: Bag, own: Bag = {}, page: Bag = {}): Bag => ({
  title: "T",
  pages: [
    { name: "p0", title: "P0", elements: [first] },
    { name: "p1", title: "P", elements: [element], ...page },
    { name: "p2", elements: [{ type: "text", name: "q2" }] },
  ],
  ...own,
});
const asked = (type: string, own: Bag) => (extra: Bag) =>
  pages({ type, name: "q1", title: "Q", ...own, ...extra });
const text = { type: "text", name: "q1", title: "Q" };
const abc = { choices: ["a", "b", "c"] };
const column = { name: "c1", cellType: "dropdown", choices: ["i", "j"] };
const inList = (type: string, list: string, own: Bag) => (extra: Bag) =>
  asked(type, {
    rows: ["r", "s"],
    columns: ["a", "b"],
    [list]: [{ value: "v", text: "V", ...extra }, "w", "x"],
    ...own,
  })({});
const checked = (type: string, of: Bag, own: Bag) => (extra: Bag) =>
  pages({ ...text, ...of, validators: [{ type, ...own, ...extra }] });

/** A form in which a property of that kind of thing stands. */
const forms: Readonly<Record<string, (extra: Bag) => Bag>> = {
  radiogroup: asked("radiogroup", abc),
  dropdown: asked("dropdown", abc),
  checkbox: asked("checkbox", abc),
  tagbox: asked("tagbox", abc),
  imagepicker: asked("imagepicker", abc),
  ranking: asked("ranking", abc),
  boolean: asked("boolean", {}),
  rating: asked("rating", {}),
  slider: asked("slider", {}),
  // What every question has is tried with this one.
  comment: asked("comment", {}),
  text: asked("text", {}),
  number: asked("text", { inputType: "number" }),
  date: asked("text", { inputType: "date" }),
  multipletext: asked("multipletext", { items: [{ name: "i1" }, { name: "i2" }] }),
  matrix: asked("matrix", { rows: ["r", "s"], columns: ["a", "b"] }),
  matrixdropdown: asked("matrixdropdown", { rows: ["r", "s"], columns: [column] }),
  panel: asked("panel", { elements: [{ type: "text", name: "inner", title: "I" }] }),
  survey: (extra) => pages(text, extra),
  page: (extra) => pages(text, {}, extra),
  choiceitem: inList("radiogroup", "choices", {}),
  checkboxitem: inList("checkbox", "choices", {}),
  imageitem: inList("imagepicker", "choices", {}),
  matrixcolumn: inList("matrix", "columns", {}),
  matrixrow: inList("matrix", "rows", {}),
  ratingitem: (extra) =>
    asked("rating", { rateValues: [{ value: 1, text: "A", ...extra }, 2, 3] })({}),
  mdcolumn: (extra) =>
    asked("matrixdropdown", { rows: ["r", "s"], columns: [{ ...column, ...extra }] })({}),
  mtitem: (extra) =>
    asked("multipletext", { items: [{ name: "i1", ...extra }, { name: "i2" }] })({}),
  answercount: checked("answercount", { type: "checkbox", ...abc }, { minCount: 1 }),
  numeric: checked("numeric", { inputType: "number" }, { minValue: 1 }),
  textCheck: checked("text", {}, { minLength: 2 }),
  regex: checked("regex", {}, { regex: "a" }),
  email: checked("email", { inputType: "email" }, {}),
  expressionCheck: checked("expression", {}, { expression: "{z0} = 'a'" }),
  calculatedvalue: (extra) =>
    pages(text, { calculatedValues: [{ name: "v", expression: "{z0} = 'a'", ...extra }] }),
  htmlcond: (extra) =>
    pages(text, { completedHtmlOnCondition: [{ expression: "{z0} = 'a'", html: "A", ...extra }] }),
  skiptrigger: (extra) =>
    pages(text, {
      triggers: [{ type: "skip", expression: "{z0} = 'a'", gotoName: "q2", ...extra }],
    }),
};

function valueOf(name: string, said: string | undefined): unknown {
  if (said === undefined) return /(If|[eE]xpression)$/.test(name) ? "{z0} = 'a'" : "Own words";
  return /^(true|false|\d+)$/.test(said) ? JSON.parse(said) : said;
}

for (const [kind, outcomes] of Object.entries(settings))
  test(`SurveyJS, ${kind}: every property is taken, told, or means nothing here`, () => {
    const form = forms[kind];
    assert.ok(form, kind);
    for (const [expected, list] of Object.entries(outcomes))
      for (const each of list.split(" ")) {
        const [name, said] = each.split("=");
        const given = form({ [name!]: valueOf(name!, said) });
        const found = outcome(JSON.stringify(form({})), JSON.stringify(given), "surveyjs");
        assert.equal(found, expected, `${kind}.${each}`);
      }
  });

test("a property that is not known is told by its name and value", () => {
  for (const [kind, form] of Object.entries(forms)) {
    if (kind === "regex") continue;
    const file = JSON.stringify(form({ spaceship: "Own words" }));
    const line = read(file, "surveyjs").report.find(({ source }) => source.endsWith("spaceship"));
    assert.deepEqual([line?.outcome, line?.code], ["left-out", "unknown_setting"], kind);
    assert.match(line!.detail, /Own words/, kind);
  }
});
