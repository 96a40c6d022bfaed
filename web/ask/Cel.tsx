/** A field for CEL over a survey: it completes names, and says where something is wrong while it is typed. */
import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useRef, useState } from "react";
import { check } from "#expression/check.ts";
import { parse } from "#expression/parse.ts";
import { namesOf } from "#questions/lint/names.ts";
import { comparedField, fitting, placeOf } from "../parts/completion.ts";
import { useBuilding } from "./building.ts";
import { celPath } from "./sentence.ts";
import type { Subject } from "./subjects.ts";
import { words } from "./condition-words.ts";

export function Cel(props: {
  label: string;
  value: string;
  subjects: readonly Subject[];
  /** A value may be of any type. */
  condition?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, subjects, condition = true, onChange } = props;
  const { draft, readOnly } = useBuilding();
  const [caret, setCaret] = useState(value.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const place = placeOf(value, caret);
  const compared = place.text ? comparedField(value, place.from) : undefined;
  const choices = place.text
    ? (subjects.find(({ path }) => celPath(path) === compared)?.values ?? []).map((each) =>
        String(each.value),
      )
    : subjects.map(({ path }) => celPath(path));
  const found = place.said === "" && !place.text ? [] : fitting(place.said, choices);
  const parsed = parse(value);
  const [problem] = parsed.ok
    ? check(parsed, namesOf(draft).schema, { condition })
    : parsed.problems;
  const error =
    value.trim() === "" || problem === undefined
      ? undefined
      : words.at(String(problem.column), problem.message);

  function complete(choice: string) {
    const at = place.from + choice.length;
    onChange(value.slice(0, place.from) + choice + value.slice(place.to));
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
      setCaret(at);
    });
  }
  return (
    <Combobox store={combobox} onOptionSubmit={complete} position="bottom-start" width={300}>
      <Combobox.EventsTarget>
        <Textarea
          ref={field}
          label={label}
          description={words.celHint}
          value={value}
          error={error}
          readOnly={readOnly}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={2_000}
          spellCheck={false}
          styles={{
            input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: ".84rem" },
          }}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            setCaret(currentTarget.selectionStart);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.EventsTarget>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={words.fits}>
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
