/** Settings of scales. */
import { scales } from "#questions/scales.ts";
import { CheckField, ChoiceField, choicesOf, NumberField } from "../fields.tsx";
import { words } from "../settings-words.ts";
import { LabelsField, Measured, Pair, ticked, type OwnProps } from "./common.tsx";

export function Likely({ question, set }: OwnProps<"nps">) {
  return (
    <>
      <Measured wanted value={question.measure} set={set} />
      <LabelsField labels={question.labels} shipped={scales.LTR11} min={0} max={10} set={set} />
    </>
  );
}
export function Effort({ question, set }: OwnProps<"ces">) {
  return (
    <>
      <Measured wanted value={question.measure} set={set} />
      <LabelsField labels={question.labels} shipped={scales.AGR7} min={1} max={7} set={set} />
    </>
  );
}
export function Satisfied({ question, set }: OwnProps<"csat">) {
  const { points, shape, measure, labels } = question;
  return (
    <>
      <Pair>
        <NumberField
          label={words.points}
          value={points}
          min={2}
          max={10}
          onChange={(next) =>
            set({ points: next, labels: labels?.filter(({ value }) => value <= next!) })
          }
        />
        <ChoiceField
          label={words.shape}
          value={shape}
          choices={choicesOf(words.shapes)}
          onChange={(next) => set({ shape: next })}
        />
      </Pair>
      <Measured wanted value={measure} set={set} />
      <LabelsField
        labels={labels}
        shipped={points === 5 ? scales.SAT5 : []}
        min={1}
        max={points}
        set={set}
      />
    </>
  );
}
export function Rated({ question, set }: OwnProps<"rating">) {
  const { min, max, labels, notApplicable, measure } = question;
  const within = (from: number, to: number) => ({
    min: from,
    max: to,
    labels: labels?.filter(({ value }) => value >= from && value <= to),
  });
  return (
    <>
      <Pair>
        <NumberField
          label={words.min}
          value={min}
          min={-1_000}
          max={999}
          onChange={(from) => set(within(from!, Math.max(from! + 1, Math.min(max, from! + 10))))}
        />
        <NumberField
          label={words.max}
          value={max}
          min={-999}
          max={1_000}
          onChange={(to) => set(within(Math.min(to! - 1, Math.max(min, to! - 10)), to!))}
        />
      </Pair>
      <CheckField
        label={words.notApplicable}
        checked={notApplicable === true}
        onChange={(checked) => set({ notApplicable: ticked(checked) })}
      />
      <Measured value={measure} set={set} />
      <LabelsField labels={labels} shipped={[]} min={min} max={max} set={set} />
    </>
  );
}
