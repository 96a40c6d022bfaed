import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parse } from "#expression/parse.ts";
import { celFrom, operators, sentenceOf, type Rule } from "./sentence.ts";

const scalar = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.string({ maxLength: 8 }));
const path = fc.constantFrom(
  ["answers", "nps"],
  ["answers", "asat", "speed"],
  ["customer", "since-year"],
  ["calculated", "sum"],
);
const rule: fc.Arbitrary<Rule> = fc
  .record({ path, operator: fc.constantFrom(...operators), a: scalar, b: scalar })
  .map(({ path, operator, a, b }) => ({
    path,
    operator,
    values:
      operator === "between" || operator === "oneOf"
        ? [a, b]
        : operator.endsWith("answered")
          ? []
          : [a],
  }));

describe("a condition as sentences", () => {
  it("says in CEL what was chosen, and is read back as the same condition", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("all" as const, "any" as const),
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        (join, rules) => {
          const text = celFrom({ join, rules });
          const parsed = parse(text);
          assert.ok(parsed.ok, text);
          const read = sentenceOf(text);
          assert.ok(read, text);
          const again = parse(celFrom(read));
          assert.deepEqual(again.ok && again.tree, parsed.tree, text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("reads what people write, and leaves what says more to CEL", () => {
    const ruleOf = (text: string) => sentenceOf(text)?.rules[0];
    assert.deepEqual(ruleOf("answers.nps >= 0 && answers.nps <= 6"), {
      path: ["answers", "nps"],
      operator: "between",
      values: [0, 6],
    });
    assert.equal(ruleOf('"sms" in answers.channels')?.operator, "includes");
    assert.equal(ruleOf('!("sms" in answers.channels)')?.operator, "excludes");
    assert.equal(ruleOf("!has(answers.reason)")?.operator, "unanswered");
    assert.equal(sentenceOf("answers.a == 1 || answers.b == 2")?.join, "any");
    for (const text of [
      "answers.nps <= 6 && (answers.a == 1 || answers.b == 2)",
      "size(answers.reason) > 4",
      "answers.nps == answers.other",
      "!(answers.nps == 3)",
      "6 >= answers.nps",
      "answers.nps <= 6 ? true : false",
      "answers.nps <=",
    ])
      assert.equal(sentenceOf(text), undefined, text);
  });
});
