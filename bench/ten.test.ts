import assert from "node:assert/strict";
import { test } from "node:test";
import { query } from "#contract/query.ts";
import { signalInput } from "#contract/signal.ts";
import { visibilities } from "./rest.ts";
import { yearOfSignals } from "./signals.ts";
import { questions, same } from "./ten.ts";

test("the ten questions are valid, different, and each by hand reads its signals with FINAL", () => {
  assert.equal(questions.length, 10);
  assert.equal(new Set(questions.map((each) => JSON.stringify(each.asked))).size, 10);
  for (const { asked, byHand } of questions) {
    query.parse(asked);
    assert.equal(
      byHand.match(/FROM signals FINAL WHERE/g)?.length,
      byHand.match(/FROM signals/g)?.length,
    );
  }
});

test("two lists are the same in any order, but not with another figure, and never when empty", () => {
  assert.ok(same([1, 2.5], [2.5, 1 + 1e-12]));
  assert.ok(!same([1, 2.5], [1, 2.6]));
  assert.ok(!same([1, 2], [1, 2, 2]));
  assert.ok(!same([], []));
  assert.ok(!same([Number.NaN], [Number.NaN]));
});

test("the signals that are sent are valid, unique, and the same at every run", () => {
  const some = yearOfSignals(0, 500, 1_000);
  for (const signal of some) signalInput.parse(signal);
  assert.equal(new Set(some.map((each) => each.id)).size, 500);
  assert.deepEqual(yearOfSignals(250, 260, 1_000), some.slice(250, 260));
});

test("a signal is visible from the first count that holds as many as were answered before it", () => {
  const seen = [
    { at: 105, signals: 0 },
    { at: 110, signals: 2 },
    { at: 130, signals: 3 },
  ];
  assert.deepEqual(visibilities([100, 101, 108, 120], seen), [10, 9, 22, Number.POSITIVE_INFINITY]);
});
