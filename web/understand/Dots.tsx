/** The same score by something: sorted, each a dot on its interval, with how it moved; a press away from its signals. */
import { VisuallyHidden } from "@mantine/core";
import { Link } from "wouter";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { useAddress } from "../data/address.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useBegun } from "./begun.ts";
import { Marks, useBehind, type Behind } from "./Behind.tsx";
import { useNames, useValues } from "./dimensions.ts";
import { formOf, saidOf, type Form } from "./figure.ts";
import { axisOf, Interval, type Axis } from "./Interval.tsx";
import { KeepRows } from "./KeepRows.tsx";
import style from "./overview.module.css";
import { conditionOfRow, questionOf } from "./question.ts";
import { dividedBy, nameOfPattern, nameWith, partsOf, type Part } from "./rows.ts";
import { signalsOf } from "./signals.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const veryFew = 10;

/** How a row moved: marked where it is beyond chance, else only the number. */
export function Moved({
  row,
  form,
  better,
  withoutVerdict = false,
}: {
  row: Pick<QueryRow, "compare">;
  form: Form;
  better: "higher" | "lower" | null;
  /** It is compared with a part of a period, of which no verdict can be had; or that isn't known yet. */
  withoutVerdict?: boolean;
}) {
  const { compare } = row;
  if (!compare || compare.lowBase || compare.delta === null) return <>{"–"}</>;
  const { delta, low, high } = compare;
  const certain = !withoutVerdict && low !== null && high !== null && (low > 0 || high < 0);
  const good = better !== null && delta > 0 === (better === "higher");
  const tone = certain && better !== null ? (good ? style.good : style.bad) : undefined;
  const arrow = certain ? (delta > 0 ? "↑ " : "↓ ") : "";
  return (
    <span
      className={tone}
      title={certain ? undefined : withoutVerdict ? words.score.moved.part : words.score.moved.same}
    >
      {arrow + form.change(delta)}
    </span>
  );
}

type RowProps = {
  view: View;
  by: string;
  row: QueryRow;
  form: Form;
  axis: Axis;
  behind: Behind;
  better: "higher" | "lower" | null;
  name: (value: string | null) => string;
  withoutVerdict: boolean;
  table: boolean;
};

function Row({ view, by, row, form, axis, behind, name, table, ...moved }: RowProps) {
  const [, change] = useAddress();
  const may = useMay();
  const value = row.by[by] ?? null;
  const said = name(value);
  const muted = row.lowBase === true || row.estimate === null;
  const condition = may("read signals") ? conditionOfRow(row.by) : undefined;
  const signals = condition === undefined ? undefined : signalsOf(view, condition, true);
  const narrow = conditionOfRow({ [by]: value });
  function only() {
    if (by === "touchpoint" && value !== null) change({ touchpoint: value, by: "channel" });
    else if (narrow !== undefined)
      change({ where: view.where === undefined ? narrow : `(${view.where}) && ${narrow}` });
  }
  return (
    <tr className={muted ? style.muted : undefined}>
      <th scope="row">
        {narrow === undefined ? (
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
        {row.lowBase && (
          <span className={style.tag}>{row.n < veryFew ? words.by.few : words.by.low}</span>
        )}
      </th>
      {!table && (
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
      <td className={`${style.right} ${style.figureCell}`} aria-label={saidOf(row, form)}>
        {row.estimate === null ? "–" : form.write(row.estimate)}
      </td>
      <td className={`${style.right} ${style.intervalCell}`}>
        {row.low === null || row.high === null
          ? "–"
          : words.score.interval(form.write(row.low), form.write(row.high))}
      </td>
      {view.compared && (
        <td
          className={`${style.right} ${style.changeCell}`}
          data-known={row.compare != null && row.compare.delta !== null && !row.compare.lowBase}
        >
          <Moved row={row} form={form} {...moved} />
        </td>
      )}
      <td className={`${style.right} ${style.nCell}`}>
        {signals === undefined ? (
          whole(row.n)
        ) : (
          <Link href={signals} aria-label={words.by.signals(whole(row.n), said)}>
            {whole(row.n)}
          </Link>
        )}
      </td>
    </tr>
  );
}

function PartOf({
  view,
  answer,
  part,
  axis,
  behind,
  withoutVerdict,
  table,
}: {
  view: View;
  answer: QueryAnswer;
  part: Part;
  axis: Axis;
  behind: Behind;
  withoutVerdict: boolean;
  table: boolean;
}) {
  const by = dividedBy(answer, view.by);
  const name = useValues(by);
  const nameOf = useNames();
  const { better } = answer.measure;
  const figure = part.rows[0]?.figure ?? part.total?.figure ?? "";
  const form = formOf(answer.measure, figure, view.choice.unit);
  const caption = nameOfPattern(part.pattern);
  return (
    <>
      <table className={style.rows}>
        {caption !== undefined && <caption>{caption}</caption>}
        <colgroup>
          <col className={style.wide} />
          {!table && <col />}
          <col className={style.narrow} />
          <col className={style.mid} />
          {view.compared && <col className={style.narrow} />}
          <col className={style.narrow} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{words.by.group}</th>
            {!table && (
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
            {view.compared && (
              <th scope="col" className={style.right}>
                {words.by.change}
              </th>
            )}
            <th scope="col" className={style.right}>
              {words.by.n}
            </th>
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row) => (
            <Row
              key={JSON.stringify(row.by)}
              view={view}
              by={by}
              row={row}
              form={form}
              axis={axis}
              behind={behind}
              better={better}
              name={name}
              withoutVerdict={withoutVerdict}
              table={table}
            />
          ))}
        </tbody>
      </table>
      {!table && (
        <div className={style.beneath}>
          <Marks behind={behind} form={form} axis={axis} />
          <KeepRows
            rows={part.rows.map((row) => ({ row, name: name(row.by[by] ?? null) }))}
            form={form}
            file={[view.choice.key, part.pattern, by].filter(Boolean).join("-")}
            of={nameWith(`${view.choice.label}: ${nameOf(by)}`, part.pattern)}
          />
        </div>
      )}
    </>
  );
}

function Rows({ view, answer, table }: { view: View; answer: QueryAnswer; table: boolean }) {
  const behindOf = useBehind(view);
  const begun = useBegun(view);
  const parts = partsOf(answer);
  const rows = parts.flatMap((part) => part.rows);
  if (rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  const bounds = formOf(answer.measure, rows[0]!.figure).axis;
  // One axis for all, so that what stands beside can be compared; a low base may lie far out, and is cut.
  const sure = rows.filter((row) => !row.lowBase);
  const behind = parts.map((part) => behindOf(part, bounds));
  const axis = axisOf(
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
  return (
    <>
      {parts.map((part, n) => (
        <PartOf
          key={String(part.pattern)}
          view={view}
          answer={answer}
          part={part}
          axis={axis}
          behind={behind[n]!}
          withoutVerdict={begun.waits || begun.since !== undefined}
          table={table}
        />
      ))}
      {answer.suppressed.groups > 0 && (
        <p className={style.note}>
          {words.by.suppressed(answer.suppressed.groups, whole(answer.suppressed.signals))}
        </p>
      )}
      {answer.compareWithheld && <p className={style.note}>{words.by.withheld}</p>}
      {answer.truncated && <p className={style.note}>{words.by.truncated}</p>}
    </>
  );
}

export function Dots({ view, table }: { view: View; table: boolean }) {
  const query = useAnswer(questionOf(view.asked, { by: [view.by], compare: view.compared }));
  return (
    <div className={query.isPlaceholderData ? style.stale : undefined} aria-busy={query.isFetching}>
      <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
        {(answer) => answer && <Rows view={view} answer={answer} table={table} />}
      </Loaded>
    </div>
  );
}
