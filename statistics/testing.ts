/** Made-up answers for tests of drivers, and how they are cut and compared. */
import assert from "node:assert/strict";
import type { CrossSums } from "./moments.ts";
import { seeded } from "./resampling.ts";

export const split = (rows: readonly (readonly number[])[], columns?: number[]) => ({
  y: rows.map((row) => row[0]!),
  x: rows.map((row) => (columns ? columns.map((k) => row[k]!) : row.slice(1))),
});

export function near(found: unknown, expected: readonly number[], tolerance: number): void {
  assert.ok(Array.isArray(found) && found.length === expected.length, `${String(found)}`);
  for (const [i, each] of expected.entries())
    assert.ok(Math.abs(Number(found[i]) - each) <= tolerance, `${i}: ${found[i]}, not ${each}`);
}

/** Ratings that share a factor, and an outcome of the first two. */
export function ratings(n: number, predictors: number, seed: number, shared = 0.6): number[][] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: n }, () => {
    const factor = normal();
    const x = Array.from({ length: predictors }, () => shared * factor + normal());
    return [0.5 * x[0]! + 0.3 * (x[1] ?? 0) + normal(), ...x];
  });
}

export function sumsOf(rows: readonly (readonly number[])[]): CrossSums {
  const size = rows[0]?.length ?? 4;
  const each = Array.from({ length: size }, (_, i) => i);
  return {
    n: rows.length,
    sums: each.map((i) => rows.reduce((s, row) => s + row[i]!, 0)),
    products: each.map((i) => each.map((j) => rows.reduce((s, row) => s + row[i]! * row[j]!, 0))),
  };
}

export const groupsOf = (rows: readonly (readonly number[])[], count: number) =>
  Array.from({ length: count }, (_, g) => sumsOf(rows.filter((_, i) => i % count === g)));
