/** Importance against performance: what an outcome goes with, beside how it is rated. */
import { MultiSelect, Select } from "@mantine/core";
import { useCallback } from "react";
import type { GapsInput, ImportanceAnswer } from "#contract/gaps.ts";
import type { Palette } from "../../../charts/palette.ts";
import { scatterHeight, scatterOption } from "../../../charts/scatter.ts";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries, useLabels } from "../../data/registry.ts";
import { Chart } from "../../parts/Chart.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { decimal, percent, whole } from "../../words/format.ts";
import { Figures } from "../Figures.tsx";
import { useGaps } from "./asking.ts";
import style from "./gaps.module.css";
import { words } from "./words.ts";

const { importance: say } = words;

function Picture({ answer }: { answer: ImportanceAnswer }) {
  const label = useLabels("measure");
  const points = answer.points.flatMap((point) => {
    const { importance, performance, quadrant } = point;
    if (importance === null || performance === null) return [];
    const name = label(point.name).replace(/^[^:]+: /, "");
    const field = quadrant === null ? "–" : say.quadrants[quadrant];
    const said = say.point(name, percent(importance, 0), decimal(performance, 2), field);
    return [{ ...point, importance, performance, name, field, said }];
  });
  const shown = JSON.stringify([points, answer.crosshair]);
  const option = useCallback(
    (palette: Palette) =>
      scatterOption({
        points: points.map(({ name, n, importance, performance, low, high, said }) => ({
          name,
          n,
          said,
          lowBase: false,
          x: { estimate: performance, low: null, high: null },
          y: { estimate: importance, low, high },
        })),
        x: {
          name: say.x,
          write: (value) => decimal(value, 1),
          cross: answer.crosshair.performance ?? undefined,
        },
        y: {
          name: say.y,
          write: (value) => percent(value, 0),
          cross: answer.crosshair.importance ?? undefined,
        },
        palette,
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the points
    [shown],
  );
  if (points.length === 0) return <p className={style.soft}>{say.silent}</p>;
  return (
    <>
      <Chart
        label={say.picture(points.map(({ said }) => said).join("; "))}
        name="importance-performance"
        height={scatterHeight}
        option={option}
      />
      <p className={style.soft}>
        {`${say.cross} ${say.base(whole(answer.n), percent(answer.r2 ?? 0, 0))}`}
      </p>
      <Figures
        of={say.title}
        head={[say.name, say.share, words.columns.interval, say.mean, say.quadrant]}
        rows={points
          .toSorted((a, b) => b.importance - a.importance)
          .map(({ name, importance, low, high, performance, field }) => [
            name,
            percent(importance, 0),
            low === null || high === null ? "–" : words.interval(percent(low, 0), percent(high, 0)),
            decimal(performance, 2),
            field,
          ])}
      />
    </>
  );
}

/** `aspects`: of those that gaps are told of, whose ratings are taken where nobody has chosen. */
export function Importance({
  question,
  aspects,
}: {
  question: GapsInput;
  aspects: readonly string[];
}) {
  const [parameters, change] = useAddress();
  const measures = useEntries("measure").data ?? [];
  const ratings = measures.filter(({ key, active }) => active && key.startsWith("asat."));
  const outcomes = measures.filter(
    ({ key, active, reviewed }) => reviewed && active && ["nps", "csat", "osat"].includes(key),
  );
  const outcome = parameters.get("outcome") ?? "nps";
  const wanted = parameters.get("ratings")?.split(",") ?? aspects.map((key) => `asat.${key}`);
  const chosen = ratings.map(({ key }) => key).filter((key) => wanted.includes(key));
  const { by: _by, interval: _interval, order: _order, ...selection } = question;
  const asked: GapsInput = {
    ...selection,
    sources: ["zone"],
    pattern: "present",
    importance: { outcome, predictors: chosen },
  };
  const query = useGaps(asked, chosen.length > 1);
  if (ratings.length < 2) return undefined;
  return (
    <section className={style.source} aria-labelledby="importance">
      <div className={style.top}>
        <h2 id="importance">{say.title}</h2>
        <p>{say.lead}</p>
      </div>
      <div className={style.chosen}>
        <Select
          label={say.outcome}
          value={outcome}
          data={outcomes.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          onChange={(key) => change({ outcome: key ?? undefined }, true)}
          allowDeselect={false}
        />
        <MultiSelect
          label={say.ratings}
          value={chosen}
          data={ratings.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          onChange={(keys) => change({ ratings: keys.join(",") }, true)}
          searchable
          hidePickedOptions
        />
      </div>
      {chosen.length < 2 ? (
        <p className={style.soft}>{say.run}</p>
      ) : (
        <Loaded query={query} waiting={<Waiting rows={1} height={scatterHeight} />}>
          {({ importance }) =>
            importance ? (
              <Picture answer={importance} />
            ) : (
              <Waiting rows={1} height={scatterHeight} />
            )
          }
        </Loaded>
      )}
    </section>
  );
}
