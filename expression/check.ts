/** What is wrong with an expression before it meets a signal: names, types, and what its target can't do. */
import { checkArguments, checkCallInSql, type Say } from "./check-calls.ts";
import { functions, nearest, type Type } from "./functions.ts";
import { problemAt, type Parsed, type Problem, type ProblemCode, type Span } from "./parse.ts";
import { isBranch, isConstant, macros, type Branch, type Tree } from "./tree.ts";
import { accepts, describe, elementOf, kindsOf, overlap, sumOf, union } from "./types.ts";

export type { Type } from "./functions.ts";

/** The names that an expression may begin a field with, and what they are. */
export type Schema = Readonly<Record<string, Type>>;

export type CheckOptions = {
  /** Where it is to run: ClickHouse can't do everything. Default "evaluate". */
  target?: "evaluate" | "sql";
  /** Whether it must be true or false. Default true. */
  condition?: boolean;
};

/** The problems of an expression in the order of its text; none where it can be used. */
export function check(
  parsed: Omit<Parsed, "ok">,
  schema: Schema,
  options: CheckOptions = {},
): Problem[] {
  return inspect(parsed, schema, options).problems;
}

/** `check`, and the type that the expression has as far as it is known. */
export function inspect(
  parsed: Omit<Parsed, "ok">,
  schema: Schema,
  { target = "evaluate", condition = true }: CheckOptions = {},
): { type: Type; problems: Problem[] } {
  const checker = new Checker(parsed, schema, target === "sql");
  const type = checker.type(parsed.tree, {});
  if (condition) checker.wantCondition(type, 0);
  checker.wantScalar(type, 0);
  return { type, problems: checker.problems.toSorted((a, b) => a.from - b.from) };
}

type Locals = Readonly<Record<string, Type>>;
type Typed = { type: Type; at: number };

class Checker {
  readonly problems: Problem[] = [];
  readonly #parsed: Omit<Parsed, "ok">;
  readonly #schema: Schema;
  readonly #sql: boolean;
  /** The place of the next tree, in the order in which `spans` counts. */
  #next = 0;

  constructor(parsed: Omit<Parsed, "ok">, schema: Schema, sql: boolean) {
    this.#parsed = parsed;
    this.#schema = schema;
    this.#sql = sql;
  }

  #say(at: number, code: ProblemCode, message: string, narrow?: (span: Span) => Span): void {
    const whole = this.#parsed.spans[at] ?? [0, 0];
    const span = narrow ? narrow(whole) : whole;
    const known = this.problems.some(
      (each) => each.from === span[0] && each.to === span[1] && each.code === code,
    );
    if (!known) this.problems.push(problemAt(this.#parsed.text, span, code, message));
  }

  wantCondition(type: Type, at: number): void {
    if (kindsOf(type).has("bool")) return;
    this.#say(
      at,
      "not_a_condition",
      `A condition is wanted here, and this is ${describe(type)}: compare it with something.`,
    );
  }

  /** In SQL a result is one value: neither a list nor a map. */
  wantScalar(type: Type, at: number): void {
    if (!this.#sql || typeof type !== "object") return;
    this.#say(
      at,
      "not_in_sql",
      `${describe(type, "One")} can't be asked of the database as a whole.`,
    );
  }

  /** The type of a tree; visits every tree below it once, in order. */
  type(tree: Tree, locals: Locals): Type {
    const at = this.#next++;
    if (!isBranch(tree)) return literalType(tree);
    const [kind, ...rest] = tree;
    if (kind === "get") return this.#field(rest, at, locals);
    if (macros.has(kind)) return this.#macro(tree, at, locals);
    const each = rest.map((part, index): Typed => {
      const place = this.#next;
      if (kind === "in" && index === 1) this.#membership.add(place);
      return { at: place, type: this.type(part, locals) };
    });
    const constant = this.#sql && isConstant(tree);
    switch (kind) {
      case "at":
        return this.#index(each, rest, at, constant);
      case "has":
        return "bool";
      case "list":
        if (this.#sql && !constant && !this.#membership.has(at))
          this.#noSql(at, "A list that names fields");
        return { list: union(each.map(({ type }) => type)) };
      case "object":
        if (this.#sql && !constant) this.#noSql(at, "A map that names fields");
        return { map: union(each.filter((_, index) => index % 2 === 1).map(({ type }) => type)) };
      case "&&":
      case "||":
      case "!":
        for (const { type, at: place } of each) this.wantCondition(type, place);
        return "bool";
      case "?:":
        this.wantCondition(each[0]!.type, each[0]!.at);
        return union([each[1]!.type, each[2]!.type]);
      case "in":
        return this.#in(each as [Typed, Typed], rest, at);
      case "neg":
        return this.#arithmetic(kind, [each[0]!, each[0]!], at, constant);
      default:
        if (/^[-+*/%]$/.test(kind))
          return this.#arithmetic(kind, each as [Typed, Typed], at, constant);
        if (/^[=!<>]/.test(kind)) return this.#comparison(kind, each as [Typed, Typed], at);
        return this.#call(tree, each, at);
    }
  }

  /** Places of lists that stand on the right of `in`: SQL can do those. */
  readonly #membership = new Set<number>();

  #noSql(at: number, what: string): void {
    this.#say(at, "not_in_sql", `${what} can't be asked of the database.`);
  }

  #field([root, ...keys]: readonly Tree[], at: number, locals: Locals): Type {
    const name = String(root);
    const local = Object.hasOwn(locals, name) ? locals[name] : undefined;
    let type = local ?? (Object.hasOwn(this.#schema, name) ? this.#schema[name] : undefined);
    if (type === undefined) {
      this.#unknown(at, name, Object.keys({ ...locals, ...this.#schema }), ([from]) => [
        from,
        from + name.length,
      ]);
      type = "any";
    }
    let path = name;
    for (const key of keys) {
      const place = this.#next;
      const keyType = this.type(key, locals);
      if (this.#sql && typeof key === "number") this.#noSql(place, "A place in a list");
      else if (this.#sql && (local !== undefined || typeof key !== "string")) {
        this.#say(
          place,
          "not_in_sql",
          "Which field is meant must be written out: the database can't find it row by row.",
        );
      }
      type = this.#below(type, key, keyType, place, path);
      path =
        typeof key === "string" && /^\w+$/.test(key)
          ? `${path}.${key}`
          : `${path}[${JSON.stringify(key)}]`;
    }
    const map = typeof type === "object" && !("list" in type);
    if (this.#sql && map && !this.#membership.has(at))
      this.#noSql(at, `${describe(type, "One")} as a whole`);
    return type;
  }

  #unknown(
    at: number,
    name: string,
    known: readonly string[],
    narrow?: (span: Span) => Span,
  ): void {
    // Looking for near names takes its time: a text of unknown ones needs no hint for each.
    const near = this.problems.length < 20 ? nearest(name, known) : [];
    const hint = near.length > 0 ? ` Did you mean ${near.join(", ")}?` : "";
    this.#say(at, "unknown_field", `There is no field ${name}.${hint}`, narrow);
  }

  #below(type: Type, key: Tree, keyType: Type, at: number, path: string): Type {
    if (typeof type === "object" && "fields" in type) {
      if (typeof key !== "string") return "any";
      if (Object.hasOwn(type.fields, key)) return type.fields[key]!;
      this.#unknown(at, key, Object.keys(type.fields));
      return "any";
    }
    if (typeof type === "object" && "map" in type) {
      if (typeof key === "string" && type.keys && !type.keys.includes(key))
        this.#unknown(at, key, type.keys);
      if (!overlap(keyType, "string"))
        this.#say(at, "type_clash", `The keys of ${path} are texts; this is ${describe(keyType)}.`);
      return type.map;
    }
    if (typeof type === "object") {
      if (!overlap(keyType, "int"))
        this.#say(
          at,
          "type_clash",
          `The places of a list are whole numbers; this is ${describe(keyType)}.`,
        );
      return type.list;
    }
    if (type !== "any")
      this.#say(at, "type_clash", `${path} is ${describe(type)}: there is nothing below it.`);
    return "any";
  }

  #index(each: readonly Typed[], trees: readonly Tree[], at: number, constant: boolean): Type {
    if (this.#sql && !constant) this.#noSql(at, "An index into what is made here");
    return each
      .slice(1)
      .reduce<Type>(
        (type, key, index) => this.#below(type, trees[index + 1]!, key.type, key.at, "this"),
        each[0]!.type,
      );
  }

  #macro([kind, list, name, body]: Branch, at: number, locals: Locals): Type {
    const place = this.#next;
    const type = this.type(list!, locals);
    const element = elementOf(type);
    if (element === undefined)
      this.#say(place, "type_clash", `${kind} goes through a list; this is ${describe(type)}.`);
    if (
      this.#sql &&
      (kind === "filter" || kind === "map") &&
      !isConstant([kind, list!, name!, body!])
    )
      this.#noSql(at, `${kind}()`);
    const inner = this.#next;
    const result = this.type(body!, { ...locals, [String(name)]: element ?? "any" });
    if (kind === "map") return { list: result };
    this.wantCondition(result, inner);
    return kind === "filter" ? { list: element ?? "any" } : "bool";
  }

  #in([element, list]: [Typed, Typed], trees: readonly Tree[], at: number): Type {
    const inside = elementOf(list.type);
    const map = typeof list.type === "object" && !("list" in list.type);
    if (this.#sql && map && !trees.some((tree) => isConstant(tree))) {
      this.#say(
        element.at,
        "not_in_sql",
        "Which field is meant must be written out: the database can't find it row by row.",
      );
    }
    if (inside === undefined)
      this.#say(list.at, "type_clash", `“in” wants a list; this is ${describe(list.type)}.`);
    else if (!overlap(element.type, inside) && element.type !== "null" && inside !== "null") {
      this.#say(
        at,
        "type_clash",
        `${describe(element.type, "One")} is never in a list of ${describe(inside, "many")}.`,
      );
    }
    return "bool";
  }

  #comparison(kind: string, [a, b]: [Typed, Typed], at: number): Type {
    const equality = kind === "==" || kind === "!=";
    const possible = equality
      ? overlap(a.type, b.type) || a.type === "null" || b.type === "null"
      : overlap(a.type, b.type, "ordered");
    if (!possible) {
      const advice =
        kindsOf(a.type).has("number") !== kindsOf(b.type).has("number")
          ? " Write double(…) around the text, or quotation marks around the number."
          : "";
      const mixed = kindsOf(a.type).has("string") || kindsOf(b.type).has("string") ? advice : "";
      this.#say(
        at,
        "type_clash",
        `${describe(a.type, "One")} can't be compared with ${describe(b.type)} by ${kind}.${mixed}`,
      );
    }
    return "bool";
  }

  #arithmetic(kind: string, [a, b]: [Typed, Typed], at: number, constant: boolean): Type {
    if (kind === "/" && a.type === "int" && b.type === "int") {
      this.#say(
        at,
        "integer_division",
        "Whole numbers are not divided: write double(…) around one, or 2.0 for 2.",
      );
    }
    const type = sumOf(kind, a.type, b.type);
    if (type !== undefined) {
      const lists = kind === "+" && [a, b].every((each) => kindsOf(each.type).has("list"));
      if (this.#sql && lists && !constant)
        this.#say(
          at,
          "not_in_sql",
          "The database must be told what is added, for these may be lists: write double(…) or string(…) around them.",
        );
      return type;
    }
    const message =
      kind === "neg"
        ? `${describe(a.type, "One")} has no negative.`
        : `${describe(a.type, "One")} and ${describe(b.type)} don't go with ${kind}.`;
    this.#say(at, "type_clash", message);
    return "any";
  }

  #call([name, ...trees]: Branch, each: readonly Typed[], at: number): Type {
    const signature = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!signature) {
      this.#say(at, "unknown_function", `There is no function ${name}.`);
      return "any";
    }
    for (const [index, { type, at: place }] of each.entries()) {
      const takes = signature.arguments[index] ?? ["any"];
      if (takes.some((wanted) => accepts(wanted, type))) continue;
      this.#say(
        place,
        "type_clash",
        `${name}() takes ${takes.map((wanted) => describe(wanted)).join(" or ")} here; this is ${describe(type)}.`,
      );
    }
    const places = each.map(({ at: place }) => place);
    const say: Say = (place, code, message) => this.#say(place, code, message);
    checkArguments(name, trees, places, say);
    if (this.#sql) checkCallInSql(name, trees, at, places, say);
    return name === "dyn" ? "any" : signature.gives;
  }
}

function literalType(tree: Tree): Type {
  if (tree === null) return "null";
  if (typeof tree === "boolean") return "bool";
  if (typeof tree === "string") return "string";
  return Number.isInteger(tree) ? "int" : "double";
}
