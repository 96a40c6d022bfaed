/** How the figures of a gap are written, by what they are counted in. Pure. */
import type { GapRow, GapSource } from "#contract/gaps.ts";
import { decimal, percent, signed, unitOf } from "../../words/format.ts";
import { words } from "./words.ts";

export type Form = {
  /** What was expected, and what came. */
  level: (value: number) => string;
  /** The difference of the two, with its sign. */
  gap: (value: number) => string;
  /** The same without what it is counted in, which stands beside it already. */
  bare: (value: number) => string;
};

export function formOf(source: GapSource, { unit, figure }: Pick<GapRow, "unit" | "figure">): Form {
  const withUnit = (text: string) => (unit === undefined ? text : `${text} ${unitOf(unit)}`);
  if (source === "disconfirmation" || figure === "nps")
    return {
      level: (value) => signed(value),
      gap: (value) => words.points(signed(value)),
      bare: (value) => signed(value),
    };
  if (figure?.includes("share"))
    return {
      level: (value) => percent(value),
      gap: (value) => words.points(signed(value * 100)),
      bare: (value) => signed(value * 100),
    };
  const digits = source === "promise" ? 1 : 2;
  return {
    level: (value) => withUnit(decimal(value, digits)),
    gap: (value) => withUnit(signed(value, digits)),
    bare: (value) => signed(value, digits),
  };
}

/** A gap of a promise is turned where less is better: on the picture what came lies where it is. */
export function turnOf({
  gap,
  expectation,
  experience,
}: Pick<GapRow, "gap" | "expectation" | "experience">): 1 | -1 {
  if (gap === null || expectation === null || experience === null) return 1;
  return gap !== 0 && Math.sign(experience - expectation) === -Math.sign(gap) ? -1 : 1;
}
