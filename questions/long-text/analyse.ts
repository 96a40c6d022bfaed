import type { Analyse } from "../types.ts";

export const analyse: Analyse<"long-text"> = ({ key, text }) => [
  { key, label: text, of: { in: "text", name: key }, picture: "texts" },
];
