/** The same score by something: sorted, each a dot on its interval, with how it moved; a press away from its signals. */
import { SegmentedControl, Select, VisuallyHidden } from "@mantine/core";
import { Link } from "wouter";
import type { QueryAnswer, QueryRow } from "#contract/query.ts";
import { oneOf, useAddress } from "../data/address.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { whole } from "../words/format.ts";
import { useAnswer } from "./asking.ts";
import { useDimensions, useValues } from "./dimensions.ts";
import { formOf, saidOf, type Form } from "./figure.ts";
import { Heat } from "./Heat.tsx";
import { madeOf, MadeOf } from "./MadeOf.tsx";
import { axisOf, Interval, type Axis } from "./Interval.tsx";
import style from "./overview.module.css";
import { conditionOf, conditionOfRow, questionOf, quoted } from "./question.ts";
import { plusDays } from "./period.ts";
import { partsOf, type Part } from "./rows.ts";
import { Take } from "./Take.tsx";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const veryFew = 10;

/** How a row moved: in words where it is beyond chance, else only the number. */
function Moved({
  row,
  form,
  better,
}: {
  row: QueryRow;
  form: Form;
  better: "higher" | "lower" | null;
}) {
  const { compare } = row;
  if (!compare || compare.lowBase || compare.delta === null) return <>{"–"}</>;
  const { delta, low, high } = compare;
  const certain = low !== null && high !== null && (low > 0 || high < 0);
  const good = better !== null && delta > 0 === (better === "higher");
  const tone = certain && better !== null ? (good ? style.good : style.bad) : undefined;
  const arrow = certain ? (delta > 0 ? "↑ " : "↓ ") : "";
  return (
    <span className={tone} title={certain ? undefined : words.score.moved.same}>
      {arrow + form.change(delta)}
    </span>
  );
}

/** The address of the signals of a row, of the same time and filters. */
function signalsOf(view: View, row: QueryRow): string | undefined {
  const condition = conditionOfRow(row.by);
  if (condition === undefined) return undefined;
  const where = conditionOf({ touchpoint: view.touchpoint, where: view.where });
  const all = [where, condition, `${quoted(view.choice.key)} in measures`].filter(
    (part) => part !== undefined,
  );
  const parameters = new URLSearchParams({ where: all.join(" && ") });
  if (view.days.from !== undefined) parameters.set("from", view.days.from);
  if (view.days.to !== undefined) parameters.set("to", plusDays(view.days.to, -1));
  return `/signals?${parameters.toString()}`;
}

type RowProps = {
  view: View;
  row: QueryRow;
  form: Form;
  axis: Axis;
  part: Part;
  better: "higher" | "lower" | null;
  name: (value: string | null) => string;
  table: boolean;
};

function Row({ view, row, form, axis, part, better, name, table }: RowProps) {
  const [, change] = useAddress();
  const may = useMay();
  const value = row.by[view.by] ?? null;
  const said = name(value);
  const muted = row.lowBase === true || row.estimate === null;
  const signals = may("read signals") ? signalsOf(view, row) : undefined;
  const narrow = conditionOfRow({ [view.by]: value });
  function only() {
    if (view.by === "touchpoint" && value !== null) change({ touchpoint: value, by: "channel" });
    else if (narrow !== undefined)
      change({ where: view.where === undefined ? narrow : `(${view.where}) && ${narrow}` });
  }
  const marks = [
    ...(form.axis?.min === -100 ? [{ at: 0, kind: "zero" as const }] : []),
    ...(part.total?.estimate == null ? [] : [{ at: part.total.estimate, kind: "total" as const }]),
  ];
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
            marks={marks}
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
        <td className={`${style.right} ${style.wideOnly}`}>
          <Moved row={row} form={form} better={better} />
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
  table,
}: {
  view: View;
  answer: QueryAnswer;
  part: Part;
  axis: Axis;
  table: boolean;
}) {
  const name = useValues(view.by);
  const { better } = answer.measure;
  const figure = part.rows[0]?.figure ?? part.total?.figure ?? "";
  const form = formOf(answer.measure, figure, view.choice.unit);
  const caption =
    part.pattern === undefined
      ? undefined
      : (words.patterns[(part.pattern ?? "none") as keyof typeof words.patterns] ?? part.pattern);
  return (
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
            row={row}
            form={form}
            axis={axis}
            part={part}
            better={better}
            name={name}
            table={table}
          />
        ))}
      </tbody>
    </table>
  );
}

function Rows({ view, answer, table }: { view: View; answer: QueryAnswer; table: boolean }) {
  const parts = partsOf(answer);
  const rows = parts.flatMap((part) => part.rows);
  if (rows.length === 0) return <p className={style.note}>{words.by.empty}</p>;
  const bounds = formOf(answer.measure, rows[0]!.figure).axis;
  // One axis for all, so that what stands beside can be compared; a low base may lie far out, and is cut.
  const sure = rows.filter((row) => !row.lowBase);
  const axis = axisOf(
    (sure.length > 0 ? sure : rows).flatMap(({ estimate, low, high }) => [estimate, low, high]),
    bounds,
  );
  return (
    <>
      {parts.map((part) => (
        <PartOf
          key={String(part.pattern)}
          view={view}
          answer={answer}
          part={part}
          axis={axis}
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

export function Breakdown({ view }: { view: View }) {
  const [parameters, change] = useAddress();
  const shown = oneOf(parameters.get("show"), ["chart", "parts", "time", "table"]);
  const dimensions = useDimensions();
  const question = questionOf(view.asked, { by: [view.by], compare: view.compared });
  const query = useAnswer(question);
  const hasParts = query.data?.rows.some((row) => madeOf(row) !== undefined) ?? false;
  return (
    <section className={style.section} aria-labelledby="by">
      <div className={style.bar}>
        <h2 id="by">{words.by.title}</h2>
        <Select
          aria-label={words.by.label}
          value={view.by}
          data={dimensions}
          onChange={(by) => change({ by: by === "touchpoint" ? undefined : (by ?? undefined) })}
          searchable
          allowDeselect={false}
          maxDropdownHeight={360}
        />
        <span className={style.grow} />
        <SegmentedControl
          aria-label={words.by.view}
          value={shown}
          data={[
            { value: "chart", label: words.by.chart },
            ...(hasParts ? [{ value: "parts", label: words.by.madeOf }] : []),
            { value: "time", label: words.by.time },
            { value: "table", label: words.by.table },
          ]}
          onChange={(show) => change({ show: show === "chart" ? undefined : show }, true)}
        />
        <Take question={question} answer={query.data} name={`${view.choice.key}-${view.by}`} />
      </div>
      <div
        className={query.isPlaceholderData ? style.stale : undefined}
        aria-busy={query.isFetching}
      >
        {shown === "time" ? (
          <Heat view={view} />
        ) : (
          <Loaded query={query} waiting={<Waiting rows={8} height={28} />}>
            {(answer) =>
              answer &&
              (shown === "parts" && hasParts ? (
                <MadeOf view={view} answer={answer} />
              ) : (
                <Rows view={view} answer={answer} table={shown === "table"} />
              ))
            }
          </Loaded>
        )}
      </div>
    </section>
  );
}
