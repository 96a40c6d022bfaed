/** What a dashboard's tiles answer, and a dashboard as a file. */
import { z } from "zod";
import { dashboardFilters, missing, mostTiles, one, tileId } from "./dashboard.ts";
import { problem, query, queryAnswer } from "./query.ts";
import { defineRoute } from "./route.ts";
import { strict } from "./selection.ts";
import { timestamp } from "./signal.ts";

/** How it is looked at, this once. */
const look = {
  filters: dashboardFilters.optional().describe("In place of those that are saved."),
  at: z.iso
    .date()
    .optional()
    .describe("The day before which relative periods end, in place of today or the newest signal."),
};

export const tileAnswer = z.object({
  id: z.string(),
  query: query.optional().describe("As it was asked: with its period and the shared filters."),
  own: z.boolean().describe("It has a period of its own."),
  answer: queryAnswer.optional(),
  other: queryAnswer.optional().describe("scatter: of the measure in `against`."),
  problem: z
    .object({ code: z.string(), message: z.string(), details: z.unknown().optional() })
    .optional()
    .describe("Why this one has no answer; the others have."),
});
export type TileAnswer = z.infer<typeof tileAnswer>;
export const dashboardAnswers = z.object({
  id: z.string(),
  version: z.int(),
  at: timestamp,
  timezone: z.string(),
  period: z
    .object({ from: z.string().optional(), to: z.string().optional() })
    .describe("The shared one, as days: from the first to before the last."),
  filters: dashboardFilters,
  tiles: z.array(tileAnswer),
  took: z.number().describe("Milliseconds."),
});
export type DashboardAnswers = z.infer<typeof dashboardAnswers>;

export const askDashboard = defineRoute({
  ...one,
  name: "askDashboard",
  method: "POST",
  path: "/v1/dashboards/:id/answers",
  summary: "Ask the questions of all tiles",
  description:
    "Each is answered as `POST /v1/query` would answer it to the caller: of what they reach and may see. One that can't be answered says why in `problem`; the others stand.",
  access: "read figures",
  unaudited: "It changes nothing; the body holds the filters.",
  body: strict({
    ...look,
    tiles: z
      .array(tileId)
      .min(1)
      .max(mostTiles)
      .optional()
      .describe("Only these; all where absent."),
  }),
  responses: {
    200: { description: "Answers by tile, in their order.", body: dashboardAnswers },
    400: problem,
    404: missing,
  },
});

export const dashboardFormats = ["pdf", "png"] as const;
export const postDashboardPicture = defineRoute({
  ...one,
  name: "postDashboardPicture",
  method: "POST",
  path: "/v1/dashboards/:id/picture",
  summary: "A dashboard as PDF or PNG",
  description:
    "PDF: A4 across, as vectors, its words as text. PNG: one picture, two pixels for one. Drawn on the server from the same pictures as `/v1/query/picture`, of the figures that the caller sees.",
  access: "read figures",
  audit: "dashboard.exported",
  body: strict({
    ...look,
    format: z.enum(dashboardFormats).default("pdf"),
    language: z.enum(["en", "id"]).default("en"),
  }),
  responses: {
    200: { description: "The file (application/pdf, image/png)." },
    400: problem,
    404: missing,
  },
});
