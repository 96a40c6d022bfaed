import assert from "node:assert/strict";
import { test } from "node:test";
import { surveyDefinition } from "#contract/survey.ts";
import { checkPage, checkWhole, readForm } from "./check.ts";
import { compile } from "./lint/compile.ts";
import { contributionOf } from "./signal.ts";

test("smoke", () => {
  const definition = surveyDefinition.parse({
    format: 1,
    name: "x",
    languages: ["en"],
    pages: [
      {
        key: "one",
        questions: [{ key: "nps", type: "nps", text: { en: "How likely?" }, required: true }],
        jumps: [{ if: "answers.nps >= 9", to: { end: "bye" } }],
      },
      {
        key: "two",
        questions: [
          { key: "why", type: "long-text", text: { en: "Why?" }, showIf: "answers.nps <= 6" },
          {
            key: "asat",
            type: "matrix",
            measure: "asat",
            text: { en: "a" },
            rows: [{ value: "speed", text: { en: "Speed" } }],
            columns: [
              { value: "1", text: { en: "bad" } },
              { value: "2", text: { en: "good" } },
            ],
          },
        ],
      },
    ],
    endings: [{ key: "bye", text: { en: "Bye" } }],
  });
  const published = compile(definition);
  const context = { language: "en", seed: "s" };
  const sent = readForm(definition, "one", [["nps", "4"]]);
  const step = checkPage(published, {}, sent, context, "one");
  assert.deepEqual(step.errors, {});
  const whole = checkWhole(published, { nps: 4, why: "<b>", asat: { speed: "2" } }, context);
  assert.equal(whole.page, undefined);
  assert.deepEqual(contributionOf(published, whole.way, context), {
    measures: { nps: 4, "asat.speed": 2 },
    texts: { why: "<b>" },
  });
  assert.deepEqual(checkWhole(published, { nps: 9, why: "x" }, context).errors["why"], {
    code: "not_asked",
  });
});
