/** Any measure by any dimensions, in two presses: all that is chosen stands in the address. */
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, type ReactNode } from "react";
import { Link } from "wouter";
import { useAddress } from "../../data/address.ts";
import { useEntries } from "../../data/registry.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { countIn, Fold } from "../../parts/Fold.tsx";
import { Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { useAnswer, useNewest } from "../asking.ts";
import { days } from "../Filters.tsx";
import { choicesOf, type Choice } from "../measures.ts";
import { inCondition } from "../in-condition.ts";
import { endOf, endsBefore } from "../period.ts";
import { lookOf, type Look } from "./asking.ts";
import { Answer } from "./Answer.tsx";
import style from "./explore.module.css";
import { Filters, further } from "./Filters.tsx";
import { Fields, Lists } from "./Lists.tsx";
import { useLookName } from "./named.ts";
import { usePhone } from "./phone.ts";
import { Treat, treated } from "./Treat.tsx";
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

/** What is asked, as fields; on a phone folded into a line that says it, so that the answer is in sight. */
function Asked(props: {
  look: Look;
  choices: readonly Choice[];
  isWrong: boolean;
  children: ReactNode;
}) {
  const { look, choices, isWrong, children } = props;
  const [parameters] = useAddress();
  const nameOf = useLookName();
  const isPhone = usePhone();
  const set = countIn(parameters, [days, "compare", ...treated, ...further]);
  const label = (
    <span className={style.asked}>
      <small>{words.asked}</small>
      {nameOf(look)}
    </span>
  );
  return (
    <Fold
      label={label}
      set={set}
      // Whoever comes with nothing chosen finds what to choose from.
      unfolded={!["measure", "by", "over"].some((name) => parameters.has(name))}
      open={isWrong || endsBefore(look.days)}
    >
      <Fields look={look} choices={choices} />
      {isPhone && (
        <div className={style.options}>
          <Treat look={look} />
        </div>
      )}
      {children}
    </Fold>
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
  const filters = <Filters look={look} error={wrong} />;
  return (
    <div className={style.explore}>
      {isWide && <Lists look={look} choices={choices} />}
      <div className={style.main}>
        {isWide ? (
          filters
        ) : (
          <Asked look={look} choices={choices} isWrong={wrong !== undefined}>
            {filters}
          </Asked>
        )}
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
