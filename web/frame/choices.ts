/** What the palette leads to: rooms and the pages in them, customers and accounts, and what can be done. */
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { listAccounts } from "#contract/account.ts";
import type { listCustomers } from "#contract/customer.ts";
import { call } from "../data/client.ts";
import { useMay, useMayEnter } from "../data/session.ts";
import { densities, useDensity } from "./density.ts";
import { useLeave } from "./leave.ts";
import type { Place } from "./room.ts";
import { rooms } from "./rooms.ts";
import { words } from "./words.ts";

export type Choice = { value: string; label: string; hint?: string | undefined; run: () => void };

/** Every word that was typed stands somewhere in the name, or in what it is. */
const fits = (name: string, said: string): boolean => {
  const lower = name.toLocaleLowerCase();
  return said
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
};

/** First what begins as was typed, or has just that key, then what has a word that does. */
function rank({ name, also = "" }: Place, said: string): number {
  const wanted = said.trim().toLocaleLowerCase();
  const at = ` ${name.toLocaleLowerCase()}`.indexOf(` ${wanted}`);
  return at === 0 || also.toLocaleLowerCase() === wanted ? 0 : at > 0 ? 1 : 2;
}

/** Milliseconds without a key after which customers and accounts are searched for. */
const pause = 200;
const mostFound = 6;
/** So that customers stand below them in sight. */
const mostPages = 6;

/** An id stands beside a name, and by itself where there is none. */
const named = (id: string, name: string | null) => ({
  label: name ?? id,
  hint: name === null ? undefined : id,
});

/** Whoever's name, address, number or id begins so, and the firms; nobody for who may not see names. */
function useFound(said: string, go: (path: string) => void) {
  const may = useMay();
  const [settled] = useDebouncedValue(said.trim(), pause);
  const mayFind = may("see names") && may("read customers");
  const enabled = mayFind && settled.length >= 2;
  const query = { search: settled, limit: mostFound };
  const customers = useQuery({
    queryKey: ["palette", "customers", settled],
    queryFn: ({ signal }) => call<typeof listCustomers>("GET", "/v1/customers", { query, signal }),
    enabled,
  });
  const accounts = useQuery({
    queryKey: ["palette", "accounts", settled],
    queryFn: ({ signal }) => call<typeof listAccounts>("GET", "/v1/accounts", { query, signal }),
    enabled,
  });
  const isSettled = settled === said.trim();
  const both = [customers, accounts];
  return {
    customers: (enabled && isSettled ? customers.data?.customers : undefined)?.map(
      ({ key, name, id }): Choice => ({
        value: `customer:${key}`,
        ...named(id ?? key, name ?? null),
        run: () => go(`/customers/${encodeURIComponent(key)}`),
      }),
    ),
    accounts: (enabled && isSettled ? accounts.data?.accounts : undefined)?.map(
      ({ id, name }): Choice => ({
        value: `account:${id}`,
        ...named(id, name),
        run: () => go(`/accounts/${encodeURIComponent(id)}`),
      }),
    ),
    searching:
      mayFind && said.trim().length >= 2 && (!isSettled || both.some(({ isLoading }) => isLoading)),
    failed: enabled && isSettled && both.some(({ isError }) => isError),
  };
}

/** Rooms by their names; and once something is typed, the pages in them and what is begun there. */
function usePages(said: string, go: (path: string) => void): { pages: Choice[]; begun: Choice[] } {
  const mayEnter = useMayEnter();
  const may = useMay();
  const entered = rooms.filter(({ needs }) => mayEnter(needs));
  const places = useQueries({
    queries: entered.flatMap(({ path, places: placesOf }) =>
      placesOf === undefined
        ? []
        : [
            {
              queryKey: ["palette", "places", path],
              queryFn: ({ signal }: { signal: AbortSignal }) => placesOf(signal),
              staleTime: 60_000,
            },
          ],
    ),
  }).flatMap(({ data }) => data ?? []);
  const own = entered.flatMap(({ path, name }) => (name === undefined ? [] : [{ path, name }]));
  const isAsked = said.trim() !== "";
  const choiceOf = ({ path, name, hint }: Place): Choice => ({
    value: path,
    label: name,
    hint,
    run: () => go(path),
  });
  const found = (isAsked ? [...own, ...places] : own).filter(({ name, hint, also }: Place) =>
    fits([name, hint, also].filter(Boolean).join(" "), said),
  );
  return {
    pages: found
      .filter(({ begins }: Place) => begins === undefined)
      .toSorted((a, b) => (isAsked ? rank(a, said) - rank(b, said) : 0))
      .slice(0, isAsked ? mostPages : own.length)
      .map(choiceOf),
    begun: found.filter(({ begins }: Place) => begins !== undefined && may(begins)).map(choiceOf),
  };
}

function useActions(go: (path: string) => void): Choice[] {
  const { setColorScheme } = useMantineColorScheme();
  const mayEnter = useMayEnter();
  const may = useMay();
  const { choose } = useDensity();
  const leave = useLeave();
  return [
    ...rooms
      .filter(({ action, needs }) => action !== undefined && mayEnter(needs))
      .map(({ path, action }) => ({ value: path, label: action!, run: () => go(path) })),
    ...rooms
      .flatMap(({ begins = [] }) => begins)
      .filter(({ needs }) => may(needs))
      .map(({ path, action }) => ({ value: path, label: action, run: () => go(path) })),
    ...(["light", "dark", "auto"] as const).map((scheme) => ({
      value: `scheme:${scheme}`,
      label: `${words.scheme.label}: ${words.scheme[scheme]}`,
      run: () => setColorScheme(scheme),
    })),
    ...densities.map((density) => ({
      value: `density:${density}`,
      label: `${words.density.label}: ${words.density[density]}`,
      run: () => choose(density),
    })),
    { value: "leave", label: words.signOut, run: () => void leave() },
  ];
}

export type Found = {
  groups: readonly { label: string; choices: readonly Choice[] }[];
  /** Customers and accounts are still looked for. */
  searching: boolean;
  failed: boolean;
};

export function useChoices(said: string): Found {
  const [, go] = useLocation();
  const { customers = [], accounts = [], searching, failed } = useFound(said, go);
  const { pages, begun } = usePages(said, go);
  const actions = [...begun, ...useActions(go).filter(({ label }) => fits(label, said))];
  const done = { label: words.palette.actions, choices: actions };
  const found = [
    { label: words.palette.pages, choices: pages },
    { label: words.palette.customers, choices: customers },
    { label: words.palette.accounts, choices: accounts },
  ];
  // What is called just as was typed stands before what only has the words in it: "new touchpoint" is no news.
  const isCalled = ({ label }: Choice) =>
    said.trim() !== "" && label.toLocaleLowerCase().startsWith(said.trim().toLocaleLowerCase());
  const isDone = actions.some(isCalled) && !pages.some(isCalled);
  const groups = (isDone ? [done, ...found] : [...found, done]).filter(
    ({ choices }) => choices.length > 0,
  );
  return { groups, searching, failed };
}
