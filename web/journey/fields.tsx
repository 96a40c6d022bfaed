/** The fields of a definition: each reads and writes one path of the draft, and shows what is wrong there. */
import { Autocomplete, Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { createContext, useContext } from "react";
import type { RegistryType } from "#contract/registry.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import type { Sending } from "../parts/form.tsx";
import { listOf } from "../words/format.ts";
import { valueAt, type Draft } from "./draft.ts";
import { words as entryWords } from "./entry-words.ts";
import { words } from "./form-words.ts";
import style from "./journey.module.css";
import { useMemberAddresses } from "./members.ts";

export type Editing = {
  draft: Draft;
  set: (path: string, value: unknown) => void;
  field: Sending["field"];
  /** Whoever may not change it reads it in the same places. */
  readOnly: boolean;
};
const Context = createContext<Editing | undefined>(undefined);
export const EditingProvider = Context.Provider;

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (!editing) throw new Error("A field of a definition stands in a form.");
  return editing;
}

export type FieldProps = { path: string; label: string; hint?: string };

function useField({ path, label, hint }: FieldProps) {
  const { draft, set, field, readOnly } = useEditing();
  return {
    value: valueAt(draft, path),
    set: (value: unknown) => set(path, value),
    props: {
      ...field(path),
      label,
      ...(hint === undefined ? {} : { description: hint }),
      readOnly,
    },
  };
}

const orGone = (text: string) => (text === "" ? undefined : text);

export function TextField({ most = 2_000, ...of }: FieldProps & { most?: number }) {
  const { value, set, props } = useField(of);
  return (
    <TextInput
      {...props}
      value={String(value ?? "")}
      maxLength={most}
      onChange={({ currentTarget }) => set(orGone(currentTarget.value))}
    />
  );
}

export function DayField(of: FieldProps) {
  const { value, set, props } = useField(of);
  return (
    <TextInput
      {...props}
      type="date"
      value={String(value ?? "")}
      onChange={({ currentTarget }) => set(orGone(currentTarget.value))}
    />
  );
}

export function NumberField({
  disabled = false,
  times = 1,
  ...of
}: FieldProps & {
  disabled?: boolean;
  /** Shown so many times larger than it is kept. */ times?: number;
}) {
  const { value, set, props } = useField(of);
  // 0.95 × 100 is 95.00000000000001 in no case that anybody would type.
  const shown = typeof value === "number" ? Number((value * times).toPrecision(12)) : "";
  return (
    <NumberInput
      {...props}
      disabled={disabled}
      value={shown}
      hideControls
      onChange={(now) =>
        set(typeof now === "number" ? Number((now / times).toPrecision(12)) : undefined)
      }
    />
  );
}

export function CheckField({ disabled = false, ...of }: FieldProps & { disabled?: boolean }) {
  const { value, set, props } = useField(of);
  const { readOnly, ...rest } = props;
  return (
    <Checkbox
      {...rest}
      disabled={disabled || readOnly}
      checked={value === true}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
    />
  );
}

export function ChoiceField<C extends string>({
  choices,
  disabled = false,
  optional = false,
  ...of
}: FieldProps & {
  choices: Readonly<Record<C, string>>;
  disabled?: boolean;
  optional?: boolean;
}) {
  const { value, set, props } = useField(of);
  return (
    <Select
      {...props}
      disabled={disabled}
      data={(Object.entries(choices) as [C, string][]).map(([each, label]) => ({
        value: each,
        label,
      }))}
      value={typeof value === "string" ? value : null}
      onChange={(now) => set(now ?? undefined)}
      clearable={optional}
      allowDeselect={false}
    />
  );
}

/** One key of another type, by its label; what is out of use is offered where it is held alone. */
export function KeyField({
  type,
  optional = false,
  ...of
}: FieldProps & { type: RegistryType; optional?: boolean }) {
  const { value, set, props } = useField(of);
  const { data = [] } = useEntries(type);
  const choices = data
    .filter(({ key, active }) => active || key === value)
    .map((entry) => ({
      value: entry.key,
      label: entry.active ? labelOf(entry) : words.gone(labelOf(entry)),
    }));
  const held = typeof value === "string" ? value : null;
  if (held !== null && !choices.some((each) => each.value === held))
    choices.push({ value: held, label: held });
  return (
    <Select
      {...props}
      data={choices}
      value={held}
      onChange={(now) => set(now ?? undefined)}
      searchable
      clearable={optional}
      allowDeselect={false}
      limit={200}
      nothingFoundMessage={words.nothingFound}
    />
  );
}

/** Somebody, by address or an id of one's own; members are offered to whoever may know them. */
export function PersonField(of: FieldProps) {
  const { value, set, props } = useField(of);
  const addresses = useMemberAddresses(useMay()("manage people"));
  return (
    <Autocomplete
      {...props}
      data={addresses}
      limit={20}
      maxLength={200}
      value={String(value ?? "")}
      onChange={(now) => set(orGone(now))}
    />
  );
}

const shownLanguages = ["en", "id"] as const;

/** Words in both languages, side by side; those of further languages stay as they are. */
export function WordsField({ area = false, ...of }: FieldProps & { area?: boolean }) {
  const { draft, set, field, readOnly } = useEditing();
  const held = (valueAt(draft, of.path) ?? {}) as Record<string, string>;
  const others = Object.keys(held).filter((tag) => tag !== "en" && tag !== "id");
  const Input = area ? Textarea : TextInput;
  return (
    <fieldset>
      <legend>{of.label}</legend>
      {of.hint !== undefined && <p>{of.hint}</p>}
      <div className={style.pair}>
        {shownLanguages.map((language) => (
          <Input
            key={language}
            {...field(`${of.path}.${language}`)}
            label={entryWords.languages[language]}
            lang={language}
            value={held[language] ?? ""}
            readOnly={readOnly}
            maxLength={2_000}
            {...(area ? { autosize: true, minRows: 2, maxRows: 8 } : {})}
            onChange={({ currentTarget }: { currentTarget: { value: string } }) =>
              set(`${of.path}.${language}`, orGone(currentTarget.value))
            }
          />
        ))}
      </div>
      {others.length > 0 && (
        <p className={style.quiet}>
          {entryWords.otherLanguages(listOf(others.map((tag) => `${tag}: ${held[tag]}`)))}
        </p>
      )}
    </fieldset>
  );
}
