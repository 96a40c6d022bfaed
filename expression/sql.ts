/**
 * From tree to ClickHouse SQL. In every row the SQL says what the evaluator says of that row's
 * signal, and it throws for none: comparisons are never NULL, conversions are the …OrNull ones, and
 * every value is a bound parameter.
 */
import { evaluate } from "./evaluate.ts";
import { serverFunctions } from "./server-functions.ts";
import { different, equal, inConstants, inList, ordered, partsOf } from "./sql-compare.ts";
import { overKnown, overList } from "./sql-macros.ts";
import {
  millisecondsOf,
  spanFrom,
  sqlFunctions,
  timeFrom,
  type Argument,
} from "./sql-functions.ts";
import {
  both,
  condition,
  either,
  error,
  facet,
  kinds,
  lazily,
  memo,
  NotInSql,
  ofColumn,
  ofConstant,
  once,
  only,
  present,
  scalar,
  total,
  type Bind,
  type Column,
  type Context,
  type Facet,
  type Kind,
  type ListColumns,
  type Value,
} from "./sql-value.ts";
import { isBranch, isConstant, macros, type Branch, type Tree } from "./tree.ts";

export { NotInSql, type Bind, type Column, type ListColumns } from "./sql-value.ts";

/** `resolve` gets the names of a field from its root, `["attributes", "region"]`; undefined where there is no such field. */
export type Columns = { resolve: (path: readonly string[], bind: Bind) => Column | undefined };

export type SqlOptions = {
  /** Parameters are named by it and a number. Default "e". */
  prefix?: string;
  /** Binds elsewhere, for several expressions in one statement; then `params` stays empty. */
  bind?: Bind;
  /**
   * What is wanted: a condition, which is 0 or 1 and never NULL (the default), or a scalar of a
   * type, which is NULL where the value is missing, an error, or of another type.
   */
  as?: "condition" | "string" | "number" | "bool" | "timestamp" | "duration";
};

/**
 * The SQL of an expression over one row. Run `check` with target "sql" first: it says with places
 * what SQL can't do, where this throws `NotInSql`. Durations are in milliseconds.
 */
export function toSql(
  tree: Tree,
  columns: Columns,
  options: SqlOptions = {},
): { sql: string; params: Record<string, unknown> } {
  const params: Record<string, unknown> = {};
  const prefix = options.prefix ?? "e";
  let bound = 0;
  let named = 0;
  const own: Bind = (value, type) => {
    const name = `${prefix}${bound++}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  const context: Context = { bind: options.bind ?? own, name: () => `v${named++}` };
  const value = new Writer(columns, context).value(tree, {});
  const as = options.as ?? "condition";
  const kind: Kind = as === "condition" ? "bool" : as === "timestamp" ? "time" : as;
  const made = scalar(value, kind);
  if (as !== "condition") return { sql: made.sql, params };
  return { sql: total(made), params };
}

type Locals = Readonly<Record<string, Value>>;

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);

class Writer {
  readonly #columns: Columns;
  readonly #context: Context;
  readonly #fields = new Map<string, Value>();

  constructor(columns: Columns, context: Context) {
    this.#columns = columns;
    this.#context = context;
  }

  value(tree: Tree, locals: Locals): Value {
    const constant = this.#constant(tree);
    if (constant) return this.#literal(constant.value);
    if (!isBranch(tree)) return error;
    const [kind, ...rest] = tree;
    if (kind === "get") return this.#field(rest, locals);
    if (kind === "has") return condition(() => present(this.value(rest[0]!, locals)));
    if (kind === "in") return this.#in(rest[0]!, rest[1]!, locals);
    if (macros.has(kind)) return this.#macro(tree, locals);
    if (kind === "list" || kind === "object" || kind === "at") throw unsupported(kind);
    const parts = rest.map((part) => this.value(part, locals));
    const [a = error, b = error, c = error] = parts;
    if (comparisons.has(kind)) return condition(() => compare(a, kind, b));
    if (kind === "&&" || kind === "||") return logic(kind === "&&" ? "AND" : "OR", parts);
    if (kind === "!") return a.facets.bool ? only("bool", () => not(scalar(a, "bool"))) : error;
    if (kind === "?:") return this.#ternary(a, b, c);
    if (kind === "neg")
      return a.facets.number
        ? only("number", () => facet(`(-(${scalar(a, "number").sql}))`))
        : error;
    if (kind === "+" || kind === "-") return this.#sum(a, b, kind);
    if (kind === "*" || kind === "/") return numeric(a, b, (x, y) => `(${x} ${kind} ${y})`);
    if (kind === "%") return numeric(a, b, (x, y) => this.#remainder(x, y));
    return this.#call(kind, a, rest, parts);
  }

  /** What a part without fields is worth; `{value: undefined}` for an error. */
  #constant(tree: Tree): { value: unknown } | undefined {
    if (!isConstant(tree)) return undefined;
    const found = evaluate(["has", tree], {}, serverFunctions) === true;
    return { value: found ? evaluate(tree, {}, serverFunctions) : undefined };
  }

  #literal(value: unknown): Value {
    const duration =
      typeof value === "object" && value !== null && "ms" in value ? value.ms : undefined;
    if (typeof duration === "number") {
      return only("duration", () => facet(this.#context.bind(String(duration), "Int64"), true));
    }
    return ofConstant(value, this.#context.bind);
  }

  #field([root, ...keys]: readonly Tree[], locals: Locals): Value {
    if (typeof root !== "string") return error;
    if (Object.hasOwn(locals, root)) return keys.length === 0 ? locals[root]! : error;
    if (!keys.every((key) => typeof key === "string")) {
      throw new NotInSql(
        "not_in_sql",
        "Which field is meant must be written out: the database can't find it row by row.",
      );
    }
    const id = JSON.stringify([root, ...keys]);
    let value = this.#fields.get(id);
    if (!value) {
      const column = this.#columns.resolve([root, ...keys], this.#context.bind);
      value = column ? ofColumn(column) : error;
      this.#fields.set(id, value);
    }
    return value;
  }

  #in(element: Tree, list: Tree, locals: Locals): Value {
    const value = this.value(element, locals);
    const constant = this.#constant(list);
    if (constant) {
      const among = Array.isArray(constant.value)
        ? constant.value
        : Object.keys(constant.value ?? {});
      return condition(() => inConstants(value, among, this.#context));
    }
    if (isBranch(list) && list[0] === "list") {
      const among = list.slice(1).map((each) => this.value(each, locals));
      return condition(() =>
        both([...among.map(present), either(among.map((each) => equal(value, each)))]),
      );
    }
    const key = this.#constant(element)?.value;
    if (isBranch(list) && list[0] === "get" && typeof key === "string") {
      // A key of a map of fields, unless it is a list.
      const field = this.#field([...list.slice(1), key], locals);
      const within = this.value(list, locals);
      return condition(() =>
        either([
          present(field),
          ...(within.list ? [inList(value, within.list(), this.#context)] : []),
        ]),
      );
    }
    const within = this.value(list, locals);
    return condition(() => (within.list ? inList(value, within.list(), this.#context) : "0"));
  }

  #macro([kind, list, name, body]: Branch, locals: Locals): Value {
    if (kind === "filter" || kind === "map" || typeof name !== "string") throw unsupported(kind);
    const constant = this.#constant(list!);
    const within = (value: Value): Facet =>
      scalar(this.value(body!, { ...locals, [name]: value }), "bool");
    if (constant) {
      const range: unknown[] = Array.isArray(constant.value)
        ? constant.value
        : Object.keys(constant.value ?? {});
      const found =
        constant.value !== undefined &&
        typeof constant.value === "object" &&
        constant.value !== null;
      return condition(() =>
        overKnown(kind, found ? range.map((each) => within(this.#literal(each))) : undefined),
      );
    }
    return condition(() => {
      const range = this.value(list!, locals).list?.();
      return range ? overList(kind, range, within, this.#context) : "0";
    });
  }

  #ternary(test: Value, yes: Value, no: Value): Value {
    if (!test.facets.bool) return error;
    const context = this.#context;
    const by = (a: string, b: string): string => {
      const made = scalar(test, "bool");
      if (made.never) return `if(${made.sql}, ${a}, ${b})`;
      return once(context, made.sql, (v) => `multiIf(${v}, ${a}, isNull(${v}), NULL, ${b})`);
    };
    const settled = (a: string, b: string): string => `ifNull(${by(a, b)}, 0)`;
    const facets: Partial<Record<Kind, () => Facet>> = {};
    for (const kind of kinds) {
      if (!yes.facets[kind] && !no.facets[kind]) continue;
      facets[kind] = lazily(() => facet(by(scalar(yes, kind).sql, scalar(no, kind).sql)));
    }
    const value: Value = { facets };
    if (yes.isNull || no.isNull) {
      value.isNull = memo(() => settled(yes.isNull?.() ?? "0", no.isNull?.() ?? "0"));
    }
    if (yes.list || no.list) {
      value.list = memo(() => {
        const [a, b] = [yes.list?.(), no.list?.()];
        const parts: ListColumns = {};
        const chosen = settled("1", "0");
        for (const { type } of [...(a ? partsOf(a) : []), ...(b ? partsOf(b) : [])]) {
          const [left, right] = [a?.parts[type], b?.parts[type]];
          // ClickHouse makes no empty Array(Dynamic) out of nothing, but of another one.
          if (left === undefined)
            parts[type] = `arrayFilter(${context.name()} -> NOT ${chosen}, ${right})`;
          else if (right === undefined)
            parts[type] = `arrayFilter(${context.name()} -> ${chosen}, ${left})`;
          else parts[type] = `if(${chosen}, ${left}, ${right})`;
        }
        return { present: settled(a?.present ?? "0", b?.present ?? "0"), parts };
      });
    }
    if (yes.present || no.present) value.present = memo(() => settled(present(yes), present(no)));
    return value;
  }

  #sum(a: Value, b: Value, sign: "+" | "-"): Value {
    const facets: Partial<Record<Kind, () => Facet>> = {};
    const make = (
      kind: Kind,
      x: Kind,
      y: Kind,
      sql: (left: string, right: string) => string,
    ): void => {
      if (!a.facets[x] || !b.facets[y]) return;
      facets[kind] = lazily(() => facet(sql(scalar(a, x).sql, scalar(b, y).sql)));
    };
    const context = this.#context;
    make("number", "number", "number", (x, y) => `(${x} ${sign} ${y})`);
    make("duration", "duration", "duration", (x, y) => spanFrom(context, `${x} ${sign} ${y}`));
    make("time", "time", "duration", (x, y) =>
      timeFrom(context, `${millisecondsOf(x)} ${sign} ${y}`),
    );
    if (sign === "+") {
      make("string", "string", "string", (x, y) => `concat(${x}, ${y})`);
      make("time", "duration", "time", (x, y) => timeFrom(context, `${x} + ${millisecondsOf(y)}`));
    } else {
      make("duration", "time", "time", (x, y) =>
        spanFrom(context, `${millisecondsOf(x)} - ${millisecondsOf(y)}`),
      );
    }
    return { facets };
  }

  /** Of whole numbers that a Float64 holds exactly; anything else is an error, as is a zero on the right. */
  #remainder(a: string, b: string): string {
    const exact = (v: string) => `abs(${v}) <= 9007199254740991 AND ${v} = trunc(${v})`;
    return once(this.#context, a, (x) =>
      once(
        this.#context,
        b,
        (y) =>
          `if(${exact(x)} AND ${exact(y)} AND ${y} != 0, toFloat64(toInt64(if(${exact(x)}, ${x}, 0)) % toInt64(if(${exact(y)} AND ${y} != 0, ${y}, 1))), NULL)`,
      ),
    );
  }

  #call(name: string, receiver: Value, trees: readonly Tree[], values: readonly Value[]): Value {
    const make = Object.hasOwn(sqlFunctions, name) ? sqlFunctions[name] : undefined;
    if (!make) throw unsupported(name);
    const rest: Argument[] = trees.slice(1).map((tree, index) => {
      const constant = this.#constant(tree);
      const value = values[index + 1]!;
      return constant ? { value, constant } : { value };
    });
    return make(this.#context, receiver, rest);
  }
}

const names: Readonly<Record<string, string>> = {
  list: "A list of fields",
  object: "A map",
  at: "An index",
};
const unsupported = (kind: string): NotInSql =>
  new NotInSql("not_in_sql", `${names[kind] ?? `${kind}()`} can't be asked of the database.`);

const not = (made: Facet): Facet => facet(`(NOT ${made.sql})`, made.never);

function compare(a: Value, sign: string, b: Value): string {
  if (sign === "==") return equal(a, b);
  if (sign === "!=") return different(a, b);
  return ordered(a, sign, b);
}

/** AND and OR of SQL absorb NULL as those of CEL absorb an error. */
function logic(word: "AND" | "OR", parts: readonly Value[]): Value {
  return only("bool", () => {
    const each = parts.map((part) => scalar(part, "bool"));
    return facet(
      `(${each.map(({ sql }) => sql).join(` ${word} `)})`,
      each.every(({ never }) => never),
    );
  });
}

function numeric(a: Value, b: Value, make: (x: string, y: string) => string): Value {
  if (!a.facets.number || !b.facets.number) return error;
  return only("number", () => facet(make(scalar(a, "number").sql, scalar(b, "number").sql)));
}
