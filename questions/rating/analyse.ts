import { pointsOf } from "../scales.ts";
import { numberAt, valuesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"rating"> = ({ key, text, measure, min, max, labels = [] }) => [
  {
    key,
    label: text,
    of: numberAt(key, measure),
    picture: "distribution",
    values: valuesOf(pointsOf(min, max, labels)),
  },
];
