/** Settings of what is chosen among. */
import { scales } from "#questions/scales.ts";
import { useBuilding } from "../building.ts";
import { CheckField, ChoiceField, choicesOf, NumberField } from "../fields.tsx";
import { words } from "../settings-words.ts";
import {
  LabelsField,
  Listed,
  Measured,
  Ordered,
  Pair,
  Parts,
  ticked,
  type OwnProps,
} from "./common.tsx";

export function One({ question, set, subjects }: OwnProps<"single-choice">) {
  return (
    <>
      <Parts
        name="options"
        legend={words.options.options}
        items={question.options}
        least={1}
        most={200}
        flags={["other", "fixed"]}
        subjects={subjects}
        set={set}
      />
      <Pair>
        <Listed as={question.as} set={set} />
        <Ordered order={question.order} set={set} />
      </Pair>
    </>
  );
}
export function Several({ question, set, subjects }: OwnProps<"multiple-choice">) {
  const { options, least, most, as, order } = question;
  const count = options.length;
  return (
    <>
      <Parts
        name="options"
        legend={words.options.options}
        items={options}
        least={Math.max(1, least ?? 1)}
        most={100}
        flags={["other", "none", "exclusive", "fixed"]}
        subjects={subjects}
        set={set}
      />
      <Pair>
        <NumberField
          label={words.least}
          optional
          value={least}
          min={1}
          max={Math.min(count, most ?? count)}
          onChange={(next) => set({ least: next })}
        />
        <NumberField
          label={words.most}
          optional
          value={most}
          min={least ?? 1}
          max={100}
          onChange={(next) => set({ most: next })}
        />
      </Pair>
      <Pair>
        <Listed as={as} set={set} />
        <Ordered order={order} set={set} />
      </Pair>
    </>
  );
}
export function Ranked({ question, set, subjects }: OwnProps<"ranking">) {
  return (
    <>
      <Parts
        name="options"
        legend={words.options.options}
        items={question.options}
        least={2}
        most={20}
        flags={["fixed"]}
        subjects={subjects}
        set={set}
      />
      <Pair>
        <NumberField
          label={words.ranked}
          optional
          value={question.most}
          min={1}
          max={20}
          onChange={(most) => set({ most })}
        />
        <Ordered order={question.order} set={set} />
      </Pair>
    </>
  );
}
export function Table({ question, set, subjects }: OwnProps<"matrix">) {
  const { rows, columns, order, multiple, notApplicable, measure } = question;
  const numbers = columns.every(({ value }) => /^(0|[1-9]\d{0,2})$/.test(value));
  return (
    <>
      <Parts
        name="rows"
        legend={words.options.rows}
        items={rows}
        least={1}
        most={50}
        flags={["fixed"]}
        subjects={subjects}
        set={set}
      />
      <Parts
        name="columns"
        legend={words.options.columns}
        items={columns}
        least={2}
        most={15}
        flags={[]}
        conditional={false}
        numbered={numbers}
        subjects={subjects}
        set={set}
      />
      <CheckField
        label={words.multiple}
        checked={multiple === true}
        onChange={(checked) =>
          set({ multiple: ticked(checked), ...(checked ? { measure: undefined } : {}) })
        }
      />
      <CheckField
        label={words.notApplicable}
        checked={notApplicable === true}
        onChange={(checked) => set({ notApplicable: ticked(checked) })}
      />
      <Ordered order={order} set={set} />
      {numbers && !multiple && <Measured value={measure} set={set} />}
    </>
  );
}
export function Expected({ question, set, subjects }: OwnProps<"expectation">) {
  const { draft } = useBuilding();
  const { ask, when, aspects, notApplicable, measure, labels } = question;
  const first = () => [
    { value: "speed", text: Object.fromEntries(draft.languages.map((tag) => [tag, "…"])) },
  ];
  return (
    <>
      <ChoiceField
        label={words.ask}
        value={ask}
        choices={choicesOf(words.asks)}
        onChange={(next) =>
          set({
            ask: next,
            when: next === "pair" ? (when ?? "recalled") : undefined,
            aspects: next === "disconfirmation" ? undefined : (aspects ?? first()),
            measure: next === "disconfirmation" ? measure : undefined,
            labels: undefined,
          })
        }
      />
      {ask === "pair" && (
        <ChoiceField
          label={words.when}
          value={when ?? "recalled"}
          choices={choicesOf(words.whens)}
          onChange={(next) => set({ when: next })}
        />
      )}
      {aspects && (
        <Parts
          name="aspects"
          legend={words.options.aspects}
          items={aspects}
          least={1}
          most={8}
          flags={["fixed"]}
          subjects={subjects}
          set={set}
        />
      )}
      <CheckField
        label={words.notApplicable}
        checked={notApplicable === true}
        onChange={(checked) => set({ notApplicable: ticked(checked) })}
      />
      {ask === "disconfirmation" && (
        <>
          <Measured value={measure} set={set} />
          <LabelsField labels={labels} shipped={scales.DIS5} min={1} max={5} set={set} />
        </>
      )}
    </>
  );
}
