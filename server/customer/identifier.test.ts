import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { identifiersIn, identifierTypes, keyOf, normalised, numberOf } from "./identifier.ts";

const value = (...given: Parameters<typeof normalised>) => normalised(...given)?.value;

test("an e-mail is compared without case and spaces around it, and with all its dots and pluses", () => {
  assert.equal(
    value("email", "  Rani.Putri+Corridor@Example.COM\t"),
    "rani.putri+corridor@example.com",
  );
  assert.equal(value("email", "caf\u0065\u0301@example.com"), "caf\u00e9@example.com");
  assert.equal(value("email", "   "), undefined);
});

test("a phone is E.164 by the workspace's country, however it was written", () => {
  for (const phone of [
    "0812-3456-7890",
    "+62 812 3456 7890",
    "62812 34567890",
    "(0812) 3456 7890",
    "+62 (0)812-3456-7890",
  ])
    assert.equal(value("phone", phone), "+6281234567890", phone);
  assert.equal(value("phone", "020 7946 0958", "GB"), "+442079460958");
  assert.equal(value("phone", "+44 20 7946 0958", "ID"), "+442079460958");
});

test("what can be no phone number is its digits, and nothing where there are none", () => {
  assert.equal(value("phone", "ext. 12"), "12");
  assert.equal(value("phone", "n/a"), undefined);
  assert.equal(value("phone", "0812", "no country"), "0812");
});

test("ids are byte for byte", () => {
  for (const type of ["id", "anonymousId"] as const)
    for (const text of [" C-1 ", "c-1", "C-1", "caf\u0065\u0301"])
      assert.equal(value(type, text), text);
});

test("normalising twice is normalising once", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^\+?[0-9 ()-]{3,18}$/),
  );
  const property = fc.property(fc.constantFrom(...identifierTypes), texts, (type, text) => {
    const once = normalised(type, text);
    if (once) assert.deepEqual(normalised(type, once.value), once);
  });
  fc.assert(property, { numRuns: 3_000 });
});

test("identifiers come surest first; keys differ by workspace, type and value", () => {
  const found = identifiersIn({ anonymousId: "v", phone: "0811111111", id: "c" });
  assert.deepEqual(
    found.map(({ type }) => type),
    ["id", "phone", "anonymousId"],
  );
  const keys = [
    keyOf("a", { type: "id", value: "1" }),
    keyOf("b", { type: "id", value: "1" }),
    keyOf("a", { type: "email", value: "1" }),
    keyOf("a", { type: "id", value: "2" }),
  ];
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(numberOf("59b271ae-1bbc-b1d3-1d41-929817f4b16f"), "6463353407833682387");
});
