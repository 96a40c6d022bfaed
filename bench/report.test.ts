import assert from "node:assert/strict";
import { test } from "node:test";
import { isBroken, readable, tableOf } from "./report.ts";

const line = { figure: "f", corridor: "1" };

test("a bound is broken on its wrong side only, and by a figure that could not be had", () => {
  assert.equal(isBroken({ ...line, measured: 0.6, bound: { least: 0.6 } }), false);
  assert.equal(isBroken({ ...line, measured: 0.599, bound: { least: 0.6 } }), true);
  assert.equal(isBroken({ ...line, measured: 1.5, bound: { most: 1.5 } }), false);
  assert.equal(isBroken({ ...line, measured: 1.51, bound: { most: 1.5 } }), true);
  assert.equal(isBroken({ ...line, measured: Number.NaN, bound: { most: 1.5 } }), true);
  assert.equal(isBroken({ ...line, measured: Number.NaN, bound: { least: 0.6 } }), true);
  assert.equal(isBroken({ ...line, bound: { most: 1.5 } }), true);
  assert.equal(isBroken({ ...line, measured: 99 }), false);
});

test("numbers carry three digits or whole units", () => {
  assert.deepEqual(
    [12345.6, 345.6, 34.56, 3.456, 0.6].map((each) => readable(each)),
    ["12,346", "346", "34.6", "3.46", "0.6"],
  );
});

test("the table says what is broken, with the measure beside its bound", () => {
  const table = tableOf([
    { ...line, measured: 2, bound: { most: 1.5 } },
    { ...line, figure: "memory", measured: 640, unit: "MB", bound: { most: 1000 }, note: "why" },
    { ...line, figure: "no bound" },
  ]);
  assert.match(table, /f +1 +2 +≤ 1\.5 +BROKEN$/m);
  assert.match(table, /memory +1 +640 MB +≤ 1,000 MB +ok +why$/m);
  assert.match(table, /no bound +1$/m);
});
