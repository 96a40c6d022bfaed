/** A list that comes in pages: it waits, fails, says that there is nothing, and goes on by a press. */
import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { messageOf } from "./Failure.tsx";
import { Loaded } from "./Loaded.tsx";
import style from "./parts.module.css";
import { words } from "./words.ts";

/** The next page. Where it fails what is there stays. */
function More({ query }: { query: UseInfiniteQueryResult }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query;
  if (!hasNextPage) return undefined;
  return (
    <div className={style.more}>
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {words.more}
      </Button>
      {isFetchNextPageError && <p role="alert">{messageOf(error)}</p>}
    </div>
  );
}

export function Pages<P, T>(props: {
  query: UseInfiniteQueryResult<InfiniteData<P>>;
  /** What a page holds. */
  of: (page: P) => readonly T[];
  /** What stands where there is nothing. */
  none: ReactNode;
  waiting?: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { query, of, none, waiting, children } = props;
  return (
    <Loaded query={query} waiting={waiting}>
      {({ pages }) => {
        const items = pages.flatMap(of);
        if (items.length === 0) return none;
        return (
          <>
            {children(items)}
            <More query={query} />
          </>
        );
      }}
    </Loaded>
  );
}
