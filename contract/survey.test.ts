import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lint } from "#questions/lint/lint.ts";
import { surveyProblemCodes } from "#questions/lint/problem.ts";
import { say, types } from "#questions/testing/generate.ts";
import { catalogues } from "#questions/words.ts";
import { surveyDefinition, type SurveyInput } from "./survey.ts";
import { surveyWordKeys } from "./survey-words.ts";

const page = readFileSync(new URL("../docs/surveys.md", import.meta.url), "utf8");
const small: SurveyInput = {
  format: 1,
  name: "Small",
  languages: ["en", "id"],
  pages: [{ key: "p", questions: [{ key: "nps", type: "nps", text: say("Recommend?") }] }],
  endings: [{ key: "end", text: say("End") }],
};
const place = (change: (survey: Record<string, unknown>) => void): string[] => {
  const survey = structuredClone(small) as Record<string, unknown>;
  change(survey);
  const { error } = surveyDefinition.safeParse(survey);
  return (error?.issues ?? []).map((each) => each.path.join("."));
};
const question = (own: object) => (survey: Record<string, unknown>) => {
  (survey["pages"] as { questions: object[] }[])[0]!.questions = [
    { text: say("Text"), key: "a", ...own },
  ];
};
const options = (...values: string[]) => values.map((value) => ({ value, text: say(value) }));

test("what is left to its default is filled in", () => {
  const { confidentiality, voice, pattern, form, theme, quotas, pages } =
    surveyDefinition.parse(small);
  assert.deepEqual(
    [confidentiality, voice, pattern, form, quotas, theme],
    [
      "identified",
      "customer",
      "past",
      "respondent",
      [],
      { radius: 6, dark: "auto", font: "system" },
    ],
  );
  assert.deepEqual(pages[0]!.questions[0], {
    key: "nps",
    type: "nps",
    text: say("Recommend?"),
    measure: "nps",
  });
  // Written out, it is read as it was.
  const parsed = surveyDefinition.parse(small);
  assert.deepEqual(surveyDefinition.parse(JSON.parse(JSON.stringify(parsed))), parsed);
});

test("a definition that does not fit is refused, with the place", () => {
  const cases: [string, (survey: Record<string, unknown>) => void][] = [
    ["format", (survey) => (survey["format"] = 2)],
    ["", (survey) => (survey["more"] = 1)],
    ["languages", (survey) => (survey["languages"] = [])],
    ["languages", (survey) => (survey["languages"] = ["en", "EN"])],
    ["languages.0", (survey) => (survey["languages"] = ["<en>"])],
    ["pages", (survey) => (survey["pages"] = [])],
    ["pages.0.key", (survey) => ((survey["pages"] as { key: string }[])[0]!.key = "a b")],
    ["endings", (survey) => (survey["endings"] = [])],
    [
      "closes",
      (survey) =>
        Object.assign(survey, { opens: "2026-02-01T00:00:00Z", closes: "2026-01-01T00:00:00Z" }),
    ],
    ["theme.accent", (survey) => (survey["theme"] = { accent: "red" })],
    [
      "theme.logo.data",
      (survey) =>
        (survey["theme"] = { logo: { data: "data:image/svg+xml;base64,AAAA", alt: say("x") } }),
    ],
    [
      "theme.logo.data",
      (survey) =>
        (survey["theme"] = { logo: { data: "https://example.com/logo.png", alt: say("x") } }),
    ],
    ["pages.0.questions.0.type", question({ type: "zzz" })],
    ["pages.0.questions.0.key", question({ type: "ces", key: "constructor" })],
    ["pages.0.questions.0.key", question({ type: "ces", key: "__proto__" })],
    ["pages.0.questions.0.key", question({ type: "ces", key: "in" })],
    ["pages.0.questions.0.key", question({ type: "ces", key: "x".repeat(65) })],
    ["pages.0.questions.0.text", question({ type: "ces", text: "plain" })],
    ["pages.0.questions.0.text.en", question({ type: "ces", text: { en: "x".repeat(2_001) } })],
    ["pages.0.questions.0.points", question({ type: "csat", points: 11 })],
    ["pages.0.questions.0", question({ type: "rating", min: 1, max: 30 })],
    [
      "pages.0.questions.0.options",
      question({ type: "single-choice", options: options("a", "a") }),
    ],
    [
      "pages.0.questions.0.options.0.value",
      question({ type: "single-choice", options: options("-") }),
    ],
    [
      "pages.0.questions.0",
      question({ type: "multiple-choice", options: options("a", "b"), least: 3 }),
    ],
    [
      "pages.0.questions.0.measure",
      question({ type: "matrix", rows: options("a"), columns: options("x", "y"), measure: "m" }),
    ],
    [
      "pages.0.questions.0.when",
      question({ type: "expectation", ask: "pair", aspects: options("a") }),
    ],
    ["pages.0.questions.0.aspects", question({ type: "expectation", ask: "zone" })],
    ["pages.0.questions.0", question({ type: "slider", min: 5, max: 5 })],
    [
      "pages.0.questions.0",
      question({ type: "date", earliest: "2026-02-01", latest: "2026-01-01" }),
    ],
    ["pages.0.questions.0.showIf", question({ type: "ces", showIf: "x".repeat(2_001) })],
    ["pages.0.questions.0", question({ type: "statement", required: true })],
  ];
  for (const [expected, change] of cases)
    assert.ok(
      place(change).includes(expected),
      `${expected}: ${place(change).join(" ")} (${change})`,
    );
  const many = Array.from({ length: 7 }, (_, p) => ({
    key: `p${p}`,
    questions: Array.from({ length: 50 }, (_, q) => ({
      key: `q${p}_${q}`,
      type: "ces",
      text: say("x"),
    })),
  }));
  assert.deepEqual(
    place((survey) => (survey["pages"] = many)),
    ["pages"],
  );
  const shown = options(...Array.from({ length: 200 }, (_, n) => `v${n}`)).map((each) => ({
    ...each,
    showIf: "true",
  }));
  const choices = Array.from({ length: 6 }, (_, n) => ({
    key: `c${n}`,
    type: "single-choice",
    text: say("x"),
    options: shown,
  }));
  assert.deepEqual(
    place((survey) => (survey["pages"] = [{ key: "p", questions: choices }])),
    [""],
  );
});

test("the docs name every type and every problem, and their example has none", () => {
  for (const type of types) assert.ok(page.includes(`\`${type}\``), type);
  for (const code of surveyProblemCodes) assert.ok(page.includes(`\`${code}\``), code);
  const [, example] = /^```json survey\n([\s\S]*?)^```$/m.exec(page)!;
  assert.deepEqual(lint(surveyDefinition.parse(JSON.parse(example!))), []);
});

test("every word of the page ships in both languages, with the same values in it", () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of surveyWordKeys)
    assert.deepEqual(names(catalogues["id"]![key]), names(catalogues["en"]![key]), key);
  assert.deepEqual(Object.keys(catalogues["en"]!).sort(), [...surveyWordKeys].sort());
});
