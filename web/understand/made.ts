/** The parts that a score is made of. Pure. */
import type { QueryRow } from "#contract/query.ts";
import type { Part } from "../../charts/stacked.ts";
import type { Choice } from "./measures.ts";
import { words } from "./words.ts";

/** The class of each part, which has its colour. */
export const tones = { good: "top", middle: "middle", bad: "bottom" } as const;

/** Whether a measure's figure is made of parts. */
export const hasParts = ({ measure: { kind } }: Choice): boolean =>
  kind === "nps" || kind === "csat" || kind === "ces";

/** The parts of a score, where it has some: an NPS three, a share two. */
export function madeOf(
  row: Pick<QueryRow, "counts" | "n">,
): { parts: Part[]; counts: number[] } | undefined {
  const { promoters, passives, detractors, top } = row.counts;
  if (promoters !== undefined && passives !== undefined && detractors !== undefined)
    return {
      parts: [
        { name: words.parts.promoters, tone: "good" },
        { name: words.parts.passives, tone: "middle" },
        { name: words.parts.detractors, tone: "bad" },
      ],
      counts: [promoters, passives, detractors],
    };
  if (top === undefined) return undefined;
  return {
    parts: [
      { name: words.parts.top, tone: "good" },
      { name: words.parts.others, tone: "middle" },
    ],
    counts: [top, row.n - top],
  };
}
