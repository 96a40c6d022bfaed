/**
 * Customers: what a workspace states of a person. A statement is kept under the identifier that it
 * came with; a customer is a set of identifiers, and shows what is stated of all of them.
 */
import { z } from "zod";
import { consentState } from "./consent.ts";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import {
  emailText,
  identifier,
  key,
  map,
  number,
  rejection,
  scalar,
  string,
  timestamp,
} from "./signal.ts";

export const profileLimits = {
  name: 200,
  attributes: 200,
  accounts: 50,
  roles: 10,
  /** Bytes of one customer or account as JSON. */
  bytes: 256 * 1024,
} as const;

const problem = { description: "What was wrong, and what to do.", body: errorBody };

/** What `null` takes away again, and what is absent leaves as it is. */
export const stated = <S extends z.ZodType>(schema: S) => schema.nullable().optional();

const addressPart = string(200).min(1);
export const address = z.strictObject({
  lines: z.array(addressPart).max(6).optional(),
  city: addressPart.optional(),
  region: addressPart.optional(),
  postalCode: string(40).min(1).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be of ISO 3166-1, two capital letters, as in ID")
    .optional(),
});
export type Address = z.output<typeof address>;

/** Attribute → value; `null` takes one away. The registry says of which type each is. */
export const attributeChanges = map(scalar.nullable(), profileLimits.attributes);
export type Scalar = z.output<typeof scalar>;
export type AttributeChanges = z.output<typeof attributeChanges>;

/** What people are to an account; other keys may stand beside these. */
export const accountRoles = ["decision-maker", "administrator", "user"] as const;

const membership = z.strictObject({
  id: identifier.describe("The account's id; one that is not known yet is made, without a name."),
  roles: z
    .array(key)
    .max(profileLimits.roles)
    .refine((list) => new Set(list).size === list.length, "names a role twice")
    .default([])
    .describe(`Among them ${accountRoles.join(", ")}.`),
  primary: z
    .boolean()
    .optional()
    .describe(
      "What is said without an account belongs to this one. Of one account it is so anyway.",
    ),
});

const profileShape = {
  name: stated(string(profileLimits.name).min(1)),
  email: stated(emailText),
  phone: stated(string(40).min(3)),
  anonymousId: identifier.optional().describe("Known by it as well; it stays."),
  language: stated(
    z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 tag, as in id or en-GB"),
  ),
  unit: stated(key).describe("Who belongs to this unit, or to one above it, sees this customer."),
  address: stated(address),
  attributes: attributeChanges.optional(),
  accounts: z
    .array(membership)
    .max(profileLimits.accounts)
    .refine((list) => new Set(list.map((each) => each.id)).size === list.length, "names one twice")
    .refine((list) => list.filter((each) => each.primary).length <= 1, "has one primary account")
    .optional()
    .describe("All of them: whoever is not named here is left out."),
};

const versioned = {
  version: z.int().min(0).optional().describe("The version that this changes; 0: none yet."),
};

/** What is said of one customer. */
export const customerInput = z.strictObject({ ...profileShape, ...versioned });
export type CustomerInput = z.input<typeof customerInput>;
export type CustomerStatement = z.output<typeof customerInput>;

/** A line of a bulk: the same with its id. */
export const customerLine = z.strictObject({ id: identifier, ...profileShape });
export type CustomerLineInput = z.input<typeof customerLine>;
export type CustomerLine = z.output<typeof customerLine>;

export const bulkQuery = z.strictObject({
  import: z
    .uuid("must be an id as this API gives them")
    .optional()
    .describe("The import that they belong to: removing it takes away what it has made."),
});

/** What a bulk answers. */
export const bulkAnswer = z.object({
  accepted: z.int().describe("Lines that were valid: those that changed something and the others."),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.array(rejection),
  rejectedTotal: z.int().optional().describe("Where more were rejected than are listed."),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;

export const revenue = z.object({
  amount: z
    .number()
    .nullable()
    .describe(
      "What counts: computed where there are transactions, else typed. Null for callers who don't see all of these.",
    ),
  currency: z.string(),
  typed: z.number().nullable(),
  computed: z
    .number()
    .nullable()
    .describe("From `measures.revenue` of transactions in the 365 days before `day`."),
  day: z.string().nullable().describe("The day that it was computed for, in the workspace's zone."),
});
export type RevenueBody = z.infer<typeof revenue>;

const shownAddress = address.nullable();
const attributes = z.record(z.string(), scalar);

export const customerAccount = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  roles: z.array(z.string()),
  primary: z.boolean(),
});

export type CustomerAccount = z.infer<typeof customerAccount>;

/** Measures of which a list of customers shows the newest. */
export const listedScores = ["nps", "csat", "ces"] as const;

/** What was heard last of a customer, among the newest signals that the caller sees. */
export const newestOfCustomer = z.object({
  at: timestamp,
  kind: z.string(),
  score: z
    .object({ measure: z.enum(listedScores), value: z.number(), at: timestamp })
    .nullable()
    .describe("The newest of `nps`, `csat` and `ces`."),
});
export type NewestOfCustomer = z.infer<typeof newestOfCustomer>;

/** A customer as a list shows it. */
export const customerSummary = z.object({
  key: z
    .string()
    .describe(
      "Stays the same while its surest identifier does. To callers who may not see names another than to those who may.",
    ),
  id: z.string().nullable().describe("The caller's id, where it has one."),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  unit: z.string().nullable(),
  language: z.string().nullable(),
  attributes,
  accounts: z.array(customerAccount),
  hidden: z
    .array(z.string())
    .optional()
    .describe(
      "What the caller may not see: `names` stands for names, identifiers and addresses, `texts` for attributes that hold texts and nobody has defined, `revenue` for a sum of more than the caller reaches.",
    ),
});
export type CustomerSummary = z.infer<typeof customerSummary>;

const listedCustomer = customerSummary.extend({
  newest: newestOfCustomer
    .nullable()
    .optional()
    .describe("Where it was asked for; null where nothing was heard."),
});
export type ListedCustomer = z.infer<typeof listedCustomer>;

export const customer = customerSummary.extend({
  version: z.int().describe("Of what is stated under its own identifier; 0 where nothing is."),
  identifiers: z.array(
    z.object({ type: z.string(), value: z.string(), standing: z.string(), firstSeen: timestamp }),
  ),
  address: shownAddress,
  consent: z.array(consentState),
  revenue365: revenue,
  createdAt: timestamp.nullable(),
  changedAt: timestamp.nullable(),
});
export type CustomerBody = z.infer<typeof customer>;

export const signalPage = z.object({
  signals: z.array(z.looseObject({})).describe("Newest first, as GET /v1/signals shows them."),
  next: z.string().nullable(),
});

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe("Rows of a page."),
  cursor: z.string().max(2_000).optional().describe("`next` of the page before."),
};
export const idParams = z.object({ id: identifier });

const one = {
  tag: "Customers",
  limit: "requests",
  path: "/v1/customers/:id",
  params: idParams,
} as const;

export const putCustomer = defineRoute({
  ...one,
  name: "putCustomer",
  method: "PUT",
  summary: "State what is known of a customer",
  description:
    "`{id}` is your own id, or the key that this API gave. What is absent stays, `null` takes away; `accounts` is replaced whole. The e-mail address and the phone number are identifiers as well: signals that carry them become this customer's, unless another id claims them. The same statement twice changes nothing. With `version`, or `If-Match`, it changes that version only.",
  access: "change customers",
  audit: "customer.changed",
  body: customerInput,
  maxBytes: profileLimits.bytes,
  responses: {
    200: { description: "As it is now, its version as ETag.", body: z.looseObject({}) },
    201: { description: "It was new.", body: z.looseObject({}) },
    400: problem,
    403: problem,
    409: problem,
  },
});

export const bulkCustomers = defineRoute({
  name: "bulkCustomers",
  method: "POST",
  path: "/v1/customers",
  tag: "Customers",
  summary: "State what is known of many customers",
  description:
    "A customer a line, as for one, with its `id`; up to 100 MB, gzip accepted, read as a stream. Valid lines are taken and the others named by their index. Sent again, they change nothing.",
  access: "change customers",
  audit: "customer.imported",
  limit: "requests",
  query: bulkQuery,
  rawBody: { contentTypes: ["application/x-ndjson"], item: customerLine },
  responses: {
    200: { description: "What became of the lines.", body: bulkAnswer },
    400: problem,
    413: problem,
    422: problem,
  },
});

export const listCustomers = defineRoute({
  name: "listCustomers",
  method: "GET",
  path: "/v1/customers",
  tag: "Customers",
  summary: "Search customers",
  description:
    "By the beginnings of the words of a name, of an e-mail address, of a phone number, or of an id. A page is full while there are as many that you are shown; `next` is null where there is no more of these. Without `search`, all, by their surest identifiers.",
  access: "read customers",
  audit: "customer.listed",
  limit: "requests",
  query: z.strictObject({
    search: string(200).min(2).optional().describe("At least two characters."),
    newest: z
      .enum(["true", "false"])
      .default("false")
      .describe(
        "With `true`, what was heard last of each: among the newest twenty signals of each identifier.",
      ),
    ...pageQuery,
  }),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ customers: z.array(listedCustomer), next: z.string().nullable() }),
    },
    400: problem,
    403: problem,
  },
});

export const getCustomer = defineRoute({
  ...one,
  name: "getCustomer",
  method: "GET",
  summary: "Read one customer: the person, identifiers, attributes, accounts, consent, signals",
  description:
    "`{id}` is your own id, or the key that this API gave. A customer of several identifiers shows what is stated under the surest one, and of what that leaves open the newest statement of the others.",
  access: "read customers",
  audit: "customer.read",
  query: z.strictObject({
    signals: z.coerce.number().int().min(0).max(1000).default(50).describe("How many to show."),
  }),
  responses: {
    200: {
      description: "The customer, and its newest signals.",
      body: customer.extend(signalPage.shape),
    },
    404: problem,
  },
});

export const customerSignals = defineRoute({
  name: "listCustomerSignals",
  method: "GET",
  path: "/v1/customers/:id/signals",
  tag: "Customers",
  summary: "All signals of a customer, newest first",
  access: "read customers",
  audit: "customer.read",
  limit: "requests",
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: "A page.", body: signalPage }, 400: problem, 404: problem },
});

/** A number that a person typed in, of the workspace's currency. */
export const amount = number.min(0);
