/** What the lists of customers and of accounts have in common: searching as one types, and what is found. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAddress } from "../data/address.ts";
import { useMay } from "../data/session.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Pages } from "../parts/Pages.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { whole } from "../words/format.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";

const shortestSearch = 2;

/** What is searched for, which stands in the address; undefined where everything is shown. */
export function useSearch(): string | undefined {
  const may = useMay();
  const [address] = useAddress();
  const said = may("see names") ? (address.get("search") ?? "").trim() : "";
  return said.length < shortestSearch ? undefined : said;
}

/** The field, or why there is none: who sees no names finds nobody by one. */
export function Search(props: { label: string; hint: string; hidden: string }) {
  const may = useMay();
  const [address, change] = useAddress();
  if (!may("see names")) return <p className={style.notice}>{props.hidden}</p>;
  return (
    <SearchField
      className={style.search!}
      shortest={{ length: shortestSearch, said: words.two }}
      clear={words.clear}
      value={(address.get("search") ?? "").trim()}
      label={props.label}
      hint={props.hint}
      onSearch={(text) => change({ search: text }, true)}
    />
  );
}

export function Found<P, T>(props: {
  query: UseInfiniteQueryResult<InfiniteData<P>>;
  of: (page: P) => readonly T[];
  search: string | undefined;
  /** Said of all that are shown where nothing is searched for. */
  all: string;
  none: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { query, of, search, all, none, children } = props;
  const { isPlaceholderData, hasNextPage } = query;
  return (
    <Pages query={query} of={of} none={none} waiting={<Waiting rows={10} height={44} />}>
      {(items) => {
        const count = whole(items.length);
        return (
          <div className={isPlaceholderData ? style.stale : undefined}>
            <p className={style.count} role="status">
              {search === undefined
                ? `${all} ${words.shown(count, hasNextPage)}.`
                : `${words.found(count, hasNextPage)}.`}
            </p>
            {children(items)}
          </div>
        );
      }}
    </Pages>
  );
}

/** Attributes that a row has room for. */
const mostAttributes = 3;

export function Stated({ stated }: { stated: readonly { label: string; shown: string }[] }) {
  if (stated.length === 0) return undefined;
  return (
    <span className={style.small}>
      {stated
        .slice(0, mostAttributes)
        .map(({ label, shown }) => `${label} ${shown}`)
        .join(" · ")}
    </span>
  );
}
