import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { following } from "./derivable.ts";
import { follows } from "./figures.test-support.ts";

const vectorOf = (size: number, places: readonly number[]) =>
  Array.from({ length: size }, (_, n) => Number(places.includes(n)));

test("what follows from sums is what exact elimination says", () => {
  let seen = 0;
  let seenPairs = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }).chain((size) =>
        fc.record({
          size: fc.constant(size),
          sums: fc.array(fc.subarray([...Array(size).keys()], { minLength: 1 }), { maxLength: 7 }),
        }),
      ),
      ({ size, sums }) => {
        const all = [...Array(size).keys()];
        const rows = sums.map((places) => vectorOf(size, places));
        const found = following(size, sums, all, () => true);
        const singles = found.filter(({ length }) => length === 1).flat();
        assert.deepEqual(
          singles,
          all.filter((n) => follows(vectorOf(size, [n]), rows)),
        );
        const pairs = found.filter(({ length }) => length === 2);
        for (const pair of pairs) assert.ok(follows(vectorOf(size, pair), rows), String(pair));
        // Of each number that is in a pair that follows one pair is answered at least.
        for (const a of all)
          for (const b of all)
            if (a < b && !singles.includes(a) && follows(vectorOf(size, [a, b]), rows))
              assert.ok(
                pairs.some((pair) => pair.includes(a) || pair.includes(b)),
                `${a}, ${b}`,
              );
        seen += singles.length;
        seenPairs += pairs.length;
      },
    ),
    { numRuns: 3_000 },
  );
  assert.ok(seen > 1_000 && seenPairs > 500, `${seen} and ${seenPairs}`);
});

test("nothing is asked of what isn't few, and nothing follows from nothing", () => {
  assert.deepEqual(
    following(2, [[0]], [1], () => true),
    [],
  );
  assert.deepEqual(
    following(2, [], [0, 1], () => true),
    [],
  );
  assert.deepEqual(
    following(2, [[0, 1]], [0, 1], () => false),
    [],
  );
  assert.deepEqual(
    following(2, [[0, 1]], [0, 1], () => true),
    [[0, 1]],
  );
});

test("a large table is worked out in a moment", () => {
  // 50 × 40 × 3, and the sums along each.
  const [a, b, c] = [50, 40, 3];
  const place = (i: number, j: number, k: number) => (i * b + j) * c + k;
  const range = (n: number) => [...Array(n).keys()];
  const sums = [
    ...range(a).flatMap((i) => range(b).map((j) => range(c).map((k) => place(i, j, k)))),
    ...range(a).flatMap((i) => range(c).map((k) => range(b).map((j) => place(i, j, k)))),
    ...range(b).flatMap((j) => range(c).map((k) => range(a).map((i) => place(i, j, k)))),
    [place(3, 4, 1), place(7, 7, 2)],
    [place(9, 9, 0)],
  ];
  const all = range(a * b * c);
  const before = performance.now();
  const found = following(a * b * c, sums, all, () => true);
  const took = performance.now() - before;
  // The first is known, so that the other two of its line follow as well.
  assert.deepEqual(
    found.map((places) => places.toSorted((x, y) => x - y)),
    [[place(9, 9, 0)], [place(9, 9, 1), place(9, 9, 2)], [place(3, 4, 1), place(7, 7, 2)]],
  );
  assert.ok(took < 1_000, `${took} ms`);
});
