/** What each group's score is made of: promoters, passives and detractors, or the top boxes and the rest. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import type { Palette } from "../../../charts/palette.ts";
import { stackedOption, stackedRowHeight } from "../../../charts/stacked.ts";
import { Chart } from "../../parts/Chart.tsx";
import { base, percent, whole } from "../../words/format.ts";
import { useValues } from "../dimensions.ts";
import { Figures } from "../Figures.tsx";
import { madeOf, tones } from "../made.ts";
import style from "../overview.module.css";
import { dividedBy, nameOfPattern, nameWith, partsOf } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout } from "./about.ts";
import { words as say } from "./base-words.ts";
import { fileOf, type PictureProps } from "./picture.ts";
import { useTitled, type Titled } from "./titled.ts";
import { mostInTile } from "./ranking.ts";

function Bars({
  by,
  rows,
  name,
  file,
  titled,
  table,
  small,
}: {
  by: string;
  rows: readonly QueryRow[];
  name: string | undefined;
  file: string;
  titled: Titled;
  table: boolean;
  small: boolean;
}) {
  const nameOf = useValues(by);
  const made = rows.flatMap((row) => {
    const own = madeOf(row);
    if (!own || row.n === 0) return [];
    const said = own.parts.map((part, n) =>
      words.parts.said(part.name, percent(own.counts[n]! / row.n, 0), whole(own.counts[n]!)),
    );
    const label = nameOf(row.by[by] ?? null);
    return [
      {
        name: label,
        counts: own.counts,
        n: row.n,
        base: base(row.n),
        parts: own.parts,
        said: `${label}\n${said.join("\n")}`,
      },
    ];
  });
  const shown = small ? made.slice(0, mostInTile) : made;
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
        name={file}
        {...titled}
        height={shown.length * stackedRowHeight + 16}
        option={option}
      />
      {shown.length < made.length && (
        <p className={style.soft}>{say.more(made.length - shown.length)}</p>
      )}
      {table && (
        <Figures
          of={[words.by.group, name].filter(Boolean).join(" · ")}
          head={[words.by.group, ...made[0]!.parts.map((part) => part.name), words.by.n]}
          rows={made.map((row) => [
            row.name,
            ...row.counts.map((count) => words.parts.cell(percent(count / row.n, 0), whole(count))),
            whole(row.n),
          ])}
        />
      )}
    </section>
  );
}

export function SharesPicture({ query, answer, table = false, small = false }: PictureProps) {
  const about = useAbout()(query.measure);
  const by = dividedBy(answer, query.by![0]!);
  const titled = useTitled(query);
  return partsOf(answer).map(({ pattern, rows }) => (
    <Bars
      key={String(pattern)}
      by={by}
      rows={rows}
      name={nameOfPattern(pattern)}
      file={fileOf(about.key, { by: [by] })}
      titled={titled(nameWith(about.label, pattern), [by])}
      table={table}
      small={small}
    />
  ));
}
