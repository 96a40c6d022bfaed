/** The groups of a division by two measures, one against the other, about the figures of all together. */
import { useCallback } from "react";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import type { Palette } from "../../../charts/palette.ts";
import {
  pairsOf,
  scatterHeight,
  scatterOption,
  type ScatterAxis,
} from "../../../charts/scatter.ts";
import { Chart } from "../../parts/Chart.tsx";
import { whole } from "../../words/format.ts";
import { useValues } from "../dimensions.ts";
import { Figures } from "../Figures.tsx";
import { formOf, saidOf, type Form } from "../figure.ts";
import { look } from "../look-words.ts";
import style from "../overview.module.css";
import { nameWith, partsOf, type Part } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import { writtenInterval, type PictureProps } from "./picture.ts";
import { useTitled, type Titled } from "./titled.ts";

const say = look.against;

/** The other measure, and its answer to the same question. */
export type Against = { measure: QueryInput["measure"]; answer: QueryAnswer };

/** One side of the picture: its rows of one pattern, and how they are written. */
type Side = { part: Part; form: Form; name: string };

function sidesOf(answer: QueryAnswer, about: About): Side[] {
  return partsOf(answer).map((part) => {
    const figure = (part.total ?? part.rows[0])?.figure ?? "";
    return {
      part,
      form: formOf(answer.measure, figure, about.unit),
      name: nameWith(about.label, part.pattern),
    };
  });
}

/** Where both are kept apart by pattern, each with its own; else the one of one pattern beside each of the other. */
function pairsOfSides(across: readonly Side[], up: readonly Side[]): [Side, Side][] {
  const apart = (sides: readonly Side[]) => sides.some(({ part }) => part.pattern !== undefined);
  const both = apart(across) && apart(up);
  return across.flatMap((x) =>
    up.filter((y) => !both || x.part.pattern === y.part.pattern).map((y): [Side, Side] => [x, y]),
  );
}

/** Whether some group has figures of both. */
function meet(by: string, [x, y]: [Side, Side]): boolean {
  const groups = ({ part }: Side) =>
    part.rows.flatMap((row) => (row.estimate === null ? [] : [row.by[by] ?? null]));
  const others = new Set(groups(y));
  return groups(x).some((group) => others.has(group));
}

const axisOf = ({ name, form, part }: Side): ScatterAxis => ({
  name,
  write: form.write,
  bounds: form.axis,
  cross: part.total?.estimate ?? undefined,
});

function Pair({
  by,
  x,
  y,
  file,
  titled,
  table,
}: {
  by: string;
  x: Side;
  y: Side;
  file: string;
  titled: Titled;
  table: boolean;
}) {
  const nameOf = useValues(by);
  const points = pairsOf(x.part.rows, y.part.rows, by, nameOf, (name, across, up) => {
    const said = say.said(
      x.name,
      saidOf(across as QueryRow, x.form),
      y.name,
      saidOf(up as QueryRow, y.form),
    );
    return `${name}\n${said}`;
  });
  const shown = JSON.stringify([points, axisOf(x), axisOf(y)]);
  const option = useCallback(
    (palette: Palette) => scatterOption({ points, x: axisOf(x), y: axisOf(y), palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the points
    [shown],
  );
  if (points.length === 0) return undefined;
  const interval = (row: { low: number | null; high: number | null }, { write }: Form) =>
    writtenInterval(row, write, words.score.interval);
  const all = points.map(({ said }) => said.replaceAll("\n", ", ")).join("; ");
  return (
    <section className={style.heat}>
      <Chart
        label={say.label(x.name, y.name, all)}
        name={file}
        {...titled}
        height={scatterHeight}
        option={option}
      />
      <p className={style.soft}>{say.cross}</p>
      {table && (
        <Figures
          of={`${x.name} · ${y.name}`}
          head={[
            words.by.group,
            x.name,
            `${x.name}: ${words.by.interval}`,
            `${x.name}: ${words.by.n}`,
            y.name,
            `${y.name}: ${words.by.interval}`,
            `${y.name}: ${words.by.n}`,
          ]}
          rows={points.map(({ name, x: across, y: up, rows }) => [
            name,
            x.form.write(across.estimate),
            interval(across, x.form),
            whole(rows[0].n),
            y.form.write(up.estimate),
            interval(up, y.form),
            whole(rows[1].n),
          ])}
        />
      )}
    </section>
  );
}

export function ScatterPicture({
  query,
  answer,
  against,
  table = false,
}: PictureProps & { against: Against }) {
  const aboutOf = useAbout();
  const [own, other] = [aboutOf(query.measure), aboutOf(against.measure)];
  const by = query.by![0]!;
  const titled = useTitled(query);
  const pairs = pairsOfSides(sidesOf(answer, own), sidesOf(against.answer, other)).filter((pair) =>
    meet(by, pair),
  );
  if (pairs.length === 0) return <p className={style.note}>{say.empty}</p>;
  return pairs.map(([x, y]) => (
    <Pair
      key={`${x.name} ${y.name}`}
      by={by}
      x={x}
      y={y}
      titled={titled(say.title(x.name, y.name))}
      file={`${own.key}-${other.key}-${by}`}
      table={table}
    />
  ));
}
