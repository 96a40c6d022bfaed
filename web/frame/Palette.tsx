/** To any page, customer, account or action by a few letters: opened by ⌘K or Ctrl K from anywhere. */
import { Combobox, Modal, useCombobox } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useChoices, type Choice } from "./choices.ts";
import style from "./frame.module.css";
import { words } from "./words.ts";

function Group({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <Combobox.Group label={label}>
      {choices.map(({ value, label: name, hint }) => (
        <Combobox.Option key={value} value={value}>
          {name}
          {hint !== undefined && <span className={style.hint}>{hint}</span>}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
}

function Choices({ close }: { close: () => void }) {
  const [said, say] = useState("");
  const combobox = useCombobox({ opened: true });
  const { groups, searching, failed } = useChoices(said);
  const choices = groups.flatMap((group) => group.choices);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const list = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const { selectFirstOption, updateSelectedOptionIndex } = combobox;
  // What is found comes after the keys, above what is there: the first is chosen by then, or what was gone to.
  useEffect(() => {
    const options = [...(list.current?.querySelectorAll("[data-combobox-option]") ?? [])];
    const at = options.findIndex((option) => option.hasAttribute("data-combobox-selected"));
    if (hasMoved.current && at !== -1) updateSelectedOptionIndex(at);
    else selectFirstOption();
  });
  function choose(value: string) {
    close();
    choices.find((each) => each.value === value)?.run();
  }
  function onKey({ key }: KeyboardEvent) {
    if (key === "ArrowDown" || key === "ArrowUp") hasMoved.current = true;
    // The list would take the key to close itself alone.
    if (key === "Escape") close();
  }
  // Nothing is said to be nowhere while it is still looked for.
  const told = searching
    ? words.palette.searching
    : failed
      ? words.palette.failed
      : choices.length === 0
        ? words.palette.none(said)
        : undefined;
  return (
    <Combobox store={combobox} withinPortal={false} onOptionSubmit={choose}>
      <Combobox.EventsTarget>
        <input
          ref={field}
          data-autofocus
          className={style.asked}
          value={said}
          maxLength={200}
          placeholder={words.palette.placeholder}
          aria-label={words.palette.title}
          onKeyDownCapture={onKey}
          onChange={({ currentTarget }) => {
            say(currentTarget.value);
            hasMoved.current = false;
          }}
        />
      </Combobox.EventsTarget>
      {choices.length > 0 && (
        <Combobox.Options ref={list} className={style.choices} aria-label={words.palette.title}>
          {groups.map((group) => (
            <Group key={group.label} {...group} />
          ))}
        </Combobox.Options>
      )}
      <p role="status" className={style.none}>
        {told}
      </p>
    </Combobox>
  );
}

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    // At once: what is typed right after the keys would go past it.
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      yOffset="12vh"
      title={words.palette.title}
      transitionProps={{ duration: 0 }}
    >
      <Choices close={close} />
    </Modal>
  );
}
