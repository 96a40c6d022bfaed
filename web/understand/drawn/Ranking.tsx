/** Groups in their order, each a dot on its interval on one axis for all, with how it moved; a press away from its signals. */
import { VisuallyHidden } from "@mantine/core";
import { Link } from "wouter";
import type { QueryAnswer, QueryInput, QueryRow } from "#contract/query.ts";
import { listOf, whole } from "../../words/format.ts";
import { Marks, useBehind, type Behind } from "../Behind.tsx";
import { useNames, useRowName } from "../dimensions.ts";
import { formOf, saidOf, type Form } from "../figure.ts";
import { axisOf, Interval, type Axis } from "../Interval.tsx";
import { KeepRows } from "../KeepRows.tsx";
import style from "../overview.module.css";
import { allDividedBy, nameOfPattern, nameWith, partsOf, type Part } from "../rows.ts";
import { words } from "../words.ts";
import { useAbout, type About } from "./about.ts";
import own from "./drawn.module.css";
import { words as say } from "./base-words.ts";
import { Moved } from "./Moved.tsx";
import { fileOf, writtenInterval, type PictureProps } from "./picture.ts";
import { useTitled } from "./titled.ts";
import { mostInTile, mostOnPage } from "./ranking.ts";

const veryFew = 10;

/** What can be done with a row, by whoever shows the list. */
export type RowActions = {
  /** Looks at this group alone. */
  narrow?: ((row: QueryRow) => (() => void) | undefined) | undefined;
  /** The address of its signals. */
  signals?: ((row: QueryRow) => string | undefined) | undefined;
};

type Shared = RowActions & {
  form: Form;
  axis: Axis;
  behind: Behind;
  better: "higher" | "lower" | null;
  nameOf: (row: QueryRow) => string;
  compared: boolean;
  withoutVerdict: boolean;
  bare: boolean;
};

function Named({ row, said, narrow }: { row: QueryRow; said: string } & RowActions) {
  const only = narrow?.(row);
  return (
    <th scope="row">
      {only === undefined ? (
        said
      ) : (
        <button
          type="button"
          className={style.name}
          onClick={only}
          aria-label={words.by.narrow(said)}
        >
          {said}
        </button>
      )}
      {row.letter !== undefined && <span className={own.letter}>{row.letter}</span>}
      {row.lowBase && (
        <span className={style.tag}>{row.n < veryFew ? words.by.few : words.by.low}</span>
      )}
      <Higher row={row} />
    </th>
  );
}

function Row({
  row,
  form,
  axis,
  behind,
  nameOf,
  bare,
  compared,
  ...rest
}: Shared & { row: QueryRow }) {
  const said = nameOf(row);
  const muted = row.lowBase === true || row.estimate === null;
  const { better, withoutVerdict, narrow } = rest;
  const signals = rest.signals?.(row);
  return (
    <tr className={muted ? style.muted : undefined}>
      <Named row={row} said={said} narrow={narrow} />
      {!bare && (
        <td className={style.plot}>
          <Interval
            estimate={row.estimate}
            low={row.low}
            high={row.high}
            axis={axis}
            muted={muted}
            marks={behind.marks}
            bands={behind.bands}
          />
        </td>
      )}
      <td
        className={`${style.right} ${style.figureCell}`}
        aria-label={[
          saidOf(row, form),
          ...(row.above?.length ? [say.above(listOf(row.above))] : []),
        ].join("; ")}
      >
        {row.estimate === null ? "–" : form.write(row.estimate)}
      </td>
      <td className={`${style.right} ${style.intervalCell}`}>
        {writtenInterval(row, form.write, words.score.interval)}
      </td>
      {compared && (
        <td
          className={`${style.right} ${style.changeCell}`}
          data-known={row.compare != null && row.compare.delta !== null && !row.compare.lowBase}
        >
          <Moved row={row} form={form} better={better} withoutVerdict={withoutVerdict} />
        </td>
      )}
      <Count row={row} name={said} href={signals} />
    </tr>
  );
}

/** How many answers a row has, a press away from them where whoever looks may see these. */
export function Count({
  row: { n },
  name,
  href,
}: {
  row: Pick<QueryRow, "n">;
  name: string;
  href: string | undefined;
}) {
  return (
    <td className={`${style.right} ${style.nCell}`}>
      {href === undefined ? (
        whole(n)
      ) : (
        <Link href={href} aria-label={words.by.signals(whole(n), name)}>
          {whole(n)}
        </Link>
      )}
    </td>
  );
}

/** The letters of the groups that it is higher than. */
export function Above({ row: { above } }: { row: Pick<QueryRow, "above"> }) {
  if (!above?.length) return undefined;
  return (
    <span className={own.above} title={say.above(listOf(above))} aria-hidden="true">
      {above.join(" ")}
    </span>
  );
}

/** The same in words, beneath a name. */
export function Higher({ row: { above } }: { row: Pick<QueryRow, "above"> }) {
  if (!above?.length) return undefined;
  return <small className={own.higher}>{say.above(above.join(" "))}</small>;
}

function Head({ form, axis, bare, compared }: Pick<Shared, "form" | "axis" | "bare" | "compared">) {
  return (
    <>
      <colgroup>
        <col className={style.wide} />
        {!bare && <col />}
        <col className={style.narrow} />
        <col className={style.mid} />
        {compared && <col className={style.narrow} />}
        <col className={style.narrow} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.by.group}</th>
          {!bare && (
            <th scope="col" className={style.plot}>
              <VisuallyHidden>{words.by.chart}</VisuallyHidden>
              <span className={style.ends} aria-hidden="true">
                <span>{form.write(axis.min)}</span>
                <span>{form.write(axis.max)}</span>
              </span>
            </th>
          )}
          <th scope="col" className={style.right}>
            {words.by.figure}
          </th>
          <th scope="col" className={style.right}>
            {words.by.interval}
          </th>
          {compared && (
            <th scope="col" className={style.right}>
              {words.by.change}
            </th>
          )}
          <th scope="col" className={style.right}>
            {words.by.n}
          </th>
        </tr>
      </thead>
    </>
  );
}

type PartProps = Omit<Shared, "form" | "nameOf" | "better"> & {
  query: QueryInput;
  by: readonly string[];
  answer: QueryAnswer;
  part: Part;
  about: About;
  most: number;
};

function PartOf({ query, by, answer, part, about, most, ...shared }: PartProps) {
  const nameOf = useRowName(by);
  const titled = useTitled(query);
  const nameOfDimension = useNames();
  const figure = part.rows[0]?.figure ?? part.total?.figure ?? "";
  const form = formOf(answer.measure, figure, about.unit);
  const caption = nameOfPattern(part.pattern);
  const rows = part.rows.slice(0, most);
  const { axis, behind, bare, compared } = shared;
  return (
    <>
      <table className={style.rows}>
        {caption !== undefined && <caption>{caption}</caption>}
        <Head form={form} axis={axis} bare={bare} compared={compared} />
        <tbody>
          {rows.map((row) => (
            <Row
              key={JSON.stringify(row.by)}
              {...shared}
              row={row}
              form={form}
              better={answer.measure.better}
              nameOf={nameOf}
            />
          ))}
        </tbody>
      </table>
      {rows.length < part.rows.length && (
        <p className={style.note}>{say.more(part.rows.length - rows.length)}</p>
      )}
      {!bare && (
        <div className={style.beneath}>
          <Marks behind={behind} form={form} axis={axis} />
          <KeepRows
            titled={titled(nameWith(about.label, part.pattern), by)}
            rows={rows.map((row) => ({ row, name: nameOf(row) }))}
            form={form}
            file={fileOf(about.key, { by: [...by] }, part.pattern)}
            of={nameWith(`${about.label}: ${by.map(nameOfDimension).join(" · ")}`, part.pattern)}
          />
        </div>
      )}
    </>
  );
}

/** One axis for all, so that what stands beside can be compared; a low base may lie far out, and is cut. */
function axisOfRows(rows: readonly QueryRow[], behind: readonly Behind[], bounds?: Axis): Axis {
  const sure = rows.filter((row) => !row.lowBase);
  return axisOf(
    [
      ...(sure.length > 0 ? sure : rows).flatMap(({ estimate, low, high }) => [
        estimate,
        low,
        high,
      ]),
      ...behind.flatMap(({ marks }) =>
        marks.filter(({ kind }) => kind === "target").map(({ at }) => at),
      ),
    ],
    bounds,
  );
}

const isCompared = ({ compare }: QueryInput): boolean => compare !== undefined;

export function RankingPicture({
  query,
  answer,
  table = false,
  small = false,
  withoutVerdict = false,
  ...actions
}: PictureProps &
  RowActions & {
    /** It is compared with a part of a period. */
    withoutVerdict?: boolean | undefined;
  }) {
  const about = useAbout()(query.measure);
  const behindOf = useBehind(query, about);
  const parts = partsOf(answer);
  const rows = parts.flatMap((part) => part.rows);
  if (rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  const bounds = formOf(answer.measure, rows[0]!.figure).axis;
  const behind = parts.map((part) => behindOf(part, bounds));
  const axis = axisOfRows(rows, behind, bounds);
  return parts.map((part, n) => (
    <PartOf
      key={String(part.pattern)}
      {...actions}
      by={allDividedBy(answer, query.by ?? [])}
      query={query}
      answer={answer}
      part={part}
      about={about}
      axis={axis}
      behind={behind[n]!}
      compared={isCompared(query)}
      withoutVerdict={withoutVerdict}
      // As a table it has no picture.
      bare={table}
      most={small ? mostInTile : mostOnPage}
    />
  ));
}
