/** One way to wait, to fail, and to say that something is of before: for everything that is asked of the server. */
import { Skeleton } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { clock } from "../words/format.ts";
import { useAgeOfAll, useOwnAge } from "./age.ts";
import { Failure } from "./Failure.tsx";
import style from "./parts.module.css";
import { words } from "./words.ts";

/** Milliseconds in which most answers come: a skeleton that flashes is worse than none. */
const unseen = 150;

/** Room for what comes, of about its height, so that nothing jumps. */
export function Waiting({ rows = 4, height = 20 }: { rows?: number; height?: number }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), unseen);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={style.waiting} role="status" aria-label={words.waiting}>
      {Array.from({ length: rows }, (_, n) => (
        <Skeleton key={n} height={height} visible={shown} animate={shown} />
      ))}
    </div>
  );
}

/** What an answer and the pages of a list have in common. */
type Asked<T> = {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
  dataUpdatedAt: number;
};

function Stale({ at }: { at: number }) {
  return (
    <p className={style.stale} role="status">
      {words.stale(clock(at))}
    </p>
  );
}

/** The age of all that a page shows, where it is one. */
export function PageAge() {
  const at = useAgeOfAll();
  return at !== undefined && <Stale at={at} />;
}

/** What was asked for, once it is there. What is shown while a newer answer fails says how old it is. */
export function Loaded<T>({
  query,
  children,
  waiting,
}: {
  query: Asked<T>;
  children: (data: T) => ReactNode;
  waiting?: ReactNode;
}) {
  const { data, error, refetch, dataUpdatedAt } = query;
  const isThere = data !== undefined;
  const saysAge = useOwnAge(isThere ? dataUpdatedAt : 0, isThere && error !== null);
  if (data === undefined)
    return error ? <Failure error={error} again={() => refetch()} /> : (waiting ?? <Waiting />);
  return (
    <>
      {saysAge && <Stale at={dataUpdatedAt} />}
      {children(data)}
    </>
  );
}
