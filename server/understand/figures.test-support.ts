/** What somebody who sees some figures can work out: for the tests of what is hidden. */

/** Whether a vector is a sum of multiples of the others: what can be worked out from what is shown. */
export function follows(vector: readonly number[], from: readonly (readonly number[])[]): boolean {
  const rows: number[][] = [];
  const reduce = (given: readonly number[]) => {
    let left = [...given];
    for (const row of rows) {
      const at = row.findIndex((x) => Math.abs(x) > 1e-9);
      const times = left[at]! / row[at]!;
      left = left.map((x, n) => x - times * row[n]!);
    }
    return left;
  };
  const isZero = (row: readonly number[]) => row.every((x) => Math.abs(x) < 1e-9);
  for (const row of from) {
    const left = reduce(row);
    if (!isZero(left)) rows.push(left);
  }
  return isZero(reduce(vector));
}
