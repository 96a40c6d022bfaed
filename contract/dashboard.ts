/** Dashboards: an ordered grid of tiles, each a question in a form, with filters that all of them share. */
import { z } from "zod";
import { drawnForms, fitsForm, formNeeds, type Drawable, type DrawnForm } from "./drawn.ts";
import { localised, text } from "./named.ts";
import { roles } from "./permission.ts";
import { measureQuery, problem, query } from "./query.ts";
import { defineRoute } from "./route.ts";
import { includable, moment, patternChoices, strict, voicesError } from "./selection.ts";
import { key, timestamp, voices } from "./signal.ts";

/** Dashboards that a workspace may hold, deleted ones included. */
export const mostDashboards = 1_000;
export const mostTiles = 40;
/** Days for which a deleted one can be had back. */
export const keptDays = 30;
/** The grid is so many columns wide. */
export const gridWidth = 4;

/** How a tile is drawn: as a picture, or as what is none on paper. */
export const tileForms = drawnForms;
export type TileForm = DrawnForm;

/** A text in one language for everybody, or in several by language. */
const words = (most: number) => z.union([text(most), localised]);
export type Words = z.output<ReturnType<typeof words>>;

const relative = strict({
  last: z.int().min(1).max(120),
  unit: z.enum(["day", "week", "month", "quarter", "year"]),
  whole: z
    .boolean()
    .optional()
    .describe(
      "Whole ones only: up to where the one that runs now began. Up to today where absent.",
    ),
});
const fixed = strict({ from: moment.optional(), to: moment.optional() });
export const tilePeriod = z
  .union([relative, fixed])
  .describe(
    "The last so many, reckoned when it is looked at (from today; or from the newest signal, where that is more than 31 days old), or from one day to before another.",
  );
export type TilePeriod = z.output<typeof tilePeriod>;

export const dashboardFilters = strict({
  period: tilePeriod.optional().describe("All of time, where absent."),
  where: z.string().max(10_000).optional().describe("A CEL condition over the signal."),
  pattern: z.enum(patternChoices).optional(),
  voices: z
    .union([z.literal("all"), z.array(z.enum(voices)).min(1)], { error: voicesError })
    .optional(),
  include: z.array(z.enum(includable)).max(2).optional(),
});
export type DashboardFilters = z.output<typeof dashboardFilters>;

export const tileId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,40}$/, "must be letters, digits and hyphens, 40 at most");

/** What keeps a question from being drawn in a form; undefined where nothing does. */
export const misfit = (as: TileForm, asked: Drawable): string | undefined =>
  fitsForm(as, asked) ? undefined : formNeeds[as].what;

const tileShape = {
  title: words(200)
    .optional()
    .describe(
      "Made of the measure and what it is divided by, in the reader's language, where absent.",
    ),
  note: words(1_000).optional().describe("What a reader should know of it."),
  query: query.describe(
    "The question. What the dashboard's filters say is added: `where` to its own; period, pattern, voices and `include` where it has none of its own.",
  ),
  as: z.enum(tileForms),
  against: measureQuery.optional().describe("scatter: the measure on the upright axis."),
  period: tilePeriod.optional().describe("Its own, which the dashboard's does not replace."),
  compare: z
    .enum(["before", "year"])
    .optional()
    .describe("With the period before it, as long; or with the same a year before."),
  width: z.int().min(1).max(gridWidth).default(2).describe("Columns of the grid's four."),
} as const;

type TileInParts = {
  query: z.output<typeof query>;
  as: TileForm;
  against?: unknown;
  period?: unknown;
  compare?: unknown;
};
function checkTile(tile: TileInParts, context: z.RefinementCtx): void {
  const { query: asked, as, against, period, compare } = tile;
  const say = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  const needed = misfit(as, asked);
  if (needed) say("query", `is not drawn as a ${as}, which needs ${needed}.`);
  if ((as === "scatter") !== (against !== undefined))
    say(
      "against",
      as === "scatter"
        ? "is needed for a scatter: the other measure."
        : `means nothing for a ${as}. It belongs to scatter.`,
    );
  const own = asked.from !== undefined || asked.to !== undefined;
  if (period && own)
    say("period", "stands beside `from` or `to` of `query`: leave one of them out.");
  const compared = asked.compare?.from !== undefined || asked.compare?.to !== undefined;
  if (compare && (asked.interval !== undefined || compared))
    say(
      "compare",
      "means nothing beside an `interval`, nor beside another period in `query.compare`.",
    );
}

/** As it is sent when it is added: its id is made. */
export const newTile = strict(tileShape).superRefine(checkTile);
export type NewTile = z.input<typeof newTile>;
export const tile = strict({ id: tileId, ...tileShape }).superRefine(checkTile);
export type Tile = z.output<typeof tile>;
/** As it is sent when all of them are: one without an id is new. */
const sentTile = strict({ id: tileId.optional(), ...tileShape }).superRefine(checkTile);

const distinct = <T>(list: readonly T[]) => new Set(list).size === list.length;
export const sharing = strict({
  everybody: z.boolean().default(false),
  roles: z
    .array(z.enum(roles))
    .max(roles.length)
    .refine(distinct, "names a role twice")
    .default([]),
  functions: z
    .array(key)
    .max(100)
    .refine(distinct, "names a function twice")
    .default([])
    .describe("Who belongs to one of these, or is its owner."),
  change: z
    .boolean()
    .default(false)
    .describe(
      "Whoever it is shared with and may make dashboards may change its tiles and filters.",
    ),
}).describe("Who sees it beside whoever made it. Everybody sees their own part of the figures.");
export type Sharing = z.output<typeof sharing>;

const definition = {
  name: words(200),
  description: words(2_000).optional(),
  tiles: z
    .array(sentTile)
    .max(mostTiles)
    .refine((list) => distinct(list.flatMap(({ id }) => id ?? [])), "share an id")
    .default([]),
  filters: dashboardFilters.default({}),
  sharing: sharing.default({ everybody: false, roles: [], functions: [], change: false }),
};
const version = z.int().min(1).max(2_000_000_000).optional();

const summary = {
  id: z.string(),
  name: words(200),
  description: words(2_000).optional(),
  count: z.int().describe("Of its tiles."),
  sharing,
  mine: z.boolean(),
  mayChange: z.boolean(),
  mayShare: z.boolean().describe("Share and delete it."),
  madeBy: z.object({ id: z.string(), name: z.string().nullable() }),
  version: z.int(),
  createdAt: timestamp,
  changedAt: timestamp,
  deletedAt: timestamp.nullable(),
};
export const dashboardSummary = z.object(summary);
export type DashboardSummary = z.infer<typeof dashboardSummary>;
export const dashboard = z.object({
  ...summary,
  tiles: z.array(tile),
  filters: dashboardFilters,
});
export type Dashboard = z.infer<typeof dashboard>;

const id = z.uuid("must be an id as this API gives them");
export const one = { tag: "Dashboards", limit: "requests", params: z.object({ id }) } as const;
const maxBytes = 1024 * 1024;
const outdated = {
  ...problem,
  description: "It has another version than the one sent; `details` has what stands.",
};
const found = { description: "The dashboard, its version as ETag.", body: dashboard };
export const missing = {
  ...problem,
  description: "There is none, or it is not shared with the caller.",
};

export const listDashboards = defineRoute({
  name: "listDashboards",
  method: "GET",
  path: "/v1/dashboards",
  tag: "Dashboards",
  summary: "List dashboards that the caller sees, newest first",
  access: "read figures",
  limit: "requests",
  query: z.strictObject({
    of: z
      .enum(["mine", "shared", "changeable", "all"])
      .optional()
      .describe(
        "Only those made by the caller, only those of others that are shared with the caller, only those that the caller may change; or all, also those that are shared with nobody, which whoever may manage dashboards sees.",
      ),
    deleted: z
      .literal("true")
      .optional()
      .describe(`Those deleted in the last ${keptDays} days, that the caller may restore.`),
    search: text(200).optional().describe("Stands in their names, in capital letters or not."),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: id.optional().describe("`next` of the page before."),
  }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ dashboards: z.array(dashboardSummary), next: z.string().nullable() }),
    },
    400: problem,
  },
});

export const makeDashboard = defineRoute({
  name: "makeDashboard",
  method: "POST",
  path: "/v1/dashboards",
  tag: "Dashboards",
  summary: "Make a dashboard",
  access: "make dashboards",
  audit: "dashboard.made",
  limit: "requests",
  maxBytes,
  query: z.strictObject({
    import: id.optional().describe("An import that it belongs to: removed with it."),
  }),
  body: strict(definition),
  responses: {
    201: found,
    400: problem,
    404: { ...problem, description: "There is no such import." },
    409: { ...problem, description: "A workspace holds so many and no more." },
  },
});

export const getDashboard = defineRoute({
  ...one,
  name: "getDashboard",
  method: "GET",
  path: "/v1/dashboards/:id",
  summary: "Read one dashboard",
  access: "read figures",
  responses: { 200: found, 404: missing },
});

export const putDashboard = defineRoute({
  ...one,
  name: "putDashboard",
  method: "PUT",
  path: "/v1/dashboards/:id",
  summary: "Replace one dashboard",
  description:
    "With `version` in the body, or `If-Match`, it replaces that version only. `sharing` is kept where it is absent; only who made it, and who may manage dashboards, change it.",
  access: "make dashboards",
  audit: "dashboard.changed",
  maxBytes,
  body: strict({ ...definition, sharing: sharing.optional(), version }),
  responses: {
    200: found,
    400: problem,
    403: { ...problem, description: "It is shared, but not to be changed." },
    404: missing,
    409: outdated,
  },
});

export const addTile = defineRoute({
  ...one,
  name: "addTile",
  method: "POST",
  path: "/v1/dashboards/:id/tiles",
  summary: "Add a tile at the end of a dashboard",
  access: "make dashboards",
  audit: "dashboard.changed",
  maxBytes: 128 * 1024,
  body: newTile,
  responses: {
    201: { description: "It is there.", body: z.object({ tile, version: z.int() }) },
    400: problem,
    403: { ...problem, description: "It is shared, but not to be changed." },
    404: missing,
    409: { ...problem, description: "A dashboard holds so many tiles and no more." },
  },
});

export const deleteDashboard = defineRoute({
  ...one,
  name: "deleteDashboard",
  method: "DELETE",
  path: "/v1/dashboards/:id",
  summary: "Delete one dashboard",
  description: `For ${keptDays} days it can be had back. With \`If-Match\` it is deleted only where it has that version.`,
  access: "make dashboards",
  audit: "dashboard.deleted",
  responses: {
    200: found,
    403: { ...problem, description: "It is somebody else's." },
    404: missing,
    409: outdated,
  },
});

export const restoreDashboard = defineRoute({
  ...one,
  name: "restoreDashboard",
  method: "POST",
  path: "/v1/dashboards/:id/restore",
  summary: "Have a deleted dashboard back",
  access: "make dashboards",
  audit: "dashboard.restored",
  responses: { 200: found, 404: missing },
});
