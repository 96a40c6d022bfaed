/** The groups of a division by two measures, one against the other, about the figures of all together. */
import { Select } from "@mantine/core";
import { useCallback } from "react";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import type { Palette } from "../../charts/palette.ts";
import { pairsOf, scatterHeight, scatterOption, type ScatterAxis } from "../../charts/scatter.ts";
import { useAddress } from "../data/address.ts";
import { Chart } from "../parts/Chart.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useValues } from "./dimensions.ts";
import { Figures } from "./Figures.tsx";
import { formOf, saidOf, type Form } from "./figure.ts";
import { look } from "./look-words.ts";
import type { Choice } from "./measures.ts";
import style from "./overview.module.css";
import { againstOf } from "./question.ts";
import { nameWith, partsOf, type Part } from "./rows.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const say = look.against;

/** One side of the picture: its rows of one pattern, and how they are written. */
type Side = { part: Part; form: Form; name: string };

function sidesOf(answer: QueryAnswer, choice: Choice): Side[] {
  return partsOf(answer).map((part) => {
    const figure = (part.total ?? part.rows[0])?.figure ?? "";
    return {
      part,
      form: formOf(answer.measure, figure, choice.unit),
      name: nameWith(choice.label, part.pattern),
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

const axisOf = ({ name, form, part }: Side): ScatterAxis => ({
  name,
  write: form.write,
  bounds: form.axis,
  cross: part.total?.estimate ?? undefined,
});

function Picture({
  view,
  x,
  y,
  file,
  table,
}: {
  view: View;
  x: Side;
  y: Side;
  file: string;
  table: boolean;
}) {
  const nameOf = useValues(view.by);
  const points = pairsOf(x.part.rows, y.part.rows, view.by, nameOf, (name, across, up) => {
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
  const interval = ({ low, high }: { low: number | null; high: number | null }, { write }: Form) =>
    low === null || high === null ? "–" : words.score.interval(write(low), write(high));
  const all = points.map(({ said }) => said.replaceAll("\n", ", ")).join("; ");
  return (
    <section className={style.heat}>
      <Chart
        label={say.label(x.name, y.name, all)}
        name={file}
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

export default function Against({
  view,
  other,
  table,
}: {
  view: View;
  other: Choice;
  table: boolean;
}) {
  const [, change] = useAddress();
  const [first, second] = againstOf(view, other);
  const across = useAnswer(first);
  const up = useAnswer(second);
  const waiting = <Waiting rows={1} height={scatterHeight} />;
  const late = across.isPlaceholderData || up.isPlaceholderData;
  return (
    <div className={style.heat}>
      <div className={style.lead}>
        <Select
          label={say.measure}
          value={other.key}
          data={view.choices
            .filter(({ key }) => key !== view.choice.key)
            .map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => change({ against: key ?? undefined }, true)}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
        />
      </div>
      <Loaded query={across} waiting={waiting}>
        {(x) => (
          <Loaded query={up} waiting={waiting}>
            {(y) => {
              if (late) return waiting;
              const pairs = x && y ? pairsOfSides(sidesOf(x, view.choice), sidesOf(y, other)) : [];
              const some = pairs.filter(([x, y]) =>
                x.part.rows.some(({ by, estimate }) =>
                  y.part.rows.some(
                    (row) =>
                      estimate !== null &&
                      row.estimate !== null &&
                      (row.by[view.by] ?? null) === (by[view.by] ?? null),
                  ),
                ),
              );
              if (some.length === 0) return <p className={style.note}>{say.empty}</p>;
              return some.map(([x, y]) => (
                <Picture
                  key={`${x.name} ${y.name}`}
                  view={view}
                  x={x}
                  y={y}
                  file={`${view.choice.key}-${other.key}-${view.by}`}
                  table={table}
                />
              ));
            }}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}
