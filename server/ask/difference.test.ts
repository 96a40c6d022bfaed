import { test } from "node:test";
import assert from "node:assert/strict";
import type { SurveyInput } from "#contract/survey.ts";
import { differenceOf } from "./difference.ts";
import { survey } from "./survey.test-support.ts";

type Asked = SurveyInput["pages"][number]["questions"][number];
const asked = (key: string, text = key): Asked => ({
  key,
  type: "single-choice",
  text: { en: text },
  options: [
    { value: "yes", text: { en: "Yes" } },
    { value: "no", text: { en: "No" } },
  ],
});
const pages = (...all: [key: string, ...questions: Asked[]][]) =>
  survey({ pages: all.map(([key, ...questions]) => ({ key, questions })) });
const told = (from: ReturnType<typeof survey>, to: ReturnType<typeof survey>) =>
  differenceOf(from, to).map(({ what, of, place }) => `${what} ${of} ${place}`);

test("a definition is not otherwise than itself", () => {
  assert.deepEqual(differenceOf(survey(), survey()), []);
});

test("one that moved is named, and not those that it passed", () => {
  const from = pages(["p", asked("a"), asked("b"), asked("c"), asked("d")]);
  assert.deepEqual(told(from, pages(["p", asked("d"), asked("a"), asked("b"), asked("c")])), [
    "moved question pages.p.questions.d",
  ]);
  const apart = pages(["p", asked("a"), asked("b")], ["q", asked("d"), asked("c")]);
  assert.deepEqual(told(from, apart), [
    "added page pages.q",
    "moved question pages.q.questions.d",
    "moved question pages.q.questions.c",
  ]);
});

test("what was changed says of which field; what is gone comes last, without what was in it", () => {
  const from = pages(["p", asked("a"), asked("gone")], ["away", asked("b")]);
  const to = pages(["p", asked("a", "A?"), asked("new")]);
  assert.deepEqual(told(from, to), [
    "changed question pages.p.questions.a",
    "added question pages.p.questions.new",
    "removed question pages.p.questions.gone",
    "removed page pages.away",
    "removed question pages.away.questions.b",
  ]);
  assert.deepEqual(differenceOf(from, to)[0]!.fields, [
    { field: "text.en", before: "a", after: "A?" },
  ]);
});

test("options are told by their value, and a key that is there twice is two", () => {
  const [from, to] = [pages(["p", asked("a"), asked("a")]), pages(["p", asked("a"), asked("a")])];
  assert.deepEqual(differenceOf(from, to), []);
  const [first] = to.pages[0]!.questions;
  assert.ok(first?.type === "single-choice");
  first.options = [first.options[1]!, { value: "maybe", text: { en: "Maybe" } }];
  assert.deepEqual(told(from, to), [
    "added option pages.p.questions.a.options.maybe",
    "removed option pages.p.questions.a.options.yes",
  ]);
});
