import assert from "node:assert/strict";
import { test } from "node:test";
import { survey } from "#ask/survey.test-support.ts";
import { pipesFor, putIn } from "./pipes.ts";

const draft = survey({
  touchpoint: "delivery",
  pages: [
    {
      key: "one",
      questions: [
        { key: "nps", type: "nps", text: { en: "How likely?" } },
        { key: "who", type: "contact-details", text: { en: "Who?" } },
      ],
    },
    { key: "two", questions: [{ key: "why", type: "long-text", text: { en: "Why?" } }] },
  ],
});
const namesAt = (definition: typeof draft, ...[chosen]: [Parameters<typeof pipesFor>[1]]) =>
  pipesFor(definition, chosen).map(({ name }) => name);

test("a text is offered what is known when it is shown: answers of pages before, and only such as can be said", () => {
  const known = ["company", "touchpoint", "date", "customer.name"];
  assert.deepEqual(namesAt(draft, { kind: "survey" }), known);
  assert.deepEqual(namesAt(draft, { kind: "question", key: "who" }), known);
  assert.deepEqual(namesAt(draft, { kind: "page", key: "two" }), [...known, "answers.nps"]);
  assert.deepEqual(namesAt(draft, { kind: "question", key: "why" }), [...known, "answers.nps"]);
  assert.deepEqual(namesAt(draft, { kind: "ending", key: "thanks" }), [
    ...known,
    "answers.nps",
    "answers.why",
  ]);
});

test("an anonymous survey knows no customer, and one without a touchpoint names none", () => {
  const { touchpoint: _, ...bare } = draft;
  assert.deepEqual(namesAt({ ...bare, confidentiality: "anonymous" }, { kind: "survey" }), [
    "company",
    "date",
  ]);
});

test("what is put in takes the place of what is marked", () => {
  assert.deepEqual(putIn("Dear you, hello", 5, 8, "customer.name"), {
    text: "Dear {customer.name}, hello",
    caret: 20,
  });
});
