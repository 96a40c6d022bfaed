import assert from "node:assert/strict";
import { test } from "node:test";
import { eigenSymmetric } from "./matrix.ts";
import { seeded } from "./resampling.ts";

test("the Hilbert matrix of five rows: eigenvalues as published, also the small ones", () => {
  // G. Fettis and J. Caslin, "Eigenvalues and eigenvectors of Hilbert matrices of order 3 through 10",
  // Mathematics of Computation 21 (1967) 431-441.
  const published = [
    1.567050691098231, 0.2085342186110133, 0.01140749162341981, 3.058980401511917e-4,
    3.287928772171863e-6,
  ];
  const hilbert = Float64Array.from(
    { length: 25 },
    (_, k) => 1 / (Math.floor(k / 5) + (k % 5) + 1),
  );
  const { values } = eigenSymmetric(hilbert, 5);
  const found = [...values].toSorted((a, b) => b - a);
  for (const [k, each] of published.entries())
    assert.ok(Math.abs(found[k]! / each - 1) < 1e-10, `${found[k]}, not ${each}`);
});

test("A v = λ v, vectors of length 1 at right angles, up to a hundred rows", () => {
  const random = seeded(4);
  for (const size of [1, 2, 3, 15, 100]) {
    const a = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) a[i * size + j] = a[j * size + i] = random() - 0.5;
    const { values, vectors } = eigenSymmetric(a, size);
    const column = (k: number, i: number) => vectors[i * size + k]!;
    for (let k = 0; k < size; k++) {
      for (let i = 0; i < size; i++) {
        let product = 0;
        for (let j = 0; j < size; j++) product += a[i * size + j]! * column(k, j);
        assert.ok(Math.abs(product - values[k]! * column(k, i)) < 1e-12 * size);
      }
      for (let other = 0; other <= k; other++) {
        let dot = 0;
        for (let i = 0; i < size; i++) dot += column(k, i) * column(other, i);
        assert.ok(Math.abs(dot - (k === other ? 1 : 0)) < 1e-13 * size);
      }
    }
  }
});
