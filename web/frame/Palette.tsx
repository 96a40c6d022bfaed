/** To any page, customer or action by a few letters: opened by ⌘K or Ctrl K from anywhere. */
import { Combobox, Modal, useCombobox, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import type { listCustomers } from "#contract/customer.ts";
import { call } from "../data/client.ts";
import { useMay, useMayEnter } from "../data/session.ts";
import style from "./frame.module.css";
import { useLeave } from "./leave.ts";
import { rooms } from "./rooms.ts";
import { words } from "./words.ts";

/** Every word that was typed stands somewhere in the name. */
const fits = (name: string, said: string): boolean => {
  const lower = name.toLocaleLowerCase();
  return said
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
};

/** Milliseconds without a key after which customers are searched for. */
const pause = 200;
const mostCustomers = 6;
type Choice = { value: string; label: string; hint?: string | undefined; run: () => void };

/** Whoever's name, address, number or id begins so; nobody for who may not see names. */
function useCustomers(said: string, go: (path: string) => void): Choice[] {
  const may = useMay();
  const [settled] = useDebouncedValue(said.trim(), pause);
  const enabled = settled.length >= 2 && may("see names") && may("read customers");
  const { data } = useQuery({
    queryKey: ["palette", "customers", settled],
    queryFn: ({ signal }) =>
      call<typeof listCustomers>("GET", "/v1/customers", {
        query: { search: settled, limit: mostCustomers },
        signal,
      }),
    enabled,
  });
  if (!enabled || settled !== said.trim()) return [];
  return (data?.customers ?? []).map(({ key, name, id }) => ({
    value: `customer:${key}`,
    label: name ?? id ?? key,
    hint: name === undefined || name === null ? undefined : (id ?? undefined),
    run: () => go(`/customers/${encodeURIComponent(key)}`),
  }));
}

function useActions(): Choice[] {
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  return [
    ...(["light", "dark", "auto"] as const).map((scheme) => ({
      value: `scheme:${scheme}`,
      label: `${words.scheme.label}: ${words.scheme[scheme]}`,
      run: () => setColorScheme(scheme),
    })),
    { value: "leave", label: words.signOut, run: () => void leave() },
  ];
}

function Choices({ close }: { close: () => void }) {
  const [said, say] = useState("");
  const [, go] = useLocation();
  const mayEnter = useMayEnter();
  const combobox = useCombobox({ opened: true });
  const pages = rooms
    .filter(({ name, needs }) => name !== undefined && mayEnter(needs) && fits(name, said))
    .map(({ path, name }) => ({ value: path, label: name!, run: () => go(path) }));
  const groups: { label: string; choices: Choice[] }[] = [
    { label: words.palette.pages, choices: pages },
    { label: words.palette.customers, choices: useCustomers(said, go) },
    {
      label: words.palette.actions,
      choices: useActions().filter(({ label }) => fits(label, said)),
    },
  ].filter(({ choices }) => choices.length > 0);
  function choose(value: string) {
    const choice = groups.flatMap(({ choices }) => choices).find((each) => each.value === value);
    close();
    choice?.run();
  }
  // The list would take the key to close itself alone.
  const closeByKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  return (
    <Combobox store={combobox} withinPortal={false} onOptionSubmit={choose}>
      <Combobox.EventsTarget>
        <input
          data-autofocus
          className={style.asked}
          value={said}
          maxLength={200}
          placeholder={words.palette.placeholder}
          aria-label={words.palette.title}
          onKeyDownCapture={closeByKey}
          onChange={({ currentTarget }) => {
            say(currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
      </Combobox.EventsTarget>
      {groups.length === 0 ? (
        <p role="status" className={style.none}>
          {words.palette.none(said)}
        </p>
      ) : (
        <Combobox.Options className={style.choices} aria-label={words.palette.title}>
          {groups.map(({ label, choices }) => (
            <Combobox.Group key={label} label={label}>
              {choices.map(({ value, label: name, hint }) => (
                <Combobox.Option key={value} value={value}>
                  {name}
                  {hint !== undefined && <span className={style.hint}>{hint}</span>}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      )}
    </Combobox>
  );
}

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} size="lg" yOffset="12vh" title={words.palette.title}>
      <Choices close={close} />
    </Modal>
  );
}
