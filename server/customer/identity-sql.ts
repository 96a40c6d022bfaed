/**
 * Customers in ClickHouse. A signal's `identity` is the first 64 bits of its surest identifier's key,
 * 0 where it says nothing; `identity_map` holds the identities whose customer is another. Pure; the
 * workspace is bound as {workspace:UUID}, and no other value is in these texts.
 */

/** Each identity that is mapped, and the customer that it belongs to. */
export const identityMap =
  "(SELECT identity AS mapped, customer AS owner FROM identity_map FINAL WHERE workspace = {workspace:UUID}) AS map";

/**
 * SQL of a SELECT of the customers, in one column `customer`, that have some of these identities.
 * `identities` is a SELECT of one column `who` (UInt64) without 0.
 */
export const customersOf = (identities: string): string =>
  `SELECT DISTINCT if(owner = 0, who, owner) AS customer FROM (${identities}) AS named LEFT ANY JOIN ${identityMap} ON who = mapped`;

/**
 * SQL of a SELECT of all identities of some customers. `customers` is a SELECT of one column
 * `customer` (UInt64), numbers of their keys. Made for `identity IN (…)`: a lookup of one number a
 * row, and no join over the signals. Never holds 0.
 */
export const identitiesOf = (customers: string): string =>
  `SELECT arrayJoin(if(mapped = 0, [customer], [customer, mapped])) FROM (${customers}) AS chosen LEFT ALL JOIN ${identityMap} ON customer = owner`;

/**
 * SQL of a SELECT of `who` and `held`: for every identity of a customer what any of them holds.
 * `rows` is a SELECT of `who` (UInt64, not 0, each once) and `held` (an array). Each identity comes
 * once, so that a join of signals with it counts none twice.
 */
export const heldByAll = (rows: string): string =>
  `SELECT DISTINCT arrayJoin(if(mapped = 0, [customer], [customer, mapped])) AS who, every AS held FROM (SELECT if(owner = 0, who, owner) AS customer, groupUniqArrayArray(held) AS every FROM (${rows}) AS named LEFT ANY JOIN ${identityMap} ON who = mapped GROUP BY customer) AS whole LEFT ALL JOIN ${identityMap} ON customer = owner`;

/**
 * For what each row must know of its customer, as a breakdown by a customer's attribute: the join to
 * put after `FROM signals FINAL`, and the expression of the customer's number (0 where there is none).
 */
export const customerJoin = `LEFT ANY JOIN ${identityMap} ON identity = mapped`;
export const customerOf = "if(owner = 0, identity, owner)";

/** A bound list of identities, as `numberOf` gives them: a number of 64 bits is a text in JavaScript. For `identity IN …`. */
export const boundIdentities = (parameter: string): string =>
  `arrayMap(text -> toUInt64(text), {${parameter}:Array(String)})`;
