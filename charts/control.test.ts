/** The picture of a figure with its control limits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { controlOption } from "./control.ts";
import { lightPalette } from "./palette.ts";

const month = 30 * 86_400_000;
const points = [0.78, 0.79, 0.78, 0.52].map((estimate, n) => ({
  at: n * month,
  estimate,
  low: estimate - 0.05,
  high: estimate + 0.05,
  lowBase: false,
  said: "",
}));
const drawn = (over: object = {}) =>
  controlOption({
    points,
    axis: { min: 0, max: 1 },
    write: String,
    nameOf: String,
    interval: "month",
    palette: lightPalette,
    limits: { low: 0.66, high: 0.95, centre: 0.78, label: "Usual" },
    changes: [{ at: 3 * month, label: "Changed" }],
    ...over,
  }) as unknown as {
    yAxis: { min: number; max: number };
    series: { markLine?: { data: { xAxis?: number; yAxis?: number }[] }; markArea?: unknown }[];
  };

test("limits are in sight whole, within the scale, and stand behind the figure", () => {
  const { yAxis, series } = drawn();
  assert.ok(yAxis.max > 0.95 && yAxis.max <= 1 && yAxis.min < 0.47 && yAxis.min >= 0);
  assert.ok(series[0]!.markArea);
  assert.deepEqual(
    series[0]!.markLine!.data.map(({ xAxis, yAxis: y }) => xAxis ?? y),
    [0.78, 0.66, 0.95, 3 * month],
  );
});

test("without limits there is the figure alone, with where it changed", () => {
  const { series } = drawn({ limits: undefined });
  assert.equal(series[0]!.markArea, undefined);
  assert.deepEqual(
    series[0]!.markLine!.data.map(({ xAxis }) => xAxis),
    [3 * month],
  );
});
