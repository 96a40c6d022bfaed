import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { limits } from "#contract/signal.ts";
import { takeLines } from "./body.ts";
import { Intake, isRefusal, validate, type Arrival } from "./intake.ts";

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00+07:00" };
const refusal = (value: unknown) => {
  const result = validate(value);
  assert.ok(isRefusal(result), "it was taken");
  return result;
};

test("a signal with only what is required is taken, and its defaults are filled", () => {
  const signal = validate(good);
  assert.ok(!isRefusal(signal));
  assert.deepEqual(signal, {
    ...good,
    voice: "customer",
    confidentiality: "identified",
    weight: 1,
    state: "complete",
  });
});

test("each hostile value is refused by its place and a stable code", () => {
  const cases: [unknown, string, string][] = [
    [null, "wrong_type", ""],
    [[], "wrong_type", ""],
    [{ occurredAt: good.occurredAt }, "required", "kind"],
    [{ kind: good.kind }, "required", "occurredAt"],
    [{ ...good, occurredAt: "0001-01-01T00:00:00Z" }, "invalid_value", "occurredAt"],
    [{ ...good, occurredAt: "9999-12-31T23:59:59Z" }, "invalid_value", "occurredAt"],
    [{ ...good, occurredAt: "2026-02-30T00:00:00Z" }, "wrong_format", "occurredAt"],
    [{ ...good, occurredAt: "2026-01-31" }, "wrong_format", "occurredAt"],
    [{ ...good, occurredAt: 1767225600 }, "wrong_type", "occurredAt"],
    [{ ...good, measures: { nps: JSON.parse("1e999") } }, "wrong_type", "measures.nps"],
    [{ ...good, measures: { nps: Number.NaN } }, "wrong_type", "measures.nps"],
    [{ ...good, measures: { nps: "9" } }, "wrong_type", "measures.nps"],
    [{ ...good, measures: { nps: null } }, "wrong_type", "measures.nps"],
    [{ ...good, measures: { x: 1e300 } }, "too_big", "measures.x"],
    [{ ...good, measures: { x: -1e16 } }, "too_small", "measures.x"],
    [{ ...good, measures: { "": 1 } }, "invalid_name", "measures."],
    [{ ...good, measures: { "a\u0000b": 1 } }, "invalid_name", "measures.a\u0000b"],
    [
      JSON.parse(`{"kind":"x","occurredAt":"${good.occurredAt}","measures":{"__proto__":1}}`),
      "invalid_name",
      "measures.__proto__",
    ],
    [
      JSON.parse(`{"kind":"x","occurredAt":"${good.occurredAt}","__proto__":{"a":1}}`),
      "invalid_name",
      "__proto__",
    ],
    ...["customer", "account", "survey", "source", "reference"].map(
      (field): [unknown, string, string] => [
        JSON.parse(
          `{"kind":"x","occurredAt":"${good.occurredAt}","${field}":{"id":"a","__proto__":{"b":1}}}`,
        ),
        "invalid_name",
        `${field}.__proto__`,
      ],
    ),
    [
      JSON.parse(
        `{"kind":"x","occurredAt":"${good.occurredAt}","judgements":[{"aspect":"a"},{"__proto__":1}]}`,
      ),
      "invalid_name",
      "judgements.1.__proto__",
    ],
    // Repaired, these two ids would be one, and the second signal a duplicate of the first.
    [{ ...good, id: "a\ud800" }, "invalid_value", "id"],
    [{ ...good, id: "a\u0000" }, "invalid_value", "id"],
    [{ ...good, customer: { id: "a\udfff" } }, "invalid_value", "customer.id"],
    [{ ...good, reference: { type: "order", id: "\u0000" } }, "invalid_value", "reference.id"],
    // The square of such a weight is 0.
    [{ ...good, weight: 1e-200 }, "too_small", "weight"],
    [{ ...good, weight: 0 }, "too_small", "weight"],
    [{ ...good, attributes: { constructor: "x" } }, "invalid_name", "attributes.constructor"],
    [{ ...good, attributes: { a: { b: 1 } } }, "wrong_type", "attributes.a"],
    [
      {
        ...good,
        attributes: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n])),
      },
      "invalid_value",
      "attributes",
    ],
    [{ ...good, text: "x".repeat(10_000_000) }, "too_big", "text"],
    [{ ...good, id: "x".repeat(201) }, "too_big", "id"],
    [{ ...good, id: "" }, "too_small", "id"],
    [{ ...good, weight: 0 }, "too_small", "weight"],
    [{ ...good, weight: -1 }, "too_small", "weight"],
    [{ ...good, voice: "nobody" }, "not_allowed", "voice"],
    [{ ...good, unknown: 1 }, "unknown_field", "unknown"],
    [{ ...good, customer: { password: "x" } }, "unknown_field", "customer.password"],
    [
      { ...good, confidentiality: "anonymous", customer: { id: "c" } },
      "anonymous_with_identity",
      "customer",
    ],
  ];
  for (const [value, code, path] of cases) {
    const result = refusal(value);
    assert.deepEqual([result.code, result.path], [code, path], JSON.stringify(value).slice(0, 120));
    assert.ok(
      result.message.length > 5 && !/undefined|zod|function/i.test(result.message),
      result.message,
    );
  }
});

test("a name that cannot be taken is refused with the reason", () => {
  assert.match(refusal({ ...good, measures: { 'a"b': 1 } }).message, /may hold letters, digits/);
  assert.match(refusal({ ...good, attributes: { prototype: 1 } }).message, /reserved/);
});

test("NUL and lone surrogates in text are repaired, everything else is kept to the letter", () => {
  const signal = validate({ ...good, text: "a\u0000b\ud800c", answers: { q: "\udc00" } });
  assert.ok(!isRefusal(signal));
  assert.equal(signal.text, "a\uFFFDb\uFFFDc");
  assert.equal(signal.answers?.q, "\uFFFD");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const kept = validate({ ...good, text });
      assert.ok(!isRefusal(kept));
      assert.equal(kept.text, text.replaceAll("\0", "\uFFFD"));
    }),
  );
});

test("whatever JSON arrives, validating answers and never throws", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => void validate(JSON.parse(text))),
    { numRuns: 2000 },
  );
  let deep: unknown = 1;
  for (let n = 0; n < 5000; n++) deep = [deep];
  refusal({ ...good, answers: { a: deep } });
});

/** Runs lines through an intake that remembers what it was given. */
async function take(text: string, chunk: number): Promise<{ intake: Intake; stored: Arrival[] }> {
  const stored: Arrival[] = [];
  const seen = new Set<string>();
  const intake = new Intake("w", null, (arrivals) => {
    const fresh = arrivals.filter(({ rowId }) => !seen.has(rowId) && seen.add(rowId));
    stored.push(...fresh);
    return Promise.resolve(fresh.length);
  });
  const bytes = Buffer.from(text);
  const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, n) =>
    bytes.subarray(n * chunk, (n + 1) * chunk),
  );
  await takeLines(Readable.from(parts), intake);
  await intake.finish();
  return { intake, stored };
}

test("lines are read the same however the stream is cut", async () => {
  const lines = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({ ...good, id: `s${n}`, text: `línea ${n} 🙂` }),
  );
  lines.splice(10, 0, "{broken", "", "[1]");
  const text = lines.join("\r\n");
  for (const chunk of [1, 2, 3, 7, 64, 100_000]) {
    const { intake, stored } = await take(text, chunk);
    assert.equal(intake.answer.accepted, 50);
    assert.deepEqual(
      intake.answer.rejected.map((each) => [each.index, each.code]),
      [
        [10, "invalid_json"],
        [11, "wrong_type"],
      ],
    );
    assert.equal(JSON.parse(stored[49]!.json).text, "línea 49 🙂");
  }
});

test("a line that the body's end cut short is named, and those before it are taken", async () => {
  const { intake } = await take(`${JSON.stringify({ ...good, id: "a" })}\n{"kind":"resp`, 10);
  assert.equal(intake.answer.accepted, 1);
  assert.match(intake.answer.rejected[0]!.message, /last line is not whole/);
});

test("a line over the limit of one signal is refused without being kept", async () => {
  const long = JSON.stringify({ ...good, text: "x".repeat(limits.signalBytes) });
  const { intake } = await take(`${long}\n${JSON.stringify(good)}\n${long}`, 65_536);
  assert.equal(intake.answer.accepted, 1);
  assert.deepEqual(
    intake.answer.rejected.map((each) => [each.index, each.code]),
    [
      [0, "too_big"],
      [2, "too_big"],
    ],
  );
});
