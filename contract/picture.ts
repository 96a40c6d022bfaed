/** Answers as pictures: which there are, and what question each of them needs. */
import { z } from "zod";
import { fitsForm, formNeeds, formOf, pictureForms } from "./drawn.ts";
import { measureQuery, problem, query } from "./query.ts";
import { defineRoute } from "./route.ts";

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
    if (!fitsForm(form, asked))
      context.addIssue({
        code: "custom",
        path: ["query"],
        message: `is not drawn as a ${form}, which needs ${formNeeds[form].what}.`,
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
