/** How both figures of a question are written, and how wide their gap is beside what it could be. Pure. */
import type { BelievedRow } from "#contract/believed.ts";
import { decimal, percent, signed } from "../../words/format.ts";
import type { MeasureDefinition } from "../definition.ts";
import type { Axis } from "../Interval.tsx";
import { words } from "./words.ts";

export type Form = {
  write: (value: number) => string;
  /** The gap with its sign and unit, and its ends without. */
  gap: (value: number) => string;
  bare: (value: number) => string;
  /** An end of the axis, in whole numbers. */
  end: (value: number) => string;
  /** All that the figure can be; undefined where nobody has said. */
  axis: Axis | undefined;
};

export function formOf(
  { kind, customers: { figure } }: Pick<BelievedRow, "kind" | "customers">,
  definition: MeasureDefinition | undefined,
): Form {
  if (kind === "nps")
    return {
      write: (value) => signed(value),
      gap: (value) => words.points(signed(value)),
      bare: (value) => signed(value),
      end: (value) => signed(value, 0),
      axis: { min: -100, max: 100 },
    };
  if (kind === "csat" || kind === "share" || figure.includes("share"))
    return {
      write: (value) => percent(value),
      gap: (value) => words.points(signed(100 * value)),
      bare: (value) => signed(100 * value),
      end: (value) => percent(value, 0),
      axis: { min: 0, max: 1 },
    };
  const { min, max } = definition?.scale ?? {};
  return {
    write: (value) => decimal(value, 2),
    gap: (value) => signed(value, 2),
    bare: (value) => signed(value, 2),
    end: (value) => decimal(value, 0),
    axis: min === undefined || max === undefined ? undefined : { min, max },
  };
}

/** Of what is counted in different units, by how much of its axis it is wide; what can't be told comes last. */
export function widthOf({ gap, state }: BelievedRow, { axis }: Form): number {
  if (gap === null || state === "cannot-be-told") return -1;
  return Math.abs(gap.delta) / (axis ? axis.max - axis.min : Infinity);
}

/** Which way staff are wrong, by which end of the measure is the good one. */
export function verdictOf(
  { state }: BelievedRow,
  definition: MeasureDefinition | undefined,
): "over" | "under" | "alike" | "open" {
  if (state === "alike") return "alike";
  if (state === "cannot-be-told") return "open";
  const isBetterHigh = definition?.direction !== "lower-is-better";
  return (state === "staff-higher") === isBetterHigh ? "over" : "under";
}
