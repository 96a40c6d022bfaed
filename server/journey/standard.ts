/** The standard measures: what NPS and CES are made of is part of what they are. Pure. */
import type { Definition } from "#contract/registry.ts";

type Measure = Definition<"measure">;
type Range = { from: number; to: number };

type Standard = {
  name: string;
  scale: { min: number; max: number; whole: boolean };
  boxes: { top: Range; bottom: Range };
};

/** Reichheld 2003; CES 2.0: Dixon, Toman and DeLisi 2013. CES may be the mean of several answers, NPS is asked in whole numbers. */
const standards: Readonly<Record<string, Standard>> = {
  nps: {
    name: "NPS",
    scale: { min: 0, max: 10, whole: true },
    boxes: { top: { from: 9, to: 10 }, bottom: { from: 0, to: 6 } },
  },
  ces: {
    name: "CES 2.0",
    scale: { min: 1, max: 7, whole: false },
    boxes: { top: { from: 5, to: 7 }, bottom: { from: 1, to: 3 } },
  },
};

const same = (a: Range | undefined, b: Range) =>
  a === undefined || (a.from === b.from && a.to === b.to);

/**
 * Why this definition cannot be that of a standard measure; undefined where it can, or where `key`
 * is none. Another scale under its name would hold every answer that is right, or make every
 * question of it fail.
 */
export function standardProblem(
  key: string,
  { scale, direction, boxes }: Measure,
): string | undefined {
  const standard = Object.hasOwn(standards, key) ? standards[key] : undefined;
  if (!standard) return undefined;
  const { min, max, whole } = standard.scale;
  const wrong =
    scale?.min !== min || scale.max !== max || (whole && !scale.whole)
      ? `goes from ${min} to ${max}${whole ? " in whole numbers (`whole: true`)" : ""}`
      : direction !== "higher-is-better"
        ? "is better the higher it is"
        : same(boxes?.top, standard.boxes.top) && same(boxes?.bottom, standard.boxes.bottom)
          ? undefined
          : `has the boxes ${standard.boxes.top.from} to ${standard.boxes.top.to} and ${standard.boxes.bottom.from} to ${standard.boxes.bottom.to}`;
  if (wrong === undefined) return undefined;
  return `"${key}" is ${standard.name}, which ${wrong}: that is part of what it is. Give a measure of your own another name, as in ${key}.own.`;
}
