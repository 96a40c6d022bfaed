/** How an answer can be drawn, and what each way needs of its question. Without zod: pages decide by it, too. */
import type { Query } from "./query.ts";

/** Pictures, which the server draws as well. */
export const pictureForms = [
  "trend",
  "ranking",
  "distribution",
  "shares",
  "scatter",
  "flow",
  "heat",
] as const;
export type PictureForm = (typeof pictureForms)[number];

/** All ways in which an answer can stand on a page or a tile: a figure alone, a picture, or a table. */
export const drawnForms = ["figure", ...pictureForms, "crosstab", "table"] as const;
export type DrawnForm = (typeof drawnForms)[number];

/** Of a question: all that decides how its answer can be drawn. */
export type Drawable = {
  measure: Pick<Query["measure"], "kind" | "equals">;
  by?: readonly string[] | undefined;
  interval?: Query["interval"];
};

type Needs = {
  timed: boolean | undefined;
  by: readonly [least: number, most: number];
  what: string;
};

/** Whether it is divided by time (`undefined`: either), by how many dimensions, and what of. */
export const formNeeds: Readonly<Record<DrawnForm, Needs>> = {
  figure: { timed: false, by: [0, 0], what: "no `by` and no `interval`" },
  trend: { timed: true, by: [0, 0], what: "an `interval` and no `by`: it shows one line" },
  ranking: { timed: false, by: [0, 3], what: "no `interval`" },
  distribution: {
    timed: false,
    by: [1, 1],
    what: 'a share without `equals`, `by` `["value"]` and no `interval`',
  },
  shares: { timed: false, by: [1, 1], what: "nps, csat or ces, one `by` and no `interval`" },
  scatter: { timed: false, by: [1, 1], what: "one `by`, no `interval`, and `against`" },
  flow: { timed: false, by: [2, 2], what: "a count, two of `by` and no `interval`" },
  heat: { timed: true, by: [1, 1], what: "one `by` and an `interval`" },
  crosstab: { timed: false, by: [2, 2], what: "two of `by` and no `interval`" },
  table: { timed: undefined, by: [0, 3], what: "nothing" },
};

/** Whether the answer to a question can be drawn so. */
export function fitsForm(form: DrawnForm, { by = [], interval, measure }: Drawable): boolean {
  const { kind, equals } = measure;
  const { timed, by: bounds } = formNeeds[form];
  if (timed !== undefined && (interval !== undefined) !== timed) return false;
  if (by.length < bounds[0] || by.length > bounds[1]) return false;
  if (form === "distribution") return kind === "share" && equals === undefined && by[0] === "value";
  if (form === "flow") return kind === "count";
  return form !== "shares" || ["nps", "csat", "ces"].includes(kind);
}

/** How a picture is drawn where nobody says: over time a trend, else its groups in their order. */
export const formOf = ({ interval }: Pick<Drawable, "interval">): PictureForm =>
  interval === undefined ? "ranking" : "trend";

const order: readonly DrawnForm[] = [
  "figure",
  "trend",
  "heat",
  "distribution",
  "crosstab",
  "ranking",
  "shares",
  "scatter",
  "flow",
  "table",
];

/** Every form that a question fits, the one that is usual for it first. */
export const formsFor = (question: Drawable): DrawnForm[] => {
  const isSpread = question.by?.includes("value") === true && question.interval === undefined;
  return order.filter(
    (form) =>
      fitsForm(form, question) &&
      // A figure alone is no list, and shares that make up a whole are not ranked.
      (form !== "ranking" || (question.by?.length ?? 0) > 0) &&
      (!isSpread || form === "distribution" || form === "table"),
  );
};
