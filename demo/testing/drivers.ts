/** Johnson's relative weights, written out for the tests. */

type Matrix = number[][];
const at = (matrix: Matrix, i: number, j: number): number => matrix[i]?.[j] as number;
const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's rotations. */
function eigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  const v = identity(n);
  const rotate = (m: Matrix, k: number, p: number, q: number, c: number, s: number): void => {
    const row = m[k] as number[];
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(at(a, p, q)) < 1e-14) continue;
        const angle = 0.5 * Math.atan2(2 * at(a, p, q), at(a, q, q) - at(a, p, p));
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) rotate(a, k, p, q, c, s);
        const [up, down] = [a[p] as number[], a[q] as number[]];
        a[p] = up.map((x, j) => c * x - s * (down[j] as number));
        a[q] = up.map((x, j) => s * x + c * (down[j] as number));
        for (let k = 0; k < n; k++) rotate(v, k, p, q, c, s);
      }
    }
  }
  return { values: a.map((_, i) => at(a, i, i)), vectors: v };
}

function correlation(x: number[], y: number[]): number {
  const n = x.length;
  const mx = x.reduce((a, b) => a + b, 0) / n;
  const my = y.reduce((a, b) => a + b, 0) / n;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((one, i) => {
    const [dx, dy] = [one - mx, (y[i] as number) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}

/**
 * R² and each predictor's part of it (they sum to it): J. W. Johnson (2000), "A heuristic method
 * for estimating the relative weight of predictor variables in multiple regression".
 */
export function relativeWeights(
  predictors: number[][],
  outcome: number[],
): { r2: number; parts: number[] } {
  const r = predictors.map((x) => predictors.map((y) => correlation(x, y)));
  const { values, vectors } = eigen(r);
  const power = (exponent: number): Matrix =>
    r.map((_, i) =>
      r.map((_, j) =>
        values.reduce(
          (sum, value, k) => sum + at(vectors, i, k) * at(vectors, j, k) * value ** exponent,
          0,
        ),
      ),
    );
  const [half, inverse] = [power(0.5), power(-0.5)];
  const withOutcome = predictors.map((x) => correlation(x, outcome));
  const beta = inverse.map((row) =>
    row.reduce((sum, x, j) => sum + x * (withOutcome[j] as number), 0),
  );
  const parts = half.map((row) =>
    row.reduce((sum, x, j) => sum + x * x * (beta[j] as number) ** 2, 0),
  );
  return { r2: parts.reduce((a, b) => a + b, 0), parts };
}
