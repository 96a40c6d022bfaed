/** Routes of privacy: all about one person given to them, a person erased, and how long things are kept. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import { key, limits, timestamp } from "./signal.ts";

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const uuid = z.uuid("must be an id as this API gives them");
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Rows of a page."),
  cursor: uuid.optional().describe("`next` of the page before."),
};
const tag = "Privacy";

/** What is left of a person's signals: nothing, or what counts in figures and names nobody. */
export const erasureModes = ["erase", "anonymise"] as const;
export type ErasureMode = (typeof erasureModes)[number];

const customerId = z.object({ id: z.string().min(1).max(limits.idLength) });

export const exportCustomer = defineRoute({
  name: "exportCustomer",
  method: "GET",
  path: "/v1/customers/:id/export",
  tag,
  summary: "Export all that is held about one person",
  description:
    "Every identifier, every signal with all its fields, what waits or is held, surveys that they have begun, and what was noted about them. As JSON, or as a page to read and print. Signals that the caller may not see are left out, and the export says so.",
  access: "export a person",
  audit: "customer.exported",
  limit: "requests",
  params: customerId,
  query: z.strictObject({
    format: z.enum(["json", "html"]).default("json"),
    lang: z
      .string()
      .max(35)
      .optional()
      .describe("Of the page: `en` or `id`. Absent: as the browser asks."),
  }),
  responses: {
    200: { description: "application/json or text/html, as a stream." },
    404: problem,
  },
});

const wish = {
  mode: z
    .enum(erasureModes)
    .optional()
    .describe(
      "`anonymise` leaves signals in figures without anything that says whose they were. Absent: as the workspace has set.",
    ),
  mentions: z
    .boolean()
    .default(false)
    .describe(
      "Other people's signals and responses in progress that hold the person's identifiers are erased as well. Else they are only listed in the receipt.",
    ),
};

/** Where, beside signals, somebody may be named who is erased. */
export const mentionPlaces = ["customers", "accounts", "imports", "contacts", "responses"] as const;

const count = z.int().min(0);
export const receipt = z.object({
  id: z.string(),
  state: z.enum(["requested", "erased", "purged"]),
  mode: z.enum(erasureModes),
  mentions: z.boolean(),
  person: z
    .string()
    .describe("A digest under the server's secret: equal for the same person, and nothing else."),
  requestedAt: timestamp,
  requestedBy: z.string(),
  erasedAt: timestamp.nullable().describe("From then on it is in no answer."),
  purgedAt: timestamp.nullable().describe("From then on it is in no file of the stores."),
  counts: z
    .record(z.string(), count)
    .describe("What was erased, by place: signals, waiting, held, identifiers …"),
  mentioned: z
    .object({
      total: count,
      signals: z
        .array(z.string())
        .describe("Ids, at most 1000; those that hold an identifier themselves are left out."),
      others: z
        .array(z.object({ place: z.enum(mentionPlaces), id: z.string() }))
        .describe(
          "What else: customers by a key, accounts and imports by their ids, contact details of anonymous surveys by the survey's id and their own, responses in progress by the ids of the signals that they become, at most 1000; ids that hold an identifier themselves are left out.",
        ),
    })
    .describe(
      "What is others' and holds the person's e-mail, phone, id or full name, and stands: signals, what is stated of customers and accounts, names of imports, responses in progress.",
    ),
  replayed: z.boolean().describe("Done again on a restored backup."),
  problem: z.string().nullable().describe("Why it could not go on yet; it is tried again."),
});
export type Receipt = z.infer<typeof receipt>;

const accepted = {
  description: "It is done in the background; ask for the receipt. Asked again, the same receipt.",
  body: receipt,
};

export const eraseCustomer = defineRoute({
  name: "eraseCustomer",
  method: "POST",
  path: "/v1/customers/:id/erase",
  tag,
  summary: "Erase a person",
  access: "erase a person",
  audit: "customer.erased",
  limit: "requests",
  params: customerId,
  body: z.strictObject(wish),
  responses: { 202: accepted, 400: problem, 404: problem },
});

export const erasePerson = defineRoute({
  name: "erasePerson",
  method: "POST",
  path: "/v1/erasures",
  tag,
  summary: "Erase a person by any identifier",
  description:
    "Also where nothing is known yet but what waits or is held. Identifiers that belong together are erased together.",
  access: "erase a person",
  audit: "customer.erased",
  limit: "requests",
  body: z.strictObject({
    customer: z
      .strictObject({
        id: z.string().min(1).max(limits.idLength).optional(),
        email: z.string().min(3).max(320).optional(),
        phone: z.string().min(3).max(40).optional(),
        anonymousId: z.string().min(1).max(limits.idLength).optional(),
      })
      .refine((named) => Object.keys(named).length > 0, "names nobody"),
    ...wish,
  }),
  responses: { 202: accepted, 400: problem },
});

export const getErasure = defineRoute({
  name: "getErasure",
  method: "GET",
  path: "/v1/erasures/:id",
  tag,
  summary: "The receipt of an erasure",
  access: "erase a person",
  limit: "requests",
  params: z.object({ id: uuid }),
  responses: { 200: { description: "The receipt.", body: receipt }, 404: problem },
});

export const listErasures = defineRoute({
  name: "listErasures",
  method: "GET",
  path: "/v1/erasures",
  tag,
  summary: "Receipts of erasures, newest first",
  access: "erase a person",
  limit: "requests",
  query: z.strictObject(page),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ erasures: z.array(receipt), next: z.string().nullable() }),
    },
  },
});

/** Days; null keeps for ever. */
const days = z.int().min(1).max(36_500).nullable();

export const privacySettings = z.strictObject({
  erasure: z
    .enum(erasureModes)
    .default("erase")
    .describe("What an erasure does that says nothing else."),
  retention: z
    .strictObject({
      default: days
        .default(null)
        .describe("Days that a signal is kept after it occurred; null: for ever."),
      kinds: z
        .record(key, days)
        .default({})
        .refine((kinds) => Object.keys(kinds).length <= 500, "holds at most 500 kinds")
        .describe("Kinds for which another time holds."),
    })
    .default({ default: null, kinds: {} }),
  auditDays: z
    .int()
    .min(90)
    .max(36_500)
    .default(1_095)
    .describe("Days that an entry of the audit log is kept."),
});
export type PrivacySettings = z.output<typeof privacySettings>;

export const getPrivacy = defineRoute({
  name: "getPrivacy",
  method: "GET",
  path: "/v1/privacy",
  tag,
  summary: "What an erasure leaves, and how long things are kept",
  access: "read figures",
  limit: "requests",
  responses: { 200: { description: "The settings.", body: privacySettings } },
});

export const putPrivacy = defineRoute({
  name: "putPrivacy",
  method: "PUT",
  path: "/v1/privacy",
  tag,
  summary: "Set what an erasure leaves, and how long things are kept",
  description:
    "What is older goes each night, by when it occurred; the audit log says how many of each kind. What is absent here is as in a new workspace: erased whole, kept for ever.",
  access: "change settings",
  audit: "privacy.changed",
  limit: "requests",
  body: privacySettings,
  responses: { 200: { description: "As it is now.", body: privacySettings }, 400: problem },
});
