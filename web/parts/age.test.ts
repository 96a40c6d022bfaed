/** What a page says of the age of all that it shows, and what is left to its parts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOfAll } from "./age.ts";

const minute = 60_000;
const stale = (at: number) => ({ at: at * minute, isStale: true });
const fresh = (at: number) => ({ at: at * minute, isStale: false });

test("the page says the age of parts that were read together, by the oldest of them", () => {
  assert.equal(ageOfAll([stale(10), stale(10.5), stale(10.2)]), 10 * minute);
  // What was read with them and is not asked for again yet is as old.
  assert.equal(ageOfAll([stale(10), stale(10.5), fresh(10.3)]), 10 * minute);
});

test("a part alone, or beside fresher ones, says its own; an older one is not the page's", () => {
  assert.equal(ageOfAll([]), undefined);
  assert.equal(ageOfAll([stale(10)]), undefined);
  assert.equal(ageOfAll([fresh(10), fresh(11)]), undefined);
  assert.equal(ageOfAll([stale(10), stale(10), fresh(14)]), undefined);
  assert.equal(ageOfAll([stale(10), stale(10.4), stale(3)]), 10 * minute);
});
