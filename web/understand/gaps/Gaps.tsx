/** Where experience falls short: by what it is held against, widest for most customers first. */
import { Button, NativeSelect, Select } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import { gapOrders, type GapsAnswer, type GapsInput } from "#contract/gaps.ts";
import { oneOf, useAddress } from "../../data/address.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { countIn } from "../../parts/Fold.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Check } from "../../parts/native.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { useNewest } from "../asking.ts";
import { inCondition } from "../in-condition.ts";
import { useDimensionsWith } from "../dimensions.ts";
import { FilterBar } from "../FilterBar.tsx";
import { days, Period, Touchpoint } from "../Filters.tsx";
import overview from "../overview.module.css";
import { daysOf, endOf, endsBefore, type Days } from "../period.ts";
import { useGaps } from "./asking.ts";
import { Earlier } from "./Earlier.tsx";
import { Importance } from "./Importance.tsx";
import { Source } from "./Source.tsx";
import { words } from "./words.ts";

/** Dimensions of which a signal may have several values, or by which gaps stand anyway. */
const undivided = new Set(["touchpoint", "journey", "segment"]);

type Look = { days: Days; end: string; question: GapsInput };

/** What is looked at, as the address says it; undefined until it is known when the newest signal occurred. */
function useLook(): { look: Look | undefined; newest: ReturnType<typeof useNewest> } {
  const [parameters] = useAddress();
  const { timezone } = useWorkspace();
  const newest = useNewest();
  const look = useMemo(() => {
    if (newest.data === undefined) return undefined;
    const end = endOf(newest.data ?? undefined, newest.dataUpdatedAt, timezone);
    const days = daysOf(parameters, end);
    const { from, to } = days;
    const touchpoint = parameters.get("touchpoint");
    const own = parameters.get("where");
    const where = [
      ...(touchpoint ? [`touchpoint == ${JSON.stringify(touchpoint)}`] : []),
      ...(own ? [touchpoint ? `(${own}\n)` : own] : []),
    ].join(" && ");
    const by = parameters.get("by");
    const question: GapsInput = {
      timezone,
      interval: "month",
      order: oneOf(parameters.get("order"), gapOrders),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(where === "" ? {} : { where }),
      ...(by ? { by } : {}),
    };
    return { days, end, question };
  }, [parameters, newest.data, newest.dataUpdatedAt, timezone]);
  return { look, newest };
}

function Filters({ look, error }: { look: Look; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const dimensions = useDimensionsWith(parameters.get("by")).map((each) =>
    "items" in each
      ? { ...each, items: each.items.filter(({ value }) => !undivided.has(value)) }
      : each,
  );
  return (
    <FilterBar
      label={words.title}
      set={countIn(parameters, [days, "touchpoint", "by", "order", "short", "where"])}
      condition={{
        where: parameters.get("where") ?? undefined,
        error,
      }}
    >
      <Period view={look} />
      <Touchpoint />
      <Select
        label={words.by}
        placeholder={words.undivided}
        value={parameters.get("by")}
        data={dimensions}
        onChange={(key) => change({ by: key ?? undefined })}
        searchable
        clearable
        maxDropdownHeight={320}
      />
      <NativeSelect
        label={words.order}
        value={oneOf(parameters.get("order"), gapOrders)}
        data={gapOrders.map((value) => ({ value, label: words.orders[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ order: value === gapOrders[0] ? undefined : value }, true)
        }
      />
      <Check
        label={words.shortOnly}
        checked={parameters.has("short")}
        change={(checked) => change({ short: checked ? "1" : undefined }, true)}
      />
    </FilterBar>
  );
}

function Nothing({ question }: { question: GapsInput }) {
  const may = useMay();
  const [, change] = useAddress();
  const isEmpty = useNewest().data === null;
  const isPart = !isEmpty && (question.where !== undefined || question.from !== undefined);
  return (
    <Empty
      title={words.none.title}
      actions={
        <>
          {isPart && (
            <Button
              variant="default"
              onClick={() =>
                change({
                  span: "all",
                  from: undefined,
                  to: undefined,
                  where: undefined,
                  touchpoint: undefined,
                })
              }
            >
              {words.none.all}
            </Button>
          )}
          {may("change the registry") && (
            <>
              <Link href="/registry/promise">{words.none.promises}</Link>
              <Link href="/registry/benchmark">{words.none.benchmarks}</Link>
            </>
          )}
        </>
      }
    >
      <p>{words.none.lead}</p>
    </Empty>
  );
}

function Answered({ answer, question }: { answer: GapsAnswer; question: GapsInput }) {
  const [parameters] = useAddress();
  const found = answer.sources.filter(({ rows }) => rows.length > 0);
  if (found.length === 0) return <Nothing question={question} />;
  const aspects = [
    ...new Set(
      found.flatMap(({ rows }) =>
        rows.flatMap(({ aspect, touchpoint }) => (aspect && touchpoint === null ? [aspect] : [])),
      ),
    ),
  ];
  return (
    <>
      {found.map((each) => (
        <Source
          key={each.source}
          found={each}
          question={question}
          shortOnly={parameters.has("short")}
        />
      ))}
      <Earlier question={question} />
      <Importance question={question} aspects={aspects} />
    </>
  );
}

export default function Gaps() {
  const { look, newest } = useLook();
  const backwards = look !== undefined && endsBefore(look.days);
  const query = useGaps(look?.question ?? {}, look !== undefined && !backwards);
  const wrong = inCondition(query.error);
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
              <Loaded query={query} waiting={<Waiting rows={6} height={40} />}>
                {(answer) => <Answered answer={answer} question={look.question} />}
              </Loaded>
            </div>
          )}
        </>
      )}
    </Page>
  );
}
