/** What each group's score is made of: promoters, passives and detractors, or the top boxes and the rest. */
import { useCallback } from "react";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Palette } from "../../charts/palette.ts";
import { stackedOption, stackedRowHeight, type Part } from "../../charts/stacked.ts";
import { Chart } from "../parts/Chart.tsx";
import { percent, whole } from "../words/format.ts";
import { useValues } from "./dimensions.ts";
import style from "./overview.module.css";
import { partsOf } from "./rows.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

/** The class of each part, which has its colour. */
export const tones = { good: "top", middle: "middle", bad: "bottom" } as const;

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
  rows,
  name,
}: {
  view: View;
  rows: readonly QueryRow[];
  name: string | undefined;
}) {
  const nameOf = useValues(view.by);
  const shown = rows.flatMap((row) => {
    const made = madeOf(row);
    if (!made || row.n === 0) return [];
    const said = made.parts.map((part, n) =>
      words.parts.said(part.name, percent(made.counts[n]! / row.n, 0), whole(made.counts[n]!)),
    );
    const label = nameOf(row.by[view.by] ?? null);
    return [
      { name: label, counts: made.counts, parts: made.parts, said: `${label}\n${said.join("\n")}` },
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
    </section>
  );
}

export function MadeOf({ view, answer }: { view: View; answer: QueryAnswer }) {
  return partsOf(answer).map(({ pattern, rows }) => (
    <Picture
      key={String(pattern)}
      view={view}
      rows={rows}
      name={
        pattern === undefined
          ? undefined
          : (words.patterns[(pattern ?? "none") as keyof typeof words.patterns] ?? pattern)
      }
    />
  ));
}
