import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonFault } from "./json-fault.ts";

test("the first character that cannot stand there is named, or the end", () => {
  for (const [text, at] of [
    ["{bad", 1],
    ["abc", 0],
    ["", 0],
    ["  ", 2],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":1 "b":2}', 7],
    ['{"a":1}x', 7],
    ["[1,2", 4],
    ["[1,]", 3],
    ["[1}", 2],
    ["]", 0],
    ['{"a":tru}', 5],
    ["01", 1],
    ["1.", 1],
    ['"a\\x"', 2],
    ['"open', 5],
    ['"tab\t"', 4],
    ["{'a':1}", 1],
    ["NaN", 0],
    ["{}{}", 2],
  ] as const)
    assert.equal(jsonFault(text), at, text);
});

test("JSON itself has none; cut short it ends too early; a control character is found where it stands", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, seed) => {
      assert.equal(jsonFault(json), json.length);
      const whole = `[${json}]`;
      assert.equal(jsonFault(whole.slice(0, -1)), whole.length - 1);
      const place = seed % (whole.length + 1);
      const broken = `${whole.slice(0, place)}\u0001${whole.slice(place)}`;
      assert.throws(() => JSON.parse(broken) as unknown);
      const fault = jsonFault(broken);
      // At most the word, the escape or the number that it breaks begins before it.
      assert.ok(fault <= place && place - fault < 30, `${fault} of ${place} in ${broken}`);
    }),
  );
});

test("the place is where the engine sees it, where it tells one", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"a1 ') }), (text) => {
      try {
        JSON.parse(text);
      } catch (error) {
        const told = /at position (\d+)/.exec((error as Error).message)?.[1];
        if (told !== undefined) assert.equal(jsonFault(text), Number(told), text);
      }
    }),
    { numRuns: 2_000 },
  );
});
