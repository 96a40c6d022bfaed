import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changePoint } from "./index.ts";
import type { ControlPoint } from "./index.ts";

/** R's Nile: annual flow at Aswan 1871 to 1970, 10⁸ m³ (G. W. Cobb, Biometrika 65 (1978) 243–251). */
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
  799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701,
  916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862,
  698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812,
  742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906,
  901, 1170, 912, 746, 919, 718, 714, 740,
];

test("the Nile falls once, after 1898, from 1097.75 to 849.97: as everybody who took it has found", () => {
  for (const penalty of [undefined, 2 * Math.log(100), 20]) {
    const found = changePoint(nile, { penalty });
    assert.deepEqual(
      found.map(({ index, before, after }) => [1871 + index, before.toFixed(2), after.toFixed(2)]),
      [[1899, "1097.75", "849.97"]],
    );
  }
  // With years that are missing the place is still that of the series.
  const gaps: (number | null)[] = [...nile];
  gaps[3] = gaps[27] = gaps[60] = null;
  assert.equal(changePoint(gaps)[0]!.index, 28);
  assert.deepEqual(changePoint(nile.slice(0, 28)), []);
  assert.deepEqual(changePoint(nile.slice(28)), []);
});

const shares = (list: readonly (readonly [number, number])[]): ControlPoint[] =>
  list.map(([successes, n]) => {
    const value = successes / n;
    return { n, value, variance: (value * (1 - value)) / n };
  });

test("a share that breaks in month 8 is told in month 8, and stays told", () => {
  const before = Array.from({ length: 7 }, () => [94, 120] as const);
  for (const months of [1, 2, 5]) {
    const series = [...before, ...Array.from({ length: months }, () => [62, 120] as const)];
    for (const each of [shares(series), series.map(([successes, n]) => successes / n)]) {
      const [change, ...more] = changePoint(each);
      assert.deepEqual([change?.index, more.length], [7, 0]);
      assert.equal(change!.before.toFixed(4), (94 / 120).toFixed(4));
      assert.equal(change!.after.toFixed(4), (62 / 120).toFixed(4));
    }
  }
  // Where a level must last three months, two of them take one from before.
  const two = shares([...before, [62, 120], [62, 120]]);
  assert.equal(changePoint(two, { shortest: 3 })[0]!.index, 6);
  // Many answers speak louder than few: the same shares of 12 answers are noise.
  const few = Array.from({ length: 7 }, () => [9, 12] as const);
  assert.deepEqual(changePoint(shares([...few, [6, 12]])), []);
});

/** Every way to cut the points, the squares in two passes: what PELT must come to. */
function byHand(points: { n: number; value: number }[], penalty: number, shortest: number) {
  const squares = (part: { n: number; value: number }[]) => {
    const n = part.reduce((sum, each) => sum + each.n, 0);
    const mean = part.reduce((sum, each) => sum + each.n * each.value, 0) / n;
    return part.reduce((sum, each) => sum + each.n * (each.value - mean) ** 2, 0);
  };
  let best = { total: Infinity, cuts: [] as number[] };
  for (let mask = 0; mask < 2 ** (points.length - 1); mask += 1) {
    const cuts = points.flatMap((_, at) => (at > 0 && mask & (1 << (at - 1)) ? [at] : []));
    const edges = [0, ...cuts, points.length];
    if (edges.some((edge, at) => at > 0 && edge - edges[at - 1]! < shortest)) continue;
    const total = edges
      .slice(1)
      .reduce((sum, edge, at) => sum + squares(points.slice(edges[at], edge)) + penalty, -penalty);
    if (total < best.total) best = { total, cuts };
  }
  return best;
}

test("of all ways to cut a series the best is found, with weights and with a shortest level", () => {
  const point = fc.record({
    n: fc.integer({ min: 1, max: 5 }),
    value: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: -5, max: 5, noNaN: true })),
  });
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 2, maxLength: 10 }),
      fc.double({ min: 0.05, max: 8, noNaN: true }),
      fc.integer({ min: 1, max: 3 }),
      (points, penalty, shortest) => {
        fc.pre(points.length >= 2 * shortest);
        // Neighbours' mean square, weighted: the unit that a penalty is in.
        const noise =
          points
            .slice(1)
            .reduce(
              (sum, { n, value }, at) =>
                sum + (value - points[at]!.value) ** 2 / (1 / n + 1 / points[at]!.n),
              0,
            ) /
          (points.length - 1);
        fc.pre(noise > 1e-6);
        const cuts = changePoint(points, { penalty, shortest }).map(({ index }) => index);
        const best = byHand(points, penalty * noise, shortest);
        if (cuts.join() === best.cuts.join()) return;
        // Two ways that cost the same but for rounding.
        const edges = [0, ...cuts, points.length];
        const total = edges.slice(1).reduce((sum, edge, at) => {
          const part = points.slice(edges[at], edge);
          return sum + byHand(part, 0, part.length).total + penalty * noise;
        }, -penalty * noise);
        assert.ok(total <= best.total + 1e-9 * noise, `${cuts.join()} for ${best.cuts.join()}`);
      },
    ),
    { numRuns: 400 },
  );
});

test("where the series lies and what its unit is changes nothing; backwards the same cuts", () => {
  for (const [by, factor] of [
    [1e6, 1],
    [-50, 1e-9],
    [0, 1e200],
    [0, -1],
  ] as const) {
    const moved = changePoint(nile.map((each) => (each + by) * factor));
    assert.deepEqual(
      moved.map(({ index }) => index),
      [28],
    );
    assert.ok(Math.abs(moved[0]!.before / factor - by - 1097.75) < 1e-6);
  }
  const levels = [5, 5.1, 4.9, 5, 9, 9.1, 9, 8.9, 2, 2.1, 2, 1.9, 2];
  assert.deepEqual(
    changePoint(levels, { penalty: 0.5 }).map(({ index }) => index),
    [4, 8],
  );
  assert.deepEqual(
    changePoint(levels.toReversed(), { penalty: 0.5 }).map(({ index }) => index),
    [5, 9],
  );
});

test("nothing to tell, and what is no series", () => {
  for (const series of [[], [5], [5, 5, 5, 5], [0.1, 0.1, 0.1], [null, 3, null], [null, null]])
    assert.deepEqual(changePoint(series), []);
  assert.deepEqual(changePoint([{ n: 0, value: 3 }, 5]), []);
  for (const [series, options] of [
    [[1, NaN], {}],
    [[1, Infinity], {}],
    [[1.7e308, -1.7e308], {}],
    [[{ n: -1, value: 1 }], {}],
    [[{ n: 1, value: 1, variance: -1 }], {}],
    [[1, 2], { penalty: -1 }],
    [[1, 2], { penalty: NaN }],
    [[1, 2], { shortest: 0 }],
    [[1, 2], { shortest: 1.5 }],
    [Array.from({ length: 20_001 }, () => 0), {}],
  ] as const satisfies readonly (readonly [readonly (number | ControlPoint)[], object])[])
    assert.throws(() => changePoint(series, options), RangeError, JSON.stringify(options));
});

test("whatever comes in, figures or a RangeError come out", () => {
  const value = fc.oneof(fc.double(), fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(0));
  const point = fc.oneof(
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    fc.record({
      n: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0 })),
      value,
      variance: fc.option(fc.double({ min: 0 }), { nil: undefined }),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 20 }),
      fc.double({ min: 0, max: 50 }),
      (series, penalty) => {
        let found;
        try {
          found = changePoint(series, { penalty });
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          return;
        }
        let last = 0;
        for (const { index, before, after } of found) {
          assert.ok(index > last - 1 && index < series.length);
          assert.ok(Number.isFinite(before) && Number.isFinite(after));
          last = index + 1;
        }
      },
    ),
    { numRuns: 800 },
  );
});
