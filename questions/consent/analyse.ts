import { yes } from "../facets.ts";
import type { Analyse } from "../types.ts";

/** Who ticked it, of all who were asked. */
export const analyse: Analyse<"consent"> = ({ key, text }) => [
  { key, label: text, of: { in: "answers", name: key }, picture: "share", values: [yes] },
];
