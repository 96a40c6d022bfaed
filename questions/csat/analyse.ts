import { pointsOf } from "../scales.ts";
import { valuesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";
import { labelsOf } from "./labels.ts";

/** Points → how many of them, from the top, count as satisfied (DEFAULTS: 2 and 3 → 1, 4 and 5 → 2, 7 → 2, 10 → 2). */
const boxes = (points: number): number => (points <= 3 ? 1 : 2);

export const analyse: Analyse<"csat"> = (question) => {
  const { key, text, measure, points } = question;
  const size = boxes(points);
  return [
    {
      key,
      label: text,
      of: { in: "measures", name: measure },
      picture: "boxes",
      values: valuesOf(pointsOf(1, points, labelsOf(question))),
      top: [points - size + 1, points],
      bottom: [1, size],
    },
  ];
};
