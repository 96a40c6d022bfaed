/** Moves of few are not told to who sees no names, nor do they follow from what is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { levels } from "#contract/loyalty.ts";
import { flowOf } from "./shown.ts";

const told = {
  from: "2025-07-01",
  to: "2026-01-01",
  currency: "IDR",
  part: false,
  rules: { version: 1 },
  kept: null,
  took: 0,
};
const row = fc.record({
  before: fc.constantFrom(...levels),
  after: fc.constantFrom(...levels),
  n: fc.integer({ min: 1, max: 14 }),
});
const key = ({ before, after }: { before: string; after: string }) => `${before} ${after}`;

test("of no move and no level fewer are told, and what is left of each that is told are several and not few", () => {
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: key, minLength: 1, maxLength: 30 }), (list) => {
      const customers = list.reduce((sum, { n }) => sum + n, 0);
      // Of fewer in all the question is refused.
      fc.pre(customers >= 5);
      const rows = list.map((each) => ({
        ...each,
        scored_before: each.n,
        scored_after: each.n,
        revenue_before: each.n,
        revenue_after: each.n,
        revenue_scored: each.n,
      }));
      const whole = flowOf(rows, told);
      assert.deepEqual([whole.flows.length, whole.suppressed], [list.length, undefined]);
      const { flows, levels: stand, suppressed } = flowOf(rows, { ...told, least: 5 });
      assert.equal(suppressed?.moves ?? 0, list.length - flows.length);
      assert.ok(flows.every(({ n }) => n >= 5));
      for (const side of ["from", "to"] as const) {
        const ends = stand.map(({ level, before, after }) => ({
          level,
          n: side === "from" ? before.n : after.n,
        }));
        for (const { level, n } of ends) {
          if (n === null) {
            // The share of a move would tell how many stood there.
            assert.ok(side === "to" || flows.every((each) => each.from !== level));
            continue;
          }
          assert.ok(n === 0 || n >= 5, `${side} ${level}: ${n}`);
          const shown = flows.filter((each) => each[side] === level);
          const rest = n - shown.reduce((sum, each) => sum + each.n, 0);
          assert.ok(rest === 0 || rest >= 5, `${side} ${level}: ${rest} are left`);
        }
        // Nor does one level follow from the others and all of them.
        const hidden = ends.filter(({ n }) => n === null).length;
        const rest = customers - ends.reduce((sum, { n }) => sum + (n ?? 0), 0);
        assert.ok(hidden === 0 || (hidden > 1 && rest >= 5), `${side}: ${hidden} with ${rest}`);
      }
    }),
    { numRuns: 300 },
  );
});
