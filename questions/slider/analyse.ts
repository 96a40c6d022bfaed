import { numberAt } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"slider"> = ({ key, text, measure, min, max }) => [
  { key, label: text, of: numberAt(key, measure), picture: "histogram", range: [min, max] },
];
