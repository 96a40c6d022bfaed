/** Settings of texts, numbers, days, and what is about people. */
import { Textarea, TextInput } from "@mantine/core";
import { useBuilding } from "../building.ts";
import { CheckField, ChoiceField, choicesOf, NumberField, orGone, TextsField } from "../fields.tsx";
import style from "../settings.module.css";
import { words } from "../settings-words.ts";
import { Measured, Pair, type OwnProps } from "./common.tsx";

export const Long = ({ question, set }: OwnProps<"short-text" | "long-text">) => (
  <NumberField
    label={words.length}
    value={question.length}
    min={1}
    max={question.type === "short-text" ? 2_000 : 20_000}
    onChange={(length) => set({ length })}
  />
);
export function Numbered({ question, set }: OwnProps<"number">) {
  const { min, max, decimals, unit, measure } = question;
  return (
    <>
      <Pair>
        <NumberField
          label={words.min}
          value={min}
          min={-1_000_000_000}
          max={max - 1}
          decimals={decimals}
          onChange={(next) => set({ min: next })}
        />
        <NumberField
          label={words.max}
          value={max}
          min={min + 1}
          max={1_000_000_000_000}
          decimals={decimals}
          onChange={(next) => set({ max: next })}
        />
      </Pair>
      <Pair>
        <NumberField
          label={words.decimals}
          value={decimals}
          min={0}
          max={6}
          onChange={(next) => set({ decimals: next })}
        />
        <TextsField
          label={words.unit}
          lines={false}
          most={40}
          value={unit}
          onChange={(texts) => set({ unit: orGone(texts) }, "unit")}
        />
      </Pair>
      <Measured value={measure} set={set} />
    </>
  );
}
export function Slid({ question, set }: OwnProps<"slider">) {
  const { min, max, step, labels, measure } = question;
  const ends = [min, max].map((value) => labels?.find((each) => each.value === value));
  return (
    <>
      <Pair>
        <NumberField
          label={words.min}
          value={min}
          min={-1_000_000}
          max={max - step}
          onChange={(next) => set({ min: next, labels: undefined })}
        />
        <NumberField
          label={words.max}
          value={max}
          min={min + step}
          max={1_000_000}
          onChange={(next) => set({ max: next, labels: undefined })}
        />
      </Pair>
      <NumberField
        label={words.step}
        value={step}
        min={1}
        max={max - min}
        onChange={(next) => set({ step: next })}
      />
      {[min, max].map((value, n) => (
        <TextsField
          key={value}
          label={words.labelOf(String(value))}
          lines={false}
          most={200}
          value={ends[n]?.text}
          onChange={(texts) => {
            const others = (labels ?? []).filter((each) => each.value !== value);
            const own = orGone(texts);
            const next = own ? [...others, { value, text: own }] : others;
            set({ labels: next.length === 0 ? undefined : next }, `end ${n}`);
          }}
        />
      ))}
      <Measured value={measure} set={set} />
    </>
  );
}
export function Dated({ question, set }: OwnProps<"date">) {
  const { readOnly } = useBuilding();
  const { earliest, latest } = question;
  return (
    <Pair>
      <TextInput
        type="date"
        label={words.earliest}
        readOnly={readOnly}
        value={earliest ?? ""}
        max={latest ?? "2199-12-31"}
        min="1900-01-01"
        onChange={({ currentTarget: { value } }) =>
          (value === "" || !latest || value <= latest) && set({ earliest: value || undefined })
        }
      />
      <TextInput
        type="date"
        label={words.latest}
        readOnly={readOnly}
        value={latest ?? ""}
        min={earliest ?? "1900-01-01"}
        max="2199-12-31"
        onChange={({ currentTarget: { value } }) =>
          (value === "" || !earliest || value >= earliest) && set({ latest: value || undefined })
        }
      />
    </Pair>
  );
}
export const Agreed = ({ question, set }: OwnProps<"consent">) => (
  <Pair>
    <ChoiceField
      label={words.purpose}
      value={question.purpose}
      choices={choicesOf(words.purposes)}
      onChange={(purpose) => set({ purpose })}
    />
    <ChoiceField
      label={words.channel}
      value={question.channel}
      choices={choicesOf(words.channels)}
      onChange={(channel) => set({ channel })}
    />
  </Pair>
);
export function Reached({ question, set }: OwnProps<"contact-details">) {
  const { fields } = question;
  return (
    <fieldset className={style.options}>
      <legend>{words.contactFields}</legend>
      {choicesOf(words.contacts).map(([field, name]) => (
        <CheckField
          key={field}
          label={name}
          checked={fields.includes(field)}
          onChange={(checked) => {
            const next = choicesOf(words.contacts)
              .map(([each]) => each)
              .filter((each) => (each === field ? checked : fields.includes(each)));
            if (next.length > 0) set({ fields: next });
          }}
        />
      ))}
    </fieldset>
  );
}
export function Brought({ question, set }: OwnProps<"hidden">) {
  const { readOnly } = useBuilding();
  return (
    <>
      <TextInput
        label={words.attribute}
        description={words.attributeHint}
        readOnly={readOnly}
        value={question.attribute ?? ""}
        maxLength={64}
        onChange={({ currentTarget: { value } }) =>
          (value === "" || /^[A-Za-z0-9][\w.-]*$/.test(value)) &&
          set({ attribute: value || undefined }, "attribute")
        }
      />
      <Textarea
        label={words.values}
        description={words.valuesHint}
        readOnly={readOnly}
        autosize
        minRows={2}
        maxRows={10}
        defaultValue={(question.values ?? []).join("\n")}
        onBlur={({ currentTarget }) => {
          const values = currentTarget.value
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => /^[A-Za-z0-9][\w.-]{0,63}$/.test(line));
          set({ values: values.length === 0 ? undefined : [...new Set(values)].slice(0, 200) });
        }}
      />
    </>
  );
}
