/** Places of a league table: a range where intervals overlap, one place where they don't, none where nothing is ranked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { movedMost, placesOf } from "./places.ts";

const row = (estimate: number, low: number, high: number, rank: number | null) => ({
  estimate,
  rank,
  shrunk: { estimate, low, high, shrinkage: 0.2 },
});

test("places are a range where intervals overlap", () => {
  const rows = [row(80, 78, 82, 1), row(74, 72, 76, 2), row(73, 70, 75, 3), row(90, 60, 99, null)];
  assert.deepEqual(placesOf(rows, "higher"), [
    { from: 1, to: 1 },
    { from: 2, to: 3 },
    { from: 2, to: 3 },
    // A low base is drawn and not ranked, and takes nobody's place.
    undefined,
  ]);
  // Where lower is better, the same are read from the other end.
  assert.deepEqual(placesOf(rows, "lower").slice(0, 3), [
    { from: 3, to: 3 },
    { from: 1, to: 2 },
    { from: 1, to: 2 },
  ]);
});

test("intervals that touch are not told apart, and all alike share every place", () => {
  const touching = [row(3, 2, 4, 1), row(5, 4, 6, 2)];
  assert.deepEqual(placesOf(touching, "higher"), [
    { from: 1, to: 2 },
    { from: 1, to: 2 },
  ]);
  assert.deepEqual(placesOf([], "higher"), []);
});

test("the row that was drawn furthest is named; none where none was", () => {
  const few = { estimate: 1, shrunk: { estimate: 0.8, low: 0.7, high: 0.9, shrinkage: 0.6 } };
  const many = { estimate: 0.7, shrunk: { estimate: 0.71, low: 0.7, high: 0.72, shrinkage: 0.1 } };
  assert.equal(movedMost([many, few]), few);
  assert.equal(movedMost([{ estimate: 1, shrunk: { ...few.shrunk, estimate: 1 } }]), undefined);
  assert.equal(movedMost([{ estimate: null, shrunk: undefined }]), undefined);
});
