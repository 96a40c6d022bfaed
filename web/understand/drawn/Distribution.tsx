/** How the answers to a measure are spread over its scale: each value's share with its interval. */
import { useCallback } from "react";
import type { QueryRow } from "#contract/query.ts";
import { columnsOf, distributionOption, type Tone } from "../../../charts/distribution.ts";
import type { Palette } from "../../../charts/palette.ts";
import { Chart } from "../../parts/Chart.tsx";
import { percent, whole } from "../../words/format.ts";
import { bandsOf, pointOf, saidOfBand, type MeasureDefinition } from "../definition.ts";
import { Figures } from "../Figures.tsx";
import { look } from "../look-words.ts";
import { tones } from "../made.ts";
import style from "../overview.module.css";
import { nameOfPattern, nameWith, partsOf } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import type { PictureProps } from "./picture.ts";
import { useTitled, type Titled } from "./titled.ts";

export const spreadHeight = 260;
const smallHeight = 190;
const say = look.spread;

/** The bands by name beneath, in the colours of their columns. */
function Bands({ definition }: { definition: MeasureDefinition | undefined }) {
  const { top, bottom } = definition?.boxes ?? {};
  const bands = bandsOf(definition);
  if (bands.length === 0) return undefined;
  const toneOf = ({ from, to }: { from: number; to: number }): Exclude<Tone, "plain"> =>
    top && from >= top.from && to <= top.to
      ? "good"
      : bottom && from >= bottom.from && to <= bottom.to
        ? "bad"
        : "middle";
  return (
    <ul className={style.legend}>
      {bands.map(({ key, label, from, to }) => (
        <li key={key}>
          <span
            className={
              toneOf({ from, to }) === "middle" ? style.between : style[tones[toneOf({ from, to })]]
            }
            aria-hidden="true"
          />
          {saidOfBand({ label, from, to })}
        </li>
      ))}
    </ul>
  );
}

function saidOf(name: string, row: QueryRow | undefined, hides: boolean): string {
  if (!row) return hides ? say.hidden(name) : say.nobody(name);
  const { estimate, low, high, counts } = row;
  const share = (value: number | null) => (value === null ? "–" : percent(value));
  return say.said(name, share(estimate), share(low), share(high), whole(counts.equal ?? 0));
}

function Spread({
  about,
  titled,
  rows,
  hides,
  name,
  table,
  small,
}: {
  about: About;
  titled: Titled;
  rows: readonly QueryRow[];
  hides: boolean;
  name: string | undefined;
  table: boolean;
  small: boolean;
}) {
  const { definition } = about;
  const columns = columnsOf(rows, {
    scale: definition?.scale,
    top: definition?.boxes?.top,
    bottom: definition?.boxes?.bottom,
    hides,
    write: (share) => percent(share, 0),
    nameOf: pointOf,
    saidOf: (value, row) => saidOf(value, row as QueryRow | undefined, hides),
  });
  const shown = JSON.stringify(columns);
  const option = useCallback(
    (palette: Palette) =>
      distributionOption({ columns, percent: (share) => percent(share, 0), palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the columns
    [shown],
  );
  return (
    <section className={style.heat}>
      {name !== undefined && <h3>{name}</h3>}
      <p className={style.soft}>{say.lead(whole(rows[0]?.n ?? 0))}</p>
      <Chart
        label={say.label(about.label, columns.map(({ said }) => said).join("; "))}
        name={`${about.key}-spread`}
        {...titled}
        height={small ? smallHeight : spreadHeight}
        option={option}
      />
      <Bands definition={definition} />
      {table && (
        <Figures
          of={[say.title, name].filter(Boolean).join(" · ")}
          head={[say.value, say.share, words.by.interval, say.count]}
          rows={columns.map(({ name: value, row, share, low, high }) => [
            value,
            share === null ? say.notShown : percent(share),
            low === null || high === null ? "–" : words.score.interval(percent(low), percent(high)),
            share === null ? "–" : whole(row?.counts.equal ?? 0),
          ])}
        />
      )}
    </section>
  );
}

export function DistributionPicture({ query, answer, table = false, small = false }: PictureProps) {
  const about = useAbout()(query.measure);
  const titled = useTitled(query);
  const parts = partsOf(answer).filter(({ rows }) => rows.length > 0);
  if (parts.length === 0) return <p className={style.note}>{say.empty}</p>;
  return (
    <div className={style.scores}>
      {parts.map(({ pattern, rows }) => (
        <Spread
          key={String(pattern)}
          about={about}
          titled={titled(`${say.title}: ${nameWith(about.label, pattern)}`, [])}
          rows={rows}
          hides={answer.suppressed.groups > 0}
          name={nameOfPattern(pattern)}
          table={table}
          small={small}
        />
      ))}
    </div>
  );
}
