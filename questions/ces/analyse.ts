import { pointsOf, scales } from "../scales.ts";
import { valuesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

/** The share that agrees at least somewhat: 5 to 7. */
export const analyse: Analyse<"ces"> = ({ key, text, measure, labels = scales.AGR7 }) => [
  {
    key,
    label: text,
    of: { in: "measures", name: measure },
    picture: "boxes",
    values: valuesOf(pointsOf(1, 7, labels)),
    top: [5, 7],
    bottom: [1, 3],
  },
];
