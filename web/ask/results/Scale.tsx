/** Answers along a scale, a line of numbers or the months: columns, with the figures beneath them. */
import { useCallback, useState } from "react";
import type { SurveyFacet, SurveyFigures } from "#contract/survey-results.ts";
import { distributionOption } from "../../../charts/distribution.ts";
import type { Palette } from "../../../charts/palette.ts";
import { Chart } from "../../parts/Chart.tsx";
import { Figures } from "../../understand/Figures.tsx";
import { percent, whole } from "../../words/format.ts";
import { columnsOf, intervalOf } from "./figure.ts";
import style from "./results.module.css";
import { TakeFacet } from "./TakeFacet.tsx";
import { words } from "./words.ts";

const height = 210;

/** What the ends of a scale are called, where they have names. */
function Ends({ facet, figures }: { facet: SurveyFacet; figures: SurveyFigures }) {
  const drawn = columnsOf(facet, figures);
  const said = (at: number): string | undefined => {
    const name = drawn.at(at)?.said.split(":")[0];
    return name?.includes("·") ? name : undefined;
  };
  if (said(0) === undefined && said(-1) === undefined) return undefined;
  return (
    <p className={style.ends} aria-hidden="true">
      <span>{said(0)}</span>
      <span>{said(-1)}</span>
    </p>
  );
}

export function Scale({
  facet,
  figures,
  name,
}: {
  facet: SurveyFacet;
  figures: SurveyFigures;
  name: string;
}) {
  const [table, setTable] = useState(false);
  const columns = columnsOf(facet, figures);
  const shown = JSON.stringify(columns);
  const option = useCallback(
    (palette: Palette) =>
      distributionOption({ columns, percent: (share) => percent(share, 0), palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the columns
    [shown],
  );
  if (figures.n === 0) return undefined;
  return (
    <div className={style.picture}>
      <Chart
        label={words.said.chart(name, columns.map(({ said }) => said).join("; "))}
        name={facet.key}
        of={name}
        title={name}
        height={height}
        option={option}
      />
      <Ends facet={facet} figures={figures} />
      <TakeFacet facet={facet} name={name} table={table} onTable={() => setTable(!table)} />
      {table && (
        <Figures
          of={name}
          head={[words.table.value, words.table.share, words.interval, words.table.n]}
          rows={columns.map((column) => [
            column.said.split(":")[0]!,
            column.share === null ? "–" : percent(column.share),
            intervalOf({ estimate: column.share, ...column }, percent),
            whole(column.n),
          ])}
        />
      )}
    </div>
  );
}
