import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mixAndRate } from "./index.ts";
import type { MixGroup } from "./index.ts";

const groups = (keys: readonly string[], n: readonly number[], value: readonly (number | null)[]) =>
  keys.map((key, at): MixGroup => ({ key, n: n[at]!, value: value[at]! }));

test("household headship by age, 1970 and 1985: Das Gupta (1993), example 5.1", () => {
  const ages = Array.from({ length: 13 }, (_, at) => `${15 + 5 * at}`);
  const found = mixAndRate(
    groups(
      ages,
      [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9],
      [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8],
    ),
    groups(
      ages,
      [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5],
      [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2],
    ),
  );
  assert.deepEqual(
    [found.total, found.mix, found.rate].map((each) => each!.toFixed(4)),
    ["2.9672", "1.2269", "1.7403"],
  );
  assert.equal(((100 * found.mix!) / found.total!).toFixed(2), "41.35");
});

test("mortality of the United States by age and race, 1970 and 1985: Das Gupta (1993), example 5.3", () => {
  const cells = Array.from({ length: 22 }, (_, at) => `${at}`);
  const found = mixAndRate(
    groups(
      cells,
      [
        2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315, 535, 2162, 6120,
        4781, 3096, 2718, 2363, 1767, 1149, 448, 117,
      ],
      [
        18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837, 36.993,
        1.352, 0.541, 2.04, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205,
      ],
    ),
    groups(
      cells,
      [
        3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472, 707, 2692, 6473,
        6841, 6547, 4352, 3034, 2540, 1749, 804, 236,
      ],
      [
        9.163, 0.462, 0.248, 0.929, 1.084, 1.81, 4.715, 12.187, 27.728, 64.068, 157.57, 17.208,
        0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161,
      ],
    ),
  );
  assert.deepEqual(
    [found.total, found.mix, found.rate].map((each) => each!.toFixed(7)),
    ["-0.6862158", "1.5415096", "-2.2277254"],
  );
});

test("a fall that nobody caused is mix: more of the hardest channel, and no channel moved", () => {
  const found = mixAndRate(
    groups(["phone", "chat", "app"], [80, 57, 92], [4400 / 80, 4600 / 57, 8100 / 92]),
    groups(["phone", "chat", "app"], [408, 24, 48], [22400 / 408, 1900 / 24, 4200 / 48]),
  );
  assert.deepEqual(
    [found.total, found.mix, found.rate].map((each) => each!.toFixed(1)),
    ["-15.3", "-14.9", "-0.4"],
  );
  // The hardest channel grew and the easiest shrank: both cost.
  assert.deepEqual(
    found.parts.map(({ key, mix }) => [key, Math.sign(mix)]),
    [
      ["phone", -1],
      ["chat", -1],
      ["app", -1],
    ],
  );
});

test("all rate, and all of it one group's", () => {
  const found = mixAndRate(
    groups(["N", "S", "E", "W"], [120, 60, 60, 60], [78.3, 78, 78, 78]),
    groups(["N", "S", "E", "W"], [120, 60, 60, 60], [51.7, 78, 78, 78]),
  );
  assert.equal(found.mix, 0);
  assert.equal(found.rate!.toFixed(2), "-10.64");
  assert.deepEqual(
    found.parts.map(({ rate }) => rate.toFixed(2)),
    ["-10.64", "0.00", "0.00", "0.00"],
  );
});

test("a group that appears or vanishes is mix alone", () => {
  const found = mixAndRate(
    groups(["a", "gone"], [50, 50], [10, 20]),
    groups(["a", "new", "none"], [50, 50, 0], [10, 0, null]),
  );
  assert.deepEqual([found.total, found.mix, found.rate], [-10, -10, 0]);
  assert.deepEqual(
    found.parts.map(({ key, mix, rate, shareBefore, shareAfter }) => [
      key,
      mix,
      rate,
      shareBefore,
      shareAfter,
    ]),
    [
      ["a", 0, 0, 0.5, 0.5],
      ["gone", -5, 0, 0.5, 0],
      ["new", -5, 0, 0, 0.5],
    ],
  );
});

test("nothing is left over, and backwards all signs turn", () => {
  const side = fc.uniqueArray(
    fc.record({
      key: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      n: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
      value: fc.double({ min: -100, max: 100, noNaN: true }),
    }),
    { selector: ({ key }) => key, minLength: 1 },
  );
  fc.assert(
    fc.property(side, side, (before, after) => {
      const found = mixAndRate(before, after);
      const sum = (list: MixGroup[]) => list.reduce((total, { n }) => total + n, 0);
      if (sum(before) === 0 || sum(after) === 0) {
        assert.equal(found.reason, "no-answers");
        assert.deepEqual([found.total, found.mix, found.rate, found.parts], [null, null, null, []]);
        return;
      }
      const score = (list: MixGroup[]) =>
        list.reduce((total, { n, value }) => total + n * value!, 0) / sum(list);
      const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-10, `${a} for ${b}`);
      near(found.total!, score(after) - score(before));
      near(found.mix! + found.rate!, found.total!);
      near(
        found.parts.reduce((total, each) => total + each.total, 0),
        found.total!,
      );
      const back = mixAndRate(after, before);
      near(back.mix!, -found.mix!);
      near(back.rate!, -found.rate!);
      for (const part of found.parts) {
        near(back.parts.find(({ key }) => key === part.key)!.mix, -part.mix);
      }
    }),
  );
});

test("what isn't a period is refused with the reason", () => {
  const one = groups(["a"], [5], [3]);
  for (const wrong of [
    groups(["a", "a"], [5, 5], [3, 3]),
    groups(["a"], [-1], [3]),
    groups(["a"], [NaN], [3]),
    groups(["a"], [5], [null]),
    groups(["a"], [5], [Infinity]),
    groups(["a", "b"], [1e308, 1e308], [3, 3]),
  ]) {
    assert.throws(() => mixAndRate(wrong, one), RangeError);
    assert.throws(() => mixAndRate(one, wrong), RangeError);
  }
});
