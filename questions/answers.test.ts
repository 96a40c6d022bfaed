import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Question, type QuestionInput } from "#contract/survey.ts";
import { answers } from "./answers.ts";
import { contributions } from "./contributions.ts";
import { partsOf, rulesOf } from "./flow.ts";
import { typedNumber } from "./judge.ts";
import { questionSchema } from "./schemas.ts";
import { say, types } from "./testing/generate.ts";
import type { Judged } from "./types.ts";

const options = (values: string) => values.split(" ").map((value) => ({ value, text: say(value) }));
const aspects = options("speed price");
type Own<T = QuestionInput> = T extends QuestionInput ? Omit<T, "key" | "text"> : never;
const made = (own: Own): Question => {
  const shown = own.type === "hidden" ? {} : { text: say("Text") };
  return questionSchema.parse({ ...own, ...shown, key: "key" });
};
const judge = (own: Own, value: unknown): Judged => {
  const question = made(own);
  const parts = partsOf(question).map((part) => part.value);
  return rulesOf(question).judge(question, value, parts);
};

const other = [...options("a b"), { value: "other", text: say("other"), other: true as const }];
const several = [...other, { value: "none", text: say("none"), none: true as const }];
const proto = JSON.parse('{"__proto__": 1}') as unknown;

// Each type, a value, and what becomes of it: the canonical answer, or the code of its error.
type Row = readonly [own: Own, value: unknown, result: { answer?: unknown } | string];
const rows: readonly Row[] = [
  [{ type: "nps" }, 0, { answer: 0 }],
  [{ type: "nps" }, 10, { answer: 10 }],
  [{ type: "nps" }, -0, { answer: 0 }],
  [{ type: "nps" }, 11, "out_of_range"],
  [{ type: "nps" }, -1, "out_of_range"],
  [{ type: "nps" }, 9.5, "invalid"],
  [{ type: "nps" }, "9", "invalid"],
  [{ type: "nps" }, [9], "invalid"],
  [{ type: "nps" }, NaN, "invalid"],
  [{ type: "nps" }, null, "invalid"],
  [{ type: "csat", points: 10 }, 10, { answer: 10 }],
  [{ type: "csat" }, 6, "out_of_range"],
  [{ type: "csat" }, 0, "out_of_range"],
  [{ type: "csat" }, true, "invalid"],
  [{ type: "ces" }, 7, { answer: 7 }],
  [{ type: "ces" }, 8, "out_of_range"],
  [{ type: "ces" }, {}, "invalid"],
  [{ type: "rating", notApplicable: true }, null, { answer: null }],
  [{ type: "rating" }, null, "invalid"],
  [{ type: "rating", min: -5, max: 0 }, -5, { answer: -5 }],
  [{ type: "rating" }, Infinity, "invalid"],
  [{ type: "single-choice", options: other }, "a", { answer: "a" }],
  [{ type: "single-choice", options: other }, "c", "unknown_option"],
  [{ type: "single-choice", options: other }, "", "unknown_option"],
  [{ type: "single-choice", options: other }, "__proto__", "unknown_option"],
  [{ type: "single-choice", options: other }, "toString", "unknown_option"],
  [{ type: "single-choice", options: other }, 1, "invalid"],
  [{ type: "single-choice", options: other }, ["a"], "invalid"],
  [{ type: "single-choice", options: other }, proto, "invalid"],
  [{ type: "single-choice", options: other }, { value: "a", text: "x" }, "invalid"],
  [
    { type: "single-choice", options: other },
    { value: "other", text: " mine " },
    { answer: { value: "other", text: "mine" } },
  ],
  [
    { type: "single-choice", options: other },
    { value: "other", text: "x".repeat(501) },
    "too_long",
  ],
  [{ type: "single-choice", options: other }, { value: "other", text: 5 }, "invalid"],
  [{ type: "single-choice", options: other }, { value: "other", more: 1 }, "invalid"],
  [{ type: "single-choice", options: other }, "other", { answer: "other" }],
  [{ type: "multiple-choice", options: several }, ["b", "a"], { answer: ["a", "b"] }],
  [{ type: "multiple-choice", options: several }, [], { answer: undefined }],
  [{ type: "multiple-choice", options: several }, ["a", "a"], "duplicate"],
  [{ type: "multiple-choice", options: several }, ["a", "none"], "exclusive"],
  [{ type: "multiple-choice", options: several }, ["none"], { answer: ["none"] }],
  [{ type: "multiple-choice", options: several }, ["zzz"], "unknown_option"],
  [{ type: "multiple-choice", options: several }, "a", "invalid"],
  [{ type: "multiple-choice", options: several }, [["a"]], "invalid"],
  [{ type: "multiple-choice", options: several }, Array(1e5).fill("a"), "duplicate"],
  [{ type: "multiple-choice", options: several, least: 2 }, ["a"], "too_few"],
  [{ type: "multiple-choice", options: several, least: 2 }, ["none"], { answer: ["none"] }],
  [{ type: "multiple-choice", options: several, most: 1 }, ["a", "b"], "too_many"],
  [
    { type: "multiple-choice", options: several },
    { values: ["other", "a"], text: "mine" },
    { answer: { values: ["a", "other"], text: "mine" } },
  ],
  [{ type: "ranking", options: aspects }, ["price", "speed"], { answer: ["price", "speed"] }],
  [{ type: "ranking", options: aspects }, ["price", "price"], "duplicate"],
  [{ type: "ranking", options: aspects }, ["price", "zzz"], "unknown_option"],
  [{ type: "ranking", options: aspects }, ["price", 1], "invalid"],
  [{ type: "ranking", options: aspects, most: 1 }, ["price", "speed"], "too_many"],
  [{ type: "ranking", options: aspects }, { 0: "price" }, "invalid"],
  [
    { type: "matrix", rows: aspects, columns: options("1 2") },
    { price: "2", speed: "1" },
    { answer: { speed: "1", price: "2" } },
  ],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, { price: "3" }, "unknown_option"],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, { other: "1" }, "unknown_option"],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, { price: ["1"] }, "invalid"],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, proto, "unknown_option"],
  [
    { type: "matrix", rows: aspects, columns: options("1 2") },
    { constructor: "1" },
    "unknown_option",
  ],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, { price: null }, "invalid"],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), notApplicable: true },
    { price: null },
    { answer: { price: null } },
  ],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, ["1"], "invalid"],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), measure: "asat" },
    { price: 2 },
    { answer: { price: 2 } },
  ],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), measure: "asat" },
    { price: "2" },
    "invalid",
  ],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), measure: "asat" },
    { price: 3 },
    "unknown_option",
  ],
  [{ type: "matrix", rows: aspects, columns: options("1 2") }, {}, { answer: undefined }],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), multiple: true },
    { price: ["2", "1"] },
    { answer: { price: ["1", "2"] } },
  ],
  [
    { type: "matrix", rows: aspects, columns: options("1 2"), multiple: true },
    { price: ["2", "2"] },
    "duplicate",
  ],
  [{ type: "expectation" }, 5, { answer: 5 }],
  [{ type: "expectation" }, 6, "out_of_range"],
  [{ type: "expectation" }, { speed: 1 }, "invalid"],
  [
    { type: "expectation", ask: "pair", when: "recalled", aspects },
    { speed: { experience: 5, expectation: 3 } },
    { answer: { speed: { expectation: 3, experience: 5 } } },
  ],
  [
    { type: "expectation", ask: "pair", when: "before", aspects },
    { speed: { experience: 5 } },
    "unknown_option",
  ],
  [{ type: "expectation", ask: "zone", aspects }, { speed: { minimum: 10 } }, "out_of_range"],
  [{ type: "expectation", ask: "zone", aspects }, { speed: 4 }, "invalid"],
  [{ type: "short-text", length: 5 }, "abcde", { answer: "abcde" }],
  [{ type: "short-text", length: 5 }, "abcdef", "too_long"],
  [{ type: "short-text" }, "  ", { answer: undefined }],
  [{ type: "short-text" }, "a\0b\uD800", { answer: "a\uFFFDb\uFFFD" }],
  [{ type: "short-text" }, 5, "invalid"],
  [{ type: "long-text" }, "x\r\ny", { answer: "x\ny" }],
  [{ type: "long-text" }, "x".repeat(5_001), "too_long"],
  [{ type: "long-text" }, { toString: 1 }, "invalid"],
  [{ type: "number" }, 0.4, "not_whole"],
  [{ type: "number", decimals: 2 }, 1.255, "too_precise"],
  [{ type: "number", decimals: 1 }, 0.1 + 0.2, { answer: 0.3 }],
  [{ type: "number", min: 0, max: 60 }, 61, "out_of_range"],
  [{ type: "number" }, "5", "not_number"],
  [{ type: "number" }, Infinity, "not_number"],
  [{ type: "slider", step: 10 }, 40, { answer: 40 }],
  [{ type: "slider", min: 5, step: 10 }, 45, { answer: 45 }],
  [{ type: "slider", step: 10 }, 44, "off_step"],
  [{ type: "slider", max: 95, step: 10 }, 95, "off_step"],
  [{ type: "slider" }, 7.5, "not_whole"],
  [{ type: "slider" }, 101, "out_of_range"],
  [{ type: "slider" }, null, "not_number"],
  [{ type: "date" }, "2024-02-29", { answer: "2024-02-29" }],
  [{ type: "date" }, "2023-02-29", "not_date"],
  [{ type: "date" }, "2023-2-9", "not_date"],
  [{ type: "date" }, 20230209, "not_date"],
  [{ type: "date", latest: "2024-01-01" }, "2024-01-02", "out_of_range"],
  [{ type: "date" }, "0001-01-01", "out_of_range"],
  [{ type: "consent" }, "yes", { answer: "yes" }],
  [{ type: "consent" }, true, "unknown_option"],
  [{ type: "consent" }, "no", "unknown_option"],
  [{ type: "may-contact" }, "no", { answer: "no" }],
  [{ type: "may-contact" }, "maybe", "unknown_option"],
  [{ type: "contact-details" }, { email: " a@b.id ", phone: "" }, { answer: { email: "a@b.id" } }],
  [{ type: "contact-details" }, { email: "a@b" }, "not_email"],
  [{ type: "contact-details" }, { email: `a@${"b".repeat(320)}.id` }, "too_long"],
  [{ type: "contact-details" }, { phone: "call me" }, "not_phone"],
  [{ type: "contact-details" }, { phone: "=1+1" }, "not_phone"],
  [{ type: "contact-details" }, { address: "x" }, "unknown_option"],
  [{ type: "contact-details", fields: ["email"] }, { phone: "1" }, "unknown_option"],
  [{ type: "contact-details" }, "a@b.id", "invalid"],
  [{ type: "statement" }, "x", "not_asked"],
  [{ type: "hidden" }, "x", { answer: "x" }],
  [{ type: "hidden" }, "x".repeat(501), "too_long"],
  [{ type: "hidden", values: ["a"] }, "b", "unknown_option"],
  [{ type: "hidden", values: ["a"] }, ["a"], "unknown_option"],
];

test("each type takes what fits, in canonical form, and says why it does not take the rest", () => {
  for (const [own, value, expected] of rows) {
    const judged = judge(own, value);
    const what = `${own.type} ${JSON.stringify(value)?.slice(0, 60)}`;
    if (typeof expected === "string")
      assert.equal("error" in judged ? judged.error.code : judged, expected, what);
    else {
      assert.ok("answer" in judged, `${what}: ${JSON.stringify(judged)}`);
      const answer: unknown =
        judged.answer === undefined ? undefined : JSON.parse(JSON.stringify(judged.answer));
      assert.deepEqual(answer, expected.answer, what);
    }
  }
  const covered = new Set(rows.map(([own]) => own.type));
  assert.deepEqual(
    types.filter((type) => !covered.has(type)),
    [],
    "every type has rows",
  );
});

test("no JSON makes a type throw, and what it takes it takes again as it is", () => {
  const seen = new Map<string, Own>();
  for (const [own] of rows) seen.set(JSON.stringify(own), own);
  const kinds = [...seen.values()];
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom("speed", "price", "value", "values", "text", "email"),
      fc.jsonValue(),
    ),
    fc.array(fc.constantFrom("a", "b", "other", "none", "speed", "price")),
    fc.double(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), anything, (own, value) => {
      const judged = judge(own, value);
      if ("error" in judged || judged.answer === undefined) return;
      const again = judge(own, judged.answer);
      assert.ok("answer" in again);
      assert.deepEqual(JSON.stringify(again.answer), JSON.stringify(judged.answer));
    }),
    { numRuns: 2_500 },
  );
});

test("what is half answered is not enough where an answer is required", () => {
  const incomplete = (own: Own, value: unknown) => {
    const judged = judge(own, value);
    return "answer" in judged ? judged.incomplete : judged.error.code;
  };
  const matrix = { type: "matrix" as const, rows: aspects, columns: options("1 2") };
  assert.equal(incomplete(matrix, { speed: "1" }), "incomplete");
  assert.equal(incomplete(matrix, { speed: "1", price: "1" }), undefined);
  const pair = { type: "expectation", ask: "pair", when: "recalled", aspects } as const;
  const whole = { expectation: 1, experience: 2 };
  assert.equal(incomplete({ ...pair }, { speed: whole, price: { expectation: 1 } }), "incomplete");
  assert.equal(incomplete({ ...pair }, { speed: whole, price: whole }), undefined);
  const ranking = { type: "ranking" as const, options: aspects };
  assert.equal(incomplete(ranking, ["speed"]), "incomplete");
  assert.equal(incomplete({ ...ranking, most: 1 }, ["speed"]), undefined);
  assert.equal(incomplete({ type: "single-choice", options: other }, "other"), "other_missing");
  assert.equal(incomplete({ type: "contact-details" }, { name: "Ani" }), "reach_missing");
  assert.equal(incomplete({ type: "contact-details" }, { name: "Ani", phone: "0812" }), undefined);
});

test("what each type adds to a signal", () => {
  const adds = (own: Own, value: unknown) => {
    const question = made(own);
    const judged = judge(own, value);
    assert.ok("answer" in judged && judged.answer !== undefined);
    const contribute = contributions[question.type] as (
      question: Question,
      answer: unknown,
    ) => object;
    return JSON.parse(JSON.stringify(contribute(question, judged.answer))) as object;
  };
  assert.deepEqual(adds({ type: "nps" }, 9), { measures: { nps: 9 } });
  assert.deepEqual(adds({ type: "csat", measure: "osat" }, 4), { measures: { osat: 4 } });
  assert.deepEqual(adds({ type: "ces" }, 4), { measures: { ces: 4 } });
  assert.deepEqual(adds({ type: "rating", max: 7, measure: "ease" }, 6), { measures: { ease: 6 } });
  assert.deepEqual(adds({ type: "rating" }, 3), { answers: { key: 3 } });
  assert.deepEqual(adds({ type: "single-choice", options: other }, { value: "other", text: "x" }), {
    answers: { key: "other" },
    texts: { "key.other": "x" },
  });
  assert.deepEqual(adds({ type: "multiple-choice", options: several }, ["b", "a"]), {
    answers: { key: ["a", "b"] },
  });
  assert.deepEqual(adds({ type: "ranking", options: aspects }, ["price", "speed"]), {
    answers: { key: ["price", "speed"] },
  });
  const matrix = {
    type: "matrix" as const,
    rows: aspects,
    columns: options("1 2"),
    notApplicable: true as const,
  };
  assert.deepEqual(adds({ ...matrix, measure: "asat" }, { speed: 2, price: null }), {
    measures: { "asat.speed": 2 },
  });
  assert.deepEqual(adds(matrix, { speed: "2" }), { answers: { "key.speed": "2" } });
  assert.deepEqual(adds({ type: "expectation" }, 2), { measures: { disconfirmation: 2 } });
  assert.deepEqual(
    adds(
      { type: "expectation", ask: "pair", when: "recalled", aspects },
      { price: { expectation: 4, experience: 2 } },
    ),
    { judgements: [{ aspect: "price", expectation: 4, experience: 2, recalled: true }] },
  );
  assert.deepEqual(
    adds(
      { type: "expectation", ask: "pair", when: "before", aspects },
      { price: { expectation: 4 } },
    ),
    { judgements: [{ aspect: "price", expectation: 4 }] },
  );
  assert.deepEqual(
    adds(
      { type: "expectation", ask: "zone", aspects },
      { speed: { minimum: 3, desired: 8, experience: 6 } },
    ),
    { judgements: [{ aspect: "speed", minimum: 3, desired: 8, experience: 6 }] },
  );
  assert.deepEqual(adds({ type: "short-text" }, "=1+1"), { texts: { key: "=1+1" } });
  assert.deepEqual(adds({ type: "number", measure: "expectedDays" }, 3), {
    measures: { expectedDays: 3 },
  });
  assert.deepEqual(adds({ type: "date" }, "2026-01-31"), { answers: { key: "2026-01-31" } });
  assert.deepEqual(adds({ type: "consent", purpose: "marketing", channel: "email" }, "yes"), {
    answers: { key: "yes" },
    consent: [{ purpose: "marketing", channel: "email", state: "given" }],
  });
  assert.deepEqual(adds({ type: "may-contact" }, "yes"), {
    answers: { key: "yes" },
    mayContact: true,
  });
  assert.deepEqual(adds({ type: "contact-details" }, { email: "a@b.id" }), {
    contact: { email: "a@b.id" },
  });
  assert.deepEqual(adds({ type: "hidden", attribute: "campaign" }, "May"), {
    attributes: { campaign: "May" },
  });
  assert.equal(Object.keys(answers).length, Object.keys(contributions).length);
});

test("a number is what whoever typed it meant, or asked for again where it could be two", () => {
  const written: [text: string, decimals: number, number | string][] = [
    ["12", 0, 12],
    ["-3", 0, -3],
    ["1.500", 0, 1_500],
    ["1,500", 0, 1_500],
    ["1 500", 0, 1_500],
    ["1’500", 0, 1_500],
    ["1.234.567", 0, 1_234_567],
    ["1,234,567.5", 1, 1_234_567.5],
    ["1.234.567,5", 1, 1_234_567.5],
    ["3,7", 1, 3.7],
    [".5", 1, 0.5],
    ["0.500", 0, 0.5],
    ["1.500", 2, "1.500"],
    ["1.500", 3, 1.5],
    ["1.500,25", 2, 1_500.25],
    ["1.50.000", 0, "1.50.000"],
    ["1.234,567", 3, 1_234.567],
    ["1.234.56", 0, "1.234.56"],
    ["1 500 00", 0, "1 500 00"],
    ["twelve", 0, "twelve"],
    // As Arabic, Persian, Hindi, Thai and Japanese keyboards write them.
    ["١٢٫٥", 1, 12.5],
    ["١٬٢٣٤", 0, 1_234],
    ["۱۲۰", 0, 120],
    ["१९", 0, 19],
    ["๗", 0, 7],
    ["１２", 0, 12],
    ["−5", 0, -5],
    ["٥ أيام", 0, "٥ أيام"],
  ];
  for (const [text, decimals, meant] of written)
    assert.equal(typedNumber(text, decimals), meant, `${text} with ${decimals}`);
  const own = { type: "number" } as const;
  const number = made(own);
  const typedIn = (text: string) =>
    judge(
      own,
      rulesOf(number).read(number, () => [text]),
    );
  assert.deepEqual(typedIn("1.500"), { answer: 1_500 });
  assert.deepEqual(typedIn("3.7"), { error: { code: "not_whole" } });
});
