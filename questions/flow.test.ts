import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import fc from "fast-check";
import { signalInput } from "#contract/signal.ts";
import { surveyDefinition, type SurveyInput } from "#contract/survey.ts";
import { surveyLimits } from "#contract/survey-parts.ts";
import { checkPage, checkWhole, hiddenOf } from "./check.ts";
import type * as flow from "./flow.ts";
import { after, before, mostText, walk, type Way } from "./flow.ts";
import { compile } from "./lint/compile.ts";
import { contributionOf } from "./signal.ts";
import { cases, say } from "./testing/generate.ts";
import type { Answers, Context } from "./types.ts";

const context: Context = { language: "en", seed: "seed" };
const contexts: fc.Arbitrary<Context> = fc.record({
  language: fc.constantFrom("en", "id"),
  seed: fc.string(),
  customer: fc.constantFrom({}, { plan: "gold" }),
  hidden: fc.constantFrom({}, { q0: "app", q3: "web", q4: "no such" }),
  full: fc.constantFrom([], ["quota"]),
});
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const survey = (own: Partial<SurveyInput>) =>
  compile(
    surveyDefinition.parse({
      format: 1,
      name: "Test",
      languages: ["en", "id"],
      pages: [],
      endings: [{ key: "end", text: say("End") }],
      ...own,
    }),
  );
const rating = (key: string, own: object = {}) => ({
  type: "rating" as const,
  key,
  text: say(key),
  ...own,
});

test("every survey has a way for whatever is sent: forward, ending, and of what is asked only", () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(cases, contexts, ([definition, sent], given) => {
      const published = compile(definition);
      const way = walk(published, sent, given);
      const keys = way.pages.map((page) => page.key);
      assert.equal(new Set(keys).size, keys.length, "no page twice");
      assert.ok(definition.endings.some((each) => each.key === way.end.ending));
      const shown = way.pages.flatMap((page) => page.questions);
      for (const key of Object.keys(way.accepted))
        assert.ok(
          shown.some((each) => each.question.key === key && each.question.type !== "hidden"),
        );
      for (const key of way.notAsked) assert.ok(!(key in way.accepted));
      accepted += Object.keys(way.accepted).length;
      refused += way.notAsked.length;
      // What was accepted is canonical: taken again, it is what it was, and so is the way.
      const again = walk(published, way.accepted, given);
      assert.deepEqual(plain(again.accepted), plain(way.accepted));
      assert.deepEqual(again.notAsked, []);
      assert.deepEqual(
        again.pages.map((page) => page.key),
        keys,
      );
      // And it is a signal that intake takes.
      const { consent, contact, mayContact, texts, ...parts } = contributionOf(
        published,
        way,
        given,
      );
      void [consent, contact, mayContact];
      const signal = {
        kind: "response",
        occurredAt: "2026-01-31T09:30:00Z",
        ...parts,
        text: texts,
      };
      const parsed = signalInput.safeParse(texts ? signal : { ...signal, text: undefined });
      assert.ok(parsed.success, parsed.success ? "" : JSON.stringify(parsed.error.issues));
    }),
    { numRuns: 400 },
  );
  assert.ok(accepted > 400 && refused > 400, `${accepted} accepted, ${refused} refused`);
});

test("page by page comes to the same end, with the same answers, as all at once", () => {
  let steps = 0;
  fc.assert(
    fc.property(cases, contexts, ([definition, sent], given) => {
      const published = compile(definition);
      const whole = walk(published, sent, given);
      let kept: Answers = {};
      let way: Way = walk(published, kept, given);
      let at = after(way, undefined);
      const visited: string[] = [];
      while (at) {
        visited.push(at.key);
        assert.ok(visited.length <= definition.pages.length, "a way never goes round");
        const step = checkPage(published, kept, sent, given, at.key);
        ({ kept, way } = step);
        // Its own page is still on the way: what is asked there can't hide it.
        assert.ok(step.page);
        assert.deepEqual(plain(step.errors), plain(whole.pages[visited.length - 1]?.errors));
        const back = before(way, at.key)?.key;
        assert.equal(back, visited.at(-2));
        at = after(way, at.key);
        steps++;
      }
      assert.deepEqual(
        visited,
        whole.pages.map((page) => page.key),
      );
      assert.deepEqual(way.end, whole.end);
      assert.deepEqual(plain(kept), plain(whole.accepted));
    }),
    { numRuns: 400 },
  );
  assert.ok(steps > 400);
});

test("what a page loads walks the same way as the server, and is small", async () => {
  const made = await build({
    stdin: {
      contents:
        'export { walk } from "./flow.ts"; export { checkPage, readForm } from "./check.ts";',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  const code = made.outputFiles[0]!.text;
  const { gzipSync } = await import("node:zlib");
  const size = gzipSync(code, { level: 9 }).length;
  // Evaluator, rules of all types, flow and check: of the 15 KB that a whole page may have.
  assert.ok(size <= 7 * 1024, `${size} bytes`);
  const page = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as typeof flow;
  fc.assert(
    fc.property(cases, contexts, ([definition, sent], given) => {
      const published = compile(definition);
      const there = plain(published) as typeof published;
      assert.deepEqual(plain(page.walk(there, sent, given)), plain(walk(published, sent, given)));
    }),
    { numRuns: 400 },
  );
});

test("an answer is in no condition once its question is hidden, and is refused as a whole", () => {
  const published = survey({
    pages: [
      { key: "one", questions: [rating("a"), rating("b", { showIf: "answers.a > 3" })] },
      { key: "two", showIf: "has(answers.b)", questions: [rating("c")] },
    ],
  });
  assert.deepEqual(
    checkWhole(published, { a: 5, b: 1, c: 2 }, context).errors,
    Object.create(null),
  );
  const hidden = checkWhole(published, { a: 1, b: 1, c: 2 }, context);
  assert.deepEqual({ ...hidden.errors }, { b: { code: "not_asked" }, c: { code: "not_asked" } });
  assert.deepEqual({ ...hidden.way.accepted }, { a: 1 });
  const forged = JSON.parse(
    '{"a": 1, "__proto__": 5, "constructor": 1, "hasOwnProperty": 2}',
  ) as object;
  assert.deepEqual(Object.keys(checkWhole(published, { ...forged }, context).errors).sort(), [
    "__proto__",
    "constructor",
    "hasOwnProperty",
  ]);
});

test("jumps go forward only; ends by a jump and by a full quota say so", () => {
  const page = (key: string, to: string | { end: string }) => ({
    key,
    questions: [rating(`q_${key}`)],
    jumps: [{ to }],
  });
  const circle = survey({
    pages: [page("a", "c"), page("b", "a"), page("c", "a"), page("d", { end: "out" })],
    endings: [
      { key: "end", text: say("End") },
      { key: "out", text: say("Out") },
    ],
    quotas: [{ key: "low", if: "answers.q_a <= 2", limit: 1, ending: "out" }],
  });
  const way = walk(circle, {}, context);
  assert.deepEqual(
    way.pages.map((each) => each.key),
    ["a", "c", "d"],
  );
  assert.deepEqual(way.end, { ending: "out", by: "jump" });
  const full = walk(circle, { q_a: 2 }, { ...context, full: ["low"] });
  assert.deepEqual(
    full.pages.map((each) => each.key),
    ["a"],
  );
  assert.deepEqual(full.end, { ending: "out", by: "quota", quota: "low" });
  assert.deepEqual(walk(circle, { q_a: 2 }, context).quotas, ["low"]);
  assert.deepEqual(walk(circle, { q_a: 3 }, context).quotas, []);
});

test("required, required if, validation and calculated values", () => {
  const published = survey({
    pages: [
      {
        key: "one",
        questions: [
          rating("a", { required: true }),
          rating("b", { required: "answers.a < 3" }),
          rating("c", {
            validation: [{ if: "answers.c >= answers.a", message: say("At least {answers.a}") }],
          }),
        ],
      },
      { key: "two", showIf: "calculated.sum > 8", questions: [rating("d")] },
    ],
    calculated: [{ key: "sum", value: "answers.a + answers.c", measure: "sum" }],
  });
  const step = (sent: object) => checkPage(published, {}, { ...sent }, context, "one");
  assert.deepEqual({ ...step({}).errors }, { a: { code: "required" } });
  assert.deepEqual({ ...step({ a: 2 }).errors }, { b: { code: "required" } });
  const wrong = step({ a: 4, c: 3 });
  assert.equal(wrong.errors["c"]?.code, "condition");
  assert.deepEqual({ ...wrong.kept }, { a: 4 });
  assert.deepEqual({ ...step({ a: 4, c: 4 }).errors }, {});
  assert.equal(after(step({ a: 4, c: 4 }).way, "one"), undefined);
  const more = step({ a: 4, c: 5 });
  assert.equal(after(more.way, "one")?.key, "two");
  assert.deepEqual(contributionOf(published, more.way, context), {
    answers: { a: 4, c: 5 },
    measures: { sum: 9 },
  });
});

test("what was kept for a hidden page is there again when it is shown again, and in no condition meanwhile", () => {
  const published = survey({
    pages: [
      { key: "one", questions: [rating("a")] },
      { key: "two", showIf: "answers.a > 3", questions: [rating("b")] },
      { key: "three", questions: [rating("c", { showIf: "has(answers.b)" }), rating("d")] },
    ],
  });
  let { kept } = checkPage(published, {}, { a: 5 }, context, "one");
  ({ kept } = checkPage(published, kept, { b: 2 }, context, "two"));
  const hidden = checkPage(published, kept, { a: 1 }, context, "one");
  assert.deepEqual({ ...hidden.kept }, { a: 1, b: 2 });
  assert.deepEqual({ ...hidden.way.accepted }, { a: 1 });
  assert.deepEqual(
    hidden.way.pages.at(-1)?.questions.map((each) => each.question.key),
    ["d"],
  );
  const shown = checkPage(published, hidden.kept, { a: 4 }, context, "one");
  assert.deepEqual({ ...shown.way.accepted }, { a: 4, b: 2 });
  // What is left alone on its own page is taken back.
  assert.deepEqual({ ...checkPage(published, shown.kept, {}, context, "two").kept }, { a: 4 });
});

test("of a link only what the survey's hidden questions take is taken", () => {
  const published = survey({
    pages: [
      {
        key: "one",
        questions: [
          { type: "hidden", key: "app", values: ["ios", "android"] },
          { type: "hidden", key: "free", attribute: "campaign" },
          rating("a", { showIf: 'hidden.app == "ios"' }),
        ],
      },
    ],
  });
  const hidden = hiddenOf(published.definition, { app: "ios", free: "May", other: "x", a: "1" });
  assert.deepEqual({ ...hidden }, { app: "ios", free: "May" });
  assert.deepEqual({ ...hiddenOf(published.definition, { app: "web", free: ["x"] }) }, {});
  const way = walk(published, { a: 1, app: "android" }, { ...context, hidden });
  assert.deepEqual(way.notAsked, ["app"], "it is no answer of the respondent");
  assert.deepEqual(contributionOf(published, way, { ...context, hidden }), {
    answers: { a: 1 },
    attributes: { app: "ios", campaign: "May" },
  });
});

test("all texts of a response together have a limit", () => {
  assert.equal(mostText, surveyLimits.allTexts);
  const published = survey({
    pages: [
      {
        key: "one",
        questions: Array.from({ length: 9 }, (_, n) => ({
          type: "long-text" as const,
          key: `t${n}`,
          text: say("t"),
          length: 20_000,
        })),
      },
    ],
  });
  const sent = Object.fromEntries(
    Array.from({ length: 9 }, (_, n) => [`t${n}`, "x".repeat(20_000)]),
  );
  const { errors, way } = checkWhole(published, sent, context);
  assert.deepEqual({ ...errors }, { t7: { code: "too_much" }, t8: { code: "too_much" } });
  assert.equal(Object.keys(way.accepted).length, 7);
});
