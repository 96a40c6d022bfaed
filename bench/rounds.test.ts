import assert from "node:assert/strict";
import { test } from "node:test";
import { bestInTurns, median, pairedInTurns, quantile } from "./rounds.ts";

/** A side that gives these figures one after another, and notes its turns. */
const side = (name: string, figures: number[], turns: string[]) => () => {
  turns.push(name);
  return Promise.resolve(figures.shift()!);
};

test("sides take turns and the best of each stays", async () => {
  const turns: string[] = [];
  const sides = [side("a", [5, 9, 7], turns), side("b", [4, 2, 6], turns)];
  const bests = await bestInTurns(sides, { rounds: 3, better: "higher" }, () => true);
  assert.deepEqual(bests, [9, 6]);
  assert.equal(turns.join(""), "ababab");
});

test("what does not hold is measured once more, with all that was measured before", async () => {
  const turns: string[] = [];
  const asked: number[][] = [];
  const sides = [side("a", [8, 9, 5, 7], turns), side("b", [4, 4, 4, 4], turns)];
  const bests = await bestInTurns(sides, { rounds: 2, better: "lower" }, (each) => {
    asked.push([...each]);
    return each[0]! / each[1]! <= 1.5;
  });
  assert.deepEqual(asked, [
    [8, 4],
    [5, 4],
  ]);
  assert.deepEqual(bests, [5, 4]);
  assert.equal(turns.length, 8);
});

test("a ratio is the median of neighbouring rounds, whatever the machine's speed is meanwhile", async () => {
  const turns: string[] = [];
  // The third round ran at half the speed; the bests alone would say 9 to 10.
  const own = side("a", [6, 7, 3, 9], turns);
  const other = side("b", [10, 10, 5, 9], turns);
  const paired = await pairedInTurns(own, other, 2, ({ ratio }) => ratio >= 0.66);
  assert.equal(turns.join(""), "abababab");
  assert.deepEqual(paired, { own: 6.5, other: 9.5, ratio: (0.6 + 0.7) / 2, pairs: 4 });
});

test("a ratio that holds is not measured again", async () => {
  const turns: string[] = [];
  const paired = await pairedInTurns(
    side("a", [6, 7, 8], turns),
    side("b", [10, 10, 10], turns),
    3,
    ({ ratio }) => ratio >= 0.7,
  );
  assert.equal(turns.length, 6);
  assert.equal(paired.ratio, 0.7);
});

test("a median is the middle one, or the mean of two", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 7]), 6);
  assert.equal(median([4]), 4);
});

test("a quantile is the value at its rank", () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.equal(quantile(values, 0.95), 95);
  assert.equal(quantile(values, 0.5), 50);
  assert.equal(quantile([7], 0.95), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});
