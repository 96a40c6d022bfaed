import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { query } from "#contract/query.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { viewOf } from "#journey/registry.ts";
import { createBinder } from "#platform/binder.ts";
import { wholeSight } from "./reach.ts";
import { answerOf, inZone } from "./answer.ts";
import { follows } from "./figures.test-support.ts";
import type { GroupRow } from "./groups.ts";
import { suppress } from "./margins.ts";
import { measureOf } from "./measure.ts";
import type { Cell } from "./suppress.ts";
import { tablesOf } from "./tables.ts";

test("an instant is written with the zone's own offset at that instant", () => {
  assert.equal(inZone(Date.UTC(2024, 11, 31, 17), "Asia/Jakarta"), "2025-01-01T00:00:00+07:00");
  assert.equal(inZone(Date.UTC(2025, 2, 30, 0), "Europe/Berlin"), "2025-03-30T01:00:00+01:00");
  assert.equal(inZone(Date.UTC(2025, 2, 30, 1), "Europe/Berlin"), "2025-03-30T03:00:00+02:00");
  assert.equal(inZone(Date.UTC(2025, 0, 1), "UTC"), "2025-01-01T00:00:00Z");
  assert.equal(inZone(Date.UTC(2025, 0, 1), "Asia/Kathmandu"), "2025-01-01T05:45:00+05:45");
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: Date.UTC(2099, 0) / 1000 }),
      fc.constantFrom("Asia/Jakarta", "America/New_York", "Australia/Lord_Howe"),
      (seconds, zone) => {
        assert.equal(Date.parse(inZone(seconds * 1000, zone)), seconds * 1000);
      },
    ),
  );
});

const cell = (openN: number, guardedN = 0, staffN = 0): Cell => ({
  open: openN > 0 ? { n: openN } : undefined,
  guarded: guardedN > 0 ? { n: guardedN } : undefined,
  guardedN,
  staffN,
});
const decided = (cells: Cell[], minimum = 5) => {
  const { hidden, openTotal } = suppress(cells, minimum);
  return { hidden: [...hidden], openTotal };
};

test("identified groups are always shown, however small", () => {
  assert.deepEqual(decided([cell(1), cell(3), cell(40)]), { hidden: [], openTotal: false });
});

test("a confidential group under the minimum goes, and where it is the only one the next smallest with it", () => {
  const [small, next, large] = [cell(0, 4), cell(0, 7), cell(0, 90)];
  assert.deepEqual(decided([small, next, large]), { hidden: [small, next], openTotal: false });
  const [a, b] = [cell(0, 2), cell(0, 4)];
  assert.deepEqual(decided([a, b, large]), { hidden: [a, b], openTotal: false });
});

test("hidden groups that are too few together take the next smallest with them", () => {
  const [a, b, c, d] = [cell(0, 40), cell(0, 1), cell(0, 1), cell(0, 30)];
  assert.deepEqual(decided([a, b, c, d]), { hidden: [b, c, d], openTotal: false });
});

test("beside identified groups only, the total counts the identified", () => {
  const [small, identified] = [cell(9, 4), cell(50)];
  assert.deepEqual(decided([small, identified]), { hidden: [small], openTotal: true });
});

test("staff need ten, also where customers need five", () => {
  assert.equal(decided([cell(0, 9, 9), cell(0, 9, 9), cell(0, 30, 30)]).hidden.length, 2);
  // Nine staff beside eight customers are nine staff all the same.
  assert.equal(decided([cell(0, 9, 9), cell(0, 8), cell(0, 30, 30)]).hidden.length, 3);
  assert.equal(decided([cell(0, 10, 10), cell(0, 12, 12)]).hidden.length, 0);
});

test("what is hidden is never one group, nor fewer than the minimum together, unless the total leaves it out", () => {
  const arbitrary = fc.array(
    fc.record({ open: fc.nat(40), guarded: fc.nat(40), staff: fc.boolean() }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 5, max: 20 }), (list, minimum) => {
      const cells = list.map(({ open, guarded, staff }) =>
        cell(open, guarded, staff ? guarded : 0),
      );
      const { hidden, openTotal } = decided(cells, minimum);
      for (const each of cells) {
        const few =
          each.guardedN > 0 && each.guardedN < (each.staffN > 0 ? Math.max(10, minimum) : minimum);
        if (few) assert.ok(hidden.includes(each));
        if (each.guardedN === 0) assert.ok(!hidden.includes(each));
      }
      const mass = hidden.reduce((sum, each) => sum + each.guardedN, 0);
      if (hidden.length > 0 && !openTotal) assert.ok(hidden.length > 1 && mass >= minimum);
    }),
  );
});

const registered = { version: 1, createdAt: "", updatedAt: "", reviewed: true as const };
const registry = viewOf(
  1,
  defaultsFor().map((entry) => ({ ...entry, ...registered })),
);
const patterns = ["past", "present", "potential"] as const;
const nothing = {
  n: 0,
  promoters: 0,
  passives: 0,
  detractors: 0,
  offScale: 0,
};

test("where each pattern has a total of its own, nobody can be had by subtracting groups from it", () => {
  const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }));
  const unit = fc.record({ past: size, present: size, potential: size });
  let kept = 0;
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(["unit"], ["unit", "pattern"]),
      (units, by) => {
        const asked = query.parse({ measure: { kind: "nps" }, by });
        const measure = measureOf({
          registry,
          query: asked,
          bind: createBinder(),
          sight: wholeSight,
        });
        const parts = units.flatMap((each, n) =>
          patterns.flatMap((pattern) =>
            each[pattern] > 0 ? [{ unit: `u${n}`, pattern, size: each[pattern] }] : [],
          ),
        );
        const groups = parts.map(({ unit, pattern, size }): GroupRow => ({
          by: by.length === 2 ? { unit, pattern } : { unit },
          start: undefined,
          pattern,
          guarded: true,
          staff: false,
          sums: { ...nothing, n: size, promoters: size },
        }));
        const leftOut = { suspicious: 0, partial: 0, otherVoices: 0 };
        const now = { groups, totals: groups, leftOut, truncated: false };
        const answer = answerOf(
          now,
          tablesOf(now, undefined, measure, asked, true),
          measure,
          asked,
          "UTC",
        );
        const figures = [...answer.rows, ...(answer.totals ?? []), answer.total]
          .filter((row) => row !== null && row.n > 0)
          .map((row) =>
            parts.map((part) =>
              Number(
                [undefined, part.unit].includes(row!.by["unit"] ?? undefined) &&
                  [undefined, part.pattern as string].includes(row!.by["pattern"] ?? undefined),
              ),
            ),
          );
        if (answer.totals) kept += answer.rows.length;
        for (let subset = 1; subset < 2 ** parts.length; subset++) {
          const chosen = parts.map((_, n) => (subset >> n) & 1);
          const people = parts.reduce((sum, { size }, n) => sum + size * chosen[n]!, 0);
          if (people < 5)
            assert.ok(!follows(chosen, figures), JSON.stringify({ parts, chosen, figures }));
        }
      },
    ),
    { numRuns: 1_500 },
  );
  assert.ok(kept > 500, `only ${kept} groups were shown beside totals by pattern`);
});

test("where one side has more groups than are answered, a group that is not there is not said to hold nobody", () => {
  const asked = query.parse({ measure: { kind: "count" }, by: ["unit"] });
  const measure = measureOf({ registry, query: asked, bind: createBinder(), sight: wholeSight });
  const side = (units: readonly string[], truncated: boolean) => {
    const groups = units.map((unit): GroupRow => ({
      by: { unit },
      start: undefined,
      pattern: "",
      guarded: false,
      staff: false,
      sums: { n: 40, value: 40 },
    }));
    return {
      groups,
      totals: groups,
      leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
      truncated,
    };
  };
  const answered = (nowCut: boolean, pastCut: boolean) => {
    const now = side(["both", "new"], nowCut);
    const tables = tablesOf(now, side(["both", "gone"], pastCut), measure, asked, true);
    return answerOf(now, tables, measure, asked, "UTC")
      .rows.map((row) => [row.by["unit"], row.n, row.compare?.n])
      .toSorted();
  };
  const both = ["both", 40, 40];
  assert.deepEqual(answered(false, false), [both, ["gone", 0, 40], ["new", 40, 0]]);
  assert.deepEqual(answered(true, false), [both, ["new", 40, 0]]);
  assert.deepEqual(answered(false, true), [both, ["gone", 0, 40], ["new", 40, undefined]]);
});
