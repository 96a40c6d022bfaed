import { no, yes } from "../facets.ts";
import type { Analyse } from "../types.ts";

export const analyse: Analyse<"may-contact"> = ({ key, text }) => [
  { key, label: text, of: { in: "answers", name: key }, picture: "share", values: [yes, no] },
];
