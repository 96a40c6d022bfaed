/**
 * What a question must know of the customers and accounts that signals belong to: the columns that it
 * names, and the joins that bring them. Only who names one pays. Pure; only fixed names and bound
 * values get into SQL.
 *
 * A signal's `identity` is joined to the customer that it belongs to now, so that figures follow joins
 * and their undoing. A signal that names no account belongs to its customer's primary account.
 */
import { customerJoin, customerOf, identityMap } from "#customer/identity-sql.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Bind, Column } from "#expression/sql.ts";

export type Owner = "customer" | "account";

/** Fields beside attributes: how they are read of a row of `customers` or `accounts`. */
const fields: Readonly<Record<Owner, Readonly<Record<string, Field>>>> = {
  customer: {
    unit: { type: "string", sql: "unit" },
    language: { type: "string", sql: "language" },
    revenue365: { type: "number", sql: "revenue" },
  },
  account: {
    type: { type: "string", sql: "type" },
    owner: { type: "string", sql: "owner" },
    unit: { type: "string", sql: "unit" },
    parent: { type: "string", sql: "parent" },
    renewalOn: { type: "string", sql: "ifNull(toString(renewal_on), '')" },
    potential: { type: "number", sql: "potential" },
    revenue365: { type: "number", sql: "revenue" },
  },
};
type Field = { type: "string" | "number"; sql: string };

/** The names of fields that a question may be divided by, as in `account.type`. */
export const ownedDimensions: readonly string[] = (["customer", "account"] as const).flatMap(
  (owner) =>
    Object.entries(fields[owner]).flatMap(([name, { type }]) =>
      type === "string" ? [`${owner}.${name}`] : [],
    ),
);

const workspaceOnly = "workspace = {workspace:UUID}";

/** Each identity that belongs to the customer of the row: its own, where that isn't another's now, and one that is mapped to it. */
const identitiesOfRow = `arrayJoin(arrayFilter(who -> who != 0, [if(cu_of IN (SELECT identity FROM identity_map FINAL WHERE ${workspaceOnly} AND identity != customer), 0, cu_of), mapped]))`;

/** Of all that a customer is known by, as their signals brought it in. */
const customerRevenue = `(SELECT if(owner = 0, identity, owner) AS earner, sum(revenue) AS earned FROM customer_revenue FINAL LEFT ANY JOIN ${identityMap} ON identity = mapped WHERE ${workspaceOnly} GROUP BY earner) AS revenues`;
const accountRevenue = `(SELECT account AS earner, revenue AS earned, 1 AS has FROM account_revenue FINAL WHERE ${workspaceOnly}) AS revenues`;

/** The number of an account's id, 0 of an empty one: two ids have the same once in 10^19. */
export const accountNumberOf = (id: string): string => `if(${id} = '', 0, sipHash64(${id}))`;

export class Joins {
  readonly #bind: Bind;
  readonly #columns: Readonly<Record<Owner, Map<string, string>>> = {
    customer: new Map(),
    account: new Map(),
  };
  #withRevenue = { customer: false, account: false };

  readonly #reachedAccounts: () => string | undefined;

  /** `reachedAccounts` gives the condition on accounts of which the caller may know more than the id; undefined where of all. */
  constructor(bind: Bind, reachedAccounts: () => string | undefined) {
    this.#bind = bind;
    this.#reachedAccounts = reachedAccounts;
  }

  /** The name under which an expression over a row of `customers` or `accounts` stands in the question. */
  #column(owner: Owner, sql: string): string {
    const columns = this.#columns[owner];
    let name = columns.get(sql);
    if (name === undefined) {
      name = `${owner === "customer" ? "cu" : "ac"}${columns.size}`;
      columns.set(sql, name);
    }
    return name;
  }

  /** The account that a signal belongs to: the one that it names, else its customer's primary one; empty where there is none. */
  accountId(): string {
    return `if(account_id != '', account_id, ${this.#column("customer", "account")})`;
  }

  /** The same as a number, 0 where there is none: it is joined and grouped by in two thirds of the time. */
  accountNumber(): string {
    const stated = this.#column("customer", accountNumberOf("account"));
    return `if(account_id != '', ${accountNumberOf("account_id")}, ${stated})`;
  }

  /** A field named in CEL; undefined where there is none. `path` is behind `customer` or `account`. */
  field(owner: Owner, path: readonly string[]): Column | undefined {
    const [name = "", key, ...rest] = path;
    if (key === undefined && Object.hasOwn(fields[owner], name)) {
      const field = fields[owner][name]!;
      const column = this.#column(owner, this.#fieldSql(owner, name, field));
      if (field.type === "string")
        return { type: "string", sql: column, missing: `${column} = ''` };
      return { type: "number", sql: column, missing: `isNull(${column})` };
    }
    if (name !== "attributes" || key === undefined || rest.length > 0) return undefined;
    const { any } = this.#attribute(key);
    const typed = (type: string) => this.#column(owner, `dynamicElement(${any}, '${type}')`);
    return {
      type: "dynamic",
      // Each is joined where it is asked for only.
      get string() {
        return typed("String");
      },
      get number() {
        return typed("Float64");
      },
      get bool() {
        return typed("Bool");
      },
    };
  }

  readonly #attributes = new Map<string, { any: string }>();
  /** Bound once, so that one attribute is one column however often it is named. */
  #attribute(key: string): { any: string } {
    let known = this.#attributes.get(key);
    if (!known) {
      known = { any: jsonColumn("attributes", key, this.#bind).any! };
      this.#attributes.set(key, known);
    }
    return known;
  }

  #fieldSql(owner: Owner, name: string, field: Field): string {
    if (name !== "revenue365")
      return field.type === "number" ? `${field.sql}::Nullable(Float64)` : `toString(${field.sql})`;
    this.#withRevenue[owner] = true;
    return owner === "customer"
      ? "if(earner = customer, earned, NULL)::Nullable(Float64)"
      : "if(has = 1, earned, revenue)::Nullable(Float64)";
  }

  /**
   * A dimension, as in `customer.attributes.plan` or `account.type`; undefined where there is none.
   * Rows carry a number through the join, which takes half the time that its text would; the text is
   * looked up once a group.
   */
  dimension(
    owner: Owner,
    path: string,
  ): { text: () => string; key: { of: string; value: string } } | undefined {
    const of = path.startsWith("attributes.")
      ? `${this.#attribute(path.slice("attributes.".length)).any}::Nullable(String)`
      : fields[owner][path]?.type === "string"
        ? `nullIf(${this.#fieldSql(owner, path, fields[owner][path])}, '')`
        : undefined;
    if (of === undefined) return undefined;
    const table = owner === "customer" ? "customers" : "accounts";
    const texts = `(SELECT arraySort(groupUniqArray(assumeNotNull(${of}))) FROM ${table} FINAL WHERE ${workspaceOnly} AND isNotNull(${of}))`;
    // Its place among all texts, 0 where nothing is stated: of half the bytes of a hash more stay in the caches.
    const place = `transform(assumeNotNull(${of}), ${texts}, arrayEnumerate(${texts}), 0)`;
    const number = this.#column(owner, `if(isNull(${of}), 0, ${place})`);
    return {
      text: () => this.#column(owner, of),
      key: {
        of: `intHash64(${number})`,
        value: `if(any(${number}) = 0, NULL, arrayElement(${texts}, any(${number})))`,
      },
    };
  }

  /** True where anything was named: rows cost more then. */
  get any(): boolean {
    return this.#columns.customer.size > 0 || this.#columns.account.size > 0;
  }

  /**
   * What to put after `FROM signals FINAL`. With `owners` the customer that a signal belongs to is there
   * as well (`customerOf`), for a second look-up of each row.
   */
  sql({ owners = false } = {}): string {
    // Before the rest: an account is that of the customer, where the signal names none.
    const account = this.#columns.account.size > 0 ? this.accountNumber() : undefined;
    const parts: string[] = [];
    const select = (owner: Owner) =>
      Array.from(this.#columns[owner], ([sql, name]) => `, ${sql} AS ${name}`).join("");
    if (this.#columns.customer.size > 0) {
      const revenue = this.#withRevenue.customer
        ? ` LEFT ANY JOIN ${customerRevenue} ON customer = earner`
        : "";
      const stated = `(SELECT customer AS cu_of${select("customer")} FROM customers FINAL${revenue} WHERE ${workspaceOnly}) AS customer_row`;
      if (owners) parts.push(customerJoin, `LEFT ANY JOIN ${stated} ON ${customerOf} = cu_of`);
      else {
        const names = [...this.#columns.customer.values()].join(", ");
        parts.push(
          `LEFT ANY JOIN (SELECT ${identitiesOfRow} AS cu_who, ${names} FROM ${stated} LEFT ALL JOIN ${identityMap} ON cu_of = owner) AS customer_whose ON identity = cu_who`,
        );
      }
    }
    if (account !== undefined) {
      const revenue = this.#withRevenue.account
        ? ` LEFT ANY JOIN ${accountRevenue} ON id = earner`
        : "";
      // What belongs to a customer who is reached may be an account's that is not: nothing of it is told.
      const reached = this.#reachedAccounts();
      const which = reached === undefined ? workspaceOnly : `${workspaceOnly} AND ${reached}`;
      parts.push(
        `LEFT ANY JOIN (SELECT ${accountNumberOf("id")} AS ac_of${select("account")} FROM accounts FINAL${revenue} WHERE ${which}) AS account_row ON ${account} = ac_of`,
      );
    }
    return parts.map((part) => ` ${part}`).join("");
  }
}
