/** Where signals came from in bulk: every import with its counts. */
import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ImportRecord, listImports } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { Failure } from "../parts/Failure.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import parts from "../parts/parts.module.css";
import { words as common } from "../parts/words.ts";
import { moment, whole } from "../words/format.ts";
import { Demo } from "./Demo.tsx";
import { words } from "./imports-words.ts";
import style from "./imports.module.css";

const say = words.list;
const everyMs = 3_000;
const isMoving = ({ status, waiting }: ImportRecord) => status !== "complete" || waiting > 0;
const numbers = ["accepted", "duplicate", "rejected", "held"] as const;

function Row({ record }: { record: ImportRecord }) {
  const { timezone } = useWorkspace();
  return (
    <tr>
      <th scope="row">
        <Anchor component={Link} inherit href={`/imports/${record.id}`}>
          {record.name}
        </Anchor>
      </th>
      <td>{say.statuses[record.status]}</td>
      {numbers.map((name) => (
        <td key={name} className={parts.right}>
          {whole(record[name])}
        </td>
      ))}
      <td>
        <time dateTime={record.updatedAt}>{moment(record.updatedAt, timezone)}</time>
      </td>
    </tr>
  );
}

export default function Imports() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ["imports", "all"],
      queryFn: ({ pageParam, signal }) =>
        call<typeof listImports>("GET", "/v1/imports", {
          query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          signal,
        }),
      // What is being sent or removed changes by itself.
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ imports }) => imports.some(isMoving)) ? everyMs : false,
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    },
  );
  const records = data?.pages.flatMap(({ imports }) => imports) ?? [];
  const begin = (
    <Button component={Link} href="/imports/new">
      {say.begin}
    </Button>
  );
  const isEmpty = data !== undefined && records.length === 0;
  const hasDemo = records.some(({ name }) => name === "demo");
  return (
    <Page title={say.title} lead={say.lead} actions={!isEmpty && begin}>
      {!data && (error ? <Failure error={error} again={() => refetch()} /> : <Waiting rows={5} />)}
      {records.length > 0 && (
        <div className={parts.scroll} tabIndex={0} role="region" aria-label={say.of}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say.columns.name}</th>
                <th scope="col">{say.columns.status}</th>
                {numbers.map((name) => (
                  <th key={name} scope="col" className={parts.right}>
                    {say.columns[name]}
                  </th>
                ))}
                <th scope="col">{say.columns.updated}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <Row key={record.id} record={record} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={style.ways}>
        {isEmpty && (
          <Empty title={say.none} actions={begin}>
            <p>{say.noneLead}</p>
          </Empty>
        )}
        {(isEmpty || hasDemo) && <Demo />}
      </div>
      {hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {common.more}
        </Button>
      )}
    </Page>
  );
}
