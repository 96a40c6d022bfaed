import type { Analyse } from "../types.ts";

export const analyse: Analyse<"date"> = ({ key, text }) => [
  { key, label: text, of: { in: "answers", name: key }, picture: "days" },
];
