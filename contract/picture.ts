/** Answers as pictures: which there are, and what question each of them needs. */
import { z } from "zod";
import { measureQuery, problem, query, type Query } from "./query.ts";
import { defineRoute } from "./route.ts";

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

/** How a question is drawn where nobody says: over time a trend, else its groups in their order. */
export const formOf = ({ interval }: Pick<Query, "interval">): PictureForm =>
  interval === undefined ? "ranking" : "trend";

/** What a form needs of a question: whether it is divided by time, by how many dimensions, and what of. */
const needs: Readonly<
  Record<PictureForm, { timed: boolean; by: readonly [least: number, most: number]; what: string }>
> = {
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
};

/** What a form needs of a question, in words. */
export const neededBy = (form: PictureForm): string => needs[form].what;

/** Whether a question can be drawn in a form. */
export function fits(
  form: PictureForm,
  { by, interval, measure: { kind, equals } }: Pick<Query, "by" | "interval" | "measure">,
): boolean {
  const { timed, by: bounds } = needs[form];
  if ((interval !== undefined) !== timed) return false;
  if (by.length < bounds[0] || by.length > bounds[1]) return false;
  if (form === "distribution") return kind === "share" && equals === undefined && by[0] === "value";
  if (form === "flow") return kind === "count";
  return form !== "shares" || ["nps", "csat", "ces"].includes(kind);
}

const pictureQuery = z
  .strictObject({
    query,
    as: z
      .enum(pictureForms)
      .optional()
      .describe("Divided by `interval` a trend, else a ranking, where absent."),
    against: measureQuery
      .optional()
      .describe("scatter: the measure that stands on the upright axis; `query` has the other."),
    language: z.enum(["en", "id"]).default("en"),
    width: z.int().min(200).max(2_000).default(720),
    height: z.int().min(100).max(2_000).optional().describe("As its rows need it, where absent."),
  })
  .superRefine(({ query: asked, as: form = formOf(asked), against }, context) => {
    if (!fits(form, asked))
      context.addIssue({
        code: "custom",
        path: ["query"],
        message: `is not drawn as a ${form}, which needs ${needs[form].what}.`,
      });
    if ((form === "scatter") !== (against !== undefined))
      context.addIssue({
        code: "custom",
        path: ["against"],
        message:
          form === "scatter"
            ? "is needed for a scatter: the other measure."
            : `means nothing for a ${form}. It belongs to scatter.`,
      });
  });

export const postPicture = defineRoute({
  name: "postPicture",
  method: "POST",
  path: "/v1/query/picture",
  tag: "Query",
  summary: "Ask for a measure as a picture",
  description:
    "The same question, answered as an SVG for a mail or a report. Divided by `interval` it is a `trend` with its interval as a band (one line: of one pattern, without `by`); else a `ranking`, the groups of `by` in their order, each a dot on its interval (60 at most). `as` asks for another: a `distribution` over the values of a measure (a share `by` `value`), the `shares` that the scores of groups are made of, a `scatter` of groups by two measures about the crosshair of their totals, a `flow` of a count from one dimension to another, or a `heat` map of groups over time. A picture other than a ranking or shares shows one pattern.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the question.",
  limit: "requests",
  body: pictureQuery,
  responses: {
    200: { description: "The picture (image/svg+xml)." },
    400: problem,
    422: problem,
  },
});
