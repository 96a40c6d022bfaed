import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comparedWith, daysOf, endOf, plusDays, plusMonths } from "./period.ts";

test("periods end tomorrow, or after the newest signal where that is long ago", () => {
  const now = Date.parse("2026-03-10T18:00:00Z");
  assert.equal(endOf(undefined, now, "UTC"), "2026-03-11");
  // In Jakarta it is the next day already.
  assert.equal(endOf(undefined, now, "Asia/Jakarta"), "2026-03-12");
  assert.equal(endOf(Date.parse("2026-02-20T00:00:00Z"), now, "UTC"), "2026-03-11");
  assert.equal(endOf(Date.parse("2025-12-31T16:59:59Z"), now, "Asia/Jakarta"), "2026-01-01");
});

test("the last so many go back by the calendar; whole ones end where the one that runs began", () => {
  const of = (last: number, unit: "day" | "week" | "month" | "quarter" | "year", whole?: true) =>
    Object.values(daysOf({ last, unit, ...(whole ? { whole } : {}) }, "2026-03-11")).join(" ");
  assert.equal(of(30, "day"), "2026-02-09 2026-03-11");
  assert.equal(of(12, "month"), "2025-03-11 2026-03-11");
  assert.equal(of(12, "month", true), "2025-03-01 2026-03-01");
  assert.equal(of(2, "quarter", true), "2025-07-01 2026-01-01");
  assert.equal(of(1, "year", true), "2025-01-01 2026-01-01");
  // The eleventh is a Wednesday.
  assert.equal(of(2, "week", true), "2026-02-23 2026-03-09");
  assert.deepEqual(daysOf({ last: 12, unit: "month", whole: true }, "2026-01-01"), {
    from: "2025-01-01",
    to: "2026-01-01",
  });
  assert.deepEqual(daysOf(undefined, "2026-01-01"), {});
  assert.equal(plusMonths("2026-03-31", -1), "2026-02-28");
});

test("what comes before five months are five months, before ten days ten; a year before is a year before", () => {
  const months = { last: 5, unit: "month", whole: true } as const;
  const days = daysOf(months, "2026-01-01");
  assert.deepEqual(comparedWith(days, "before", months), { from: "2025-03-01", to: "2025-08-01" });
  const fixed = { from: "2026-01-11", to: "2026-01-21" };
  assert.deepEqual(comparedWith(fixed, "before", fixed), { from: "2026-01-01", to: "2026-01-11" });
  assert.deepEqual(comparedWith(fixed, "year", fixed), { from: "2025-01-11", to: "2025-01-21" });
  for (const open of [{}, { from: "2026-01-01" }, { to: "2026-01-01" }])
    assert.equal(comparedWith(open, "before", open), undefined);
});

test("a period always has time in it, and what it is compared with ends where it begins", () => {
  const unit = fc.constantFrom("day", "week", "month", "quarter", "year" as const);
  const end = fc.integer({ min: 0, max: 40_000 }).map((days) => plusDays("1990-01-01", days));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      unit,
      fc.boolean(),
      end,
      (last, each, whole, day) => {
        const period = { last, unit: each as "day", ...(whole ? { whole } : {}) };
        const { from, to } = daysOf(period, day) as { from: string; to: string };
        assert.ok(from < to && to <= day);
        const before = comparedWith({ from, to }, "before", period)!;
        assert.ok(before.from! < before.to! && before.to === from);
      },
    ),
  );
});
