/** Routes of a workspace's own affairs: its settings, its keys, its audit log. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { keyScopes } from "./permission.ts";
import { defineRoute } from "./route.ts";
import { shownName } from "./session.ts";
import { timestamp } from "./signal.ts";

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const uuid = z.uuid("must be an id as this API gives them");
const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe("Rows of a page."),
  cursor: uuid.optional().describe("`next` of the page before."),
};

export const workspace = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string().describe("IANA name; where a question names no zone, this one holds."),
  currency: z.string().describe("ISO 4217."),
  country: z
    .string()
    .describe("ISO 3166-1, two letters: telephone numbers without one are read as of here."),
});
export type WorkspaceBody = z.infer<typeof workspace>;

const zones = new Set(Intl.supportedValuesOf("timeZone"));
const currencies = new Set(Intl.supportedValuesOf("currency"));
/** Unions, and what tests of languages and nobody's region are called. */
const noCountry = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
/** Of one that is none every number without its country's code would be read as nobody's. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !noCountry.has(code) && regions.of(code) !== undefined;

export const getWorkspace = defineRoute({
  name: "getWorkspace",
  method: "GET",
  path: "/v1/workspace",
  tag: "Workspace",
  summary: "The workspace of the caller, and its settings",
  access: "read figures",
  limit: "requests",
  responses: { 200: { description: "The workspace.", body: workspace } },
});

export const patchWorkspace = defineRoute({
  name: "patchWorkspace",
  method: "PATCH",
  path: "/v1/workspace",
  tag: "Workspace",
  summary: "Change the workspace's settings",
  access: "change settings",
  audit: "settings.changed",
  limit: "requests",
  body: z
    .strictObject({
      name: shownName.optional(),
      timezone: z
        .string()
        .max(100)
        .refine(
          (zone) => zone === "UTC" || zones.has(zone),
          "must be an IANA name, as in Asia/Jakarta",
        )
        .optional(),
      currency: z
        .string()
        .refine((code) => currencies.has(code), "must be of ISO 4217, as in IDR")
        .optional(),
      country: z
        .string()
        .refine(isCountry, "must be of ISO 3166-1, two capital letters, as in ID")
        .optional(),
    })
    .refine((body) => Object.keys(body).length > 0, "changes nothing"),
  responses: { 200: { description: "As it is now.", body: workspace }, 400: problem },
});

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  hint: z.string().describe("The last four characters."),
  state: z.enum(["holds", "expired", "revoked"]),
  madeBy: z.string(),
  madeAt: timestamp,
  expiresAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable().describe("To the minute."),
});
export type ApiKey = z.infer<typeof apiKey>;

export const listKeys = defineRoute({
  name: "listKeys",
  method: "GET",
  path: "/v1/keys",
  tag: "Keys",
  summary: "List API keys, newest first",
  access: "manage keys",
  limit: "requests",
  query: z.strictObject(page),
  responses: {
    200: {
      description: "A page; no key is ever shown again.",
      body: z.object({ keys: z.array(apiKey), next: z.string().nullable() }),
    },
  },
});

export const makeKey = defineRoute({
  name: "makeKey",
  method: "POST",
  path: "/v1/keys",
  tag: "Keys",
  summary: "Make an API key",
  description:
    "`publish` may stand in a page: it sends signals that name nobody, unless the identifiers are signed. `ingest` sends signals and customers, `read` asks, `manage` does everything. The key is in this answer and nowhere else.",
  access: "manage keys",
  audit: "key.made",
  limit: "requests",
  body: z.strictObject({
    name: shownName,
    scopes: z
      .array(z.enum(keyScopes))
      .min(1)
      .refine((scopes) => new Set(scopes).size === scopes.length, "names a scope twice"),
    expiresAt: timestamp.optional().describe("From then on it opens nothing. Absent: never."),
  }),
  responses: {
    201: { description: "Keep `key`: it is shown once.", body: apiKey.extend({ key: z.string() }) },
    400: problem,
  },
});

export const revokeKey = defineRoute({
  name: "revokeKey",
  method: "DELETE",
  path: "/v1/keys/:id",
  tag: "Keys",
  summary: "Revoke an API key",
  description: "It opens nothing any more: at once here, within two seconds in other processes.",
  access: "manage keys",
  audit: "key.revoked",
  limit: "requests",
  params: z.object({ id: uuid }),
  responses: { 200: { description: "It is revoked.", body: apiKey }, 404: problem },
});

export const auditEntry = z.object({
  id: z.string(),
  at: timestamp,
  actor: z.string().describe("`person:ID`, `key:ID` or `system:JOB`."),
  event: z.string().describe("What happened, as in `key.made`."),
  subject: z.string().describe("What it was done to."),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().describe("Whence; empty where the program itself did it."),
  requestId: z.string(),
});

const auditFilter = {
  event: z.string().max(100).optional().describe("`key.made`, or `key.*` for all that begin so."),
  actor: z.string().max(300).optional(),
  subject: z.string().max(500).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
};

export const listAudit = defineRoute({
  name: "listAudit",
  method: "GET",
  path: "/v1/audit",
  tag: "Audit log",
  summary: "Who did what, when and from where; newest first",
  access: "read the audit log",
  limit: "requests",
  query: z.strictObject({ ...auditFilter, ...page }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ entries: z.array(auditEntry), next: z.string().nullable() }),
    },
    400: problem,
  },
});

export const exportAudit = defineRoute({
  name: "exportAudit",
  method: "GET",
  path: "/v1/audit/export",
  tag: "Audit log",
  summary: "The audit log whole, an entry a line",
  access: "read the audit log",
  audit: "audit.exported",
  limit: "requests",
  query: z.strictObject(auditFilter),
  responses: {
    200: { description: "application/x-ndjson, newest first, as a stream." },
    400: problem,
  },
});
