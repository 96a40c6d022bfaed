import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "#expression/parse.ts";
import { surveyDefinition, type QuestionInput, type SurveyInput } from "#contract/survey.ts";
import { limits as signalLimits } from "#contract/signal.ts";
import { say } from "../testing/generate.ts";
import { catalogues, wordKeys } from "../words.ts";
import { shapesOf } from "./changed.ts";
import { lint, publishable, type Known } from "./lint.ts";
import { namesOf } from "./names.ts";
import { canHold } from "./never.ts";
import { surveyProblemCodes } from "./problem.ts";

const end = [{ key: "end", text: say("End") }];
const define = (own: Partial<SurveyInput>) =>
  surveyDefinition.parse({
    format: 1,
    name: "Test",
    languages: ["en", "id"],
    pages: [],
    endings: end,
    ...own,
  });
type Rating = Extract<QuestionInput, { type: "rating" }>;
const rating = (key: string, own: Partial<Rating> = {}): Rating => ({
  type: "rating",
  key,
  text: say(`How good is ${key}?`),
  ...own,
});
const page = (key: string, questions: QuestionInput[], own: object = {}) => ({
  key,
  questions,
  ...own,
});
const seen = new Set<string>();
/** Codes with their places, notes left out. */
function found(own: Partial<SurveyInput>, known: Known = {}): string[] {
  const problems = lint(define(own), known);
  for (const { code, words } of problems) {
    seen.add(code);
    assert.ok(words.en.length > 10 && words.id.length > 10 && words.en !== words.id, code);
    assert.ok(!/undefined|\{/.test(words.en + words.id), words.en + words.id);
  }
  return problems.map(({ code, place }) => `${code} ${place.join(".")}`);
}
const one = (questions: QuestionInput[], own: object = {}) => ({
  pages: [page("p", questions, own)],
});
const options = (...values: string[]) => values.map((value) => ({ value, text: say(value) }));

test("a hidden question that the address would keep its value from", () => {
  const hidden = (key: string) => ({ type: "hidden", key }) as const;
  assert.deepEqual(found(one([rating("a"), hidden("l"), hidden("lang"), hidden("r")])), [
    "reserved_parameter pages.0.questions.1.key",
    "reserved_parameter pages.0.questions.3.key",
  ]);
});

test("keys twice, one figure twice", () => {
  assert.deepEqual(found({ pages: [page("p", [rating("a")]), page("p", [rating("a")])] }), [
    "duplicate_key pages.1.key",
    "duplicate_key pages.1.questions.0.key",
  ]);
  assert.deepEqual(found({ ...one([rating("a")]), calculated: [{ key: "a", value: "1.0" }] }), [
    "duplicate_key calculated.0.key",
  ]);
  assert.deepEqual(
    found(
      one([
        { type: "nps", key: "a", text: say("A?") },
        { type: "nps", key: "b", text: say("B?") },
      ]),
    ),
    ["duplicate_measure pages.0.questions.1"],
  );
});

test("names that are not there, or not yet; expressions that can't be read or judged", () => {
  const shown = (showIf: string) => found(one([rating("a"), rating("b", { showIf })]));
  const place = "pages.0.questions.1.showIf";
  assert.deepEqual(shown("answers.zzz > 2"), [`unknown_reference ${place}`]);
  assert.deepEqual(shown("answer.a > 2"), [`unknown_reference ${place}`]);
  assert.deepEqual(shown("answers.b > 2"), [`later_reference ${place}`]);
  assert.deepEqual(shown("answers.a >"), [`expression_invalid ${place}`]);
  assert.deepEqual(shown("answers.a"), [`expression_invalid ${place}`]);
  assert.deepEqual(shown('answers.a == "x"'), [`expression_invalid ${place}`]);
  assert.deepEqual(shown("answers.a > 2"), []);
  assert.deepEqual(shown('customer.plan.matches("g.*")'), [`not_on_page ${place}`]);
  assert.deepEqual(shown('["a"].exists(x, ["b"].exists(y, x == y))'), [`not_on_page ${place}`]);
  assert.deepEqual(
    found(one([rating("b", { showIf: 'customer.zzz == "x"' })]), { customerAttributes: ["plan"] }),
    ["unknown_reference pages.0.questions.0.showIf"],
  );
  const validated = rating("a", { validation: [{ if: "answers.a > 2", message: say("More") }] });
  assert.deepEqual(found(one([validated])), []);
  assert.deepEqual(
    found({
      ...one([rating("a")]),
      calculated: [
        { key: "x", value: "calculated.y + 1.0" },
        { key: "y", value: "answers.a * 2.0" },
      ],
    }),
    ["later_reference calculated.0.value"],
  );
  const texts = say("Hello {answers.b} {answers.c} {unknown} {company} {customer.name|there}");
  assert.deepEqual(found(one([rating("a", { text: texts }), rating("b")])), [
    "later_reference pages.0.questions.0.text",
    "unknown_reference pages.0.questions.0.text",
    "unknown_reference pages.0.questions.0.text",
  ]);
  assert.deepEqual(
    found({
      pageOrder: "random",
      pages: [page("p", [rating("a")]), page("q", [rating("b", { showIf: "answers.a > 2" })])],
    }),
    ["order_unsure pages.1.questions.0.showIf"],
  );
});

test("jumps to nowhere and backwards; pages and endings that nobody reaches", () => {
  const pages = (jumps: object[]) => [
    page("p", [rating("a")], { jumps }),
    page("q", [rating("b")]),
    page("r", [rating("c")]),
  ];
  assert.deepEqual(found({ pages: pages([{ to: "zzz" }]) }), ["unknown_page pages.0.jumps.0.to"]);
  assert.deepEqual(found({ pages: pages([{ to: { end: "zzz" } }]) }).slice(0, 1), [
    "unknown_ending pages.0.jumps.0.to",
  ]);
  assert.deepEqual(found({ pages: pages([{ to: "p" }]) }), ["backward_jump pages.0.jumps.0.to"]);
  assert.deepEqual(found({ pages: pages([{ to: "r" }]) }), ["unreachable_page pages.1"]);
  assert.deepEqual(found({ pages: pages([{ if: "answers.a > 2", to: "r" }]) }), []);
  // A jump that never holds takes nobody anywhere.
  assert.deepEqual(found({ pages: pages([{ if: "answers.a > 7", to: "r" }]) }), [
    "never_holds pages.0.jumps.0.if",
  ]);
  const endings = [...end, { key: "other", text: say("Other") }];
  assert.deepEqual(found({ pages: pages([]), endings }), ["unreachable_ending endings.1"]);
  const conditional = [{ key: "end", text: say("End"), if: "answers.a > 2" }];
  assert.deepEqual(found({ pages: pages([]), endings: conditional }), ["no_plain_ending endings"]);
  assert.deepEqual(found({ pages: pages([]), quotas: [{ key: "k", limit: 1, ending: "zzz" }] }), [
    "unknown_ending quotas.0.ending",
  ]);
});

test("conditions that can never hold, by themselves or where they stand", () => {
  const questions: QuestionInput[] = [
    { type: "nps", key: "nps", text: say("Recommend?") },
    { type: "single-choice", key: "one", text: say("One?"), options: options("a", "b") },
    { type: "multiple-choice", key: "many", text: say("Many?"), options: options("a", "b", "c") },
    { type: "number", key: "count", text: say("How many?"), min: 0, max: 100 },
    {
      type: "matrix",
      key: "asat",
      measure: "asat",
      text: say("How good?"),
      rows: options("speed"),
      columns: options("1", "2"),
    },
    { type: "short-text", key: "word", text: say("Word?") },
  ];
  const names = namesOf(define(one(questions)));
  const can = (text: string) => {
    const parsed = parse(text);
    assert.ok(parsed.ok, text);
    return canHold(parsed.tree, names);
  };
  const possible = [
    "answers.nps > 9",
    "!(answers.nps >= 0)",
    'answers.one == "a" || answers.nps == 3',
    'answers.one in ["b", "c"]',
    '"a" in answers.many && "b" in answers.many',
    "size(answers.many) == 3",
    "answers.count > 99.5",
    "answers.count + answers.nps > 500",
    "answers.asat.speed == 2",
    'answers.word == "anything"',
    'answers.word.startsWith("z")',
    'customer.plan == "gold" && customer.tier > 2',
    'language == "id"',
    "answers.many.exists(x, x == 'c')",
    "calculated.sum > 3",
  ];
  const impossible = [
    "answers.nps > 10",
    "answers.nps == 4.5",
    "answers.nps < 3 && answers.nps > 7",
    'answers.one == "c"',
    'answers.one == "a" && answers.one == "b"',
    'answers.one in ["c"]',
    '"d" in answers.many',
    "size(answers.many) > 3",
    "answers.count < 0",
    "answers.count > 3 && answers.count < 3",
    "answers.asat.speed > 2",
    'answers.word == "a" && answers.word == "b"',
    'customer.plan == "gold" && customer.plan == "silver"',
    "customer.age > 5 && customer.age < 5",
    'language == "fr"',
    'answers.one == "a" && !(has(answers.one))',
    "answers.many.exists(x, x == 'd')",
    "false",
  ];
  for (const text of possible) assert.equal(can(text), true, text);
  for (const text of impossible) assert.equal(can(text), false, text);
  assert.deepEqual(
    found({
      pages: [
        page("p", [rating("a")]),
        page("q", [rating("b", { showIf: "answers.a > 4" })], { showIf: "answers.a < 3" }),
      ],
    }),
    ["never_together pages.1.questions.0.showIf"],
  );
  const never = { validation: [{ if: "answers.a > 6", message: say("More") }] };
  assert.deepEqual(found(one([rating("a", never)])), [
    "never_holds pages.0.questions.0.validation.0.if",
  ]);
});

test("texts that a language lacks", () => {
  const lacking = { ...rating("a"), text: { en: "How good?" } };
  assert.deepEqual(found(one([lacking])), ["missing_translation pages.0.questions.0.text"]);
  assert.deepEqual(found(one([{ ...lacking, text: { id: "Seberapa baik?" } }])), [
    "missing_text pages.0.questions.0.text",
  ]);
  const arabic = { languages: ["ar"], endings: [{ key: "end", text: { ar: "شكرا" } }] };
  const question = { ...rating("a"), text: { ar: "ما رأيك؟" } };
  assert.deepEqual(found({ ...one([question]), ...arabic }), ["words_not_shipped languages"]);
  const words = Object.fromEntries(
    wordKeys.map((key) => [key, { ar: `كلمة ${catalogues["en"]![key].match(/\{\w+\}/g) ?? ""}` }]),
  );
  const { later, ...others } = words;
  assert.deepEqual(found({ ...one([question]), ...arabic, words }), []);
  assert.deepEqual(found({ ...one([question]), ...arabic, words: others }), [
    "words_not_shipped languages",
  ]);
  // Of the survey's texts, and of the page's words, what differs for each reader stays in.
  const lost = { ...words, out_of_range: { ar: "من {min}" } };
  assert.deepEqual(found({ ...one([question]), ...arabic, words: lost }), [
    "names_lost words.out_of_range",
  ]);
  const piped = (id: string) =>
    lint(define(one([rating("a", { text: { en: "How was {touchpoint} at {company}?", id } })])))
      .filter(({ code }) => code === "names_lost")
      .map(({ place, values }) => `${place.join(".")} ${values["language"]} ${values["named"]}`);
  assert.deepEqual(piped("Bagaimana {touchpoint} di {company|sini}?"), []);
  assert.deepEqual(piped("Bagaimana { di {company}}?"), ["pages.0.questions.0.text id touchpoint"]);
  // Labels of a scale are the question's own.
  const csat = one([{ key: "a", type: "csat", points: 5, text: later! }]);
  assert.deepEqual(found({ ...csat, ...arabic, words }), [
    "labels_not_shipped pages.0.questions.0",
  ]);
});

test("questions of bad form", () => {
  const text = (en: string, id = "Seberapa baik?") =>
    found(one([rating("a", { text: { en, id } })]));
  const place = "pages.0.questions.0";
  assert.deepEqual(text("How satisfied are you with price and service?"), [
    `two_in_one ${place}.text`,
  ]);
  assert.deepEqual(text("Are you happy? Would you come again?"), [`two_in_one ${place}.text`]);
  assert.deepEqual(text("How good?", "Seberapa puas Anda dengan harga dan layanan?"), [
    `two_in_one ${place}.text`,
  ]);
  assert.deepEqual(text('How good was "Salt and Pepper"?'), []);
  assert.deepEqual(text("Isn't our service good?"), [`leading ${place}.text`]);
  assert.deepEqual(text("How satisfied or dissatisfied are you with the bandwidth?"), []);
  const labels = (...words: string[]) =>
    words.map((word, n) => ({ value: n + 1, text: say(word) }));
  const agreement = labels("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree");
  assert.deepEqual(found(one([rating("a", { labels: agreement })])), [
    `agreement_scale ${place}.labels`,
  ]);
  assert.deepEqual(found(one([{ type: "ces", key: "ces", text: say("Do you agree?") }])), [
    `agreement_is_ces ${place}`,
  ]);
  const reversed = labels(
    "Very satisfied",
    "Satisfied",
    "Neither",
    "Dissatisfied",
    "Very dissatisfied",
  );
  assert.deepEqual(found(one([rating("a", { labels: reversed })])), [
    `reversed_scale ${place}.labels`,
  ]);
  const columns = options("3", "2", "1");
  const matrix = {
    type: "matrix",
    key: "m",
    measure: "m",
    text: say("How good?"),
    columns,
  } as const;
  assert.deepEqual(found(one([{ ...matrix, rows: options("speed") }])), [
    `reversed_scale ${place}.columns`,
  ]);
  const rows = options("a", "b", "c", "d", "e", "f", "g", "h", "i");
  const wide = { ...matrix, measure: undefined, columns: options("x", "y"), rows };
  assert.deepEqual(found(one([wide])), [`too_many_aspects ${place}.rows`]);
  assert.deepEqual(
    found(one([{ type: "long-text", key: "a", text: say("Why?"), required: true }])),
    [`required_text ${place}.required`],
  );
  const long = Array.from({ length: 21 }, (_, n): QuestionInput => ({
    type: "long-text",
    key: `t${n}`,
    text: say("Why?"),
  }));
  assert.deepEqual(found(one(long)), ["too_long pages"]);
  const link = { en: "Review us at https://example.com", id: "Ulas di https://example.com" };
  const gate = [{ key: "good", if: "answers.nps >= 9", text: link }, ...end];
  const nps: QuestionInput = { type: "nps", key: "nps", text: say("Recommend?") };
  assert.deepEqual(found({ ...one([nps]), endings: gate }), ["gating endings.0.text"]);
});

test("anonymity, voice, scales, colours and the size of a response", () => {
  const anonymous = { confidentiality: "anonymous" } as const;
  const questions: QuestionInput[] = [
    { type: "hidden", key: "who" },
    { type: "hidden", key: "where", values: ["app"] },
    { type: "contact-details", key: "contact", text: say("How can we reach you?") },
    rating("a", { text: say("Hello {customer.name}"), showIf: 'customer.plan == "gold"' }),
  ];
  assert.deepEqual(found({ ...one(questions), ...anonymous }), [
    "anonymous_customer pages.0.questions.3.showIf",
    "anonymous_customer pages.0.questions.3.text",
    "anonymous_hidden pages.0.questions.0.values",
    "anonymous_contact pages.0.questions.2",
  ]);
  assert.deepEqual(found({ ...one([rating("a")]), form: "mirror" }), ["voice_form voice"]);
  const known = { measures: { csat: { min: 1, max: 5 } } };
  const csat = (points: number): QuestionInput => ({
    type: "csat",
    key: "csat",
    text: say("Satisfied?"),
    points,
  });
  assert.deepEqual(found(one([csat(5)]), known), []);
  assert.deepEqual(found(one([csat(7)]), known), ["scale_mismatch pages.0.questions.0"]);
  assert.deepEqual(found(one([csat(3)]), known), ["scale_mismatch pages.0.questions.0"]);
  const before = shapesOf([define(one([csat(5)]))]);
  assert.deepEqual(found(one([csat(7)]), { before }), ["scale_changed pages.0.questions.0"]);
  const theme = { background: "#ffffff", text: "#999999", accent: "#eeeeee" };
  assert.deepEqual(found({ ...one([rating("a")]), theme }), [
    "contrast theme.text",
    "contrast theme.accent",
  ]);
  assert.deepEqual(found(one([])), ["nothing_asked pages"]);
  const big = Array.from({ length: 5 }, (_, n): QuestionInput => ({
    type: "matrix",
    key: `m${n}`,
    measure: `m${n}`,
    text: say("How good?"),
    rows: options(...Array.from({ length: 50 }, (_, row) => `r${row}`)),
    columns: options("1", "2"),
  }));
  const codes = found(one(big)).map((each) => each.split(" ")[0]);
  assert.ok(codes.includes("too_many_figures"));
  assert.deepEqual(
    [signalLimits.measures, signalLimits.answers, signalLimits.judgements],
    [200, 500, 50],
  );
});

test("the problems that can be found are found above, each with words in both languages", () => {
  assert.deepEqual(
    surveyProblemCodes.filter((code) => !seen.has(code)),
    [],
  );
  const problems = lint(define(one([rating("a", { showIf: "answers.zzz > 1" })])));
  assert.equal(publishable(problems), false);
  assert.deepEqual(
    [problems[0]?.page, problems[0]?.question, problems[0]?.values],
    ["p", "a", { name: "zzz" }],
  );
});
