/** The route by which a whole tree of units comes in at once. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { localised, mostKeysOf } from "./registry.ts";
import { defineRoute } from "./route.ts";
import { key } from "./signal.ts";

/** Rows of one import: as many as a workspace holds units. */
export const mostUnitRows = mostKeysOf("unit");
export const mostUnitBytes = 8 * 1024 * 1024;

/** One unit. What is absent stays as it is; a parent that is null is taken away. */
export const unitRow = z.strictObject({
  key,
  parent: key.nullable().optional().describe("The unit that it stands below."),
  labels: localised.optional(),
});
export type UnitRow = z.output<typeof unitRow>;

export const importUnits = defineRoute({
  name: "importUnits",
  method: "POST",
  path: "/v1/units/import",
  tag: "Registry",
  summary: "Bring in a tree of units, all of it or nothing",
  description:
    "As CSV with a header (`text/csv`; columns `key`, `parent` and `label_en`, `label_id` …, a label for each language) or as a JSON array. Units that are there are changed, others are made; none is taken away. A unit without a parent stands below what its key says: `north/one` below `north`. At most 20,000 rows.",
  access: "change the registry",
  audit: "registry.imported",
  limit: "requests",
  rawBody: { contentTypes: ["text/csv", "application/json"], item: unitRow },
  responses: {
    200: {
      description: "All of it is in.",
      body: z.object({ made: z.int(), changed: z.int() }),
    },
    400: {
      description:
        "Nothing is in. `details.problems` names up to twenty: the line (in JSON, the place from 1) and what is wrong there.",
      body: errorBody,
    },
    409: { description: "More units than a workspace holds.", body: errorBody },
  },
});
