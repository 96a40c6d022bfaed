/** What each group's score is made of: promoters, passives and detractors, or the top boxes and the rest. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import type { Palette } from "../../charts/palette.ts";
import { stackedOption, stackedRowHeight } from "../../charts/stacked.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { percent, whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useValues } from "./dimensions.ts";
import { Figures } from "./Figures.tsx";
import { madeOf, tones } from "./made.ts";
import style from "./overview.module.css";
import { questionOf } from "./question.ts";
import { dividedBy, nameOfPattern, partsOf } from "./rows.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

function Picture({
  view,
  by,
  rows,
  name,
  table,
}: {
  view: View;
  by: string;
  rows: readonly QueryRow[];
  name: string | undefined;
  table: boolean;
}) {
  const nameOf = useValues(by);
  const shown = rows.flatMap((row) => {
    const made = madeOf(row);
    if (!made || row.n === 0) return [];
    const said = made.parts.map((part, n) =>
      words.parts.said(part.name, percent(made.counts[n]! / row.n, 0), whole(made.counts[n]!)),
    );
    const label = nameOf(row.by[by] ?? null);
    return [
      {
        name: label,
        counts: made.counts,
        n: row.n,
        parts: made.parts,
        said: `${label}\n${said.join("\n")}`,
      },
    ];
  });
  const key = JSON.stringify(shown);
  const option = useCallback(
    (palette: Palette) =>
      stackedOption({
        parts: shown[0]?.parts ?? [],
        rows: shown,
        percent: (share) => percent(share, 0),
        palette,
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for what is shown
    [key],
  );
  if (shown.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  return (
    <section className={style.heat}>
      {name !== undefined && <h3>{name}</h3>}
      <ul className={style.legend}>
        {shown[0]!.parts.map((part) => (
          <li key={part.name}>
            <span className={style[tones[part.tone]]} aria-hidden="true" />
            {part.name}
          </li>
        ))}
      </ul>
      <Chart
        label={words.by.madeOfLabel(shown.map((row) => row.said.replaceAll("\n", ", ")).join("; "))}
        name={`${view.choice.key}-${view.by}`}
        height={shown.length * stackedRowHeight + 16}
        option={option}
      />
      {table && (
        <Figures
          of={[words.by.group, name].filter(Boolean).join(" · ")}
          head={[words.by.group, ...shown[0]!.parts.map((part) => part.name), words.by.n]}
          rows={shown.map((row) => [
            row.name,
            ...row.counts.map((count) => words.parts.cell(percent(count / row.n, 0), whole(count))),
            whole(row.n),
          ])}
        />
      )}
    </section>
  );
}

export default function MadeOf({ view, table }: { view: View; table: boolean }) {
  const query = useAnswer(questionOf(view.asked, { by: [view.by], compare: view.compared }));
  return (
    <div className={query.isPlaceholderData ? style.stale : undefined} aria-busy={query.isFetching}>
      <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
        {(answer) =>
          answer &&
          partsOf(answer).map(({ pattern, rows }) => (
            <Picture
              key={String(pattern)}
              view={view}
              by={dividedBy(answer, view.by)}
              rows={rows}
              name={nameOfPattern(pattern)}
              table={table}
            />
          ))
        }
      </Loaded>
    </div>
  );
}
