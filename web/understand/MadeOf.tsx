/** What each group's score is made of: promoters, passives and detractors, or the top boxes and the rest. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import type { Palette } from "../../charts/palette.ts";
import { stackedOption, stackedRowHeight, type Part } from "../../charts/stacked.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { percent, whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useValues } from "./dimensions.ts";
import { Figures } from "./Figures.tsx";
import type { Choice } from "./measures.ts";
import style from "./overview.module.css";
import { questionOf } from "./question.ts";
import { dividedBy, nameOfPattern, partsOf } from "./rows.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

/** The class of each part, which has its colour. */
export const tones = { good: "top", middle: "middle", bad: "bottom" } as const;

/** Whether a measure's figure is made of parts. */
export const hasParts = ({ measure: { kind } }: Choice): boolean =>
  kind === "nps" || kind === "csat" || kind === "ces";

/** The parts of a score, where it has some: an NPS three, a share two. */
export function madeOf(
  row: Pick<QueryRow, "counts" | "n">,
): { parts: Part[]; counts: number[] } | undefined {
  const { promoters, passives, detractors, top } = row.counts;
  if (promoters !== undefined && passives !== undefined && detractors !== undefined)
    return {
      parts: [
        { name: words.parts.promoters, tone: "good" },
        { name: words.parts.passives, tone: "middle" },
        { name: words.parts.detractors, tone: "bad" },
      ],
      counts: [promoters, passives, detractors],
    };
  if (top === undefined) return undefined;
  return {
    parts: [
      { name: words.parts.top, tone: "good" },
      { name: words.parts.others, tone: "middle" },
    ],
    counts: [top, row.n - top],
  };
}

function Picture({
  view,
  by,
  rows,
  name,
}: {
  view: View;
  by: string;
  rows: readonly QueryRow[];
  name: string | undefined;
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
      <Figures
        of={[words.by.group, name].filter(Boolean).join(" · ")}
        head={[words.by.group, ...shown[0]!.parts.map((part) => part.name), words.by.n]}
        rows={shown.map((row) => [
          row.name,
          ...row.counts.map((count) => words.parts.cell(percent(count / row.n, 0), whole(count))),
          whole(row.n),
        ])}
      />
    </section>
  );
}

export function MadeOf({ view }: { view: View }) {
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
            />
          ))
        }
      </Loaded>
    </div>
  );
}
