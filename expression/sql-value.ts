/**
 * What an expression is in SQL. A value of CEL has a type that may differ by row, a column of SQL
 * has one; so a value is kept as its facets: for each type that it can have, an SQL scalar that is
 * NULL in the rows where the value is absent, an error, or of another type. Comparing two values is
 * comparing the facets that they share.
 */

/** Binds a value and answers its placeholder, as in `{e3:String}`. Numbers come as text, so that none is too great for it. */
export type Bind = (value: unknown, type: string) => string;

/**
 * The lists that a column can hold, by the type of their elements: in each row at most one of these
 * arrays is not empty. `mixed` is an Array(Dynamic). Elements are never NULL.
 */
export type ListColumns = { string?: string; number?: string; bool?: string; mixed?: string };

/**
 * Where a field stands. Each `sql` is one scalar expression, NULL-safe or not; numbers are read as
 * Float64, timestamps are DateTime64(3).
 *
 * - Typed: `missing` is a condition, never NULL, that is true where the field is absent. NULL means
 *   absent too.
 * - List: an Array; absent where `missing` says so.
 * - Dynamic: the type differs by row. Each scalar is NULL where the value is absent or of another
 *   type. `any` is not NULL where anything at all stands there; without it, a list is taken for
 *   absent where it is empty.
 */
export type Column =
  | { type: "string" | "number" | "bool" | "timestamp"; sql: string; missing?: string }
  | { type: "list"; of: "string" | "number" | "bool"; sql: string; missing?: string }
  | {
      type: "dynamic";
      string?: string;
      number?: string;
      bool?: string;
      list?: string | ListColumns;
      any?: string;
    };

export type Kind = "string" | "number" | "bool" | "time" | "duration";
export const kinds: readonly Kind[] = ["string", "number", "bool", "time", "duration"];

/** `never` true says that the SQL is never NULL. `raw` and `missing` say the same as `sql`, apart: `sql` is `if(missing, NULL, raw)`. */
export type Facet = { sql: string; never: boolean; raw?: string; missing?: string };

export type List = { present: string; parts: ListColumns };

export type Value = {
  facets: Readonly<Partial<Record<Kind, () => Facet>>>;
  /** A condition, never NULL: the value is CEL's null. */
  isNull?: () => string;
  list?: () => List;
  /** A condition, never NULL: the value is no error. Without it, that a facet is not NULL. */
  present?: () => string;
};

/** Why an expression can't become SQL. `check` with target "sql" finds the first of these beforehand, with its place. */
export class NotInSql extends Error {
  readonly code: "not_in_sql" | "too_complex";
  constructor(code: "not_in_sql" | "too_complex", message: string) {
    super(message);
    this.name = "NotInSql";
    this.code = code;
  }
}

/** A value of which nothing is known in SQL: an error. */
export const error: Value = { facets: {}, present: () => "0" };

// A facet may stand several times in the SQL of what is made of it, so a small expression can
// become a great query. ClickHouse reads 256 KB at most, and more than one expression may be in one.
const longest = 100_000;

function bounded(facet: Facet): Facet {
  if (facet.sql.length > longest) {
    throw new NotInSql("too_complex", "This expression is too complex for a query: simplify it.");
  }
  return facet;
}

/** Made at its first use. */
export function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export const lazily = (make: () => Facet): (() => Facet) => memo(() => bounded(make()));

export function only(kind: Kind, make: () => Facet): Value {
  return { facets: { [kind]: lazily(make) } };
}

export const facet = (sql: string, never = false): Facet => ({ sql, never });

/** A condition that is never NULL. */
export const condition = (make: () => string): Value => only("bool", () => facet(make(), true));

export const both = (conditions: readonly string[]): string =>
  conditions.length === 1 ? conditions[0]! : `(${conditions.join(" AND ")})`;
export const either = (conditions: readonly string[]): string =>
  conditions.length === 0
    ? "0"
    : conditions.length === 1
      ? conditions[0]!
      : `(${conditions.join(" OR ")})`;

/** The text of a Float64, for a parameter. */
export const numberText = (number: number): string =>
  Object.is(number, -0) ? "-0.0" : String(number);

export function ofColumn(column: Column): Value {
  if (column.type === "dynamic") return ofDynamic(column);
  const { missing } = column;
  if (column.type === "list") {
    const present = missing === undefined ? "1" : `(NOT (${missing}))`;
    return {
      facets: {},
      list: () => ({ present, parts: { [column.of]: column.sql } }),
      present: () => present,
    };
  }
  const kind: Kind = column.type === "timestamp" ? "time" : column.type;
  const raw = kind === "number" ? `toFloat64(${column.sql})` : column.sql;
  if (missing === undefined) return only(kind, () => facet(raw));
  return only(kind, () => ({ sql: `if(${missing}, NULL, ${raw})`, never: false, raw, missing }));
}

// Nothing of the column is read before it is needed: reading may bind a parameter (`jsonColumn`).
function ofDynamic(column: Extract<Column, { type: "dynamic" }>): Value {
  const facets: Partial<Record<Kind, () => Facet>> = {};
  for (const kind of ["string", "number", "bool"] as const) {
    if (kind in column) facets[kind] = lazily(() => facet(column[kind] ?? "NULL"));
  }
  const value: Value = { facets };
  const anything = memo(() => (column.any === undefined ? undefined : `isNotNull(${column.any})`));
  if ("any" in column) value.present = () => anything() ?? "0";
  if ("list" in column) {
    value.list = memo(() => {
      const parts = typeof column.list === "string" ? { string: column.list } : { ...column.list };
      const filled = either(Object.values(parts).map((sql) => `notEmpty(${sql})`));
      // An empty list has no type of its own: something stands there that is none of the scalars.
      const scalars = Object.values(facets).map((make) => `isNull(${make().sql})`);
      const found = anything();
      return { present: found === undefined ? filled : both([found, ...scalars]), parts };
    });
  }
  return value;
}

/** A value that is known: what the evaluator made of a constant part. Undefined is an error. */
export function ofConstant(value: unknown, bind: Bind): Value {
  if (value === null) return { facets: {}, isNull: () => "1", present: () => "1" };
  if (typeof value === "boolean") return only("bool", () => facet(value ? "true" : "false", true));
  if (typeof value === "number")
    return only("number", () => facet(bind(numberText(value), "Float64"), true));
  if (typeof value === "string") return only("string", () => facet(bind(value, "String"), true));
  if (value instanceof Date) {
    return only("time", () =>
      facet(`fromUnixTimestamp64Milli(${bind(String(+value), "Int64")}, 'UTC')`, true),
    );
  }
  if (Array.isArray(value))
    return {
      facets: {},
      list: memo(() => ({ present: "1", parts: constantParts(value, bind) })),
      present: () => "1",
    };
  return error;
}

function constantParts(values: readonly unknown[], bind: Bind): ListColumns {
  const types = new Set(values.map((value) => typeof value));
  if (types.size === 0) return {};
  const [type] = types;
  if (types.size === 1 && type === "string") return { string: bind(values, "Array(String)") };
  if (types.size === 1 && type === "number") {
    return {
      number: bind(
        `[${values.map((value) => numberText(value as number)).join(",")}]`,
        "Array(Float64)",
      ),
    };
  }
  throw new NotInSql(
    "not_in_sql",
    "A list of several types can stand on the right of `in` only, or under exists, all and exists_one.",
  );
}

/** True where the value is no error and not missing. */
export function present(value: Value): string {
  if (value.present) return value.present();
  const conditions: string[] = [];
  for (const kind of kinds) {
    const made = value.facets[kind]?.();
    if (!made) continue;
    if (made.never) return "1";
    conditions.push(
      made.missing === undefined
        ? `isNotNull(${made.sql})`
        : `(NOT (${made.missing}) AND isNotNull(${made.raw}))`,
    );
  }
  if (value.isNull) conditions.push(value.isNull());
  if (value.list) conditions.push(value.list().present);
  return either(conditions);
}

/** The facet of a kind, NULL where there is none. */
export const scalar = (value: Value, kind: Kind): Facet => value.facets[kind]?.() ?? facet("NULL");

/** A facet as a condition that is never NULL. */
export function total({ sql, never }: Facet): string {
  if (sql === "NULL") return "0";
  return never ? sql : `ifNull(${sql}, 0)`;
}

/** A comparison of one facet of each, false where either is NULL. */
export function compareFacets(a: Facet, sign: string, b: Facet): string {
  const guards = [a.missing, b.missing].filter((missing) => missing !== undefined);
  const compared = `${a.raw ?? a.sql} ${sign} ${b.raw ?? b.sql}`;
  const wrapped = a.never && b.never ? `(${compared})` : `ifNull(${compared}, 0)`;
  return both([...guards.map((missing) => `NOT (${missing})`), wrapped]);
}

/** What the making of one SQL shares. */
export type Context = {
  bind: Bind;
  /** A name that no lambda has yet. */
  name: () => string;
};

/** SQL that uses a scalar more than once without repeating it: `use` gets a name for it. */
export function once(context: Context, sql: string, use: (name: string) => string): string {
  const name = context.name();
  return `arrayMap(${name} -> ${use(name)}, [${sql}])[1]`;
}
