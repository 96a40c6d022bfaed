/** Groups as a league table: each drawn towards all, its own figure beside, its place only as far as it can be told. */
import { VisuallyHidden } from "@mantine/core";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { percent, whole } from "../../words/format.ts";
import { useNames, useRowName } from "../dimensions.ts";
import { formOf, saidOf, type Form } from "../figure.ts";
import { axisOf, Interval, type Axis } from "../Interval.tsx";
import { KeepRows } from "../KeepRows.tsx";
import style from "../overview.module.css";
import { nameOfPattern, nameWith, partsOf, type Part } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import { words as base } from "./base-words.ts";
import own from "./drawn.module.css";
import { fileOf, writtenInterval, type PictureProps } from "./picture.ts";
import { movedMost, placeSaid, placesOf, type Place } from "./places.ts";
import { useTitled } from "./titled.ts";
import { mostInTile, mostOnPage } from "./ranking.ts";
import { Count, Higher, type RowActions } from "./Ranking.tsx";
import { words as drawn } from "./words.ts";

const say = drawn.league;

type RowProps = RowActions & {
  row: QueryRow;
  place: Place | undefined;
  name: string;
  form: Form;
  axis: Axis;
  total: number | null | undefined;
};

function Row({ row, place, name, form, axis, total, signals, narrow }: RowProps) {
  const { shrunk } = row;
  const href = signals?.(row);
  const only = narrow?.(row);
  const muted = row.lowBase === true || shrunk?.estimate == null;
  const drawnFigure = shrunk?.estimate == null ? "–" : form.write(shrunk.estimate);
  const interval = shrunk ? writtenInterval(shrunk, form.write, words.score.interval) : "–";
  return (
    <tr className={muted ? style.muted : undefined}>
      <td className={own.placeCell}>
        {place ? placeSaid(place) : <span aria-label={say.unranked}>{"–"}</span>}
      </td>
      <th scope="row">
        {only === undefined ? (
          name
        ) : (
          <button type="button" className={style.name} onClick={only}>
            {name}
          </button>
        )}
        {row.letter !== undefined && <span className={own.letter}>{row.letter}</span>}
        {row.lowBase && (
          <span className={style.tag}>{row.n < 10 ? words.by.few : words.by.low}</span>
        )}
        <Higher row={row} />
      </th>
      <td className={style.plot}>
        <Interval
          estimate={shrunk?.estimate ?? null}
          low={shrunk?.low ?? null}
          high={shrunk?.high ?? null}
          axis={axis}
          muted={muted}
          marks={[
            ...(total == null ? [] : [{ at: total, kind: "total" as const }]),
            ...(row.estimate === null ? [] : [{ at: row.estimate, kind: "own" as const }]),
          ]}
        />
      </td>
      <td className={`${style.right} ${style.figureCell}`}>
        <strong>{drawnFigure}</strong>
      </td>
      <td className={`${style.right} ${style.intervalCell}`}>{interval}</td>
      <td className={`${style.right} ${own.ownCell}`} aria-label={saidOf(row, form)}>
        <span className={own.ownTag} aria-hidden="true">
          {say.ownShort}
        </span>
        {row.estimate === null ? "–" : form.write(row.estimate)}
      </td>
      <Count row={row} name={name} href={href} />
    </tr>
  );
}

function Head({ by, axis, form }: { by: string; axis: Axis; form: Form }) {
  return (
    <>
      <colgroup>
        <col className={own.placeColumn} />
        <col className={style.wide} />
        <col />
        <col className={own.drawnColumn} />
        <col className={style.mid} />
        <col className={style.narrow} />
        <col className={own.countColumn} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{say.place}</th>
          <th scope="col">{by}</th>
          <th scope="col" className={style.plot}>
            <VisuallyHidden>{words.by.chart}</VisuallyHidden>
            <span className={style.ends} aria-hidden="true">
              <span>{form.write(axis.min)}</span>
              <span>{form.write(axis.max)}</span>
            </span>
          </th>
          <th scope="col" className={style.right}>
            {say.drawn}
          </th>
          <th scope="col" className={style.right}>
            {words.by.interval}
          </th>
          <th scope="col" className={style.right}>
            {say.own}
          </th>
          <th scope="col" className={style.right}>
            {words.by.n}
          </th>
        </tr>
      </thead>
    </>
  );
}

/** What drawing together did, in one sentence: of the group that it moved most. */
function Did({
  rows,
  form,
  nameOf,
}: {
  rows: readonly QueryRow[];
  form: Form;
  nameOf: (row: QueryRow) => string;
}) {
  const most = movedMost(rows);
  if (!most) return <p className={style.note}>{say.unmoved}</p>;
  const { estimate, shrunk, n } = most;
  return (
    <p className={style.note}>
      {say.did(
        nameOf(most),
        form.write(estimate!),
        form.write(shrunk!.estimate!),
        whole(n),
        percent(shrunk!.shrinkage ?? 0, 0),
      )}
    </p>
  );
}

type PartProps = RowActions & {
  query: QueryInput;
  by: readonly string[];
  answer: QueryAnswer;
  part: Part;
  about: About;
  most: number;
};

/** Ranked ones first, by their place; then those that are not ranked, the larger first. */
function ordered(rows: readonly QueryRow[]): QueryRow[] {
  const isRanked = ({ rank }: QueryRow) => typeof rank === "number";
  return [
    ...rows.filter(isRanked).toSorted((a, b) => a.rank! - b.rank!),
    ...rows
      .filter((row) => !isRanked(row))
      .toSorted(
        (a, b) =>
          Number(a.lowBase === true) - Number(b.lowBase === true) ||
          (a.lowBase ? b.n - a.n : (b.shrunk?.estimate ?? 0) - (a.shrunk?.estimate ?? 0)),
      ),
  ];
}

function PartOf({ query, by, answer, part, about, most, ...actions }: PartProps) {
  const nameOf = useRowName(by);
  const titled = useTitled(query);
  const nameOfDimension = useNames();
  const all = ordered(part.rows);
  const { better } = answer.measure;
  const places = better === null ? all.map(() => undefined) : placesOf(all, better);
  const form = formOf(answer.measure, all[0]?.figure ?? "", about.unit);
  const rows = all.slice(0, most);
  const axis = axisOf(
    rows.flatMap(({ shrunk, estimate, lowBase }) => [
      shrunk?.estimate,
      shrunk?.low,
      shrunk?.high,
      lowBase ? undefined : estimate,
    ]),
    form.axis,
  );
  const caption = nameOfPattern(part.pattern);
  const dimension = by.map(nameOfDimension).join(" · ");
  const isToldApart = places.some((place) => place && (place.from > 1 || place.to < ranked(all)));
  return (
    <section className={style.heat}>
      <table className={`${style.rows} ${own.league}`}>
        {caption !== undefined && <caption>{caption}</caption>}
        <Head by={dimension} axis={axis} form={form} />
        <tbody>
          {rows.map((row, n) => (
            <Row
              key={JSON.stringify(row.by)}
              {...actions}
              row={row}
              place={places[n]}
              name={nameOf(row)}
              form={form}
              axis={axis}
              total={part.total?.estimate}
            />
          ))}
        </tbody>
      </table>
      {rows.length < all.length && (
        <p className={style.note}>{base.more(all.length - rows.length)}</p>
      )}
      <div className={style.beneath}>
        <div>
          <Did rows={all} form={form} nameOf={nameOf} />
          <p className={style.note}>
            {better === null ? say.noEnd : isToldApart ? say.range : say.alike}
          </p>
          {all.some(({ lowBase }) => lowBase) && <p className={style.note}>{say.low}</p>}
        </div>
        <KeepRows
          titled={titled(nameWith(about.label, part.pattern), by)}
          rows={rows.map((row) => ({
            row: { ...row, ...row.shrunk, estimate: row.shrunk?.estimate ?? null },
            name: nameOf(row),
          }))}
          form={form}
          file={`${fileOf(about.key, { by: [...by] }, part.pattern)}-league`}
          of={nameWith(`${about.label}: ${dimension}`, part.pattern)}
        />
      </div>
    </section>
  );
}

const ranked = (rows: readonly QueryRow[]): number =>
  rows.filter(({ rank }) => typeof rank === "number").length;

export function LeaguePicture({
  query,
  answer,
  small = false,
  narrow,
  signals,
}: PictureProps & RowActions) {
  const about = useAbout()(query.measure);
  const parts = partsOf(answer).filter(({ rows }) => rows.length > 0);
  if (parts.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  return parts.map((part) => (
    <PartOf
      key={String(part.pattern)}
      narrow={narrow}
      signals={signals}
      by={query.by ?? []}
      query={query}
      answer={answer}
      part={part}
      about={about}
      most={small ? mostInTile : mostOnPage}
    />
  ));
}
