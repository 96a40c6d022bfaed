/** What staff believe beside what customers say: the widest gap first, each figure with its interval. */
import { Button, Select } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import type { BelievedAnswer, BelievedInput, BelievedRow } from "#contract/believed.ts";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { useMayEnter, useSeesNothing, useSeesPart, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { whole } from "../../words/format.ts";
import { useNewest } from "../asking.ts";
import { definitionOf, type MeasureDefinition } from "../definition.ts";
import { countIn } from "../../parts/Fold.tsx";
import { inCondition } from "../in-condition.ts";
import { FilterBar } from "../FilterBar.tsx";
import { days, Period } from "../Filters.tsx";
import { axisOf } from "../Interval.tsx";
import overview from "../overview.module.css";
import { SeesNothing } from "../SeesNothing.tsx";
import { daysOf, endOf, endsBefore, type Days } from "../period.ts";
import { quoted } from "../question.ts";
import { nameWith } from "../rows.ts";
import { useBelieved } from "./asking.ts";
import list from "../findings.module.css";
import style from "./believed.module.css";
import { formOf, verdictOf, widthOf, type Form } from "./form.ts";
import { Pair } from "./Pair.tsx";
import { Taken } from "./Taken.tsx";
import { words } from "./words.ts";

const { columns } = words;
type Look = { days: Days; end: string; where: string | undefined; question: BelievedInput };

function useLook(): { look: Look | undefined; newest: ReturnType<typeof useNewest> } {
  const [parameters] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  const look = useMemo(() => {
    if (newest.data === undefined) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    const days = daysOf(parameters, end);
    const { from, to } = days;
    const unit = parameters.get("unit");
    const where = parameters.get("where") ?? undefined;
    const all = [
      ...(unit === null ? [] : [`unit == ${quoted(unit)}`]),
      ...(where === undefined ? [] : [unit === null ? where : `(${where}\n)`]),
    ].join(" && ");
    const question: BelievedInput = {
      timezone,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(all === "" ? {} : { where: all }),
    };
    return { days, end, where, question };
  }, [parameters, newest.data, newest.dataUpdatedAt, timezone]);
  return { look, newest };
}

function Filters({ look, error }: { look: Look; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const units = (useEntries("unit").data ?? []).filter(({ active }) => active);
  return (
    <FilterBar
      label={words.title}
      set={countIn(parameters, [days, "unit", "where"])}
      condition={{ where: look.where, error }}
    >
      <Period view={look} />
      {units.length > 0 && (
        <Select
          label={words.unit}
          placeholder={words.anyUnit}
          value={parameters.get("unit")}
          data={units.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
          onChange={(key) => change({ unit: key ?? undefined })}
          searchable
          clearable
          maxDropdownHeight={320}
        />
      )}
    </FilterBar>
  );
}

/** How staff come to be asked, or that none of them answered here. */
function Nobody({ question }: { question: BelievedInput }) {
  const mayEnter = useMayEnter();
  const [, change] = useAddress();
  const isEmpty = useNewest().data === null;
  const isPart = !isEmpty && (question.where !== undefined || question.from !== undefined);
  return (
    <Empty
      title={isPart ? words.none.part : words.none.title}
      actions={
        <>
          {mayEnter("manage surveys") && <Link href="/surveys">{words.none.begin}</Link>}
          {isPart && (
            <Button
              variant="default"
              onClick={() =>
                change({
                  span: "all",
                  from: undefined,
                  to: undefined,
                  where: undefined,
                  unit: undefined,
                })
              }
            >
              {words.none.all}
            </Button>
          )}
        </>
      }
    >
      {isPart && <p>{words.none.partLead}</p>}
      <p>{words.none.lead}</p>
    </Empty>
  );
}

type Line = {
  row: BelievedRow;
  name: string;
  form: Form;
  definition: MeasureDefinition | undefined;
};

function Side({ side, form, named }: { side: BelievedRow["staff"]; form: Form; named: string }) {
  const { estimate, low, high, n, lowBase } = side;
  return (
    <td className={`${list.right} ${style.right}`}>
      <span className={`${list.phone} ${style.phone}`}>{named}</span>
      {estimate === null ? "–" : form.write(estimate)}
      {low !== null && high !== null && (
        <span className={list.soft}>{words.interval(form.write(low), form.write(high))}</span>
      )}
      <span className={list.soft}>
        {n === 0 ? words.nobody : words.n(whole(n))}
        {n > 0 && lowBase && ` · ${words.lowBase}`}
      </span>
    </td>
  );
}

function Row({ line }: { line: Line }) {
  const { row, name, form, definition } = line;
  const { staff, customers, gap } = row;
  const verdict = verdictOf(row, definition);
  const kind = row.kind as keyof typeof words.figures;
  const values = [staff, customers].flatMap((side) => [side.low, side.estimate, side.high]);
  return (
    <tr>
      <th scope="row">
        {name}
        <span className={list.soft}>
          {row.believed === row.measure ? words.figures[kind] : words.figures.ofHundred}
        </span>
      </th>
      <td className={style.pictureCell}>
        <Pair row={row} axis={form.axis ?? axisOf(values)} />
      </td>
      <Side side={staff} form={form} named={columns.staff} />
      <Side side={customers} form={form} named={columns.customers} />
      <td className={`${list.right} ${style.right}`}>
        <span className={`${list.phone} ${style.phone}`}>{columns.gap}</span>
        {gap === null ? "–" : form.gap(gap.delta)}
        {gap !== null && gap.low !== null && gap.high !== null && (
          <span className={list.soft}>
            {words.interval(form.bare(gap.low), form.bare(gap.high))}
          </span>
        )}
      </td>
      <td className={style.verdictCell}>
        <span className={style.verdict} data-way={verdict}>
          {words.verdicts[verdict]}
        </span>
      </td>
    </tr>
  );
}

/** Where the axis begins and ends, where all have the same. */
function Ends({ forms }: { forms: readonly Form[] }) {
  const [first] = forms;
  const axis = first?.axis;
  const isOne = forms.every((form) => form.axis?.min === axis?.min && form.axis?.max === axis?.max);
  if (!axis || !isOne) return undefined;
  return (
    <span className={`${list.soft} ${style.ends}`} aria-hidden="true">
      <span>{first.end(axis.min)}</span>
      <span>{first.end(axis.max)}</span>
    </span>
  );
}

function Answered({ answer, question }: { answer: BelievedAnswer; question: BelievedInput }) {
  const measures = useEntries("measure").data ?? [];
  if (!answer.rows.some(({ staff }) => staff.n > 0)) return <Nobody question={question} />;
  const lines = answer.rows
    .map((row): Line => {
      const entry = measures.find(({ key }) => key === row.measure);
      const definition = entry && definitionOf(entry);
      const name = nameWith(entry ? labelOf(entry) : row.measure, row.pattern);
      return { row, name, form: formOf(row, definition), definition };
    })
    .toSorted((a, b) => widthOf(b.row, b.form) - widthOf(a.row, a.form));
  const [first] = lines;
  const isApart = first && ["staff-higher", "staff-lower"].includes(first.row.state);
  return (
    <section aria-labelledby="believed">
      <div className={list.top}>
        <h2 id="believed">{words.heading}</h2>
        <Taken question={question} rows={lines.map(({ row }) => row)} />
      </div>
      <p className={style.widest}>
        {isApart
          ? words.widest(
              first.name,
              first.form.write(first.row.staff.estimate!),
              first.form.write(first.row.customers.estimate!),
              first.form.gap(first.row.gap!.delta),
            )
          : lines.some(({ row }) => row.state === "alike")
            ? words.alike
            : words.open}
      </p>
      <ul className={`${list.legend} ${style.legend}`} aria-hidden="true">
        <li>
          <span className={style.keySquare} />
          {words.legend.staff}
        </li>
        <li>
          <span className={style.keyDot} />
          {words.legend.customers}
        </li>
      </ul>
      <table className={`${list.rows} ${style.rows}`}>
        <thead>
          <tr>
            <th scope="col">{columns.what}</th>
            <th scope="col">
              {columns.picture}
              <Ends forms={lines.map(({ form }) => form)} />
            </th>
            {[columns.staff, columns.customers, columns.gap].map((name) => (
              <th key={name} scope="col" className={`${list.right} ${style.right}`}>
                {name}
                <span className={list.soft}>{columns.interval}</span>
              </th>
            ))}
            <th scope="col">{columns.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={`${line.row.measure} ${line.row.believed} ${line.row.pattern}`} line={line} />
          ))}
        </tbody>
      </table>
      <p className={list.note}>
        {words.note}
        {lines.some(({ row }) => row.staff.n === 0) && ` ${words.fewStaff}`}
      </p>
    </section>
  );
}

export default function Believed() {
  const seesPart = useSeesPart();
  const seesNothing = useSeesNothing();
  const { look, newest } = useLook();
  const backwards = look !== undefined && endsBefore(look.days);
  const query = useBelieved(look?.question ?? {}, look !== undefined && !backwards);
  const wrong = inCondition(query.error);
  if (seesNothing) return <SeesNothing title={words.title} />;
  return (
    <Page title={words.title} lead={words.lead}>
      {look === undefined ? (
        newest.error ? (
          <Failure error={newest.error} again={() => newest.refetch()} />
        ) : (
          <Waiting rows={6} height={40} />
        )
      ) : (
        <>
          <Filters look={look} error={wrong} />
          {wrong === undefined && !backwards && (
            <div
              className={query.isPlaceholderData ? overview.stale : undefined}
              aria-busy={query.isFetching}
            >
              <Loaded query={query} waiting={<Waiting rows={6} height={48} />}>
                {(answer) => <Answered answer={answer} question={look.question} />}
              </Loaded>
              {seesPart && <p className={list.note}>{words.part}</p>}
            </div>
          )}
        </>
      )}
    </Page>
  );
}
