/**
 * What a condition over a signal may name, and of what type it is: for whoever checks one before it
 * is asked (the registry's segments, a question's `where`, an editor in a page). Types are those of
 * expression/check.ts.
 */

/** Field → type. A text is a text, or a text by question. */
export const conditionFields = {
  id: "string",
  kind: "string",
  occurredAt: "timestamp",
  receivedAt: "timestamp",
  customer: {
    fields: {
      id: "string",
      email: "string",
      phone: "string",
      anonymousId: "string",
      name: "string",
      // What is stated of the customer that a signal belongs to, and what its transactions brought in.
      unit: "string",
      language: "string",
      revenue365: "double",
      attributes: { map: "scalar" },
    },
  },
  account: {
    fields: {
      // What the signal itself says.
      id: "string",
      name: "string",
      // What is stated of the account that it names, else of its customer's primary one.
      type: "string",
      owner: "string",
      unit: "string",
      parent: "string",
      renewalOn: "string",
      potential: "double",
      revenue365: "double",
      attributes: { map: "scalar" },
    },
  },
  voice: "string",
  touchpoint: "string",
  channel: "string",
  medium: "string",
  stage: "string",
  contact: "string",
  unit: "string",
  employee: "string",
  offering: "string",
  reference: { fields: { type: "string", id: "string" } },
  programme: "string",
  pattern: "string",
  survey: { fields: { id: "string", version: "int" } },
  confidentiality: "string",
  measures: { map: "double" },
  answers: { map: "any" },
  // A text, or a text by question.
  text: "any",
  language: "string",
  attributes: { map: "scalar" },
  weight: "double",
  state: "string",
  suspicious: { list: "string" },
  // `import`: the id of the import that brought it, which no signal says itself.
  source: { fields: { system: "string", url: "string", import: "string" } },
} as const;

/**
 * Fields that say who somebody is. In a question they are missing on signals whose name is kept
 * (confidential, anonymous); in a segment, which holds all signals of a customer, they are refused.
 */
export const identityFields: readonly string[] = [
  "id",
  "customer.id",
  "customer.email",
  "customer.phone",
  "customer.anonymousId",
  "customer.name",
  "reference.id",
];

/**
 * Fields by which a list of signals becomes the record of one customer or account: who lists by one is
 * noted in the audit log, as who looks at the customer.
 */
export const singlingFields: readonly string[] = [
  ...identityFields,
  "account.id",
  "account.name",
  "source.url",
];

/**
 * Fields that name people or lead to them, beside those above: missing on every signal for whoever
 * may not see names. A segment may use them.
 */
export const namingFields: readonly string[] = [
  "employee",
  "account.name",
  "account.owner",
  "source.url",
];
