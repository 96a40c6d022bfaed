/** Importance against performance: ratings in four fields that are named, and their figures beneath. */
import { useCallback } from "react";
import type { Quadrant } from "#contract/drivers.ts";
import type { Palette } from "../../charts/palette.ts";
import { scatterHeight, scatterOption } from "../../charts/scatter.ts";
import { Chart } from "../parts/Chart.tsx";
import { decimal, percent, whole } from "../words/format.ts";
import { Figures } from "./Figures.tsx";
import style from "./overview.module.css";
import { quadrantWords as say } from "./quadrant-words.ts";

export type Rated = {
  name: string;
  n: number;
  /** A share of R², with its interval. */
  importance: number;
  low: number | null;
  high: number | null;
  /** Its mean. */
  performance: number;
  quadrant: Quadrant | null;
};

const { quadrants } = say;
const fields = {
  topLeft: quadrants["concentrate-here"],
  topRight: quadrants["keep-up-the-good-work"],
  bottomLeft: quadrants["low-priority"],
  bottomRight: quadrants["possible-overkill"],
};

export function Quadrants({
  rated,
  crosshair,
  n,
  r2,
}: {
  rated: readonly Rated[];
  crosshair: { importance: number | null; performance: number | null };
  n: number;
  r2: number;
}) {
  const points = rated.map((each) => {
    const field = each.quadrant === null ? "–" : quadrants[each.quadrant];
    const said = say.point(
      each.name,
      percent(each.importance, 0),
      decimal(each.performance, 2),
      field,
    );
    return { ...each, field, said };
  });
  const means = points.map(({ performance }) => performance);
  // Marks of an axis that is this short would all be written alike.
  const digits = Math.max(...means) - Math.min(...means) < 0.6 ? 2 : 1;
  const shown = JSON.stringify([points, crosshair]);
  const option = useCallback(
    (palette: Palette) =>
      scatterOption({
        points: points.map((each) => ({
          name: each.name,
          n: each.n,
          said: each.said,
          lowBase: false,
          x: { estimate: each.performance, low: null, high: null },
          y: { estimate: each.importance, low: each.low, high: each.high },
        })),
        x: {
          name: say.x,
          write: (value) => decimal(value, digits),
          cross: crosshair.performance ?? undefined,
        },
        y: {
          name: say.y,
          write: (value) => percent(value, 0),
          cross: crosshair.importance ?? undefined,
        },
        fields,
        palette,
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the points
    [shown],
  );
  return (
    <>
      <Chart
        label={say.picture(points.map(({ said }) => said).join("; "))}
        name="importance-performance"
        title={say.title}
        height={scatterHeight}
        option={option}
      />
      <p
        className={`${style.note} ${style.caption}`}
      >{`${say.cross} ${say.base(whole(n), percent(r2, 0))}`}</p>
      <Figures
        of={say.title}
        head={[say.name, say.share, say.interval, say.mean, say.quadrant]}
        rows={points
          .toSorted((a, b) => b.importance - a.importance)
          .map(({ name, importance, low, high, performance, field }) => [
            name,
            percent(importance, 0),
            low === null || high === null
              ? "–"
              : say.between(decimal(low * r2, 3), decimal(high * r2, 3)),
            decimal(performance, 2),
            field,
          ])}
      />
    </>
  );
}
