/** Units, employees and offerings as league tables: drawn together, ranked only where they can be told apart. */
import { Button, SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import type { QueryAnswer } from "#contract/query.ts";
import { useAddress } from "../../data/address.ts";
import { useEntries } from "../../data/registry.ts";
import { useMay, useSeesPart, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { useAnswer, useNewest } from "../asking.ts";
import { Drawn } from "../drawn/Drawn.tsx";
import { evidenceOf } from "../explore/evidence.ts";
import { exploreOf } from "../explore/asking.ts";
import { words as explore } from "../explore/words.ts";
import { countIn } from "../../parts/Fold.tsx";
import { inCondition } from "../in-condition.ts";
import { FilterBar } from "../FilterBar.tsx";
import { days, Measure, Pattern, Period, Touchpoint } from "../Filters.tsx";
import { choicesOf } from "../measures.ts";
import overview from "../overview.module.css";
import { endOf, endsBefore } from "../period.ts";
import { Take } from "../Take.tsx";
import { kinds, leagueOf, type LeagueLook } from "./asking.ts";
import style from "./leagues.module.css";
import { words as said } from "../words.ts";
import { words } from "./words.ts";

const patterns = ["apart", "present", "past", "potential"] as const;

function Filters({ look, error }: { look: LeagueLook; error: string | undefined }) {
  const [parameters] = useAddress();
  return (
    <FilterBar
      label={words.title}
      set={countIn(parameters, [days, "touchpoint", "pattern", "where"])}
      first={<Measure choice={look.choice} choices={look.choices} />}
      condition={{ more: explore.more, where: parameters.get("where") ?? undefined, error }}
    >
      <Period view={look} />
      <Touchpoint />
      <Pattern label={explore.pattern} patterns={patterns} names={explore.patterns} />
    </FilterBar>
  );
}

function Nothing({ look }: { look: LeagueLook }) {
  const [parameters, change] = useAddress();
  const isFiltered = ["where", "touchpoint", "pattern"].some((name) => parameters.has(name));
  // Of a part of all answers it is not known whether any of the others names one.
  const isPart = isFiltered || days.some((name) => parameters.has(name));
  return (
    <Empty
      title={isPart ? said.few.title : words.none[look.kind]}
      actions={
        <>
          {look.query.from !== undefined && (
            <Button
              variant="default"
              onClick={() => change({ span: "all", from: undefined, to: undefined })}
            >
              {words.all}
            </Button>
          )}
          {isFiltered && (
            <Button
              variant="default"
              onClick={() =>
                change({ where: undefined, touchpoint: undefined, pattern: undefined })
              }
            >
              {words.clear}
            </Button>
          )}
        </>
      }
    >
      {isPart && <p>{said.few.lead}</p>}
      <p>{words.noneLead[look.kind]}</p>
    </Empty>
  );
}

function Table({ look }: { look: LeagueLook }) {
  const [parameters, change] = useAddress();
  const may = useMay();
  const seesPart = useSeesPart();
  const query = useAnswer(look.query);
  const table = parameters.has("table");
  const file = `${look.choice.key}-${look.kind}-league`;
  const signals = may("read signals")
    ? (row: QueryAnswer["rows"][number]) => evidenceOf(look.query, row)
    : undefined;
  return (
    <>
      <div className={style.take}>
        <Take
          questions={[look.query]}
          answers={query.data && !query.isPlaceholderData ? [query.data] : undefined}
          name={file}
          table={table}
          onTable={() => change({ table: table ? undefined : "1" }, true)}
          hasLink
        />
        <Link href={exploreOf(look.query)}>{words.explore}</Link>
      </div>
      <div
        className={query.isPlaceholderData ? overview.stale : undefined}
        aria-busy={query.isFetching}
      >
        <Loaded query={query} waiting={<Waiting rows={8} height={32} />}>
          {(answer) => {
            if (!answer || answer.rows.every(({ n }) => n === 0)) return <Nothing look={look} />;
            return (
              <>
                {seesPart && <p className={overview.note}>{words.part}</p>}
                <Drawn
                  query={look.query}
                  answer={answer}
                  as={table ? "table" : "ranking"}
                  signals={signals}
                />
                {answer.measure.better === null && may("change the registry") && (
                  <p className={overview.note}>
                    <Link href={`/registry/measure/${encodeURIComponent(look.choice.key)}`}>
                      {words.direction}
                    </Link>
                  </p>
                )}
              </>
            );
          }}
        </Loaded>
      </div>
    </>
  );
}

function Body({ look }: { look: LeagueLook }) {
  const [, change] = useAddress();
  const may = useMay();
  const { error } = useAnswer(look.query, false);
  // Employees are names: to whoever may not see these there is no such table.
  const shown = kinds.filter((kind) => kind !== "employee" || may("see names"));
  const wrong = inCondition(error);
  return (
    <>
      <SegmentedControl
        className={style.kinds}
        aria-label={words.of}
        value={look.kind}
        data={shown.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(kind) => change({ of: kind === kinds[0] ? undefined : kind })}
      />
      <Filters look={look} error={wrong} />
      {wrong === undefined && !endsBefore(look.days) && <Table look={look} />}
    </>
  );
}

export default function Leagues() {
  const [parameters] = useAddress();
  const measures = useEntries("measure");
  const newest = useNewest();
  const { timezone } = useWorkspace();
  const may = useMay();
  const look = useMemo(() => {
    if (measures.data === undefined || newest.data === undefined) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    return leagueOf(parameters, { choices: choicesOf(measures.data), end, timezone });
  }, [parameters, measures.data, newest.data, newest.dataUpdatedAt, timezone]);
  const error = measures.error ?? newest.error;
  return (
    <Page title={words.title} lead={words.lead}>
      {newest.data === null ? (
        <Empty
          title={explore.none.data}
          actions={
            may("send signals") ? <Link href="/signals/send">{explore.none.send}</Link> : undefined
          }
        >
          <p>{explore.none.dataLead}</p>
        </Empty>
      ) : look ? (
        <Body look={look} />
      ) : error ? (
        <Failure error={error} again={() => Promise.all([measures.refetch(), newest.refetch()])} />
      ) : (
        <Waiting rows={6} height={40} />
      )}
    </Page>
  );
}
