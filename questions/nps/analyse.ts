import { pointsOf, scales } from "../scales.ts";
import { valuesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

/** 9 and 10 less 0 to 6, in points. */
export const analyse: Analyse<"nps"> = ({ key, text, measure, labels = scales.LTR11 }) => [
  {
    key,
    label: text,
    of: { in: "measures", name: measure },
    picture: "nps",
    values: valuesOf(pointsOf(0, 10, labels)),
    top: [9, 10],
    bottom: [0, 6],
  },
];
