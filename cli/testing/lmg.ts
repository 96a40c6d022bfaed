/** Shares of R² of drivers, worked out for tests by none of the ways that the product has. */

const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const centred = (list: readonly number[]) => {
  const m = mean(list);
  return list.map((x) => x - m);
};

/** What is left of a vector beside an orthonormal basis, of length 1; taken out twice, which keeps the digits. */
function beside(vector: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let left = [...vector];
  for (let again = 0; again < 2; again++)
    for (const each of basis) {
      const part = dot(left, each);
      left = left.map((x, i) => x - part * each[i]!);
    }
  const length = Math.sqrt(dot(left, left));
  return left.map((x) => x / length);
}

/**
 * Lindeman, Merenda and Gold's shares by QR: the rows once by Gram and Schmidt, then R² of each of
 * the 2ᵖ subsets from the columns of R. No correlation and no Cholesky factor, as the product has them.
 */
export function lmg(
  columns: readonly (readonly number[])[],
  outcome: readonly number[],
): { r2: number; shares: number[]; slopes: number[]; errors: number[] } {
  const y = centred(outcome);
  const x = columns.map(centred);
  const size = x.length;
  const q: number[][] = [];
  for (const each of x) q.push(beside(each, q));
  const r = x.map((each) => q.map((base) => dot(each, base)));
  const qy = q.map((base) => dot(y, base));
  const whole = dot(y, y);
  const r2 = new Float64Array(2 ** size);
  const walk = (from: number, mask: number, basis: number[][], sum: number): void => {
    r2[mask] = sum;
    for (let i = from; i < size; i++) {
      const next = beside(r[i]!, basis);
      walk(i + 1, mask | (1 << i), [...basis, next], sum + dot(next, qy) ** 2 / whole);
    }
  };
  walk(0, 0, [], 0);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const shares = Array.from({ length: size }, () => 0);
  for (let mask = 0; mask < 2 ** size; mask++) {
    const k = mask.toString(2).replaceAll("0", "").length;
    const times = (factorial(k) * factorial(size - k - 1)) / factorial(size);
    for (let i = 0; i < size; i++)
      if ((mask & (1 << i)) === 0) shares[i]! += times * (r2[mask | (1 << i)]! - r2[mask]!);
  }
  // R is triangular: slopes from the last predictor to the first.
  const back = (right: readonly number[]): number[] => {
    const b = Array.from({ length: size }, () => 0);
    for (let i = size - 1; i >= 0; i--) {
      let left = right[i]!;
      for (let j = i + 1; j < size; j++) left -= r[j]![i]! * b[j]!;
      b[i] = left / r[i]![i]!;
    }
    return b;
  };
  const slopes = back(qy);
  const inverse = q.map((_, k) => back(q.map((__, i) => (i === k ? 1 : 0))));
  // White's errors with each row left out (HC3), whose jackknife by a hundred groups is near.
  const scaled = y.map((each, row) => {
    const rest = each - slopes.reduce((sum, b, i) => sum + b * x[i]![row]!, 0);
    return rest / (1 - 1 / y.length - q.reduce((sum, base) => sum + base[row]! ** 2, 0));
  });
  const errors = slopes.map((_, i) => {
    const influence = (row: number) =>
      q.reduce((s, base, k) => s + inverse[k]![i]! * base[row]!, 0);
    return Math.sqrt(scaled.reduce((sum, rest, row) => sum + (rest * influence(row)) ** 2, 0));
  });
  return { r2: r2.at(-1)!, shares, slopes, errors };
}
