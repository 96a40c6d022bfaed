import assert from "node:assert/strict";
import { test } from "node:test";
import { measureKinds, query } from "./query.ts";

/** What is wrong with a question: path and message of each problem; empty where it is taken. */
function problems(question: unknown): string[] {
  const { error } = query.safeParse(question);
  return (error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
const refused = (question: unknown, pattern: RegExp) => {
  const found = problems(question);
  assert.equal(found.length, 1, JSON.stringify([question, found]));
  assert.match(found[0]!, pattern);
};

/** Option of a measure → a value that is right where it means something, and the kinds where it does. */
const options = {
  of: ["hours", [...measureKinds]],
  scale: [{ min: 1, max: 5 }, ["csat"]],
  boxes: [2, ["csat"]],
  figure: ["share", ["ces"]],
  equals: [true, ["share"]],
  quantile: [0.9, ["quantile"]],
} as const;

test("an option that means nothing for a kind is refused with what that kind takes, and taken where it means something", () => {
  for (const kind of measureKinds) {
    for (const [option, [value, kinds]] of Object.entries(options)) {
      const question = { measure: { kind, [option]: value } };
      if ((kinds as readonly string[]).includes(kind)) assert.deepEqual(problems(question), []);
      else
        refused(
          question,
          new RegExp(
            `^measure\\.${option}: means nothing for ${kind}, which takes .*\`${option}\` belongs to ${kinds.join(", ")}\\.$`,
          ),
        );
    }
  }
  refused({ measure: { kind: "nps", equals: 9 } }, /which takes `of`\./);
  refused(
    { measure: { kind: "share", of: "x", equals: "y", quantile: 0.5 } },
    /`of`, `equals`, `better`\./,
  );
});

test("confidence belongs to what has an interval", () => {
  for (const kind of measureKinds) {
    const question = { measure: { kind }, confidence: 0.9 };
    if (["count", "sum", "quantile"].includes(kind))
      refused(question, new RegExp(`^confidence: means nothing for ${kind}.*nps, csat, ces`));
    else assert.deepEqual(problems(question), []);
    assert.deepEqual(problems({ measure: { kind }, confidence: 0.95 }), []);
  }
});

test("a key that there is not is refused wherever it stands, with those that there are and the nearest", () => {
  const measure = { kind: "nps" };
  refused(
    { measure, wehre: "true" },
    /^: There is no `wehre` here\. Did you mean "where"\? There is `measure`, `where`/,
  );
  refused({ measure: { kind: "share", equal: 1 } }, /^measure: .*`equal`.*"equals".*`kind`, `of`/);
  refused(
    { measure, compare: { from: "2025-01-01", until: "2025-02-01" } },
    /^compare: .*`until`.*`where`, `from`, `to`/,
  );
  refused(
    { measure: { kind: "csat", scale: { min: 1, max: 5, step: 1 } } },
    /^measure\.scale: .*`step`.*`min`, `max`/,
  );
});

test("a period without any time is refused, and no answer of 0", () => {
  const measure = { kind: "nps" };
  for (const [from, to] of [
    ["2025-02-01", "2025-02-01"],
    ["2025-02-01", "2025-01-31"],
    ["2025-02-01T00:00:00+07:00", "2025-01-31T17:00:00Z"],
  ])
    refused({ measure, from, to }, /^to: must be after `from`/);
  for (const [from, to] of [
    ["2025-02-01", "2025-02-02"],
    ["2025-02-01T00:00:00+07:00", "2025-01-31T17:00:01Z"],
    // Which comes first, only the zone decides.
    ["2025-02-01", "2025-02-01T00:00:00Z"],
  ])
    assert.deepEqual(problems({ measure, from, to }), []);
  refused(
    { measure, from: "2025-02-01", compare: { to: "2025-01-01" } },
    /^compare: .*as in the question/,
  );
  refused({ measure, compare: {} }, /^compare: needs `where`, `from` or `to`/);
  assert.deepEqual(
    problems({
      measure,
      from: "2025-02-01",
      to: "2025-03-01",
      compare: { from: "2025-01-01", to: "2025-02-01" },
    }),
    [],
  );
});

test("every bound of an option holds on both sides", () => {
  const measure = { kind: "nps" };
  for (const [right, wrong, place] of [
    [{ measure, minimum: 5 }, { measure, minimum: 4 }, "minimum"],
    [{ measure, minimum: 1000 }, { measure, minimum: 1001 }, "minimum"],
    [{ measure, minimum: 6 }, { measure, minimum: 5.5 }, "minimum"],
    [{ measure, confidence: 0.5 }, { measure, confidence: 0.49 }, "confidence"],
    [{ measure, confidence: 0.999 }, { measure, confidence: 1 }, "confidence"],
    [
      { measure: { kind: "quantile", quantile: 0 } },
      { measure: { kind: "quantile", quantile: -0.1 } },
      "measure.quantile",
    ],
    [
      { measure: { kind: "quantile", quantile: 1 } },
      { measure: { kind: "quantile", quantile: 1.1 } },
      "measure.quantile",
    ],
    [
      { measure: { kind: "csat", boxes: 1 } },
      { measure: { kind: "csat", boxes: 0 } },
      "measure.boxes",
    ],
    [
      { measure: { kind: "csat", boxes: 10 } },
      { measure: { kind: "csat", boxes: 11 } },
      "measure.boxes",
    ],
    [
      { measure: { kind: "csat", scale: { min: 1, max: 2 } } },
      { measure: { kind: "csat", scale: { min: 2, max: 2 } } },
      "measure.scale",
    ],
    [
      { measure, by: ["unit", "kind", "voice"] },
      { measure, by: ["unit", "kind", "voice", "stage"] },
      "by",
    ],
    [{ measure, by: ["unit"] }, { measure, by: ["unit", "unit"] }, "by"],
    [{ measure, interval: "quarter" }, { measure, interval: "decade" }, "interval"],
    [{ measure, voices: ["partner"] }, { measure, voices: [] }, "voices"],
    [{ measure, voices: "all" }, { measure, voices: "customer" }, "voices"],
    [{ measure, include: ["partial"] }, { measure, include: ["everything"] }, "include.0"],
    [{ measure, pattern: "all" }, { measure, pattern: "both" }, "pattern"],
    [{ measure, from: "2025-01-01" }, { measure, from: "2025-01-01T00:00:00" }, "from"],
  ] as const) {
    assert.deepEqual(problems(right), [], JSON.stringify(right));
    assert.ok(
      problems(wrong).some((each) => each.startsWith(`${place}:`)),
      JSON.stringify([wrong, problems(wrong)]),
    );
  }
});
