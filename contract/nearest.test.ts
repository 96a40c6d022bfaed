import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { didYouMean, nearest } from "./nearest.ts";

const names = [
  "delivery",
  "delivery-time",
  "store",
  "support-call",
  "support-chat",
  "csat",
  "nps",
  "hoursToDeliver",
];

test("finds what was mistyped, nearest first", () => {
  assert.deepEqual(nearest(names, "delivrey"), ["delivery"]);
  assert.deepEqual(nearest(names, "support-cat"), ["support-chat", "support-call"]);
  assert.deepEqual(nearest(names, "hours_to_deliver"), ["hoursToDeliver"]);
  assert.deepEqual(nearest(names, "pns"), ["nps"]);
});

test("case and joiners count for nothing", () => {
  assert.deepEqual(nearest(names, "Support_Call", 1), ["support-call"]);
  assert.deepEqual(nearest(["BAREA"], "barea"), ["BAREA"]);
});

test("a whole word is enough, a few letters in common are not", () => {
  assert.deepEqual(nearest(["recall", "support-call", "automatically"], "call"), [
    "support-call",
    "recall",
  ]);
  assert.deepEqual(nearest(names, "delivery"), ["delivery-time"]);
  assert.deepEqual(nearest(names, "quantum"), []);
});

test("names each once, never what was asked for, at most as many as wanted", () => {
  assert.deepEqual(nearest(["a1", "a1", "a2", "a3", "a4"], "a2", 2), ["a1", "a3"]);
});

test("says it in words", () => {
  assert.equal(didYouMean(["csat", "osat"], "sat"), ' Did you mean "csat" or "osat"?');
  assert.equal(didYouMean(["csat"], "xyzzy"), "");
});

test("one slip in a name of three letters or more is always found", () => {
  const word = fc.stringMatching(/^[a-z]{3,30}$/);
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom("drop", "double", "swap"), (name, at, slip) => {
      const n = at % (name.length - 1);
      const [a, b] = [name[n]!, name[n + 1]!];
      const changed = { drop: b, double: a + a + b, swap: b + a }[slip];
      const wanted = name.slice(0, n) + changed + name.slice(n + 2);
      assert.deepEqual(nearest([name], wanted), wanted === name ? [] : [name]);
    }),
  );
});

/** The same distance by its plain definition, whole table. */
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const cell = (i: number, j: number) => table[i]![j]!;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? cell(i - 2, j - 2) + 1
          : Infinity;
      table[i]![j] = Math.min(
        cell(i - 1, j) + 1,
        cell(i, j - 1) + 1,
        cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swap,
      );
    }
  }
  return cell(a.length, b.length);
}

test("what is found, and its order, agree with the plain definition of the distance", () => {
  const word = fc.stringMatching(/^[abc]{1,12}$/);
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 8 }), word, (list, wanted) => {
      const expected = list
        .filter((name) => name !== wanted && !name.startsWith(wanted) && !wanted.startsWith(name))
        .map((name) => ({
          name,
          steps: plainDistance(name, wanted),
          most: Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3)),
        }))
        .filter(({ steps, most }) => steps <= most)
        .sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1))
        .map(({ name }) => name);
      const others = list.filter((name) => !name.startsWith(wanted) && !wanted.startsWith(name));
      assert.deepEqual(nearest(others, wanted, 8), expected);
    }),
    { numRuns: 500 },
  );
});

test("2,000 long names against hostile text don't hold the process up", () => {
  const many = Array.from({ length: 2000 }, (_, n) => `${"x".repeat(90)}${n}`);
  const from = performance.now();
  nearest(many, "x".repeat(1_000_000));
  const took = performance.now() - from;
  assert.ok(took < 500, `took ${took} ms`);
});
