/** Surveys and answers for properties: every type, conditions on what is there and what is not, jumps everywhere. */
import fc from "fast-check";
import {
  surveyDefinition,
  type AnyQuestion,
  type Question,
  type QuestionInput,
  type SurveyDefinition,
} from "#contract/survey.ts";
import { answers as rules } from "../answers.ts";
import { asked } from "../expectation/answer.ts";
import { partsOf } from "../flow.ts";

export const say = (en: string) => ({ en, id: `${en} (id)` });
const options = (values: string) => values.split(" ").map((value) => ({ value, text: say(value) }));
const aspects = options("speed customer-care price");

type Own<T = QuestionInput> = T extends QuestionInput ? Omit<T, "key" | "text"> : never;
const bare: fc.Arbitrary<Own> = fc.oneof(
  ...(
    [
      { type: "nps" },
      { type: "csat", points: 5, shape: "faces" },
      { type: "csat", points: 10, shape: "stars", measure: "csat10" },
      { type: "ces" },
      { type: "rating", min: -2, max: 3, notApplicable: true },
      { type: "rating", measure: "ease", max: 7 },
      { type: "single-choice", options: options("a b c d"), order: "random" },
      {
        type: "single-choice",
        as: "drop-down",
        options: [
          ...options("x y"),
          { value: "if", text: say("if"), showIf: "answers.q1 == 3" },
          { value: "other", text: say("other"), other: true },
        ],
      },
      {
        type: "multiple-choice",
        most: 3,
        order: "random",
        options: [
          ...options("m n o p"),
          { value: "other", text: say("other"), other: true },
          { value: "none", text: say("none"), none: true },
        ],
      },
      { type: "multiple-choice", least: 2, as: "drop-down", options: options("r s t") },
      { type: "ranking", options: options("one two three"), order: "random" },
      { type: "ranking", options: options("i ii iii iv"), most: 2 },
      {
        type: "matrix",
        rows: [...aspects, { value: "staff", text: say("staff"), showIf: "answers.q2 > 2" }],
        columns: options("1 2 3"),
        measure: "asat",
        order: "random",
        notApplicable: true,
      },
      { type: "matrix", rows: options("row-a row-b"), columns: options("u v w"), multiple: true },
      { type: "expectation" },
      { type: "expectation", ask: "pair", when: "recalled", aspects, notApplicable: true },
      { type: "expectation", ask: "pair", when: "before", aspects },
      { type: "expectation", ask: "zone", aspects: options("speed") },
      { type: "short-text", length: 12 },
      { type: "long-text" },
      { type: "number", min: -5, max: 60.5, decimals: 1 },
      { type: "slider", min: 0, max: 100, step: 7, measure: "slid" },
      { type: "date", earliest: "2020-01-01" },
      { type: "consent" },
      { type: "may-contact" },
      { type: "contact-details" },
      { type: "statement" },
      { type: "hidden", values: ["app", "web"] },
    ] satisfies Own[]
  ).map((each) => fc.constant<Own>(each)),
);

const condition = (keys: number) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: keys }),
      fc.constantFrom(
        "answers.# == 3",
        "answers.# >= 2",
        "!(answers.# >= 2)",
        "has(answers.#)",
        'answers.# == "a"',
        '"m" in answers.#',
        "size(answers.#) > 1",
        "answers.#.speed == 2",
        'answers.#["customer-care"].experience > 2',
        'answers.#.contains("a")',
        "calculated.sum > 4.0",
        'calculated.mood == "low"',
        'customer.plan == "gold"',
        'hidden.# == "app"',
        'language == "id"',
        "true",
        "false",
      ),
    )
    .map(([n, text]) => text.replaceAll("#", `q${n}`));

/** Once in three times by default. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, never = 2) =>
  fc.oneof({ weight: never, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** Definitions that the schema takes; pages p0 …, questions q0 …, endings e0 and e1. */
export const surveys: fc.Arbitrary<SurveyDefinition> = fc
  .array(fc.array(bare, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .chain((pages) => {
    const count = pages.flat().length;
    const target = fc.oneof(
      fc.integer({ min: 0, max: pages.length }).map((n) => `p${n}`),
      fc.constantFrom({ end: "e0" }, { end: "e1" }),
    );
    const jumps = fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ if: condition(count), to: target }), { maxLength: 2 }),
      },
    );
    const page = fc.record({
      showIf: maybe(condition(count), 3),
      order: fc.constantFrom("as-is" as const, "random" as const),
      fixed: maybe(fc.constant(true as const)),
      jumps,
    });
    const question = fc.record({
      showIf: maybe(condition(count)),
      required: maybe(fc.oneof(fc.constant(true as const), condition(count))),
      fixed: maybe(fc.constant(true as const), 4),
      check: maybe(condition(count), 4),
    });
    return fc
      .record({
        pages: fc.tuple(...pages.map(() => page)),
        questions: fc.array(question, { minLength: count, maxLength: count }),
        pageOrder: fc.constantFrom("as-is" as const, "random" as const),
        quota: condition(count),
      })
      .map(({ pages: extra, questions, pageOrder, quota }) => {
        let n = 0;
        return surveyDefinition.parse({
          format: 1,
          name: "Generated",
          languages: ["en", "id"],
          pageOrder,
          pages: pages.map((list, p) => ({
            key: `p${p}`,
            ...extra[p],
            questions: list.map((own) => {
              const { check, ...more } = questions[n]!;
              const key = `q${n++}`;
              if (own.type === "hidden") return { ...own, key };
              const { showIf, fixed, required } = more;
              const text = say(`Question ${key} <i>{answers.q0}</i>`);
              if (own.type === "statement") return { ...own, key, text, showIf, fixed };
              const validation = check ? [{ if: check, message: say("No & no") }] : undefined;
              return { ...own, key, text, showIf, fixed, required, validation };
            }),
          })),
          calculated: [
            { key: "sum", value: "double(answers.q0) + double(answers.q1)", measure: "sum" },
            { key: "mood", value: 'calculated.sum < 6.0 ? "low" : "high"' },
          ],
          quotas: [{ key: "quota", if: quota, limit: 1, ending: "e1" }],
          endings: [
            { key: "e0", text: say("End"), if: "answers.q0 == 3" },
            { key: "e1", text: say("Other end") },
          ],
        });
      });
  });

/** Values that some type takes, and many that none does. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -6, max: 12 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "a",
      "b",
      "x",
      "if",
      "other",
      "app",
      "yes",
      "no",
      "2021-05-06",
      "Good",
    ),
  },
  {
    weight: 3,
    arbitrary: fc.subarray([
      "m",
      "n",
      "o",
      "none",
      "other",
      "r",
      "s",
      "one",
      "two",
      "three",
      "i",
      "ii",
    ]),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      { value: "other", text: "because" },
      { values: ["m", "other"], text: "why not" },
      { speed: "2", price: null },
      { speed: "2", "customer-care": "1", price: "3", staff: "1" },
      { "row-a": ["u", "w"] },
      { speed: { expectation: 3, experience: 5 }, price: { expectation: null, experience: 1 } },
      { "customer-care": { expectation: 4 } },
      { speed: { minimum: 2, desired: 9, experience: 5 } },
      { name: "Ani", email: "ani@example.com" },
      { phone: "+62 812", email: "" },
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue() },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      NaN,
      -0,
      1e300,
      "__proto__",
      JSON.parse('{"__proto__": 1}'),
      { constructor: "1" },
      "x".repeat(30_000),
      [[["a"]]],
      "<script>alert(1)</script>",
    ),
  },
);

const parts = (question: AnyQuestion) => partsOf(question).map((each) => each.value);
const some = (list: string[]) => fc.subarray(list, { minLength: 1 });
/** Mostly what the question takes. */
function fitting(question: Question): fc.Arbitrary<unknown> {
  switch (question.type) {
    case "nps":
      return fc.integer({ min: 0, max: 10 });
    case "single-choice":
      return fc.constantFrom(...parts(question));
    case "multiple-choice":
    case "ranking":
      return fc.shuffledSubarray(parts(question), { minLength: 1, maxLength: 3 });
    case "matrix": {
      const column = fc.constantFrom(...question.columns.map((each) => each.value));
      const cell: fc.Arbitrary<unknown> = question.multiple
        ? some(question.columns.map((each) => each.value))
        : column;
      return fc.dictionary(fc.constantFrom(...parts(question)), cell, { noNullPrototype: true });
    }
    case "expectation": {
      if (!question.aspects) return fc.integer({ min: 1, max: 5 });
      const level = fc.integer({ min: 1, max: 5 });
      const figures = fc.dictionary(fc.constantFrom(...asked(question)), level, {
        noNullPrototype: true,
      });
      return fc.dictionary(fc.constantFrom(...parts(question)), figures, { noNullPrototype: true });
    }
    case "short-text":
    case "long-text":
      return fc.constantFrom(
        "a",
        "abc",
        " padded ",
        "<b>&amp;\"'",
        "=1+1",
        "{answers.q0}",
        "\n\nx\ny",
      );
    case "date":
      return fc.constantFrom("2021-05-06", "2024-02-29");
    case "consent":
    case "may-contact":
      return fc.constantFrom("yes", "no");
    case "contact-details":
      return fc.constantFrom({ name: "Ani", email: "ani@example.com" }, { phone: "+62 812" });
    default:
      return fc.integer({ min: 1, max: 5 });
  }
}

/** Answers by key: to most questions ones that fit, to others and to keys that are no question anything. */
export const sendingsFor = (
  definition: SurveyDefinition,
): fc.Arbitrary<Record<string, unknown>> => {
  const questions = definition.pages.flatMap((page) => page.questions);
  const each = questions.map((question) =>
    fc.oneof(
      { weight: 12, arbitrary: fitting(question) },
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: values },
    ),
  );
  return fc
    .tuple(fc.tuple(...each), fc.array(values, { maxLength: 1 }))
    .map(([list, more]) =>
      Object.fromEntries([
        ...list.map((value, n) => [questions[n]!.key, value] as const),
        ...more.map((value, n) => [`q${list.length + n}`, value] as const),
      ]),
    );
};

export type Case = readonly [definition: SurveyDefinition, sent: Record<string, unknown>];
/** A survey with what is sent for it. */
export const cases: fc.Arbitrary<Case> = surveys.chain((definition) =>
  sendingsFor(definition).map((sent) => [definition, sent] as const),
);

/** All question types, from the list that makes them one. */
export const types = Object.keys(rules) as (keyof typeof rules)[];
