/** The fields of a form, by type: a label, a hint, and what is wrong beside it. */
import { NativeSelect, Select, Textarea, TextInput } from "@mantine/core";
import { labelOf, useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { money } from "../words/format.ts";
import { AccountsField } from "./AccountsField.tsx";
import { numberIn, type Field } from "./draft.ts";
import { fieldId, type FieldProps } from "./field.ts";
import { words } from "./edit-words.ts";
import { words as common } from "./words.ts";

type Props = FieldProps;

/** A chain has more units than a list can show at once: it is searched. */
const mostUnits = 50;

function UnitField({ field, value, problem, onChange }: Props) {
  const { data = [] } = useEntries("unit");
  const known = data.map((entry) => ({
    value: entry.key,
    label: labelOf(entry) === entry.key ? entry.key : `${labelOf(entry)} (${entry.key})`,
  }));
  const choices =
    value === "" || known.some((each) => each.value === value)
      ? known
      : [{ value, label: value }, ...known];
  return (
    <Select
      id={fieldId(field.name)}
      label={field.label}
      description={field.hint}
      error={problem}
      data={choices}
      limit={mostUnits}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": common.remove }}
      nothingFoundMessage={words.noUnit}
      placeholder={words.unset}
    />
  );
}

function ChoiceField({ field, value, problem, onChange }: Props) {
  const choices =
    field.type === "boolean"
      ? [
          { value: "true", label: common.yes },
          { value: "false", label: common.no },
        ]
      : (field.choices ?? []);
  const known = value === "" || choices.some((choice) => choice.value === value);
  return (
    <NativeSelect
      id={fieldId(field.name)}
      label={field.label}
      description={field.hint}
      error={problem}
      value={value}
      data={[
        { value: "", label: words.unset },
        ...choices,
        ...(known ? [] : [{ value, label: value }]),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

const inputTypes: Readonly<Partial<Record<Field["type"], string>>> = {
  email: "email",
  tel: "tel",
  date: "date",
};

function TextField({ field, value, problem, onChange }: Props) {
  const { name, label, hint, type, most = 2_000 } = field;
  const { currency } = useWorkspace();
  const amount = type === "amount" ? numberIn(value) : undefined;
  return (
    <TextInput
      id={fieldId(name)}
      label={label}
      // Of a long number nobody sees at once whether a nought is missing.
      description={amount === undefined ? hint : `${hint} ${money(amount, currency)}`}
      error={problem}
      type={inputTypes[type] ?? "text"}
      inputMode={type === "number" || type === "amount" ? "decimal" : undefined}
      value={value}
      maxLength={most}
      autoComplete="off"
      onChange={({ currentTarget: { value: now } }) =>
        onChange(type === "country" ? now.toUpperCase() : now)
      }
    />
  );
}

function LinesField({ field, value, problem, onChange }: Props) {
  return (
    <Textarea
      id={fieldId(field.name)}
      label={field.label}
      description={field.hint}
      error={problem}
      value={value}
      rows={3}
      maxLength={1_200}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

export function FieldInput(props: Props) {
  if (props.field.type === "accounts") return <AccountsField {...props} />;
  if (props.field.type === "lines") return <LinesField {...props} />;
  if (props.field.type === "unit") return <UnitField {...props} />;
  if (props.field.type === "boolean" || props.field.type === "choice")
    return <ChoiceField {...props} />;
  return <TextField {...props} />;
}
