/** From the parser's syntax tree to ours, with the place of every part. */
import type { parse } from "@bufbuild/cel";
import { functions, isFunction, nearest } from "./functions.ts";
import type { ProblemCode, Span } from "./parse.ts";
import type { Tokens } from "./tokens.ts";
import { literal, type Constant } from "./literal.ts";
import { children, isBranch, limits, macros, type Branch, type Tree } from "./tree.ts";

type Parsed = ReturnType<typeof parse>;
type Expr = Parsed["expr"];
type Call = Extract<Expr["exprKind"], { case: "callExpr" }>["value"];
type Comprehension = Extract<Expr["exprKind"], { case: "comprehensionExpr" }>["value"];

/** A tree with the first and last word of its text, and the same for those in it. */
type Built = { tree: Tree; first: number; last: number; parts: readonly Built[] };

export type BuildProblem = { code: ProblemCode; message: string; from: number; to: number };

class Refusal extends Error {
  readonly problem: BuildProblem;
  constructor(problem: BuildProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const infix: ReadonlySet<string> = new Set(
  ["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"].map((sign) => `_${sign}_`),
);

/** Our tree and the place of each tree in it, in the order of `children`; or what our subset doesn't have. */
export function build(
  parsed: Parsed,
  tokens: Tokens,
): { tree: Tree; spans: Span[] } | BuildProblem {
  try {
    const built = new Builder(parsed, tokens).expression(parsed.expr, 0);
    const spans: Span[] = [];
    const walk = ({ first, last, parts }: Built): void => {
      spans.push([tokens.list[first]?.from ?? 0, tokens.list[last]?.to ?? 0]);
      parts.forEach(walk);
    };
    walk(built);
    return { tree: built.tree, spans };
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

class Builder {
  readonly #tokens: Tokens;
  readonly #positions: Readonly<Record<string, number>>;
  readonly #macroCalls: NonNullable<Parsed["sourceInfo"]>["macroCalls"];
  /** Index of the first word at or after each place in the text. */
  readonly #starts: readonly number[];
  #visited = 0;
  #level = 0;

  constructor(parsed: Parsed, tokens: Tokens) {
    this.#tokens = tokens;
    this.#positions = parsed.sourceInfo?.positions ?? {};
    this.#macroCalls = parsed.sourceInfo?.macroCalls ?? {};
    this.#starts = tokens.list.map((token) => token.from);
  }

  expression(expr: Expr, depth: number): Built {
    const at = this.#wordOf(expr);
    this.#visited++;
    this.#level++;
    // Far more than a tree may hold, for chains become one tree each; `parse` counts those.
    if (this.#visited > 4 * limits.nodes)
      this.#refuse("too_large", `An expression has at most ${limits.nodes} parts.`, at, at);
    if (this.#level > 4 * limits.depth)
      this.#refuse(
        "too_deep",
        `Parts stand more than ${limits.depth} deep in one another.`,
        at,
        at,
      );
    const built = this.#kind(expr, at, depth);
    this.#level--;
    return built;
  }

  #kind(expr: Expr, at: number, depth: number): Built {
    const { exprKind } = expr;
    switch (exprKind.case) {
      case "constExpr":
        return this.#constant(exprKind.value.constantKind, at);
      case "identExpr":
        return {
          tree: ["get", exprKind.value.name],
          first: at,
          last: this.#text(at) === "." ? at + 1 : at,
          parts: [],
        };
      case "selectExpr": {
        const { operand, field, testOnly } = exprKind.value;
        const below = this.expression(operand!, depth);
        const key = testOnly ? below.last + 2 : at + 1;
        const selected = this.#below(below, { tree: field, first: key, last: key, parts: [] }, key);
        return testOnly ? this.#has(selected, at, this.#closing(at + 1)) : selected;
      }
      case "callExpr":
        return this.#call(exprKind.value, at, depth);
      case "listExpr":
        return this.#sequence("list", exprKind.value.elements, at, depth);
      case "structExpr":
        return this.#object(exprKind.value, at, depth);
      case "comprehensionExpr":
        return this.#macro(expr, exprKind.value, at, depth);
      default:
        return this.#refuse("unsupported", "This can't be read as an expression.", at, at);
    }
  }

  #refuse(code: ProblemCode, message: string, first: number, last: number): never {
    const from = this.#tokens.list[first]?.from ?? 0;
    throw new Refusal({ code, message, from, to: this.#tokens.list[last]?.to ?? from });
  }

  #wordOf(expr: Expr): number {
    const position = this.#positions[String(expr.id)] ?? 0;
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #text(at: number): string | undefined {
    return this.#tokens.list[at]?.text;
  }

  #closing(at: number): number {
    return this.#tokens.matching.get(at) ?? at;
  }

  /** Takes in the brackets that only group. */
  #grown(built: Built): Built {
    let { first, last } = built;
    while (this.#text(first - 1) === "(" && this.#closing(first - 1) === last + 1) {
      const before = this.#tokens.list[first - 2];
      if (before && (before.kind === "name" ? before.text !== "in" : /^[)\]]$/.test(before.text)))
        break;
      first--;
      last++;
    }
    return { ...built, first, last };
  }

  #branch(tree: Branch, parts: Built[], own: number, end = own): Built {
    const grown = parts.map((part) => this.#grown(part));
    const first = Math.min(own, ...grown.map((part) => part.first));
    const last = Math.max(end, ...grown.map((part) => part.last));
    return { tree, first, last, parts: grown };
  }

  #constant(constant: Constant, at: number): Built {
    const last = this.#text(at) === "-" ? at + 1 : at;
    const made = literal(constant);
    if ("code" in made) return this.#refuse(made.code, made.message, at, last);
    const leaves = (tree: Tree): Built => ({
      tree,
      first: at,
      last,
      parts: children(tree).map(leaves),
    });
    return leaves(made.tree);
  }

  /** `below` with one key more, up to the word `end`. */
  #below(below: Built, key: Built, end: number): Built {
    const { tree, parts } = below;
    const { first } = this.#grown(below);
    if (isBranch(tree) && (tree[0] === "get" || tree[0] === "at")) {
      return {
        tree: [...tree, key.tree] as unknown as Branch,
        first,
        last: end,
        parts: [...parts, key],
      };
    }
    return { tree: ["at", tree, key.tree], first, last: end, parts: [this.#grown(below), key] };
  }

  #has(field: Built, first: number, last: number): Built {
    const { tree } = field;
    if (!isBranch(tree) || !["get", "at"].includes(tree[0]) || tree.length < 3) {
      this.#refuse("wrong_arguments", 'has() takes a field: has(a.b) or has(a["b"]).', first, last);
    }
    return { tree: ["has", tree], first, last, parts: [field] };
  }

  #call(call: Call, at: number, depth: number): Built {
    const { function: name, target, args } = call;
    const each = (target ? [target, ...args] : args).map((arg) => this.expression(arg, depth));
    if (infix.has(name) || name === "@in") {
      return this.#branch([name === "@in" ? "in" : name.slice(1, -1), ...trees(each)], each, at);
    }
    const [only, key] = each as [Built, Built];
    if (name === "!_") return this.#branch(["!", only.tree], each, at);
    if (name === "-_") return this.#branch(["neg", only.tree], each, at);
    if (name === "_[_]") return this.#below(only, key, this.#closing(at));
    const outermost = Math.min(...each.map((part) => this.#grown(part).first));
    if (name === "_?_:_") return this.#branch(["?:", ...trees(each)], each, outermost);
    if (name === "_&&_" || name === "_||_") return this.#logic(name.slice(1, -1), each, outermost);
    const bracket = target ? at + 2 : at + 1;
    if (name === "has" && !target && only && !key)
      return this.#has(only, at, this.#closing(bracket));
    this.#known(name, target !== undefined, each.length, bracket - 1);
    return this.#branch([name, ...trees(each)], each, at, this.#closing(bracket));
  }

  /** One tree for a whole chain: a && b && c. */
  #logic(kind: string, each: Built[], at: number): Built {
    const parts = each.flatMap((part) =>
      isBranch(part.tree) && part.tree[0] === kind ? part.parts : [part],
    );
    return this.#branch([kind, ...trees(parts)], parts, at);
  }

  #known(name: string, method: boolean, count: number, at: number): void {
    const signature = isFunction(name) ? functions[name] : undefined;
    if (!signature) {
      const offered = nearest(name, [...Object.keys(functions), ...macros, "has"]);
      const hint = offered.length > 0 ? ` Did you mean ${offered.join(", ")}?` : "";
      const message = macros.has(name)
        ? `${name} is written list.${name}(x, condition on x).`
        : `There is no function ${name}.${hint}`;
      return this.#refuse("unknown_function", message, at, at);
    }
    const { style, required, arguments: takes } = signature;
    if (style !== "either" && (style === "method") !== method) {
      const form = style === "method" ? `text.${name}(…)` : `${name}(…)`;
      return this.#refuse("wrong_arguments", `Write ${form}.`, at, at);
    }
    if (count < required || count > takes.length) {
      const least = required - (method ? 1 : 0);
      const most = takes.length - (method ? 1 : 0);
      const range = least === most ? String(least) : `${least} to ${most}`;
      this.#refuse(
        "wrong_arguments",
        `${name}() takes ${range} argument${most === 1 ? "" : "s"}.`,
        at,
        at,
      );
    }
  }

  #sequence(kind: string, elements: readonly Expr[], at: number, depth: number): Built {
    const parts = elements.map((element) => this.expression(element, depth));
    return this.#branch([kind, ...trees(parts)], parts, at, this.#closing(at));
  }

  #object(
    struct: Extract<Expr["exprKind"], { case: "structExpr" }>["value"],
    at: number,
    depth: number,
  ): Built {
    const { messageName, entries } = struct;
    if (messageName !== "") this.#refuse("unsupported", "Messages are not taken.", at, at);
    const parts: Built[] = [];
    const names = new Set<Tree>();
    for (const { keyKind, value } of entries) {
      if (keyKind.case !== "mapKey" || !value)
        return this.#refuse("unsupported", "Messages are not taken.", at, at);
      const key = this.expression(keyKind.value, depth);
      if (typeof key.tree !== "string" || names.has(key.tree)) {
        this.#refuse(
          "unsupported",
          "The keys of a map are different texts, written out.",
          key.first,
          key.last,
        );
      }
      names.add(key.tree);
      parts.push(key, this.expression(value, depth));
    }
    return this.#branch(["object", ...trees(parts)], parts, at, this.#closing(at));
  }

  #macro(
    expr: Expr,
    { iterVar, iterRange, loopStep }: Comprehension,
    at: number,
    depth: number,
  ): Built {
    const made = this.#macroCalls[String(expr.id)]?.exprKind;
    const written = made?.case === "callExpr" ? made.value.function : "";
    const kind = written === "existsOne" ? "exists_one" : written;
    const step = loopStep?.exprKind;
    if (!macros.has(kind) || step?.case !== "callExpr" || !iterRange)
      return this.#refuse("unsupported", "This can't be read as an expression.", at, at);
    if (depth >= limits.macros) {
      this.#refuse(
        "too_deep",
        `exists, all, filter and map stand at most ${limits.macros} deep in one another.`,
        at,
        at + 1,
      );
    }
    const list = this.expression(iterRange, depth);
    const end = this.#closing(at + 2);
    const bind = (over: Built, as: string, body: Expr): Built => {
      const inner = this.expression(body, depth + 1);
      return this.#branch([as, over.tree, iterVar, inner.tree], [over, inner], at, end);
    };
    const { args } = step.value;
    if (kind === "exists" || kind === "all") return bind(list, kind, args[1]!);
    if (kind !== "map") return bind(list, kind, args[0]!);
    // list.map(x, condition, value) is a filter, then a map.
    if (args.length === 3) return bind(bind(list, "filter", args[0]!), "map", appended(args[1]!));
    return bind(list, "map", appended({ exprKind: step } as Expr));
  }
}

const trees = (parts: readonly Built[]): Tree[] => parts.map((part) => part.tree);

/** What `map` appends in each step: x in `@result + [x]`. */
function appended(step: Expr): Expr {
  const list = step.exprKind.case === "callExpr" ? step.exprKind.value.args[1] : undefined;
  return list?.exprKind.case === "listExpr" ? list.exprKind.value.elements[0]! : step;
}
