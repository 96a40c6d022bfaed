/** How many answers go from one division to another: from channels to stages, say. */
import { useCallback } from "react";
import { flowHeight, flowOf, flowOption } from "../../../charts/flow.ts";
import type { Palette } from "../../../charts/palette.ts";
import { Chart } from "../../parts/Chart.tsx";
import { whole } from "../../words/format.ts";
import { useNames, useValues } from "../dimensions.ts";
import { Figures } from "../Figures.tsx";
import { look } from "../look-words.ts";
import style from "../overview.module.css";
import { words } from "../words.ts";
import { keyOfMeasure } from "./about.ts";
import { fileOf, type PictureProps } from "./picture.ts";
import { useTitled } from "./titled.ts";

const say = look.flow;

export function FlowPicture({ query, answer, table = false }: PictureProps) {
  const [by, to] = query.by as [string, string];
  const nameFrom = useValues(by);
  const nameTo = useValues(to);
  const nameOf = useNames();
  const titled = useTitled(query);
  const flow = flowOf(answer.rows, [by, to], {
    nameOf: (dimension, value) => (dimension === by ? nameFrom(value) : nameTo(value)),
    others: say.others,
    written: (name, n) => say.written(name, whole(n)),
    saidOf: (from, into, n) => say.said(from, into, whole(n)),
  });
  const shown = JSON.stringify(flow);
  const option = useCallback(
    (palette: Palette) => flowOption({ ...flow, palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the flow
    [shown],
  );
  if (flow.links.length === 0) return <p className={style.note}>{say.empty}</p>;
  const all = flow.links.map(({ said }) => said).join("; ");
  const [from, into] = [nameOf(by), nameOf(to)];
  return (
    <>
      <Chart
        label={say.label(from, into, all)}
        name={fileOf(keyOfMeasure(query.measure), query)}
        {...titled(say.pair(from, into), [])}
        height={flowHeight(flow)}
        option={option}
      />
      {table && (
        <Figures
          of={say.pair(from, into)}
          head={[say.from(from), say.into(into), words.by.n]}
          from={2}
          rows={flow.links.map((link) => [
            flow.from[link.from]!.name,
            flow.to[link.to]!.name,
            whole(link.n),
          ])}
        />
      )}
    </>
  );
}
