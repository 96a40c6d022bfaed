import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inZone } from "./answer.ts";
import { suppress, type Group } from "./suppress.ts";

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

const group = (n: number, guarded = 0, guardedStaff = 0): Group => ({
  sums: { n, guarded, guardedStaff },
});

test("identified groups are always shown, however small", () => {
  const groups = [group(1), group(3), group(40)];
  assert.deepEqual(suppress(groups, 5), { shown: groups, suppressed: [], hideTotal: false });
});

test("a confidential group under the minimum goes, and where it is the only one the next smallest with it", () => {
  const [small, next, large] = [group(4, 4), group(7, 7), group(90, 90)];
  assert.deepEqual(suppress([small, next, large], 5), {
    shown: [large],
    suppressed: [small, next],
    hideTotal: false,
  });
  const [a, b] = [group(2, 2), group(4, 4)];
  assert.deepEqual(suppress([a, b, large], 5), {
    shown: [large],
    suppressed: [a, b],
    hideTotal: false,
  });
});

test("beside identified groups only, a suppressed one takes the total with it", () => {
  const [small, identified] = [group(4, 4), group(50)];
  assert.deepEqual(suppress([small, identified], 5), {
    shown: [identified],
    suppressed: [small],
    hideTotal: true,
  });
});

test("staff need ten, also where customers need five", () => {
  assert.equal(
    suppress([group(9, 9, 9), group(8, 8, 0), group(30, 30, 30)], 5).suppressed.length,
    2,
  );
  assert.equal(suppress([group(10, 10, 10), group(12, 12, 12)], 5).suppressed.length, 0);
});

test("no group can ever be had by subtracting those shown from the total", () => {
  const arbitrary = fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 40 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 5, max: 20 }), (list, minimum) => {
      const groups = list.map(({ n, share }) => group(n, Math.round(n * share)));
      const { shown, suppressed, hideTotal } = suppress(groups, minimum);
      assert.equal(shown.length + suppressed.length, groups.length);
      for (const each of shown) assert.ok(each.sums.guarded === 0 || each.sums.guarded! >= minimum);
      if (!hideTotal) assert.notEqual(suppressed.length, 1);
    }),
  );
});
