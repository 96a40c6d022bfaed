/** One figure of a question in the picture that suits it, and the same of each part where parts are apart. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { rankingHeight, rankingOption } from "../../../charts/ranking.ts";
import type { SurveyFacet, SurveyFigure, SurveyFigures } from "#contract/survey-results.ts";
import { Keep } from "../../parts/Chart.tsx";
import { base, decimal, whole } from "../../words/format.ts";
import { Apart } from "./Apart.tsx";
import { betterOf, figureName, formOf, nameOfValue } from "./figure.ts";
import { Head, Notes, Stack } from "./Head.tsx";
import type { Division } from "./look.ts";
import style from "./results.module.css";
import { baseOf, Rows, type RowOf } from "./Rows.tsx";
import { Scale } from "./Scale.tsx";
import { TakeFacet } from "./TakeFacet.tsx";
import { words } from "./words.ts";

export const placeForm = {
  write: (value: number) => decimal(value, 2),
  change: formOf("mean").change,
};
export const shareForm = formOf("share");

/** The rows of what is chosen or put in order, as they stand in the question. */
export function rowsOf({ ranks, shares = [] }: SurveyFigures): RowOf[] {
  const rows = (ranks ?? shares).map((each) => ({
    key: String(each.value),
    name: nameOfValue(each),
    estimate: each.estimate,
    low: each.low,
    high: each.high,
    n: each.n,
  }));
  return ranks ? rows : rows.map((row, n) => ({ ...row, compare: shares[n]!.compare }));
}

/** Values that are shown at first of what anything can be said to. */
const mostOpen = 10;

/** A ranking from the first place on; options as they were offered. */
function Options({
  facet,
  figures,
  name,
}: {
  facet: SurveyFacet;
  figures: SurveyFigures;
  name: string;
}) {
  const [isWhole, showAll] = useState(false);
  const isPlaces = figures.ranks !== undefined;
  const all = rowsOf(figures);
  const sorted = isPlaces ? all.toSorted((a, b) => (a.estimate ?? 99) - (b.estimate ?? 99)) : all;
  // Of what anything can be said to, few values say most, and each of the others hardly anything.
  const rows = facet.open && !isWhole ? sorted.slice(0, mostOpen) : sorted;
  const form = isPlaces ? placeForm : shareForm;
  if (figures.n === 0) return undefined;
  return (
    <div className={style.picture}>
      <div className={style.keep}>
        <Keep
          name={facet.key}
          of={name}
          title={name}
          width={720}
          height={rankingHeight(rows.length)}
          option={(palette) =>
            rankingOption({
              rows: rows.map((row) => ({
                ...row,
                base: base(row.n),
                lowBase: figures.lowBase === true,
                written: row.estimate === null ? "–" : form.write(row.estimate),
              })),
              write: form.write,
              palette,
            })
          }
        />
      </div>
      <Rows
        label={name}
        head={words.table.value}
        figure={isPlaces ? words.table.place : words.table.share}
        rows={rows}
        form={form}
        bars={!isPlaces}
        axis={isPlaces ? { min: 1, max: Math.max(2, rows.length) } : undefined}
      />
      {rows.length < sorted.length && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => showAll(true)}>
          {words.moreValues(whole(sorted.length - rows.length))}
        </Button>
      )}
      <TakeFacet facet={facet} name={name} />
    </div>
  );
}

const tones = ["bad", "middle", "good"] as const;

/** What lies between two levels, the levels themselves, and on which side how many are. */
function Levels({
  facet,
  figures,
  name,
}: {
  facet: SurveyFacet;
  figures: SurveyFigures;
  name: string;
}) {
  const all = [figures.figure, figures.second, figures.third].filter((each) => each !== undefined);
  const isBetween = ({ figure }: SurveyFigure) =>
    ["gap", "adequacy", "superiority"].includes(figure);
  const rows = (list: readonly SurveyFigure[]): RowOf[] =>
    list.map((each) => ({
      key: each.figure,
      name: figureName(each.figure),
      estimate: each.estimate,
      low: each.low,
      high: each.high,
      n: each.n,
      base: baseOf(each.n, figures.lowBase),
      compare: each === figures.figure ? figures.compare : undefined,
    }));
  const [between, levels] = [all.filter(isBetween), all.filter((each) => !isBetween(each))];
  if (figures.n === 0) return undefined;
  return (
    <div className={style.picture}>
      {[between, levels].map(
        (list, n) =>
          list.length > 0 && (
            <Rows
              key={list[0]!.figure}
              label={`${name} · ${list.map(({ figure }) => figureName(figure)).join(", ")}`}
              head={words.table.figure}
              figure={words.table.mean}
              rows={rows(list)}
              form={formOf("mean")}
              better={betterOf(list[0]!.figure)}
              zero={n === 0}
            />
          ),
      )}
      {figures.shares && (
        <Stack
          n={figures.n}
          parts={figures.shares.map((share, n) => ({
            tone: tones[n] ?? "middle",
            name: nameOfValue(share),
            n: share.n,
          }))}
        />
      )}
      <TakeFacet facet={facet} name={name} />
    </div>
  );
}

function Picture({ facet, name }: { facet: SurveyFacet; name: string }) {
  const { all, picture } = facet;
  if (picture === "share" || picture === "ranks")
    return <Options facet={facet} figures={all} name={name} />;
  if (picture === "gap" || picture === "zone")
    return <Levels facet={facet} figures={all} name={name} />;
  return <Scale facet={facet} figures={all} name={name} />;
}

export function Facet({ facet, name, by }: { facet: SurveyFacet; name: string; by: Division }) {
  const isLevels = facet.picture === "gap" || facet.picture === "zone";
  // Rows have their figures in themselves, and need the width.
  const isWide = isLevels || facet.picture === "share" || facet.picture === "ranks";
  return (
    <>
      <div className={isWide ? `${style.facet} ${style.wide}` : style.facet}>
        {isLevels ? (
          <div className={style.lead}>
            <p className={style.base}>{words.n(whole(facet.all.n), facet.all.n)}</p>
            <Notes figures={facet.all} />
          </div>
        ) : (
          <Head facet={facet} figures={facet.all} />
        )}
        <Picture facet={facet} name={name} />
      </div>
      {by !== "none" && <Apart facet={facet} name={name} by={by} />}
    </>
  );
}
