/** Everything that came in, newest first: as much of it as is looked at, in rows made when they are seen. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { listSignals } from "#contract/listen.ts";
import { useAddress } from "../data/address.ts";
import { call, type Answer } from "../data/client.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Failure } from "../parts/Failure.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { whole } from "../words/format.ts";
import { Demo } from "./Demo.tsx";
import { Filters } from "./Filters.tsx";
import style from "./signals.module.css";
import { askedFor, endsBefore, filterOf, type Filter, type Shown } from "./signal.ts";
import { SignalRow } from "./SignalRow.tsx";
import { words } from "./words.ts";

const say = words.signals;
/** Signals of a page, and how near the end of what is there the next one is asked for. */
const pageSize = 100;
const ahead = 40;
/** Milliseconds that a list is kept for whoever looks at one of its signals and comes back. */
const keptFor = 120_000;
/** Height of a row before it is measured, in px. */
const guess = 92;

/** How far down somebody was in a list, by its filters; and whether they are coming back to it. */
const places = new Map<string, number>();
let isComingBack = false;
addEventListener("popstate", () => {
  isComingBack = true;
  setTimeout(() => (isComingBack = false), 1_000);
});

type Pages = InfiniteData<Answer<typeof listSignals>>;

function useSignals(filter: Filter) {
  const asked = askedFor(filter);
  return useInfiniteQuery({
    queryKey: ["signals", asked],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSignals>("GET", "/v1/signals", {
        query: { ...asked, with: "names", limit: pageSize, cursor: pageParam },
        signal,
      } as Parameters<typeof call<typeof listSignals>>[2]),
    enabled: !endsBefore(filter),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // What has been scrolled through, hundreds of pages perhaps, is read again only by whoever comes
    // back after a while; and comparing a hundred thousand rows with themselves would be felt.
    staleTime: Infinity,
    gcTime: keptFor,
    structuralSharing: false,
  });
}

const rowsOf = (data: Pages): Shown[] =>
  data.pages.flatMap(({ signals }) => signals as unknown as Shown[]);

type RowsProps = { rows: Shown[]; place: string; atEnd: boolean; onEnd: () => void };

function Rows({ rows, place, atEnd, onEnd }: RowsProps) {
  const { timezone } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const [before] = useState(() => (isComingBack ? (places.get(place) ?? 0) : 0));
  useEffect(() => {
    // After the frame has gone to the top, as for any other room.
    if (before > 0) requestAnimationFrame(() => scrollTo({ top: before }));
  }, [before]);
  const [top, setTop] = useState(0);
  // What stands above the list grows and shrinks: a filter's error, a wrapped line.
  useLayoutEffect(() => {
    const { top: seen = 0 } = list.current?.getBoundingClientRect() ?? {};
    setTop(Math.round(seen + scrollY));
  }, [rows]);
  // The compiler leaves this component alone, which is what its rows need.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => guess,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => rows[index]!.id,
  });
  const offset = Math.round(virtual.scrollOffset ?? 0);
  useEffect(() => void places.set(place, offset), [place, offset]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!atEnd && last >= rows.length - ahead) onEnd();
  }, [last, rows.length, atEnd, onEnd]);
  return (
    <ul
      ref={list}
      className={style.list}
      aria-label={say.list}
      style={{ height: virtual.getTotalSize() }}
    >
      {shown.map(({ index, key, start }) => (
        <li
          key={String(key)}
          ref={virtual.measureElement}
          data-index={index}
          aria-posinset={index + 1}
          aria-setsize={atEnd ? rows.length : -1}
          style={{ transform: `translateY(${start - top}px)` }}
        >
          <SignalRow signal={rows[index]!} timezone={timezone} />
        </li>
      ))}
    </ul>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const may = useMay();
  if (isFiltered)
    return (
      <Empty title={say.none}>
        <p>{say.noneLead}</p>
      </Empty>
    );
  const ways = may("send signals") && (
    <>
      <Button component={Link} href="/imports/new">
        {say.import}
      </Button>
      <Button component={Link} href="/signals/send" variant="default">
        {say.send}
      </Button>
    </>
  );
  return (
    <div className={style.ways}>
      <Empty title={say.empty} actions={ways}>
        <p>{say.emptyLead}</p>
      </Empty>
      <Demo />
    </div>
  );
}

export default function Signals() {
  const [address, change] = useAddress();
  const may = useMay();
  const filter = filterOf(address);
  const query = useSignals(filter);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const rows = useMemo(() => (data ? rowsOf(data) : []), [data]);
  const onEnd = useMemo(
    () => () => {
      if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, error, fetchNextPage],
  );
  const place = JSON.stringify(filter);
  const isFiltered = Object.values(filter).some((value) => value !== "" && value !== false);
  const actions = may("send signals") && (
    <>
      <Button component={Link} href="/signals/send" variant="default">
        {say.send}
      </Button>
      <Button component={Link} href="/imports/new" variant="default">
        {say.import}
      </Button>
    </>
  );
  const hasRows = rows.length > 0;
  return (
    <Page title={say.title} lead={say.lead} actions={actions}>
      <Filters filter={filter} change={change} />
      {!data && !error && !endsBefore(filter) && <Waiting rows={8} height={64} />}
      {data && !hasRows && <Nothing isFiltered={isFiltered} />}
      {hasRows && <Rows key={place} place={place} rows={rows} atEnd={!hasNextPage} onEnd={onEnd} />}
      {error && <Failure error={error} again={() => (data ? fetchNextPage() : refetch())} />}
      {hasRows && !error && (
        <p className={style.end} role="status">
          {hasNextPage ? say.loaded(whole(rows.length)) : say.all(whole(rows.length))}
        </p>
      )}
    </Page>
  );
}
