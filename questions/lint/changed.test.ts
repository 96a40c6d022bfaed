import assert from "node:assert/strict";
import { test } from "node:test";
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import { say } from "../testing/generate.ts";
import { shapesOf } from "./changed.ts";
import { lint } from "./lint.ts";

test("what was published on one scale is not asked on another under the same name", () => {
  const asked = (question: object, key = "q"): SurveyDefinition =>
    surveyDefinition.parse({
      format: 1,
      name: "Test",
      languages: ["en", "id"],
      pages: [{ key: "one", questions: [{ key, text: say("How was it?"), ...question }] }],
      endings: [{ key: "end", text: say("End") }],
    });
  const options = (...values: string[]) => values.map((value) => ({ value, text: say(value) }));
  const choices = (...values: string[]) => ({ type: "single-choice", options: options(...values) });
  const after = (old: object, now: object, key?: string) =>
    lint(asked(now, key), { before: shapesOf([asked(old)]) })
      .filter(({ severity }) => severity === "error")
      .map(({ code, place }) => `${code} ${place.join(".")}`);
  const refused = ["scale_changed pages.0.questions.0"];
  const csat = (points: number, measure?: string) => ({ type: "csat", points, measure });
  assert.deepEqual(after(csat(5), csat(10)), refused);
  assert.deepEqual(after(csat(5), { ...csat(5), shape: "stars" }), []);
  assert.deepEqual(after(csat(5, "own"), csat(7, "own"), "other"), refused);
  assert.deepEqual(after(csat(5, "own"), csat(7, "another"), "other"), []);
  assert.deepEqual(after({ type: "rating", max: 5 }, { type: "rating", max: 10 }), refused);
  assert.deepEqual(after(choices("a", "b"), choices("b", "c")), []);
  assert.deepEqual(
    after(choices("a", "b"), { ...choices("a", "b"), type: "multiple-choice" }),
    refused,
  );
  assert.deepEqual(after({ type: "short-text" }, choices("a", "b")), refused);
  assert.deepEqual(after({ type: "short-text" }, { type: "long-text" }), []);
  assert.deepEqual(after({ type: "number", max: 10 }, { type: "number", max: 100 }), []);
  // Taken out in a version between, it is still what it was; and where two scales stood before, what stood last.
  const back = (...versions: SurveyDefinition[]) =>
    lint(asked({ type: "rating", max: 10 }), { before: shapesOf(versions) }).some(
      ({ code }) => code === "scale_changed",
    );
  const [five, ten] = [5, 10].map((max) => asked({ type: "rating", max })) as [
    SurveyDefinition,
    SurveyDefinition,
  ];
  assert.ok(back(asked({ type: "short-text" }, "other"), five));
  assert.ok(!back(asked({ type: "short-text" }, "other"), ten, five));
});
