/** How many answers go from the division that is looked at to another one: from channels to stages, say. */
import { Select } from "@mantine/core";
import { useCallback } from "react";
import type { QueryAnswer } from "#contract/query.ts";
import { flowHeight, flowOf, flowOption } from "../../charts/flow.ts";
import type { Palette } from "../../charts/palette.ts";
import { useAddress } from "../data/address.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useDimensions, useNames, useValues } from "./dimensions.ts";
import { Figures } from "./Figures.tsx";
import { look } from "./look-words.ts";
import style from "./overview.module.css";
import { flowTo } from "./question.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const say = look.flow;

function Picture({
  view,
  to,
  answer,
  table,
}: {
  view: View;
  to: string;
  answer: QueryAnswer;
  table: boolean;
}) {
  const nameFrom = useValues(view.by);
  const nameTo = useValues(to);
  const nameOf = useNames();
  const flow = flowOf(answer.rows, [view.by, to], {
    nameOf: (dimension, value) => (dimension === view.by ? nameFrom(value) : nameTo(value)),
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
  const [from, into] = [nameOf(view.by), nameOf(to)];
  return (
    <>
      <Chart
        label={say.label(from, into, all)}
        name={`${view.choice.key}-${view.by}-${to}`}
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
      {answer.suppressed.groups > 0 && (
        <p className={style.note}>
          {words.by.suppressed(answer.suppressed.groups, whole(answer.suppressed.signals))}
        </p>
      )}
    </>
  );
}

export default function Flow({ view, to, table }: { view: View; to: string; table: boolean }) {
  const [, change] = useAddress();
  const dimensions = useDimensions();
  const query = useAnswer(flowTo(view, to));
  return (
    <div className={style.heat}>
      <div className={style.lead}>
        <Select
          label={say.to}
          value={to}
          data={dimensions.map(({ group, items }) => ({
            group,
            items: items.filter(({ value }) => value !== view.by),
          }))}
          onChange={(value) => change({ into: value ?? undefined }, true)}
          searchable
          allowDeselect={false}
          maxDropdownHeight={360}
        />
        <p className={style.soft}>{say.lead}</p>
      </div>
      <Loaded query={query} waiting={<Waiting rows={1} height={260} />}>
        {(answer) =>
          answer && !query.isPlaceholderData ? (
            <Picture view={view} to={to} answer={answer} table={table} />
          ) : (
            <Waiting rows={1} height={260} />
          )
        }
      </Loaded>
    </div>
  );
}
