import { valuesOf } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"ranking"> = ({ key, text, options }) => [
  {
    key,
    label: text,
    of: { in: "answers", name: key },
    picture: "ranks",
    many: true,
    values: valuesOf(options),
  },
];
