/** What lists of customers and of accounts have in common: searching as one types, and going on. */
import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { messageOf } from "../parts/Failure.tsx";
import { words as parts } from "../parts/words.ts";
import style from "./customer.module.css";
import { words } from "./list-words.ts";

/** Milliseconds in which nobody types on: each search is a question to the store. */
const pause = 250;
export const shortestSearch = 2;

export function SearchField({
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

/** The next page of a list, by a press. Where it fails what is there stays. */
export function More({ query }: { query: UseInfiniteQueryResult }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query;
  if (!hasNextPage) return undefined;
  return (
    <div className={style.more}>
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {parts.more}
      </Button>
      {isFetchNextPageError && <p role="alert">{messageOf(error)}</p>}
    </div>
  );
}
