import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceOf, incompleteBeta } from "./beta.ts";
import { studentP } from "./index.ts";

const close = (a: number, b: number, tolerance: number) =>
  assert.ok(Math.abs(a / b - 1) < tolerance, `${a}, not ${b}`);

test("the F test of R²: R's swiss, and two cases with a closed form", () => {
  // summary(lm(Fertility ~ ., swiss)): F-statistic 19.76 on 5 and 41 DF, p-value 5.594e-10.
  assert.equal(chanceOf(0.706735001593, 47, 5).toExponential(3), "5.594e-10");
  for (const n of [5, 12, 47, 300, 1e4, 1e6, 1e7])
    for (const signal of [0.01, 0.5, 1, 4, 30]) {
      const r2 = signal / (signal + n);
      const digits = n > 1e5 ? 1e-6 : 1e-9;
      // One predictor: Student's t of its correlation. Two: (1 − R²) to the half of n − 3.
      close(chanceOf(r2, n, 1), studentP(Math.sqrt((r2 * (n - 2)) / (1 - r2)), n - 2), digits);
      close(chanceOf(r2, n, 2), (1 - r2) ** ((n - 3) / 2), digits);
    }
  assert.deepEqual([chanceOf(0, 20, 3), chanceOf(1, 20, 3)], [1, 0]);
});

test("the incomplete beta function of whole numbers is a sum of binomial chances", () => {
  const chance = (x: number, a: number, b: number) => {
    const n = a + b - 1;
    let [sum, term] = [0, (1 - x) ** n];
    for (let j = 0; j <= n; j++) {
      if (j >= a) sum += term;
      term *= ((n - j) / (j + 1)) * (x / (1 - x));
    }
    return sum;
  };
  for (const a of [1, 2, 7, 30])
    for (const b of [1, 3, 25])
      for (const x of [0.01, 0.2, 0.5, 0.77, 0.99])
        close(incompleteBeta(x, a, b), chance(x, a, b), 1e-10);
  assert.deepEqual([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)], [0, 1]);
});
