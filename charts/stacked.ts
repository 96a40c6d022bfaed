/** What groups are made of: a bar of 100 % for each, its parts in one order, their shares written in them. Pure. */
import type { EChartsCoreOption } from "echarts/core";
import { groupAxes, type GroupRow } from "./groups.ts";
import { fontSize, type Palette } from "./palette.ts";

export type Part = { name: string; tone: "good" | "middle" | "bad" };
export type StackedRow = GroupRow & {
  /** As many as there are parts. */
  counts: readonly number[];
  said: string;
};
export type StackedInput = {
  parts: readonly Part[];
  /** The first stands at the top. */
  rows: readonly StackedRow[];
  percent: (share: number) => string;
  palette: Palette;
  /** It has no width for a column of bases: they stand beneath the names. */
  narrow?: boolean | undefined;
};

/** Pixels of a row. */
export const stackedRowHeight = 34;
/** A share that is narrower has no room for its number. */
const leastWritten = 0.07;

export function stackedOption({
  parts,
  rows,
  percent,
  palette,
  narrow = false,
}: StackedInput): EChartsCoreOption {
  const colours = { good: palette.accent, middle: palette.line, bad: palette.bad };
  const totals = rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize, color: palette.ink },
    grid: {
      left: 8,
      right: 8,
      top: 8,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "none" },
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: fontSize + 1 },
      formatter: (all: unknown) =>
        rows[(all as { dataIndex: number }[])[0]?.dataIndex ?? -1]?.said ?? "",
    },
    xAxis: { type: "value", min: 0, max: 1, show: false },
    yAxis: groupAxes(rows, { palette, narrow, room: 6 }),
    series: parts.map(({ name, tone }, part) => ({
      type: "bar",
      name,
      stack: "all",
      barWidth: "62%",
      itemStyle: { color: colours[tone], borderColor: palette.paper, borderWidth: 1 },
      data: rows.map(({ counts }, row) => {
        const share = totals[row] === 0 ? 0 : counts[part]! / totals[row]!;
        return {
          value: share,
          label: {
            show: share >= leastWritten,
            formatter: percent(share),
            color: tone === "middle" ? palette.ink : palette.paper,
            fontSize: fontSize - 1,
          },
        };
      }),
    })),
  };
}
