import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { walk } from "../flow.ts";
import { sendingsFor, surveys } from "../testing/generate.ts";
import { compile } from "./compile.ts";
import { lint } from "./lint.ts";

test("what is called impossible never happens, whatever is answered", () => {
  let called = 0;
  fc.assert(
    fc.property(
      surveys.chain((definition) =>
        fc.tuple(
          fc.constant(definition),
          fc.array(sendingsFor(definition), { minLength: 8, maxLength: 8 }),
        ),
      ),
      ([definition, sendings]) => {
        const problems = lint(definition);
        const published = compile(definition);
        const unreached = problems
          .filter((each) => each.code === "unreachable_page")
          .map((each) => each.page);
        const hidden = problems
          .filter(({ code, place }) => code.startsWith("never_") && place.at(-1) === "showIf")
          .filter(({ place }) => place.length === 5)
          .map((each) => each.question);
        called += unreached.length + hidden.length;
        for (const sent of sendings) {
          const way = walk(published, sent, {
            language: "id",
            seed: "s",
            customer: { plan: "gold" },
          });
          for (const { key, questions } of way.pages) {
            if (definition.pageOrder === "as-is") assert.ok(!unreached.includes(key), key);
            for (const { question } of questions)
              assert.ok(!hidden.includes(question.key), question.key);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(called > 10, `${called} called impossible`);
});
