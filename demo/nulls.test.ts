/** What must not be found (section 5), and what drives recommendation (T6), on five seeds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SignalInput } from "#contract/signal.ts";
import {
  answers,
  attribute,
  demo,
  groups,
  monthOf,
  nps,
  trusted,
  until,
  values,
} from "./testing/counting.ts";
import { relativeWeights } from "./testing/drivers.ts";
import { makeDemo } from "./index.ts";
import type { Demo } from "./index.ts";

const seeds = [1, 2, 3, 4, 5];
const rated = (made: Demo): SignalInput[] =>
  made.signals.filter(
    (one) => one.kind === "response" && trusted(one) && one.measures?.["csat"] !== undefined,
  );

/** Pearson's chi-square of satisfied (4–5) or not, over the groups of a key. */
function chiSquare(
  list: SignalInput[],
  key: (one: SignalInput) => string,
): { x2: number; df: number } {
  const top = (one: SignalInput): boolean => (one.measures?.["csat"] ?? 0) >= 4;
  const p = list.filter(top).length / list.length;
  const cells = [...groups(list, key).values()];
  const x2 = cells.reduce((sum, cell) => {
    const hits = cell.filter(top).length;
    return sum + (hits - p * cell.length) ** 2 / (cell.length * p * (1 - p));
  }, 0);
  return { x2, df: cells.length - 1 };
}

/** Upper 0.0005 point of chi-square, by Wilson and Hilferty's cube. */
const bound = (df: number): number =>
  df * (1 - 2 / (9 * df) + 3.2905 * Math.sqrt(2 / (9 * df))) ** 3;

const nulls: Record<string, (one: SignalInput) => string> = {
  handset: (one) => String(attribute(one, "handset")),
  weekday: (one) => String(new Date(`${one.occurredAt.slice(0, 10)}T12:00:00Z`).getUTCDay()),
  agent: (one) => one.employee ?? "",
  language: (one) => one.language ?? "",
};
const programmes = ["bill", "support", "delivery", "installation", "store", "ordering"];

for (const seed of seeds) {
  test(`seed ${seed}: N1 and N2, satisfaction does not differ by handset, weekday, agent, language`, () => {
    const made = seed === 1 ? demo() : makeDemo({ until, seed });
    const all = rated(made);
    for (const [name, key] of Object.entries(nulls)) {
      const lists = [
        ["all", all] as const,
        ...programmes.map((one) => [one, all.filter((s) => s.programme === one)] as const),
      ];
      for (const [where, whole] of lists) {
        const list = name === "agent" ? whole.filter((one) => one.employee) : whole;
        if (list.length === 0) continue;
        const { x2, df } = chiSquare(list, key);
        assert.ok(x2 < bound(df), `${name}, ${where}: ${x2.toFixed(1)} with ${df} df`);
      }
    }
    // The same statistic does see a planted difference.
    const { x2, df } = chiSquare(answers(made, "bill", [8, 9, 10, 11, 12]), (one) =>
      String(attribute(one, "region")),
    );
    assert.ok(x2 > 3 * bound(df));

    // The score of the waves by handset stays within 4 standard errors of 26.
    const waves = answers(made, "relationship");
    for (const [handset, list] of groups(waves, nulls["handset"] as (one: SignalInput) => string)) {
      const z = (nps(values(list, "nps")) - 26) / (82 / Math.sqrt(list.length));
      assert.ok(Math.abs(z) < 4, `${handset}: ${z}`);
    }

    // N3: 117 of 450 in each wave. N5: the small branch has nine, all satisfied.
    for (const month of [3, 6, 9, 12]) {
      const scores = values(answers(made, "relationship", [month]), "nps");
      assert.equal(scores.length, 450);
      const [up, down] = [scores.filter((x) => x >= 9), scores.filter((x) => x <= 6)];
      assert.equal(up.length - down.length, 117);
    }
    const small = answers(made, "store").filter((one) => one.unit === "South/S-3");
    assert.deepEqual(
      [small.length, small.filter((one) => (one.measures?.["csat"] ?? 0) >= 4).length],
      [9, 9],
    );

    // N4: in no quiet month do more than two comparisons with the month before pass z = 3.
    const found = new Map<number, number>();
    for (const programme of programmes) {
      for (const [place, list] of groups(answers(made, programme, [1, 2, 3, 4, 5, 6, 7]), (one) =>
        String(attribute(one, "region")),
      )) {
        const share = (month: number): [number, number] => {
          const mine = list.filter((one) => monthOf(one) === month);
          return [mine.filter((one) => (one.measures?.["csat"] ?? 0) >= 4).length, mine.length];
        };
        for (const month of [2, 3, 4, 5, 6, 7]) {
          if (programme === "delivery" && place === "West" && month === 4) continue;
          if (month === 7 && ["installation", "store"].includes(programme)) continue;
          const [[a, n], [b, m]] = [share(month - 1), share(month)];
          const p = (a + b) / (n + m);
          const z = (b / m - a / n) / Math.sqrt(p * (1 - p) * (1 / n + 1 / m));
          if (Math.abs(z) > 3) found.set(month, (found.get(month) ?? 0) + 1);
        }
      }
    }
    for (const [month, n] of found) assert.ok(n <= 2, `${n} changes in M${month}`);

    drivers(made);
  });
}

/** T6 in its ranges. */
function drivers(made: Demo): void {
  const waves = answers(made, "relationship");
  const ranges: [string, number, number][] = [
    ["reliability", 33, 48],
    ["customer-care", 16, 29],
    ["billing", 13, 25],
    ["price", 3, 12],
    ["ease-of-use", 0, 6.5],
    ["features", 0, 6.5],
    ["packaging", 0, 6.5],
    ["advertising", 0, 6.5],
  ];
  const columns = ranges.map(([aspect]) => values(waves, `asat.${aspect}`));
  for (const column of columns) {
    assert.equal(column.length, 1800);
    assert.ok(column.every((x) => [1, 2, 3, 4, 5].includes(x)));
  }
  const { r2, parts } = relativeWeights(columns, values(waves, "nps"));
  assert.ok(r2 >= 0.36 && r2 <= 0.45, `R² ${r2}`);
  const shares = parts.map((part) => (100 * part) / r2);
  ranges.forEach(([aspect, low, high], i) => {
    const share = shares[i] ?? 0;
    assert.ok(share >= low && share <= high, `${aspect} ${share}`);
  });
  assert.ok(shares.slice(4).reduce((a, b) => a + b, 0) < 17);
}

test("relative weights: uncorrelated predictors get their squared correlations", () => {
  const a = [1, 1, -1, -1, 1, 1, -1, -1];
  const b = [1, -1, 1, -1, 1, -1, 1, -1];
  const noise = [1, 1, 1, 1, -1, -1, -1, -1];
  const y = a.map((x, i) => 3 * x + 2 * (b[i] as number) + (noise[i] as number));
  const { r2, parts } = relativeWeights([a, b], y);
  assert.ok(Math.abs(r2 - 13 / 14) < 1e-9);
  assert.ok(Math.abs((parts[0] ?? 0) - 9 / 14) < 1e-9 && Math.abs((parts[1] ?? 0) - 4 / 14) < 1e-9);
});

test("at 20,000 signals the stories still stand", () => {
  const made = demo({ signals: 20_000 });
  const share = (list: SignalInput[], measure: string, hit: (x: number) => boolean): number => {
    const all = values(list, measure);
    return (100 * all.filter(hit).length) / all.length;
  };
  const region = (list: SignalInput[], name: string): SignalInput[] =>
    list.filter((one) => attribute(one, "region") === name);
  const near = (found: number, wanted: number, by: number, what: string): void =>
    assert.ok(Math.abs(found - wanted) <= by, `${what}: ${found} for ${wanted}`);
  const top = (x: number): boolean => x >= 4;
  near(share(region(answers(made, "bill", [7]), "North"), "csat", top), 78.3, 1.5, "T1 before");
  near(share(region(answers(made, "bill", [8]), "North"), "csat", top), 51.7, 1.5, "T1 after");
  const west = region(answers(made, "delivery"), "West").filter((one) => monthOf(one) >= 4);
  near(
    share(west, "hoursToDeliver", (x) => x <= 48),
    30,
    0.5,
    "T2",
  );
  near(share(answers(made, "support", [9]), "csat", top), 74.7, 1.5, "T3 before");
  near(share(answers(made, "support", [10]), "csat", top), 59.4, 1.5, "T3 in M10");
  const waves = answers(made, "relationship");
  near(nps(values(waves, "nps")), 26, 1, "T7");
  const plan = (name: string): number[] =>
    values(
      waves.filter((one) => attribute(one, "plan") === name),
      "nps",
    );
  near(nps(plan("prepaid")), 5.2, 2, "T7 prepaid");
  near(nps(plan("postpaid")), 34.9, 2, "T7 postpaid");
  near(share(waves, "superior", top), 24, 0.5, "T8");
  const expected = groups(answers(made, "ordering"), (one) => String(attribute(one, "lateBefore")));
  const average = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  near(average(values(expected.get("true") ?? [], "expectedDays")), 3.1, 0.05, "T4 late");
  near(average(values(expected.get("false") ?? [], "expectedDays")), 2, 0.05, "T4 none");
});
