/** What really changed in a month: findings, what is back where it was, and what goes on; or that nothing did. */
import { NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Change, ChangesAnswer, ChangesInput } from "#contract/changes.ts";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { csvOf, save } from "../../parts/save.ts";
import { listOf, percent, whole } from "../../words/format.ts";
import { useNewest } from "../asking.ts";
import { Figures } from "../Figures.tsx";
import { countIn } from "../../parts/Fold.tsx";
import { inCondition } from "../in-condition.ts";
import { FilterBar } from "../FilterBar.tsx";
import { plusMonths } from "../period.ts";
import { Statements, TakeAlong } from "../TakeAlong.tsx";
import { lastMonth, mostMonths, questionOf, useChanges } from "./asking.ts";
import style from "./changes.module.css";
import { Finding } from "./Finding.tsx";
import { chanceOf, formOf, measureOf, monthOf, placeOf, rowsOf } from "./form.ts";
import { words } from "./words.ts";

function Sql({ question }: { question: ChangesInput }) {
  return <Statements query={useChanges({ ...question, explain: true })} />;
}

/** All findings as a table and as CSV, the question, and the SQL behind it. */
function TakeAll({ question, changes }: { question: ChangesInput; changes: readonly Change[] }) {
  const [table, setTable] = useState(false);
  const none = changes.length === 0;
  return (
    <>
      <TakeAlong
        table={none ? undefined : { shown: table, toggle: () => setTable(!table) }}
        csv={none ? "none" : () => save(`changes-${question.from}.csv`, csvOf(rowsOf(changes)))}
        questions={[question]}
        path="/v1/changes"
        sql={<Sql question={question} />}
      />
      {table && (
        <Figures
          of={words.all}
          head={[words.slice, words.measure, words.before, words.now, words.change, words.p]}
          from={2}
          rows={changes.map((change) => {
            const { write, step } = formOf(change.measure);
            const figure = (value: number | null) => (value === null ? "–" : write(value));
            return [
              placeOf(change.where),
              measureOf(change.measure),
              figure(change.past.estimate),
              figure(change.now.estimate),
              change.delta === null ? "–" : step(change.delta),
              change.p === null ? "–" : chanceOf(change.p),
            ];
          })}
        />
      )}
    </>
  );
}

function List({
  title,
  lead,
  changes,
}: {
  title: string;
  lead?: string;
  changes: readonly Change[];
}) {
  if (changes.length === 0) return null;
  return (
    <section className={style.list} aria-label={title}>
      <h2>{title}</h2>
      {lead !== undefined && <p className={style.soft}>{lead}</p>}
      {changes.map((change) => (
        <Finding
          key={`${change.measure.of} ${change.signals} ${change.programme} ${placeOf(change.where)}`}
          change={change}
        />
      ))}
    </section>
  );
}

function Answered({ answer, question }: { answer: ChangesAnswer; question: ChangesInput }) {
  const { findings, returned, continuing, lookedAt } = answer;
  const all = [...findings, ...returned, ...continuing];
  const [tests, measures, slices] = [lookedAt.tests, lookedAt.measures, lookedAt.slices].map(
    whole,
  ) as [string, string, string];
  return (
    <>
      <TakeAll question={question} changes={all} />
      {findings.length === 0 && (
        <Empty title={words.nothing}>
          <p>{words.nothingLead(tests, measures, slices)}</p>
        </Empty>
      )}
      <List title={words.moved} changes={findings} />
      <List title={words.returned} lead={words.returnedLead} changes={returned} />
      <List title={words.continuing} lead={words.continuingLead} changes={continuing} />
      <div className={style.foot}>
        {findings.length > 0 && (
          <p>{words.looked(tests, measures, slices, percent(lookedAt.rate, 0))}</p>
        )}
        {answer.yearBeforeReason === "no-answers" && <p>{words.noYear}</p>}
        {answer.withheld > 0 && <p>{words.withheld(answer.withheld)}</p>}
        {answer.refused.length > 0 && (
          <p>{words.refused(listOf(answer.refused.map(({ measure }) => measure)))}</p>
        )}
      </div>
    </>
  );
}

function Filters({
  question,
  newest,
  error,
}: {
  question: ChangesInput & { from: string };
  newest: string;
  error: string | undefined;
}) {
  const [parameters, change] = useAddress();
  const attributes = useEntries("attribute");
  const may = useMay();
  const months = Array.from({ length: mostMonths }, (_, n) => plusMonths(newest, -n));
  const asked = months.includes(question.from) ? months : [question.from, ...months];
  return (
    <FilterBar
      label={words.title}
      set={countIn(parameters, ["month", "by", "where"])}
      condition={{ where: parameters.get("where") ?? undefined, error }}
    >
      <NativeSelect
        label={words.month}
        value={question.from}
        data={asked.map((value) => ({ value, label: monthOf(value) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ month: value === newest ? undefined : value.slice(0, 7) })
        }
      />
      <NativeSelect
        label={words.by}
        value={parameters.get("by") ?? ""}
        data={[
          { value: "", label: words.byNothing },
          // What nobody has defined may be somebody's own words.
          ...(attributes.data ?? [])
            .filter(({ reviewed }) => reviewed || may("see texts"))
            .map((entry) => ({ value: `attributes.${entry.key}`, label: labelOf(entry) })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ by: value || undefined })}
      />
    </FilterBar>
  );
}

export default function Changes() {
  const [parameters] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  const { data, dataUpdatedAt } = newest;
  const last = data ? lastMonth(data, dataUpdatedAt, timezone) : undefined;
  const question = useMemo(
    () => (last === undefined ? undefined : questionOf(parameters, last, timezone)),
    [parameters, last, timezone],
  );
  const query = useChanges(question);
  const refused = inCondition(query.error);
  if (data === null)
    return (
      <Page title={words.title}>
        <Empty title={words.noData}>
          <p>{words.noDataLead}</p>
        </Empty>
      </Page>
    );
  return (
    <Page
      title={words.title}
      lead={
        question
          ? words.lead(monthOf(question.from), monthOf(plusMonths(question.from, -1)))
          : "\u00A0"
      }
    >
      {newest.error && <Failure error={newest.error} again={() => newest.refetch()} />}
      {question && last !== undefined && (
        <>
          <Filters question={question} newest={last} error={refused} />
          {refused === undefined && (
            <Loaded query={query} waiting={<Waiting rows={3} height={220} />}>
              {(answer) => <Answered answer={answer} question={question} />}
            </Loaded>
          )}
        </>
      )}
    </Page>
  );
}
