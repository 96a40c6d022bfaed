/** To any page or action by a few letters: opened by ⌘K or Ctrl K from anywhere. */
import { Combobox, Modal, useCombobox } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useMayEnter } from "../data/session.ts";
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

function Choices({ close }: { close: () => void }) {
  const [said, say] = useState("");
  const [, go] = useLocation();
  const mayEnter = useMayEnter();
  const combobox = useCombobox({ opened: true });
  const found = rooms.filter(({ name, needs }) => name && mayEnter(needs) && fits(name, said));
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(path) => {
        close();
        go(path);
      }}
    >
      <Combobox.EventsTarget>
        <input
          data-autofocus
          value={said}
          maxLength={200}
          placeholder={words.palette.placeholder}
          aria-label={words.palette.title}
          // The list would take the key to close itself alone.
          onKeyDownCapture={(event) => event.key === "Escape" && close()}
          onChange={({ currentTarget }) => {
            say(currentTarget.value);
            combobox.selectFirstOption();
          }}
          style={{
            width: "100%",
            padding: ".65rem .8rem",
            font: "inherit",
            border: "1px solid var(--mantine-color-default-border)",
            borderRadius: 7,
            background: "var(--mantine-color-body)",
            color: "inherit",
          }}
        />
      </Combobox.EventsTarget>
      {found.length === 0 ? (
        <p role="status" style={{ marginTop: ".75rem" }}>
          {words.palette.none(said)}
        </p>
      ) : (
        <Combobox.Options
          mt="sm"
          mah={360}
          style={{ overflowY: "auto" }}
          aria-label={words.palette.pages}
        >
          {found.map(({ path, name }) => (
            <Combobox.Option key={path} value={path}>
              {name}
            </Combobox.Option>
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
