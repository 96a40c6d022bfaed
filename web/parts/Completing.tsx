/** A field for CEL that completes what is being written: names, and the texts that they are compared with. */
import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { comparedField, fitting, placeOf } from "./completion.ts";
import { words } from "./words.ts";

export type CompletingProps = {
  id?: string | undefined;
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  readOnly?: boolean;
  maxLength: number;
  /** Paths that may stand there. */
  paths: () => readonly string[];
  /** Texts that a path can be compared with. */
  valuesOf: (path: string) => readonly string[];
  onChange: (value: string) => void;
  /** Enter was pressed, and nothing was being chosen; without it, Enter begins a line. */
  onEnter?: () => void;
  onLeave?: () => void;
};

export function Completing(props: CompletingProps) {
  const { id, label, hint, value, error, readOnly = false, maxLength, paths, valuesOf } = props;
  const { onChange, onEnter, onLeave } = props;
  const [caret, setCaret] = useState(value.length);
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the caret goes after what was completed. */
  const completed = useRef<number>(undefined);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const place = placeOf(value, caret);
  const compared = place.text ? comparedField(value, place.from) : undefined;
  const choices = place.text ? (compared === undefined ? [] : valuesOf(compared)) : paths();
  const found = place.said === "" && !place.text ? [] : fitting(place.said, choices);

  function complete(choice: string) {
    const next = value.slice(0, place.from) + choice + value.slice(place.to);
    combobox.closeDropdown();
    if (next === value) return;
    completed.current = place.from + choice.length;
    onChange(next);
  }

  // With the text itself, and not a frame later: who types on would have the caret put back.
  useLayoutEffect(() => {
    const at = completed.current;
    completed.current = undefined;
    if (at === undefined || at > value.length) return;
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
    setCaret(at);
  }, [value]);

  function enter(event: KeyboardEvent) {
    const isChoosing = combobox.dropdownOpened && found.length > 0;
    if (event.key !== "Enter" || event.shiftKey || isChoosing || !onEnter) return;
    event.preventDefault();
    onEnter();
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
          error={error}
          readOnly={readOnly}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={maxLength}
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
          onKeyDownCapture={enter}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => {
            combobox.closeDropdown();
            onLeave?.();
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
