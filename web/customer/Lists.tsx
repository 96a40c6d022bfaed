/** What the lists of customers and of accounts have in common: searching as one types, and what is found. */
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAddress } from "../data/address.ts";
import { useMay } from "../data/session.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Pages } from "../parts/Pages.tsx";
import { whole } from "../words/format.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";

/** Milliseconds in which nobody types on: each search is a question to the store. */
const pause = 250;
const shortestSearch = 2;

function SearchField({
  value,
  label,
  hint,
  onSearch,
}: {
  value: string;
  label: string;
  hint: string;
  onSearch: (text: string) => void;
}) {
  const [typed, type] = useState(value);
  const sent = useRef(value);
  // Going back changes the address under the field.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    type(value);
  }, [value]);
  const tell = (text: string) => {
    sent.current = text;
    onSearch(text);
  };
  const later = useDebouncedCallback(tell, pause);
  const isShort = typed.trim().length > 0 && typed.trim().length < shortestSearch;
  return (
    <TextInput
      className={style.search}
      type="search"
      label={label}
      description={isShort ? words.two : hint}
      value={typed}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        later(currentTarget.value.trim());
      }}
      onKeyDown={(event) => event.key === "Enter" && tell(typed.trim())}
      rightSection={
        typed === "" ? undefined : (
          <CloseButton
            size="sm"
            aria-label={words.clear}
            onClick={() => {
              type("");
              tell("");
            }}
          />
        )
      }
    />
  );
}

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
