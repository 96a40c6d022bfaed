/** The fields of settings: small, one below the other, each a step of undo. */
import { NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useId, useRef } from "react";
import type { Texts } from "#contract/survey-parts.ts";
import { useEntries, labelOf } from "../data/registry.ts";
import { useBuilding } from "./building.ts";
import { PipeMenu } from "./PipeMenu.tsx";
import { words } from "./settings-words.ts";
import style from "./settings.module.css";

/** With a text changed; without it where nothing is left of it. */
export function withText(texts: Texts | undefined, language: string, text: string): Texts {
  const { [language]: _, ...others } = texts ?? {};
  return text === "" ? others : { ...others, [language]: text };
}
export const orGone = (texts: Texts): Texts | undefined =>
  Object.keys(texts).length === 0 ? undefined : texts;

export function TextsField(props: {
  label: string;
  hint?: string;
  id?: string;
  value: Texts | undefined;
  onChange: (texts: Texts) => void;
  most?: number;
  lines?: boolean;
}) {
  const { label, hint, id, value, onChange, most = 2_000, lines = true } = props;
  const { language, draft, readOnly } = useBuilding();
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (text: string) => onChange(withText(value, language, text));
  const source = draft.languages[0]!;
  const missing = language !== source && !value?.[language] ? value?.[source] : undefined;
  const common = {
    label,
    ...(id === undefined ? {} : { id }),
    ...(hint === undefined ? {} : { description: hint }),
    readOnly,
    value: value?.[language] ?? "",
    maxLength: most,
    lang: language,
    dir: "auto" as const,
    ...(missing === undefined ? {} : { placeholder: words.missing(missing) }),
  };
  return lines ? (
    <Textarea
      {...common}
      ref={field}
      autosize
      minRows={1}
      maxRows={10}
      {...(!readOnly && {
        rightSection: <PipeMenu label={label} field={field} most={most} onChange={write} />,
      })}
      onChange={({ currentTarget }) => write(currentTarget.value)}
    />
  ) : (
    <TextInput {...common} onChange={({ currentTarget }) => write(currentTarget.value)} />
  );
}

export function ChoiceField<V extends string>(props: {
  label: string;
  hint?: string;
  value: V;
  choices: readonly (readonly [V, string])[];
  onChange: (value: V) => void;
}) {
  const { label, hint, value, choices, onChange } = props;
  const { readOnly } = useBuilding();
  return (
    <NativeSelect
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      disabled={readOnly}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value as V)}
      data={choices.map(([of, name]) => ({ value: of, label: name }))}
    />
  );
}

/** The choices of a catalogue, in its order. */
export const choicesOf = <V extends string>(names: Readonly<Record<V, string>>) =>
  Object.entries(names) as [V, string][];

export function NumberField(props: {
  label: string;
  value: number | undefined;
  min: number;
  max: number;
  decimals?: number;
  /** It can be left empty. */
  optional?: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const { label, value, min, max, decimals = 0, optional, onChange } = props;
  const { readOnly } = useBuilding();
  return (
    <NumberInput
      label={label}
      readOnly={readOnly}
      value={value ?? ""}
      min={min}
      max={max}
      clampBehavior="strict"
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      hideControls
      onChange={(next) => {
        if (typeof next === "number" && next >= min && next <= max) onChange(next);
        else if (next === "" && optional) onChange(undefined);
      }}
    />
  );
}

export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, checked, onChange } = props;
  const { readOnly } = useBuilding();
  const id = useId();
  return (
    <div className={style.check}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={readOnly}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

/** A measure of the registry under which numbers count; those of another scale are refused by the linter. */
export function MeasureField(props: {
  value: string | undefined;
  /** It must be one. */
  wanted?: boolean;
  onChange: (measure: string | undefined) => void;
}) {
  const { value, wanted, onChange } = props;
  const { data } = useEntries("measure");
  const known = (data ?? []).map((entry) => [entry.key, labelOf(entry)] as const);
  const all =
    known.some(([key]) => key === value) || !value ? known : [[value, value] as const, ...known];
  return (
    <ChoiceField
      label={words.measure}
      value={value ?? ""}
      choices={[...(wanted ? [] : [["", words.measureNone] as const]), ...all]}
      onChange={(key) => onChange(key === "" ? undefined : key)}
    />
  );
}
