/** A finding over time: its limits, its intervals, and where it changed. */
import { useCallback } from "react";
import type { Change } from "#contract/changes.ts";
import type { Palette } from "../../../charts/palette.ts";
import { Chart } from "../../parts/Chart.tsx";
import { formOf, measureOf, monthOf, placeOf, saidOf } from "./form.ts";
import { words } from "./words.ts";

const height = 150;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export function Picture({ change, file }: { change: Change; file: string }) {
  const form = formOf(change.measure);
  // Before there was anything, nothing is drawn.
  const first = change.trend.findIndex(({ n }) => n > 0);
  const points = change.trend.slice(Math.max(0, first));
  const option = useCallback(
    async (palette: Palette) => {
      const { controlOption } = await import("../../../charts/control.ts");
      const { low, high, centre } = change.chart;
      return controlOption({
        points: points.map((point) => ({
          at: at(point.from),
          estimate: point.estimate,
          low: point.low,
          high: point.high,
          lowBase: point.n < 30,
          said: `${monthOf(point.from)}\n${saidOf(point, form)}`,
        })),
        axis: form.axis,
        write: form.write,
        nameOf: (time) => monthOf(`${new Date(time).toISOString().slice(0, 7)}-01`, "short"),
        interval: "month",
        palette,
        limits:
          low === null || high === null || centre === null
            ? undefined
            : { low, high, centre, label: words.limits },
        changes: change.changePoints
          .filter(({ at: day }) => at(day) >= at(points[0]?.from ?? day))
          .map(({ at: day }) => ({ at: at(day), label: words.changed })),
      });
    },
    // oxlint-disable-next-line react/exhaustive-deps -- all of it is made of the change
    [change],
  );
  const what = `${measureOf(change.measure)}, ${placeOf(change.where)}`;
  const [begin, end] = [points[0], points.at(-1)];
  return (
    <Chart
      label={words.chart(
        what,
        begin ? `${monthOf(begin.from)}, ${saidOf(begin, form)}` : words.noFigure,
        end ? `${monthOf(end.from)}, ${saidOf(end, form)}` : words.noFigure,
      )}
      name={file}
      of={what}
      title={what}
      height={height}
      option={option}
    />
  );
}
