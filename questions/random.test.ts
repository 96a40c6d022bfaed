import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { surveyDefinition } from "#contract/survey.ts";
import { walk } from "./flow.ts";
import { compile } from "./lint/compile.ts";
import { shuffled } from "./random.ts";
import { say } from "./testing/generate.ts";

test("a seed makes one order of all there is, and what is fixed keeps its place", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 30 }), fc.string(), (list, seed) => {
      const items = list.map((value, at) => ({ value, at }));
      const fixed = (item: { value: number }) => item.value % 3 === 0;
      const made = shuffled(items, seed, fixed);
      assert.deepEqual(made, shuffled(items, seed, fixed));
      assert.deepEqual(
        made.toSorted((a, b) => a.at - b.at),
        items,
      );
      for (const [at, item] of made.entries()) if (fixed(item)) assert.equal(item.at, at);
    }),
  );
});

test("each place is as likely as another", () => {
  const counts = new Map<string, number>();
  const times = 12_000;
  for (let n = 0; n < times; n++) {
    const order = shuffled(["a", "b", "c", "d"], `respondent ${n}/question`).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  // Chi-squared over 24 orders: 23 degrees of freedom, 49.7 at one in a thousand. The seeds are fixed.
  const expected = times / 24;
  const sum = [...counts.values()].reduce(
    (all, each) => all + (each - expected) ** 2 / expected,
    0,
  );
  assert.ok(sum < 49.7, `${sum}`);
});

test("options, questions and pages have an order for each respondent; other and none stay last", () => {
  const options = [..."abcdef"].map((value) => ({ value, text: say(value) }));
  const last = [
    { value: "other", text: say("Other"), other: true as const },
    { value: "none", text: say("None"), none: true as const },
  ];
  const choice = (key: string) => ({
    key,
    type: "multiple-choice" as const,
    order: "random" as const,
    text: say("Which?"),
    options: [...options, ...last],
  });
  const page = (n: number, fixed?: true) => ({
    key: `p${n}`,
    order: "random" as const,
    ...(fixed && { fixed }),
    questions: [choice(`q${n}a`), choice(`q${n}b`), choice(`q${n}c`)],
  });
  const published = compile(
    surveyDefinition.parse({
      format: 1,
      name: "Random",
      languages: ["en", "id"],
      pageOrder: "random",
      pages: [page(0, true), page(1), page(2), page(3)],
      endings: [{ key: "end", text: say("End") }],
    }),
  );
  const orders = new Set<string>();
  for (let n = 0; n < 20; n++) {
    const context = { language: "en", seed: `respondent ${n}` };
    const way = walk(published, {}, context);
    const shown = JSON.stringify(
      way.pages.map(({ key, questions }) => [
        key,
        questions.map((each) => [each.question.key, each.parts]),
      ]),
    );
    orders.add(shown);
    assert.equal(way.pages[0]!.key, "p0", "it is fixed");
    const answered = walk(published, { q1a: ["a"] }, context);
    assert.deepEqual(
      answered.pages.map((each) => each.key),
      way.pages.map((each) => each.key),
      "an answer changes no order",
    );
    for (const { parts } of way.pages.flatMap((each) => each.questions))
      assert.deepEqual(parts.slice(-2), ["other", "none"]);
  }
  assert.equal(orders.size, 20);
});
