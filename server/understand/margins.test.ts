/** Groups along several dimensions: what one question hides, the same one without a dimension must not tell. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { query, type QueryAnswer, type QueryInput } from "#contract/query.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { viewOf } from "#journey/registry.ts";
import { createBinder } from "#platform/binder.ts";
import { answerOf } from "./answer.ts";
import { follows } from "./figures.test-support.ts";
import { guardedIn, without, type GroupRow } from "./groups.ts";
import { dimensionsOf, suppress } from "./margins.ts";
import { measureOf } from "./measure.ts";
import { wholeSight } from "./reach.ts";
import { leftOf, tooFew } from "./suppress.ts";
import { tablesOf } from "./tables.ts";

const registered = { version: 1, createdAt: "", updatedAt: "", reviewed: true as const };
const registry = viewOf(
  1,
  defaultsFor().map((entry) => ({ ...entry, ...registered })),
);

/** Signals whose names are kept of one unit, month and pattern. */
type Part = { unit: string; month: number; pattern: string; size: number };
const months = [0, 1, 2].map((month) => Date.UTC(2026, month));
const patterns = ["past", "present", "potential"];

function askedOf(parts: readonly Part[], asked: Partial<QueryInput>): QueryAnswer["rows"] {
  const question = query.parse({ measure: { kind: "nps" }, ...asked });
  const bind = createBinder();
  const measure = measureOf({ registry, query: question, bind, sight: wholeSight });
  const apart = question.pattern === undefined;
  const rows = parts.map(({ unit, month, pattern, size }): GroupRow => ({
    by: Object.fromEntries(question.by.map((name) => [name, name === "unit" ? unit : pattern])),
    start: question.interval ? months[month] : undefined,
    pattern: apart ? pattern : "",
    guarded: true,
    staff: false,
    sums: { n: size, promoters: size, passives: 0, detractors: 0, offScale: 0 },
  }));
  const groups = without(rows, leftOf(guardedIn(rows)));
  const leftOut = { suspicious: 0, partial: 0, otherVoices: 0 };
  const now = { groups, totals: groups, leftOut, truncated: false };
  const tables = tablesOf(now, undefined, measure, question, true);
  const { rows: own, totals, total } = answerOf(now, tables, measure, question, "UTC");
  return [...own, ...(totals ?? []), ...(total ? [total] : [])].filter(({ n }) => n > 0);
}

/** What a reader of answers knows: sums over places, of which each may hold somebody or nobody. */
function knownFrom(shown: readonly QueryAnswer["rows"][number][], places: readonly Part[]) {
  const figures = shown.map(({ by, at, n }) => ({
    n,
    holds: places.map(
      ({ unit, month, pattern }) =>
        [undefined, unit].includes(by.unit ?? undefined) &&
        [undefined, pattern].includes(by.pattern ?? undefined) &&
        (at === undefined || Date.parse(at) === months[month]),
    ),
  }));
  const single = (at: number) => places.map((_, n) => Number(n === at));
  const known = new Map<number, number>();
  for (let before = -1; before < known.size;) {
    before = known.size;
    for (const { n, holds } of figures) {
      const open = holds.flatMap((held, at) => (held && !known.has(at) ? [at] : []));
      const left = holds.reduce((sum, held, at) => sum - (held ? (known.get(at) ?? 0) : 0), n);
      if (open.length === 1) known.set(open[0]!, left);
      // Nobody is left for the places that are.
      else if (left === 0) for (const at of open) known.set(at, 0);
    }
  }
  return [...figures.map(({ holds }) => holds.map(Number)), ...[...known.keys()].map(single)];
}

/** Higher ones than everybody is asked with. */
const minimums = [6, 8, 12];
const size = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 40 }) },
);
/** Two of them, one person each, follow from lines that all hold several hidden ones. */
const crossed = [1, 0, 5, 5, 5, 5, 5, 5, 5, 1, 6, 5, 14, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1, 1, 5];
const grid = (units: number) =>
  Array.from({ length: units }, (_, unit) =>
    months.flatMap((__, month) =>
      patterns.map((pattern) => ({ unit: `u${unit}`, month, pattern })),
    ),
  ).flat();

for (const by of [[], ["unit"], ["pattern"], ["unit", "pattern"]])
  test(`by ${JSON.stringify(by)}: what is hidden can't be had from the same question without interval, with patterns pooled, or with a higher minimum`, () => {
    let shown = 0;
    const places = grid(by.includes("unit") ? 3 : 1);
    fc.assert(
      fc.property(
        fc.array(size, { minLength: places.length, maxLength: places.length }),
        (sizes) => {
          const all = places.map((place, n): Part => ({ ...place, size: sizes[n]! }));
          const parts = all.filter(({ size }) => size > 0);
          const asked: Partial<QueryInput>[] = [
            { by, interval: "month" },
            { by },
            { by, interval: "month", pattern: "all" },
            { by, pattern: "all" },
          ];
          const ways = asked.flatMap((way) => [
            way,
            ...minimums.map((minimum) => ({ ...way, minimum })),
          ]);
          const answers = ways.map((way) => askedOf(parts, way));
          shown += answers[0]!.length;
          const figures = knownFrom(answers.flat(), all);
          // One small group, or two that are few together.
          for (const [n, one] of all.entries())
            for (const [m, other] of all.entries()) {
              const people = one.size + (m === n ? 0 : other.size);
              if (m < n || one.size === 0 || other.size === 0 || people >= 5) continue;
              const few = all.map((_, at) => Number(at === n || at === m));
              assert.ok(!follows(few, figures), JSON.stringify({ parts, one, other }));
            }
        },
      ),
      { numRuns: 300, examples: places.length === crossed.length ? [[crossed]] : [] },
    );
    assert.ok(shown > 500, `only ${shown} groups were shown at all`);
  });

const cells = (parts: readonly Part[]) =>
  parts.map(({ unit, month, pattern, size }) => ({
    by: { unit, pattern },
    start: months[month],
    open: undefined,
    guarded: { n: size },
    guardedN: size,
    staffN: 0,
  }));

test("no line of a table has exactly one hidden cell where it has another", () => {
  const places = grid(4);
  let hiddenCells = 0;
  fc.assert(
    fc.property(fc.array(size, { minLength: 36, maxLength: 36 }), (sizes) => {
      const table = cells(
        places.map((place, n) => ({ ...place, size: sizes[n]! })).filter((part) => part.size > 0),
      );
      const { hidden } = suppress(table, 5, dimensionsOf(table).dimensions);
      hiddenCells += hidden.size;
      for (const cell of table) if (tooFew(cell, 5)) assert.ok(hidden.has(cell));
      for (const lineOf of [
        ({ by, start }: (typeof table)[number]) => JSON.stringify([by.unit, start]),
        ({ by, start }: (typeof table)[number]) => JSON.stringify([by.pattern, start]),
        ({ by }: (typeof table)[number]) => JSON.stringify(by),
      ])
        for (const line of Map.groupBy(table, lineOf).values()) {
          const own = line.filter((cell) => hidden.has(cell));
          if (line.length > 1) assert.notEqual(own.length, 1, JSON.stringify(line));
        }
    }),
    { numRuns: 500 },
  );
  assert.ok(hiddenCells > 1_000);
});

test("which of two alike goes is the same in whichever order the groups and their dimensions come", () => {
  const table = cells(grid(3).map((place, n) => ({ ...place, size: n % 7 === 0 ? 3 : 8 })));
  const turned = table
    .map(({ by: { unit, pattern }, ...rest }) => ({ ...rest, by: { pattern, unit } }))
    .toReversed();
  const hiddenOf = (groups: typeof table) =>
    [...suppress(groups, 5, dimensionsOf(groups).dimensions).hidden]
      .map(({ by, start }) => `${by.unit} ${by.pattern} ${start}`)
      .toSorted();
  assert.deepEqual(hiddenOf(turned), hiddenOf(table));
});
