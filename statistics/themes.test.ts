import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { meanDifference, nps, npsDifference, themeImpact } from "./index.ts";
import type { ThemeOptions, ThemeRow } from "./index.ts";
import { seeded } from "./resampling.ts";

const row = (score: number, ...themes: string[]): ThemeRow => ({ score, themes });
const leaveOut = { measure: "nps", method: "leave-out" } as const;
const additive = { measure: "nps", method: "additive" } as const;

function counts(rows: readonly ThemeRow[]) {
  const of = (low: number, high: number) =>
    rows.filter((each) => each.score >= low && each.score <= high).length;
  return { promoters: of(9, 10), passives: of(7, 8), detractors: of(0, 6) };
}

const close = (a: number | null | undefined, b: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(a! - b) <= tolerance, `${a}, not ${b}`);

test("four responses by hand", () => {
  const rows = [row(10, "staff"), row(9, "staff", "price"), row(3, "price", "price"), row(8)];
  assert.deepEqual(themeImpact(rows, leaveOut), {
    n: 4,
    total: 25,
    impact: { staff: { n: 2, impact: 75 }, price: { n: 2, impact: -25 } },
  });
  assert.deepEqual(themeImpact(rows, additive), {
    n: 4,
    total: 25,
    impact: {
      staff: { n: 2, impact: 37.5 },
      price: { n: 2, impact: -12.5 },
      other: { n: 1, impact: 0 },
    },
  });
  const means = themeImpact(rows, { measure: "mean", method: "additive" });
  assert.deepEqual([means.total, means.impact.staff!.impact], [7.5, 14.5 / 4]);
  const without = themeImpact(rows, { measure: "mean", method: "leave-out" });
  close(without.impact.price!.impact, 7.5 - 9);
});

test("vendors' worked examples", () => {
  // Kapiche, "How does Kapiche calculate impact": +50 with all, +40 without "Delivery Time": +10.
  const rows = [
    ...Array.from({ length: 20 }, () => row(10, "Delivery Time")),
    ...Array.from({ length: 40 }, () => row(9)),
    ...Array.from({ length: 30 }, () => row(7)),
    ...Array.from({ length: 8 }, () => row(2)),
    ...Array.from({ length: 2 }, () => row(0, "Delivery Time")),
  ];
  const found = themeImpact(rows, leaveOut);
  assert.equal(found.total, 50);
  // Qualtrics' "NPS impact score": n of the topic × (its NPS − NPS of all) ÷ (n of all − n of the topic).
  const topic = nps(counts(rows.filter((each) => each.themes.length > 0)));
  close(
    found.impact["Delivery Time"]!.impact,
    (topic.n * (topic.estimate! - 50)) / (100 - topic.n),
  );
  const rest = nps(counts(rows.filter((each) => each.themes.length === 0)));
  close(found.impact["Delivery Time"]!.impact, 50 - rest.estimate!);
});

test("where a figure is missing it says why", () => {
  for (const options of [leaveOut, additive])
    assert.deepEqual(themeImpact([], options), {
      n: 0,
      total: null,
      impact: {},
      reason: "no-answers",
    });
  const bootstrap = { samples: 100, seed: 1 };
  const all = themeImpact([row(9, "a"), row(2, "a", "b")], { ...leaveOut, bootstrap });
  assert.deepEqual(all.impact.a, {
    n: 2,
    impact: null,
    low: null,
    high: null,
    reason: "no-others",
  });
  // Of two rows every fourth resample is the other one twice: nobody is then without b.
  assert.equal(all.impact.b!.impact, -100);
  assert.deepEqual([all.impact.b!.reason, all.impact.b!.low], ["unstable", null]);
  assert.equal(themeImpact([row(9, "a")], additive).impact.a!.impact, 100);
});

test("names of themes are only names", () => {
  const rows = [row(9, "__proto__"), row(3, "constructor"), row(8, "7"), row(1)];
  for (const options of [leaveOut, additive]) {
    const { impact } = themeImpact(rows, options);
    assert.deepEqual(Object.entries(impact).find(([name]) => name === "__proto__")?.[1].n, 1);
    assert.equal(Object.getPrototypeOf(impact), Object.prototype);
  }
  assert.equal(themeImpact([row(9, "other"), row(1)], leaveOut).impact.other!.n, 1);
  assert.throws(() => themeImpact([row(9, "other")], additive), RangeError);
});

/** Responses in which "late" goes with low scores and "staff" with nothing. */
function made(n: number, seed: number): ThemeRow[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => {
    const late = random() < 0.3;
    const score = Math.max(
      0,
      Math.min(10, Math.round((late ? 6 : 8) + 4 * (random() + random() - 1))),
    );
    return row(score, ...(late ? ["late"] : []), ...(random() < 0.5 ? ["staff"] : []));
  });
}

test("intervals: percentiles that agree with the difference of who speaks of it and who doesn't", () => {
  const rows = made(1000, 3);
  const bootstrap = { samples: 1000, seed: 9 };
  for (const measure of ["nps", "mean"] as const) {
    const { impact } = themeImpact(rows, { measure, method: "leave-out", bootstrap });
    for (const theme of ["late", "staff"]) {
      const found = impact[theme]!;
      const [speak, rest] = [true, false].map((has) =>
        rows.filter((each) => each.themes.includes(theme) === has),
      );
      const sums = (of: ThemeRow[]) => ({
        n: of.length,
        sum: of.reduce((total, each) => total + each.score, 0),
        sumOfSquares: of.reduce((total, each) => total + each.score ** 2, 0),
      });
      const difference =
        measure === "nps"
          ? npsDifference(counts(speak!), counts(rest!))
          : meanDifference(sums(speak!), sums(rest!));
      const share = speak!.length / rows.length;
      close(found.impact, share * difference.delta!, 1e-9);
      // Who speaks of it is chance too.
      const half = (difference.high! - difference.low!) / 2;
      const chance = 1.96 * difference.delta! * Math.sqrt((share * (1 - share)) / rows.length);
      const width = (found.high! - found.low!) / 2 / Math.hypot(share * half, chance);
      assert.ok(width > 0.9 && width < 1.1, `${measure} ${theme}: ${width}`);
      assert.equal(found.low! < 0 && found.high! < 0, theme === "late");
    }
  }
  // The same seed gives the same interval, another one another.
  const again = (seed: number) =>
    themeImpact(rows, { ...additive, bootstrap: { samples: 50, seed } });
  assert.deepEqual(again(1), again(1));
  assert.notDeepEqual(again(1), again(2));
  for (const figure of Object.values(again(1).impact))
    assert.ok(figure.low! <= figure.impact! && figure.impact! <= figure.high!);
});

test("wrong input throws a RangeError", () => {
  const rows = [row(9, "a"), row(1)];
  const bootstrap = { samples: 100, seed: 1 };
  const wrong: [ThemeRow[], ThemeOptions][] = [
    [[row(11)], leaveOut],
    [[row(8.5)], leaveOut],
    [[row(NaN)], { ...leaveOut, measure: "mean" }],
    [[row(1.7e308, "a"), row(1.7e308, "a"), row(-1.7e308)], { ...leaveOut, measure: "mean" }],
    [rows, { ...leaveOut, measure: "csat" as "nps" }],
    [rows, { ...leaveOut, method: "shapley" as "additive" }],
    [rows, { ...leaveOut, confidence: 1 }],
    [rows, { ...leaveOut, bootstrap: { ...bootstrap, samples: 1 } }],
    [rows, { ...leaveOut, bootstrap: { ...bootstrap, seed: 0.5 } }],
    [[row(9, ...Array.from({ length: 10_001 }, (_, i) => `t${i}`))], additive],
  ];
  for (const [given, options] of wrong)
    assert.throws(() => themeImpact(given, options), RangeError, JSON.stringify(options));
});

test("a hundred thousand responses, resampled", () => {
  const rows = made(100_000, 5);
  const started = performance.now();
  const found = themeImpact(rows, { ...leaveOut, bootstrap: { samples: 200, seed: 1 } });
  const took = performance.now() - started;
  assert.ok(found.impact.late!.high! < 0);
  assert.ok(took < 8000, `${took} ms`);
});

const themes = fc.uniqueArray(fc.constantFrom(..."abcd"), { maxLength: 4 });
const responses = fc.array(fc.record({ score: fc.integer({ min: 0, max: 10 }), themes }), {
  minLength: 1,
  maxLength: 40,
});

test("additive impacts add up to the score, leave-out is the score less that of the rest", () => {
  fc.assert(
    fc.property(responses, (rows) => {
      const score = nps(counts(rows)).estimate!;
      const shared = themeImpact(rows, additive);
      close(shared.total, score);
      close(
        Object.values(shared.impact).reduce((sum, each) => sum + each.impact!, 0),
        score,
      );
      const left = themeImpact(rows, leaveOut);
      for (const [theme, { n, impact, reason }] of Object.entries(left.impact)) {
        const rest = rows.filter((each) => !each.themes.includes(theme));
        assert.equal(n, rows.length - rest.length);
        if (rest.length > 0) close(impact, score - nps(counts(rest)).estimate!);
        else assert.deepEqual([impact, reason], [null, "no-others"]);
      }
      const turned = themeImpact(rows.toReversed(), { measure: "mean", method: "additive" });
      close(turned.total, rows.reduce((sum, each) => sum + each.score, 0) / rows.length);
    }),
  );
});
