/** The four boxes hold every account with revenue, the lines where they are cut, and the way of those who moved. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lightPalette } from "./palette.ts";
import { placementsOption, type PlacedPoint } from "./placements.ts";

type Drawn = {
  xAxis: { min: number; max: number };
  series: {
    data: {
      name: string;
      value: [number, number];
      symbol?: string;
      itemStyle?: { color: string };
    }[];
    markLine?: { data: ({ xAxis?: number; yAxis?: number } | { coord: [number, number] }[])[] };
  }[];
};

const point = (name: string, more: Partial<PlacedPoint> = {}): PlacedPoint => ({
  name,
  revenue: 100,
  score: 80,
  named: false,
  mark: "plain",
  said: name,
  ...more,
});
const draw = (points: readonly PlacedPoint[], high: number | null = 500): Drawn =>
  placementsOption({
    points,
    lines: { satisfied: 70, high },
    boxes: { model: "Model", growth: "Growth", atRisk: "At risk", dangling: "Dangling" },
    axes: { revenue: "Revenue", score: "Score" },
    write: String,
    palette: lightPalette,
  }) as Drawn;

test("accounts stand by revenue and score, marked by more than their colour", () => {
  const { series, xAxis } = draw([
    point("plain"),
    point("silent", { revenue: 10_000, mark: "silent" }),
    point("divided", { score: 40, mark: "divided" }),
    // Of no revenue there is no place on an axis of magnitudes.
    point("none", { revenue: 0 }),
  ]);
  const [, dots] = series;
  assert.deepEqual(
    dots!.data.map(({ name, value, symbol }) => [name, value, symbol]),
    [
      ["plain", [100, 80], "circle"],
      ["silent", [10_000, 80], "diamond"],
      ["divided", [100, 40], "triangle"],
    ],
  );
  assert.equal(dots!.data[2]!.itemStyle!.color, lightPalette.bad);
  assert.ok(xAxis.min > 0 && xAxis.min < 100 && xAxis.max > 10_000);
});

test("both lines are drawn, and an arrow from where somebody stood", () => {
  const lines = draw([point("fell", { score: 50, before: 85 }), point("stayed")]).series[1]!
    .markLine!;
  assert.deepEqual(lines.data.slice(0, 2), [{ yAxis: 70 }, { xAxis: 500 }]);
  const [from, to] = lines.data[2] as { coord: [number, number] }[];
  assert.deepEqual([from!.coord, to!.coord, lines.data.length], [[100, 85], [100, 50], 3]);
});

test("where nobody has revenue, nothing is drawn and nothing fails", () => {
  const { series, xAxis } = draw([], null);
  assert.deepEqual([series[1]!.data, series[1]!.markLine!.data], [[], [{ yAxis: 70 }]]);
  assert.ok(xAxis.min < xAxis.max);
});
