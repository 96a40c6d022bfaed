/** How customers moved between levels of loyalty from one day to another: a flow, its figures, and what it is asked by. */
import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { FlowAnswer, FlowInput, postLoyaltyFlow } from "#contract/loyalty.ts";
import { flowHeight, flowOption } from "../../../charts/flow.ts";
import type { Palette } from "../../../charts/palette.ts";
import { useAddress } from "../../data/address.ts";
import { call } from "../../data/client.ts";
import { useWorkspace } from "../../data/session.ts";
import { AsOf } from "../../parts/AsOf.tsx";
import { Chart } from "../../parts/Chart.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { standing as say } from "../../parts/standing-words.ts";
import { percent, shortMoney, whole } from "../../words/format.ts";
import { useNewest } from "../asking.ts";
import { countIn } from "../../parts/Fold.tsx";
import { inCondition } from "../in-condition.ts";
import { FilterBar } from "../FilterBar.tsx";
import { Figures } from "../Figures.tsx";
import { endOf, isDay, plusDays, plusMonths } from "../period.ts";
import style from "./loyalty.module.css";
import { LoyaltyTake } from "./LoyaltyTake.tsx";
import { Rules } from "./Rules.tsx";
import { words } from "./words.ts";

/** The last days that are compared: the end of what has come in, and half a year before. */
function useDays(): { from: string; to: string } | undefined {
  const [address] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  if (newest.data === undefined && !newest.isError) return undefined;
  const [from, to] = [address.get("from"), address.get("to")];
  const last = plusDays(endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone), -1);
  const end = isDay(to) ? to : last;
  return { from: isDay(from) ? from : plusDays(plusMonths(plusDays(end, 1), -6), -1), to: end };
}

function Filters({
  days: { from, to },
  where,
  error,
}: {
  days: { from: string; to: string };
  where: string | undefined;
  error: string | undefined;
}) {
  const [parameters, change] = useAddress();
  const field = (name: "from" | "to", label: string, value: string) => (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={name === "to" && to <= from ? words.backwards : undefined}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value }, true)}
    />
  );
  return (
    <FilterBar
      label={words.filters}
      set={countIn(parameters, ["from", "to", "where"])}
      condition={{ where, error }}
    >
      {field("from", words.from, from)}
      {field("to", words.to, to)}
    </FilterBar>
  );
}

/** How many, where that may be told. */
const known = (n: number | null): string => (n === null ? words.untold : whole(n));
const earned = (revenue: number | null, currency: string): string =>
  revenue === null ? words.untold : shortMoney(revenue, currency);

/** Ends of the flow that anybody is told to stand on, in the order of the levels. */
function linksOf({ levels, flows }: FlowAnswer) {
  const ends = (side: "from" | "to") =>
    levels.filter(({ level }) => flows.some((each) => each[side] === level));
  const [left, right] = [ends("from"), ends("to")];
  const written = (side: "before" | "after") => (each: FlowAnswer["levels"][number]) => ({
    name: say.levels[each.level],
    written: words.written(say.levels[each.level], known(each[side].n)),
  });
  return {
    from: left.map(written("before")),
    to: right.map(written("after")),
    links: flows.map(({ from, to, n }) => ({
      from: left.findIndex(({ level }) => level === from),
      to: right.findIndex(({ level }) => level === to),
      n,
      said: words.said(say.levels[from], say.levels[to], whole(n)),
    })),
  };
}

function Picture({ answer }: { answer: FlowAnswer }) {
  const flow = linksOf(answer);
  const shown = JSON.stringify(flow);
  const option = useCallback(
    (palette: Palette) => flowOption({ ...flow, palette }),
    // oxlint-disable-next-line react/exhaustive-deps -- `shown` stands for the flow
    [shown],
  );
  return (
    <Chart
      label={words.label(flow.links.map(({ said }) => said).join("; "))}
      name="loyalty"
      title={words.title}
      height={Math.max(340, flowHeight(flow))}
      option={option}
    />
  );
}

function Levels({ answer: { levels, currency } }: { answer: FlowAnswer }) {
  return (
    <Figures
      of={words.levels}
      head={[words.level, words.before, words.after, words.revenueBefore, words.revenueAfter]}
      rows={levels.map(({ level, before, after }) => [
        say.levels[level],
        known(before.n),
        known(after.n),
        earned(before.revenue, currency),
        earned(after.revenue, currency),
      ])}
    />
  );
}

function Moves({ answer: { flows, currency } }: { answer: FlowAnswer }) {
  return (
    <Figures
      of={words.moves}
      from={2}
      head={[
        words.moveFrom,
        words.moveTo,
        words.n,
        words.share,
        words.interval,
        words.revenueBefore,
        words.revenueAfter,
      ]}
      rows={flows.map((each) => [
        say.levels[each.from],
        say.levels[each.to],
        whole(each.n),
        percent(each.share) + (each.lowBase ? ` (${words.low})` : ""),
        `${percent(each.low)} – ${percent(each.high)}`,
        shortMoney(each.revenueBefore, currency),
        shortMoney(each.revenueAfter, currency),
      ])}
    />
  );
}

function Told({ answer, question }: { answer: FlowAnswer; question: FlowInput }) {
  const [table, showTable] = useState(false);
  const { currency, coverage, suppressed } = answer;
  if (answer.customers === 0)
    return (
      <Empty title={question.where === undefined ? words.empty : words.none}>
        <p>{question.where === undefined ? words.emptyLead : words.noneLead}</p>
      </Empty>
    );
  const gone = answer.flows.find(({ from, to }) => from === "dissatisfied" && to === "left");
  const before = answer.levels.find(({ level }) => level === "dissatisfied")!.before.n;
  return (
    <>
      <AsOf kept={answer.kept} />
      {answer.part && <p className={style.note}>{say.part}</p>}
      <section className={style.section}>
        <h2>{words.picture}</h2>
        <LoyaltyTake
          answer={answer}
          question={question}
          table={table}
          onTable={() => showTable(!table)}
        />
        <Picture answer={answer} />
        {suppressed && <p className={style.note}>{words.few(suppressed.moves)}</p>}
        {gone && before !== null && (
          <p>
            {words.left(whole(gone.n), whole(before), shortMoney(gone.revenueBefore, currency))}
          </p>
        )}
        {coverage.after !== null && coverage.after < 1 && (
          <p className={style.note}>{words.coverage(percent(coverage.after))}</p>
        )}
        {table && <Moves answer={answer} />}
      </section>
      <section className={style.section}>
        <h2>{words.levels}</h2>
        <Levels answer={answer} />
      </section>
      <Rules />
    </>
  );
}

function Asked({ days }: { days: { from: string; to: string } }) {
  const [address] = useAddress();
  const { timezone } = useWorkspace();
  const where = address.get("where")?.trim() || undefined;
  const question: FlowInput = {
    from: plusDays(days.from, 1),
    to: plusDays(days.to, 1),
    timezone,
    ...(where === undefined ? {} : { where }),
  };
  const query = useQuery({
    queryKey: ["loyalty", question],
    enabled: days.from < days.to,
    queryFn: ({ signal }) =>
      call<typeof postLoyaltyFlow>("POST", "/v1/loyalty/flow", { body: question, signal }),
    placeholderData: keepPreviousData,
  });
  const { error } = query;
  const wrong = inCondition(error);
  return (
    <>
      <Filters days={days} where={where} error={wrong} />
      {wrong === undefined && days.from < days.to && (
        <div
          className={query.isPlaceholderData ? style.stale : undefined}
          aria-busy={query.isFetching}
        >
          <Loaded query={query} waiting={<Waiting rows={6} height={48} />}>
            {(answer) => <Told answer={answer} question={question} />}
          </Loaded>
        </div>
      )}
    </>
  );
}

export default function Loyalty() {
  const days = useDays();
  return (
    <Page title={words.title} lead={words.lead}>
      {days === undefined ? <Waiting rows={6} height={48} /> : <Asked days={days} />}
    </Page>
  );
}
