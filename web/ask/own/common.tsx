/** What several types' settings share. */
import type { ReactNode } from "react";
import type { Labels } from "#contract/survey-parts.ts";
import type { QuestionOf, QuestionType } from "#contract/survey.ts";
import { pointsOf, type ScaleLabels } from "#questions/scales.ts";
import {
  CheckField,
  ChoiceField,
  choicesOf,
  MeasureField,
  orGone,
  TextsField,
} from "../fields.tsx";
import { Options, type Item, type OptionsProps } from "../Options.tsx";
import style from "../settings.module.css";
import { words } from "../settings-words.ts";
import type { Subject } from "../subjects.ts";

export type Set = (fields: Record<string, unknown>, mark?: string) => void;
export type OwnProps<T extends QuestionType> = {
  question: QuestionOf<T>;
  set: Set;
  subjects: readonly Subject[];
};
export const ticked = (checked: boolean): true | undefined => (checked ? true : undefined);

export const Pair = ({ children }: { children: ReactNode }) => (
  <div className={style.pair}>{children}</div>
);

/** Words of one's own beside the points of a scale, in place of those that ship. */
export function LabelsField(props: {
  labels: Labels | undefined;
  shipped: ScaleLabels;
  min: number;
  max: number;
  set: Set;
}) {
  const { labels, shipped, min, max, set } = props;
  const points = pointsOf(min, max, labels ?? []);
  return (
    <div className={style.group}>
      <CheckField
        label={words.ownLabels}
        checked={labels !== undefined}
        onChange={(own) =>
          set({
            labels: own
              ? shipped.map(({ value, text }) => ({ value, text: { ...text } }))
              : undefined,
          })
        }
      />
      {labels !== undefined &&
        points.map(({ value, text }) => (
          <TextsField
            key={value}
            label={words.labelOf(String(value))}
            lines={false}
            most={200}
            value={text}
            onChange={(texts) => {
              const others = labels.filter((each) => each.value !== value);
              const own = orGone(texts);
              set(
                {
                  labels: (own ? [...others, { value, text: own }] : others).toSorted(
                    (a, b) => a.value - b.value,
                  ),
                },
                `label ${value}`,
              );
            }}
          />
        ))}
    </div>
  );
}

export const Measured = (props: { value: string | undefined; wanted?: boolean; set: Set }) => (
  <MeasureField
    value={props.value}
    {...(props.wanted ? { wanted: true } : {})}
    onChange={(measure) => props.set({ measure })}
  />
);

export function Parts(
  props: Pick<OptionsProps, "legend" | "least" | "most" | "flags" | "subjects"> & {
    name: string;
    items: readonly Item[];
    set: Set;
    conditional?: boolean;
    numbered?: boolean;
  },
) {
  const { name, set, ...options } = props;
  return <Options {...options} onChange={(items, mark) => set({ [name]: items }, mark)} />;
}
export const Ordered = ({ order, set }: { order: "as-is" | "random"; set: Set }) => (
  <ChoiceField
    label={words.order}
    value={order}
    choices={choicesOf(words.orders)}
    onChange={(next) => set({ order: next })}
  />
);
export const Listed = ({ as, set }: { as: "list" | "drop-down"; set: Set }) => (
  <ChoiceField
    label={words.as}
    value={as}
    choices={choicesOf(words.shapesOfChoice)}
    onChange={(next) => set({ as: next })}
  />
);
