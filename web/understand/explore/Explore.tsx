/** Any measure by any dimensions, in two presses: all that is chosen stands in the address. */
import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { Link } from "wouter";
import { useAddress } from "../../data/address.ts";
import { useEntries } from "../../data/registry.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { useAnswer, useNewest } from "../asking.ts";
import { choicesOf } from "../measures.ts";
import { inCondition } from "../in-condition.ts";
import { endOf } from "../period.ts";
import { lookOf } from "./asking.ts";
import { Answer } from "./Answer.tsx";
import style from "./explore.module.css";
import { Filters } from "./Filters.tsx";
import { Fields, Lists } from "./Lists.tsx";
import { words } from "./words.ts";

/** What is looked at, as the address says it; undefined until the measures and the newest signal are known. */
function useLook() {
  const [parameters] = useAddress();
  const measures = useEntries("measure");
  const newest = useNewest();
  const { timezone } = useWorkspace();
  const found = useMemo(() => {
    if (measures.data === undefined || newest.data === undefined) return undefined;
    const choices = choicesOf(measures.data);
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    return { choices, look: lookOf(parameters, { choices, end, timezone }) };
  }, [parameters, measures.data, newest.data, newest.dataUpdatedAt, timezone]);
  const again = () => Promise.all([measures, newest].map(({ refetch }) => refetch()));
  return {
    found,
    timezone,
    again,
    error: measures.error ?? newest.error,
    isEmpty: newest.data === null,
  };
}

function NoData() {
  const may = useMay();
  return (
    <Empty
      title={words.none.data}
      actions={
        may("send signals") ? <Link href="/signals/send">{words.none.send}</Link> : undefined
      }
    >
      <p>{words.none.dataLead}</p>
    </Empty>
  );
}

function Body({
  found,
  timezone,
}: {
  found: NonNullable<ReturnType<typeof useLook>["found"]>;
  timezone: string;
}) {
  const isWide = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const { look, choices } = found;
  const { error } = useAnswer(look.query, false);
  const wrong = inCondition(error);
  return (
    <div className={style.explore}>
      {isWide ? <Lists look={look} choices={choices} /> : <Fields look={look} choices={choices} />}
      <div className={style.main}>
        <Filters look={look} error={wrong} />
        <Answer look={look} choices={choices} timezone={timezone} />
      </div>
    </div>
  );
}

export default function Explore() {
  const { found, timezone, again, error, isEmpty } = useLook();
  return (
    <Page title={words.title} lead={words.lead}>
      {isEmpty ? (
        <NoData />
      ) : found ? (
        <Body found={found} timezone={timezone} />
      ) : error ? (
        <Failure error={error} again={again} />
      ) : (
        <Waiting rows={6} height={40} />
      )}
    </Page>
  );
}
