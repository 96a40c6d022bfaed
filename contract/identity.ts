/** Routes by which people see why identifiers are one customer, join two, and part them again. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";
import { limits } from "./signal.ts";

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const key = z.guid("must be a key as this API gives them");
const identifierText = z.string().min(1).max(limits.idLength);
const page = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("Rows of a page, at most 1000."),
  cursor: z.string().max(500).optional().describe("`next` of the page before."),
};

/** An identifier as it is known: normalised, with its own key. */
export const knownIdentifier = z.object({
  type: z.enum(["id", "email", "phone", "anonymousId"]),
  value: z.string(),
  key: z.string().describe("Its own key, which never changes."),
});
export const knownCustomer = z.object({
  key: z.string().describe("The key of the identifier that the customer is named by."),
  root: knownIdentifier.omit({ key: true }),
});

const references = z.strictObject({
  key: key.optional(),
  id: identifierText.optional(),
  email: z.string().min(3).max(320).optional(),
  phone: z.string().min(3).max(40).optional(),
  anonymousId: identifierText.optional(),
});
/** A customer by one of its identifiers, or by the key of one. */
export const customerReference = references.refine(
  (named) => Object.values(named).filter((value) => value !== undefined).length === 1,
  "must name exactly one of key, id, email, phone, anonymousId",
);

export const join = z.object({
  id: z.string(),
  kind: z
    .enum(["signal", "profile", "person"])
    .describe("What stands behind it: a signal or a profile that held both, or a person."),
  one: knownIdentifier,
  other: knownIdentifier,
  signal: z
    .string()
    .nullable()
    .describe(
      "The id of the first signal that held both; GET /v1/signals/{id} shows it. Null without the permission to see confidential answers, as it would say who gave one; `since` is then the day.",
    ),
  since: z.string(),
  by: z.string().nullable().describe("Who joined them, where a person did."),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
});

export const listJoins = defineRoute({
  name: "listJoins",
  method: "GET",
  path: "/v1/joins",
  tag: "Customers",
  summary: "List why a customer's identifiers are one customer",
  description:
    "Each pair of identifiers that a trusted signal or profile held, and each join that a person made, with those that were undone. Name the customer by `id`, or by any `key`.",
  access: "join customers",
  audit: "customer.joins-read",
  limit: "requests",
  query: z
    .strictObject({ key: key.optional(), id: identifierText.optional(), ...page })
    .refine(
      (asked) => (asked.key === undefined) !== (asked.id === undefined),
      "must name exactly one of key and id",
    ),
  responses: {
    200: {
      description: "A page.",
      body: z.object({
        customer: knownCustomer,
        joins: z.array(join),
        next: z.string().nullable(),
      }),
    },
    400: problem,
    404: problem,
  },
});

export const createJoin = defineRoute({
  name: "createJoin",
  method: "POST",
  path: "/v1/joins",
  tag: "Customers",
  summary: "Join two customers",
  description:
    "Says that two identifiers belong to one person, and with them all that is theirs. Customers with different ids are joined in no other way. Of two ids that of `into` names the customer. Figures follow within a second; nothing in a signal changes, so that it can be undone.",
  access: "join customers",
  audit: "customers.joined",
  limit: "requests",
  body: z.strictObject({ into: customerReference, from: customerReference }),
  responses: {
    200: {
      description: "They were joined already.",
      body: z.object({ id: z.string(), customer: knownCustomer }),
    },
    201: { description: "Joined.", body: z.object({ id: z.string(), customer: knownCustomer }) },
    400: problem,
    404: problem,
    409: problem,
  },
});

export const deleteJoin = defineRoute({
  name: "deleteJoin",
  method: "DELETE",
  path: "/v1/joins/:id",
  tag: "Customers",
  summary: "Undo a join",
  description:
    "A person's join is taken back; identifiers that a signal held are parted, also when they come together again. Where other joins still hold the two together, `apart` is false: undo those too.",
  access: "join customers",
  audit: "customers.parted",
  limit: "requests",
  params: z.object({ id: z.string().min(1).max(100) }),
  responses: {
    200: {
      description: "Undone.",
      body: z.object({ apart: z.boolean(), one: knownCustomer, other: knownCustomer }),
    },
    404: problem,
  },
});

export const proposal = z.object({
  id: z.string(),
  one: knownCustomer,
  other: knownCustomer,
  via: z
    .array(z.array(knownIdentifier))
    .describe(
      "Where it shows: an identifier seen with both, or two that were seen together. At most ten.",
    ),
  since: z.string(),
});

export const listProposals = defineRoute({
  name: "listProposals",
  method: "GET",
  path: "/v1/proposals",
  tag: "Customers",
  summary: "List customers that may be one, newest first",
  description:
    "Two customers with ids of their own that share an e-mail, a phone or a browser. Nothing joins them but a person: `POST /v1/joins`, or dismiss the proposal.",
  access: "join customers",
  audit: "proposals.read",
  limit: "requests",
  query: z.strictObject(page),
  responses: {
    200: {
      description: "A page.",
      body: z.object({ proposals: z.array(proposal), next: z.string().nullable() }),
    },
    400: problem,
  },
});

export const dismissProposal = defineRoute({
  name: "dismissProposal",
  method: "POST",
  path: "/v1/proposals/:id/dismiss",
  tag: "Customers",
  summary: "Dismiss a proposal",
  description:
    "These two are not one customer. They are not proposed again, whatever else is seen, unless somebody takes that back.",
  access: "join customers",
  audit: "proposal.dismissed",
  limit: "requests",
  params: z.object({ id: key }),
  responses: { 204: { description: "Dismissed." }, 404: problem },
});

export const reopenProposal = defineRoute({
  name: "reopenProposal",
  method: "POST",
  path: "/v1/proposals/:id/reopen",
  tag: "Customers",
  summary: "Take the dismissal of a proposal back",
  description:
    "These two may be one after all: they are proposed again, as long as something shows it.",
  access: "join customers",
  audit: "proposal.reopened",
  limit: "requests",
  params: z.object({ id: key }),
  responses: { 204: { description: "Proposed again." }, 404: problem },
});

export const getIdentitySecret = defineRoute({
  name: "getIdentitySecret",
  method: "GET",
  path: "/v1/identity/secret",
  tag: "Customers",
  summary: "Read the secret that signs customers",
  description:
    "What your server signs a page's `customer` with, by HMAC-SHA256 over `id`, `email`, `phone` and `anonymousId`, one a line, empty where absent. Keep it on the server. Reading it is noted in the audit log.",
  access: "manage keys",
  audit: "identity-secret.read",
  limit: "requests",
  responses: {
    200: { description: "The secret.", body: z.object({ secret: z.string() }) },
  },
});

export type JoinBody = z.infer<typeof join>;
export type ProposalBody = z.infer<typeof proposal>;
export type ReferenceInput = z.infer<typeof customerReference>;
