/** A field for a condition in CEL: it completes fields and keys, and says where something is wrong, before anything is asked. */
import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { RegistryType } from "#contract/registry.ts";
import { useEntries } from "../data/registry.ts";
import { comparedField, fitting, pathsOf, placeOf } from "./completion.ts";
import { words } from "./words.ts";

/** Milliseconds without a key after which what is there is judged. */
const pause = 350;
const keyed: Readonly<Record<string, RegistryType>> = {
  touchpoint: "touchpoint",
  channel: "channel",
  medium: "medium",
  stage: "stage",
  unit: "unit",
  offering: "offering",
  kind: "kind",
};

const keysOf = (entries: readonly { key: string }[] | undefined): string[] =>
  (entries ?? []).map(({ key }) => key);

async function firstProblem(text: string): Promise<string | undefined> {
  const { problemsOf } = await import("./condition.ts");
  const first = problemsOf(text)[0];
  return first && words.place(first.line, first.column, first.message);
}

export type WhereProps = {
  /** By which a form's summary finds it. */
  id?: string;
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  /** Called by Enter, and when the field is left, with a condition that can be asked; empty for none. */
  apply: (value: string) => void;
  /** What the server has found wrong, where it did. */
  error?: string | undefined;
};

export function Where({ id, label, hint, value, onChange, apply, error }: WhereProps) {
  const [settled] = useDebouncedValue(value, pause);
  const [judged, setJudged] = useState<{ text: string; problem: string | undefined }>();
  // What was found of another text says nothing of this one.
  const problem = judged?.text === value ? judged.problem : undefined;
  const [caret, setCaret] = useState(value.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const lists: Partial<Record<RegistryType, string[]>> = {
    touchpoint: keysOf(useEntries("touchpoint").data),
    channel: keysOf(useEntries("channel").data),
    medium: keysOf(useEntries("medium").data),
    stage: keysOf(useEntries("stage").data),
    unit: keysOf(useEntries("unit").data),
    offering: keysOf(useEntries("offering").data),
    kind: keysOf(useEntries("kind").data),
  };
  const measures = keysOf(useEntries("measure").data);
  const attributes = keysOf(useEntries("attribute").data);

  useEffect(() => {
    let over = false;
    const judge = async () => {
      const found = settled.trim() === "" ? undefined : await firstProblem(settled);
      if (!over) setJudged({ text: settled, problem: found });
    };
    void judge();
    return () => {
      over = true;
    };
  }, [settled]);

  async function submit() {
    const text = value.trim();
    const found = text === "" ? undefined : await firstProblem(text);
    setJudged({ text: value, problem: found });
    if (found === undefined) apply(text);
  }

  function submitByEnter(event: KeyboardEvent) {
    const choosing = combobox.dropdownOpened && found.length > 0;
    if (event.key !== "Enter" || event.shiftKey || choosing) return;
    event.preventDefault();
    void submit();
  }

  const place = placeOf(value, caret);
  const compared = place.text ? comparedField(value, place.from) : undefined;
  const choices = place.text
    ? (compared && lists[keyed[compared]!]) || []
    : pathsOf({ measures, attributes });
  const found = place.said === "" && !place.text ? [] : fitting(place.said, choices);

  function complete(choice: string) {
    const next = value.slice(0, place.from) + choice + value.slice(place.to);
    const at = place.from + choice.length;
    onChange(next);
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
      setCaret(at);
    });
  }

  return (
    <Combobox store={combobox} onOptionSubmit={complete} position="bottom-start" width={340}>
      <Combobox.EventsTarget>
        <Textarea
          ref={field}
          {...(id === undefined ? {} : { id })}
          label={label}
          description={hint}
          value={value}
          error={error ?? problem}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={10_000}
          spellCheck={false}
          styles={{
            input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: ".875rem" },
          }}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            setCaret(currentTarget.selectionStart);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          // The list takes the key for itself where it is open, and the handler of that name.
          onKeyDownCapture={submitByEnter}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => {
            combobox.closeDropdown();
            void submit();
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={words.suggestions}>
          {found.map((choice) => (
            <Combobox.Option key={choice} value={choice}>
              <code>{choice}</code>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
