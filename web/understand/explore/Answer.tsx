/** The answer that Explore shows: its name, the form that it is drawn in, what can be taken along, and the picture. */
import { Button, NativeSelect, SegmentedControl, Select } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { Link } from "wouter";
import type { DrawnForm } from "#contract/drawn.ts";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { useAddress } from "../../data/address.ts";
import { useMay } from "../../data/session.ts";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty } from "../../parts/Page.tsx";
import { whole } from "../../words/format.ts";
import { useAnswer } from "../asking.ts";
import { useBegun, type Begun } from "../begun.ts";
import { useNames } from "../dimensions.ts";
import { useAbout } from "../drawn/about.ts";
import { Drawn } from "../drawn/Drawn.tsx";
import { fileOf } from "../drawn/picture.ts";
import { words as drawn } from "../drawn/words.ts";
import type { Choice } from "../measures.ts";
import { useOther } from "../other.ts";
import overview from "../overview.module.css";
import { endsBefore } from "../period.ts";
import { Take } from "../Take.tsx";
import { edgesOf, measureText, spreadBy, type Look } from "./asking.ts";
import { evidenceOf } from "./evidence.ts";
import style from "./explore.module.css";
import { noFilters } from "./Filters.tsx";
import { usePicking } from "./Lists.tsx";
import { Mend } from "./Mend.tsx";
import { useLookName } from "./named.ts";
import { usePhone } from "./phone.ts";
import { SaveTo } from "./SaveTo.tsx";
import { Treat } from "./Treat.tsx";
import { words as overviewed } from "../words.ts";
import { words } from "./words.ts";

const { parts } = overviewed;

const figures = ["mean", "median", "sum", "count"] as const;

const usual: Readonly<Record<string, string>> = words.figures.usual;

/** Another figure of the same measure than the usual one. */
function FigureOf({ look, choices }: { look: Look; choices: readonly Choice[] }) {
  const [, change] = useAddress();
  const { choice, measure } = look;
  if (!choice || look.by.includes(spreadBy) || look.as === "flow") return undefined;
  const of = choice.key;
  const all = {
    mean: { kind: "mean", of },
    median: { kind: "quantile", of },
    sum: { kind: "sum", of },
    count: { kind: "count", of },
  } as const;
  const text = measureText(measure, choices);
  const other = figures.filter((name) => all[name].kind !== choice.measure.kind);
  const known = other.find((name) => JSON.stringify(all[name]) === text);
  // Of a question that came from elsewhere it may be one that is not on the list.
  const value = text === choice.key ? "usual" : (known ?? text);
  return (
    <NativeSelect
      size="xs"
      className={style.figureOf}
      aria-label={words.figure}
      value={value}
      description={value === "usual" && choice.measure.kind === "csat" ? parts.topHint : undefined}
      descriptionProps={{ fz: "xs" }}
      inputWrapperOrder={["input", "description"]}
      data={[
        { value: "usual", label: usual[choice.measure.kind] ?? choice.label },
        ...other.map((name) => ({ value: name, label: words.figures[name] })),
        ...(value === text && text !== choice.key ? [{ value: text, label: measure.kind }] : []),
      ]}
      onChange={({ currentTarget }) => {
        const name = other.find((each) => each === currentTarget.value);
        change({ measure: name ? JSON.stringify(all[name]) : choice.key, as: undefined });
      }}
    />
  );
}

const intervals = ["hour", "day", "week", "month", "quarter", "year"] as const;

/** By what it is divided, each with what takes it away. */
function Divided({ look }: { look: Look }) {
  const [, change] = useAddress();
  const picking = usePicking(look);
  const nameOf = useNames();
  const { by, over } = look;
  if (by.length === 0 && over === undefined) return undefined;
  return (
    <div className={style.divided}>
      {by.map((name) => (
        <span key={name} className={style.chip}>
          {nameOf(name)}
          <button
            type="button"
            aria-label={words.remove(nameOf(name))}
            title={words.remove(nameOf(name))}
            onClick={() => picking.dimension(name)}
          >
            {"×"}
          </button>
        </span>
      ))}
      {by.length === 2 && (
        <Button variant="subtle" size="compact-sm" onClick={picking.swap}>
          {words.swap}
        </Button>
      )}
      {over !== undefined && (
        <NativeSelect
          size="xs"
          aria-label={words.lists.over}
          value={over}
          data={intervals.map((value) => ({ value, label: words.intervals[value] }))}
          onChange={({ currentTarget }) => change({ over: currentTarget.value }, true)}
        />
      )}
    </div>
  );
}

function Forms({ look }: { look: Look }) {
  const [, change] = useAddress();
  const isWide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const { forms, as } = look;
  if (forms.length < 2) return undefined;
  const choose = (form: string) =>
    change({ as: form === forms[0] ? undefined : form, against: undefined }, true);
  const data = forms.map((value) => ({ value, label: drawn.forms[value] }));
  return isWide && data.length < 6 ? (
    <SegmentedControl aria-label={words.shownAs} value={as} data={data} onChange={choose} />
  ) : (
    <NativeSelect
      aria-label={words.shownAs}
      value={as}
      data={data}
      onChange={({ currentTarget }) => choose(currentTarget.value as DrawnForm)}
    />
  );
}

function Nothing({ look, label, isUnknown }: { look: Look; label: string; isUnknown: boolean }) {
  const [, change] = useAddress();
  const { where, pattern, voices, include } = look.query;
  const filtered = [where, pattern, voices, include].some((each) => each !== undefined);
  if (isUnknown)
    return (
      <Empty title={words.none.title}>
        <p>{words.none.lead(label)}</p>
      </Empty>
    );
  return (
    <Empty
      title={words.none.few}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => change({ span: "all", from: undefined, to: undefined })}
          >
            {words.none.all}
          </Button>
          {filtered && (
            <Button variant="default" onClick={() => change(noFilters)}>
              {words.none.clear}
            </Button>
          )}
        </>
      }
    >
      <p>{words.none.fewLead}</p>
    </Empty>
  );
}

const isEmpty = ({ rows, suppressed }: QueryAnswer): boolean =>
  rows.every(({ n }) => n === 0) && suppressed.groups === 0;

function Shown({
  look,
  answer,
  other,
  begun,
}: {
  look: Look;
  answer: QueryAnswer;
  begun: Begun;
  other: { measure: QueryInput["measure"]; answer: QueryAnswer } | undefined;
}) {
  const [parameters] = useAddress();
  const may = useMay();
  const { query, as } = look;
  const edges = edgesOf(look);
  const rows = useAnswer(edges?.[0] ?? query, edges !== undefined);
  const columns = useAnswer(edges?.[1] ?? query, edges !== undefined);
  const signals = may("read signals")
    ? (row: QueryAnswer["rows"][number]) => evidenceOf(query, row)
    : undefined;
  return (
    <Drawn
      query={query}
      answer={answer}
      as={as}
      against={other}
      begun={query.compare === undefined ? undefined : begun}
      table={parameters.has("table")}
      signals={signals}
      edges={
        edges && !rows.isPlaceholderData && !columns.isPlaceholderData
          ? { rows: rows.data ?? undefined, columns: columns.data ?? undefined }
          : undefined
      }
    />
  );
}

/** An answer with its own question: while the next is on its way, the one before stands whole. */
function useSettled(look: Look, enabled: boolean) {
  const asked = useAnswer(look.query, enabled);
  const { data, isPlaceholderData } = asked;
  const [before, keep] = useState<{ look: Look; answer: QueryAnswer }>();
  if (data && !isPlaceholderData && (before?.answer !== data || before.look !== look))
    keep({ look, answer: data });
  const isOld = isPlaceholderData && before !== undefined;
  return { asked, look: isOld ? before.look : look, isOld };
}

export function Answer({
  look: wanted,
  choices,
  timezone,
}: {
  look: Look;
  choices: readonly Choice[];
  timezone: string;
}) {
  const [parameters, change] = useAddress();
  const may = useMay();
  const aboutOf = useAbout();
  const nameOf = useLookName();
  const isPhone = usePhone();
  const [saving, { open, close }] = useDisclosure(false);
  const backwards = endsBefore(wanted.days);
  const { asked, look, isOld } = useSettled(wanted, !backwards);
  const { query, as, by } = look;
  const isScatter = as === "scatter" && by.length === 1;
  const found = useOther(
    {
      asked: { measure: query.measure, days: look.days, timezone, where: query.where },
      by: by[0] ?? "touchpoint",
      choice: look.choice ?? choices[0]!,
      choices: [...choices],
    },
    isScatter && look.against === undefined,
  );
  const against = look.against ?? (isScatter ? found?.measure : undefined);
  const { compare: _compare, letters: _letters, shrink: _shrink, ...plain } = query;
  const second: QueryInput = { ...plain, measure: against ?? query.measure };
  const other = useAnswer(second, isScatter && against !== undefined);
  const { compare: compared } = query;
  const begun = useBegun({
    asked: { measure: query.measure, days: look.days, timezone, where: query.where },
    choice: look.choice ?? choices[0]!,
    compared: look.choice && compared ? { from: compared.from, to: compared.to } : undefined,
  });
  const about = aboutOf(query.measure);
  const table = parameters.has("table");
  const evidence = may("read signals") ? evidenceOf(query) : undefined;
  const counted = asked.data?.total?.n;
  const take = (
    <div className={style.take}>
      <Take
        questions={isScatter && against ? [query, second] : [query]}
        answers={
          asked.data && !asked.isPlaceholderData
            ? isScatter && other.data
              ? [asked.data, other.data]
              : [asked.data]
            : undefined
        }
        name={fileOf(about.key, query)}
        table={table}
        onTable={() => change({ table: table ? undefined : "1" }, true)}
        hasLink
      />
      {evidence !== undefined && (
        <Link href={evidence} className={style.evidence}>
          {counted === undefined || counted === 0
            ? words.evidence
            : words.evidenceOf(counted, whole(counted))}
        </Link>
      )}
      {may("make dashboards") && (
        <Button variant="default" size="compact-sm" onClick={open}>
          {words.save}
        </Button>
      )}
    </div>
  );
  return (
    <section aria-labelledby="explored" className={style.answer}>
      <div className={`${overview.bar} ${style.bar}`}>
        <h2 id="explored">{nameOf(look)}</h2>
        <span className={overview.grow} />
        <Forms look={wanted} />
        {isPhone && <FigureOf look={wanted} choices={choices} />}
      </div>
      <div className={style.options}>
        {!isPhone && <FigureOf look={wanted} choices={choices} />}
        <Divided look={wanted} />
        {!isPhone && <Treat look={wanted} />}
      </div>
      {isScatter && (
        <Select
          className={style.against}
          label={words.against}
          value={against ? measureText(against, choices) : null}
          data={choices
            .filter(({ key }) => key !== look.choice?.key)
            .map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => change({ against: key ?? undefined, as: "scatter" }, true)}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
        />
      )}
      {!isPhone && take}
      {!backwards && (
        <div className={isOld ? overview.stale : undefined} aria-busy={asked.isFetching}>
          {asked.error && !asked.isPlaceholderData && asked.data === undefined ? (
            <Mend error={asked.error} look={wanted} again={asked.refetch} />
          ) : (
            <Loaded query={asked} waiting={<Waiting rows={6} height={36} />}>
              {(answer) => {
                if (!answer || isEmpty(answer))
                  return <Nothing look={look} label={about.label} isUnknown={!answer} />;
                if (isScatter && (!other.data || other.isPlaceholderData))
                  return <Waiting rows={1} height={320} />;
                return (
                  <Shown
                    look={look}
                    answer={answer}
                    begun={begun}
                    other={
                      isScatter && against && other.data
                        ? { measure: against, answer: other.data }
                        : undefined
                    }
                  />
                );
              }}
            </Loaded>
          )}
        </div>
      )}
      {isPhone && take}
      <SaveTo look={{ ...look, against }} opened={saving} close={close} />
    </section>
  );
}
