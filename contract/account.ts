/** Accounts: the organisations and households that customers belong to. */
import { z } from "zod";
import {
  address,
  amount,
  attributeChanges,
  bulkAnswer,
  bulkQuery,
  idParams,
  pageQuery,
  profileLimits,
  revenue,
  signalPage,
  stated,
} from "./customer.ts";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import {
  keptAnswer,
  placedAt,
  placedOnly,
  placedQuery,
  placementSummary,
  standing,
} from "./placement.ts";
import { identifier, key, scalar, string, timestamp } from "./signal.ts";

export const accountTypes = ["business", "household"] as const;
export type AccountType = (typeof accountTypes)[number];

/** Accounts stand below one another at most so deep. */
export const mostAbove = 20;

const problem = { description: "What was wrong, and what to do.", body: errorBody };

/** A day that both stores hold as it is. */
const day = z.iso
  .date()
  .refine(
    (text) => text >= "1900-01-01" && text < "2300-01-01",
    "must lie between the years 1900 and 2299",
  );

const accountShape = {
  name: stated(string(profileLimits.name).min(1)),
  type: stated(z.enum(accountTypes)),
  parent: stated(identifier).describe(
    "The account that it stands below; made where it is not known yet.",
  ),
  owner: stated(string(200).min(1)).describe(
    "Who answers for it: an address or an id of your own.",
  ),
  unit: stated(key).describe("Who belongs to this unit, or to one above it, sees this account."),
  renewalOn: stated(day),
  revenue: stated(amount).describe(
    "Of 365 days, in the workspace's currency; counts where no transactions say it.",
  ),
  potential: stated(amount).describe("What the revenue of 365 days might be."),
  address: stated(address),
  attributes: attributeChanges.optional(),
};

export const accountInput = z.strictObject({
  ...accountShape,
  version: z.int().min(0).optional().describe("The version that this changes; 0: none yet."),
});
export type AccountInput = z.input<typeof accountInput>;
export type AccountStatement = z.output<typeof accountInput>;

export const accountLine = z.strictObject({ id: identifier, ...accountShape });
export type AccountLineInput = z.input<typeof accountLine>;
export type AccountLine = z.output<typeof accountLine>;

export const accountSummary = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: z.enum(accountTypes).nullable(),
  parent: z.string().nullable(),
  owner: z.string().nullable(),
  unit: z.string().nullable(),
  renewalOn: z.string().nullable(),
  potential: z.number().nullable(),
  attributes: z.record(z.string(), scalar),
  version: z.int(),
  createdAt: timestamp,
  changedAt: timestamp,
  hidden: z
    .array(z.string())
    .optional()
    .describe(
      "What the caller may not see: `names` stands for name, owner and address, `texts` for attributes that hold texts and nobody has defined, `revenue` for a sum of more than the caller reaches.",
    ),
});
export type AccountSummary = z.infer<typeof accountSummary>;

export const account = accountSummary.extend({
  address: address.nullable(),
  revenue365: revenue,
  people: z
    .array(
      z.object({
        key: z.string(),
        id: z.string().nullable(),
        name: z.string().nullable(),
        roles: z.array(z.string()),
        primary: z.boolean(),
      }),
    )
    .describe("At most 500, by key."),
  below: z
    .array(z.object({ id: z.string(), name: z.string().nullable(), type: z.string().nullable() }))
    .describe("At most 500, by id."),
});
export type AccountBody = z.infer<typeof account>;

const one = {
  tag: "Accounts",
  limit: "requests",
  path: "/v1/accounts/:id",
  params: idParams,
} as const;

export const putAccount = defineRoute({
  ...one,
  name: "putAccount",
  method: "PUT",
  summary: "State what is known of an account",
  description:
    "What is absent stays, `null` takes away. The same statement twice changes nothing. With `version`, or `If-Match`, it changes that version only.",
  access: "change customers",
  audit: "account.changed",
  body: accountInput,
  maxBytes: profileLimits.bytes,
  responses: {
    200: { description: "As it is now, its version as ETag.", body: z.looseObject({}) },
    201: { description: "It was new.", body: z.looseObject({}) },
    400: problem,
    403: problem,
    409: problem,
  },
});

export const bulkAccounts = defineRoute({
  name: "bulkAccounts",
  method: "POST",
  path: "/v1/accounts",
  tag: "Accounts",
  summary: "State what is known of many accounts",
  description:
    "An account a line, as for one, with its `id`; up to 100 MB, gzip accepted, read as a stream. Valid lines are taken and the others named by their index.",
  access: "change customers",
  audit: "account.imported",
  limit: "requests",
  query: bulkQuery,
  rawBody: { contentTypes: ["application/x-ndjson"], item: accountLine },
  responses: {
    200: { description: "What became of the lines.", body: bulkAnswer },
    400: problem,
    413: problem,
    422: problem,
  },
});

/** An account in a list; where it stands, where that was asked. */
export const listedAccount = accountSummary.extend({ standing: standing.optional() });
export type ListedAccount = z.infer<typeof listedAccount>;

export const listAccounts = defineRoute({
  name: "listAccounts",
  method: "GET",
  path: "/v1/accounts",
  tag: "Accounts",
  summary: "Search accounts, or place them by satisfaction and revenue",
  description:
    "By the beginnings of the words of a name, or of an id. A page is full while there are as many that you are shown; `next` is null where there is no more of these. Without `search`, all, by id. With `placed`, in the order and with the filters asked, each with its standing; a search then finds a part of a name or the beginning of an id.",
  access: "read customers",
  audit: "account.listed",
  limit: "requests",
  query: z
    .strictObject({
      search: string(200).min(2).optional().describe("At least two characters."),
      ...pageQuery,
      ...placedQuery,
    })
    .superRefine((query, context) => {
      if (query.placed === "true") return;
      for (const name of placedOnly)
        if (query[name] !== undefined)
          context.addIssue({ code: "custom", path: [name], message: "needs placed=true" });
    }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({
        accounts: z.array(listedAccount),
        next: z.string().nullable(),
        placements: placementSummary
          .optional()
          .describe("All accounts of the type together, whatever was filtered; on a first page."),
        kept: keptAnswer
          .optional()
          .describe("With `placed`. Null where it was computed at the moment asked."),
      }),
    },
    400: problem,
    403: problem,
  },
});

/** Who was heard of an account. */
const personStanding = z.object({
  key: z.string(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  primary: z.boolean(),
  score: z.number().nullable().describe("0 to 100; null where nothing was said in a year."),
  before: z.number().nullable().describe("The same at the reading before."),
  answeredAt: z.string().nullable(),
});

export const getAccountStanding = defineRoute({
  ...one,
  name: "getAccountStanding",
  method: "GET",
  path: "/v1/accounts/:id/standing",
  summary: "Where an account stands, with the scores of its people",
  access: "read customers",
  audit: "account.read",
  query: z.strictObject(placedAt),
  responses: {
    200: {
      description: "Its standing, and everybody of it who was heard.",
      body: z.object({
        at: z.string(),
        against: z.string(),
        standing: standing.nullable().describe("Null in the moment after it was made."),
        people: z
          .array(personStanding)
          .describe("At most 500, the best score first; as they are now."),
        kept: keptAnswer,
      }),
    },
    400: problem,
    404: problem,
  },
});

export const getAccount = defineRoute({
  ...one,
  name: "getAccount",
  method: "GET",
  summary: "Read one account, with its people and the accounts below it",
  access: "read customers",
  audit: "account.read",
  responses: { 200: { description: "The account.", body: account }, 404: problem },
});

export const accountSignals = defineRoute({
  name: "listAccountSignals",
  method: "GET",
  path: "/v1/accounts/:id/signals",
  tag: "Accounts",
  summary: "All signals that name an account, newest first",
  access: "read customers",
  audit: "account.read",
  limit: "requests",
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: "A page.", body: signalPage }, 400: problem, 404: problem },
});
