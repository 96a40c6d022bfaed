/** Where accounts of a type stand: their groups, what moved, the picture, and the table that sorts and filters. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery, keepPreviousData } from "@tanstack/react-query";
import { useAddress } from "../data/address.ts";
import { useWorkspace } from "../data/session.ts";
import { AsOf } from "../parts/AsOf.tsx";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { standing as say } from "../parts/standing-words.ts";
import { whole } from "../words/format.ts";
import { None } from "./AllAccounts.tsx";
import { Lines } from "./Lines.tsx";
import { Search, useSearch } from "./Lists.tsx";
import { Groups, News } from "./PlacedGroups.tsx";
import { PlacedPicture } from "./PlacedPicture.tsx";
import { PlacedTable } from "./PlacedTable.tsx";
import { PlacedTake } from "./PlacedTake.tsx";
import {
  askedAt,
  listId,
  askPlaced,
  mostDrawn,
  sorts,
  useChosen,
  useDrawn,
  useReadings,
  type Asked,
  type Type,
} from "./placed.ts";
import style from "./placed.module.css";
import { words } from "./placed-words.ts";
import { words as list } from "./list-words.ts";
import { words as common } from "./words.ts";

function Readings({ at, against }: { at: string; against: string }) {
  const [, change] = useAddress();
  const field = (name: "at" | "against", value: string, label: string) => (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={name === "against" && against >= at ? words.backwards : undefined}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value }, true)}
    />
  );
  return (
    <>
      {field("at", at, words.at)}
      {field("against", against, words.against)}
    </>
  );
}

function Filters() {
  const [, change] = useAddress();
  const { placement, flag, moved, sort } = useChosen();
  const choice = (
    name: string,
    label: string,
    value: string | undefined,
    labels: Record<string, string>,
  ) => (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[
        { value: "", label: words.any },
        ...Object.entries(labels).map(([key, text]) => ({ value: key, label: text })),
      ]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <div className={style.filters} role="search" aria-label={words.filters}>
      {choice("placement", words.placement, placement, say.placements)}
      {choice("moved", words.moved, moved, say.moves)}
      {choice("flag", words.flag, flag, { urgent: words.urgent, ...say.flags })}
      <NativeSelect
        label={words.sort}
        value={sort}
        data={sorts.map((value) => ({ value, label: words.sorts[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ sort: value === "revenue" ? undefined : value })
        }
      />
    </div>
  );
}

function Listed({ asked, currency }: { asked: Asked; currency: string }) {
  const query = useInfiniteQuery({
    queryKey: ["accounts", "placed", asked],
    queryFn: ({ pageParam, signal }) =>
      askPlaced({ ...asked, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Pages
      query={query}
      of={(page) => page.accounts}
      none={<Empty title={words.noneFits} />}
      waiting={<Waiting rows={10} height={44} />}
    >
      {(accounts) => (
        <>
          <p className={style.count} role="status">
            {list.found(whole(accounts.length), query.hasNextPage)}
          </p>
          <PlacedTable accounts={accounts} currency={currency} />
        </>
      )}
    </Pages>
  );
}

/** There are none of the type; there may be others. */
function NoneOfType({ type }: { type: Type }) {
  const any = useQuery({
    queryKey: ["accounts", "any", type],
    queryFn: ({ signal }) =>
      askPlaced(
        {
          placed: "true",
          type: type === "business" ? "household" : "business",
          at: "2000-01-01",
          against: "1999-01-01",
          timezone: "UTC",
          limit: 1,
        },
        signal,
      ),
  });
  return (
    <Loaded query={any}>
      {({ accounts }) => (accounts.length === 0 ? <None /> : <Empty title={words.noneOf[type]} />)}
    </Loaded>
  );
}

export function Placed({ type }: { type: Type }) {
  const { timezone, currency } = useWorkspace();
  const readings = useReadings();
  if (readings === undefined) return <Waiting rows={10} height={44} />;
  return <PlacedAt type={type} readings={readings} timezone={timezone} currency={currency} />;
}

function PlacedAt({
  type,
  readings,
  timezone,
  currency,
}: {
  type: Type;
  readings: { at: string; against: string };
  timezone: string;
  currency: string;
}) {
  const search = useSearch();
  const chosen = useChosen();
  const all: Asked = { placed: "true", type, timezone, ...askedAt(readings) };
  const asked = { ...all, ...chosen, search };
  const query = useDrawn(all);
  return (
    <>
      <div className={style.filters}>
        <Readings {...readings} />
      </div>
      <Loaded query={query} waiting={<Waiting rows={8} height={44} />}>
        {({ placements, accounts, kept }) => {
          if (!placements || placements.accounts === 0) return <NoneOfType type={type} />;
          return (
            <>
              <AsOf kept={kept} />
              {placements.part && <p className={style.note}>{say.part}</p>}
              <Groups summary={placements} />
              <News summary={placements} />
              <section className={style.section}>
                <h2>{words.picture}</h2>
                <PlacedPicture accounts={accounts} summary={placements} />
                <p className={style.note}>
                  {words.drawn(
                    whole(accounts.filter(({ standing }) => standing.score !== null).length),
                    placements.accounts > mostDrawn,
                  )}
                </p>
              </section>
              <section className={style.section}>
                <h2 id={listId}>{words.table}</h2>
                <PlacedTake asked={asked} />
                <Filters />
                <Search
                  label={list.searchAccounts}
                  hint={words.searchHint}
                  hidden={common.accountNamesHidden}
                />
                <Listed asked={asked} currency={currency} />
              </section>
              <Lines />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
