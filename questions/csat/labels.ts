import { scales, type ScaleLabels } from "../scales.ts";
import type { QuestionOf } from "../types.ts";

/** Labels of its own; else those that ship for five points. */
export const labelsOf = ({ labels, points }: QuestionOf<"csat">): ScaleLabels =>
  labels ?? (points === 5 ? scales.SAT5 : []);
