import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { decide, Tally, type CountRow } from "./tally.ts";
import { leftIn } from "./tally.ts";

/** Bytes of `facts`: a customer's or a member of staff's, identified or not. */
const bytes = { open: 0, guarded: 16, staff: 17 } as const;
const parts = ["a", "b", "c", "d"];
const group = fc.record({
  part: fc.constantFrom(...parts),
  open: fc.integer({ min: 0, max: 3 }),
  guarded: fc.integer({ min: 0, max: 8 }),
  staff: fc.integer({ min: 0, max: 13 }),
});
type Group = { part: string; open: number; guarded: number; staff: number };

const rowsOf = (groups: readonly Group[]): CountRow[] =>
  groups.flatMap(({ part, ...kinds }) =>
    (["open", "guarded", "staff"] as const)
      .filter((kind) => kinds[kind] > 0)
      .map((kind) => ({ facts: bytes[kind], part, cell: 1, n: kinds[kind] })),
  );

test("no group of too few is shown, nor to be had by taking the others from all", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(group, { selector: (each) => each.part, maxLength: 4 }),
      fc.constantFrom(5, 8),
      (groups, minimum) => {
        const tally = new Tally(rowsOf(groups), () => true);
        const left = leftIn(tally, 1);
        const decided = decide((kinds, part) => tally.count(1, kinds, part), tally.parts, {
          left,
          minimum,
        });
        // What is kept of whom names are kept, as everybody sees who knows the identified.
        const kept = (kinds: readonly string[], { guarded, staff }: Group) => ({
          staff: kinds.includes("staff") ? staff : 0,
          others: kinds.includes("guarded") ? guarded : 0,
        });
        const few = ({ staff, others }: { staff: number; others: number }) =>
          (staff > 0 && staff < Math.max(10, minimum)) ||
          (staff + others > 0 && staff + others < minimum);
        const there = { all: decided.all.kinds, of: groups.map(({ part }) => decided.of(part)) };
        for (const [n, each] of groups.entries())
          assert.ok(!few(kept(there.of[n]!.kinds, each)), JSON.stringify(each));
        const sum = (list: { staff: number; others: number }[]) => ({
          staff: list.reduce((total, each) => total + each.staff, 0),
          others: list.reduce((total, each) => total + each.others, 0),
        });
        const whole = sum(groups.map((each) => kept(there.all, each)));
        assert.ok(!few(whole));
        // All less what is shown of the groups: those that are hidden, together.
        const hidden = groups.filter((_, n) => there.of[n]!.suppressed);
        if (decided.all.suppressed || hidden.length === 0) return;
        const rest = sum(hidden.map((each) => kept(there.all, each)));
        assert.ok(!few(rest), JSON.stringify({ hidden, rest }));
        const some = hidden.filter(({ guarded, staff }) => guarded + staff > 0);
        assert.notEqual(some.length, 1, JSON.stringify(groups));
      },
    ),
    { numRuns: 2_000 },
  );
});
