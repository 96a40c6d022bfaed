/** The answer scales that ship, as measures hold them; the words are those of questions/scales.ts. */
import type { DefinitionInput } from "#contract/registry.ts";
import { scales as words, type ScaleLabels } from "#questions/scales.ts";

type Measure = DefinitionInput<"measure">;
export type AnswerScale = Required<Pick<Measure, "scale" | "points">>;

function scale(labels: ScaleLabels, whole?: true): AnswerScale {
  const points = labels.map(({ value, text }) => ({ value, labels: { ...text } }));
  const [min, max] = [points[0]!.value, points.at(-1)!.value];
  return { scale: { min, max, step: 1, ...(whole && { whole }) }, points };
}

export const scales = {
  LTR11: scale(words.LTR11, true),
  SAT5: scale(words.SAT5),
  AGR7: scale(words.AGR7),
  EASE7: scale(words.EASE7),
  QUAL5: scale(words.QUAL5),
  DIS5: scale(words.DIS5),
  CMP5: scale(words.CMP5),
  LIK5: scale(words.LIK5),
  LEV9: scale(words.LEV9),
} satisfies Record<string, AnswerScale>;
