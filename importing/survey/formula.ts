/**
 * Conditions as LimeSurvey and SurveyJS write them: names, values, comparisons, and/or/not,
 * parentheses. What is more (functions, sums, assignments) is not guessed at.
 */
import type { Comparison, Condition, Literal } from "./condition.ts";
import { Unsayable } from "./fault.ts";

export type Dialect = "lss" | "surveyjs";
type Token =
  | { is: "name" | "call" | "sign" | "end"; text: string }
  | { is: "value"; value: Literal };

const longest = 5_000;
const deepest = 60;

const word = /[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*/y;
const braced = /\{([^{}]{1,200})\}/y;
const numberToken = /\d+(?:\.\d+)?/y;
const text = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const sign = /&&|\|\||==|!=|<>|<=|>=|[-=<>!(),[\]]/y;

const comparisons: Readonly<Record<string, Comparison | "notempty" | "notcontains">> = {
  "==": "==",
  "=": "==",
  eq: "==",
  equal: "==",
  "!=": "!=",
  "<>": "!=",
  ne: "!=",
  notequal: "!=",
  "<": "<",
  lt: "<",
  less: "<",
  "<=": "<=",
  le: "<=",
  lessorequal: "<=",
  ">": ">",
  gt: ">",
  greater: ">",
  ">=": ">=",
  ge: ">=",
  greaterorequal: ">=",
  empty: "empty",
  notempty: "notempty",
  contains: "contains",
  contain: "contains",
  notcontains: "notcontains",
  notcontain: "notcontains",
  anyof: "anyof",
  allof: "allof",
};

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function tokensOf(source: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  const unread = (at: number) => new Unsayable("logic_unread", { text: source.slice(at, at + 60) });
  for (let at = 0; at < source.length;) {
    if (/\s/.test(source.charAt(at))) {
      at += 1;
      continue;
    }
    const name = dialect === "surveyjs" ? match(braced, source, at) : null;
    const bare = name ? null : match(word, source, at);
    const value = match(numberToken, source, at) ?? match(text, source, at);
    const found = name ?? bare ?? value ?? match(sign, source, at);
    if (!found) throw unread(at);
    if (name) tokens.push({ is: "name", text: name[1]!.trim() });
    else if (bare) tokens.push(wordToken(bare[0], source.slice(at + bare[0].length), dialect));
    else if (value) {
      const said = value[1] ?? value[2];
      tokens.push({
        is: "value",
        value: said === undefined ? Number(value[0]) : said.replace(/\\(.)/g, "$1"),
      });
    } else tokens.push({ is: "sign", text: found[0] });
    at += found[0].length;
  }
  return [...tokens, { is: "end", text: "" }];
}

function wordToken(said: string, rest: string, dialect: Dialect): Token {
  const low = said.toLowerCase();
  if (low === "true" || low === "false") return { is: "value", value: low === "true" };
  if (low === "and" || low === "or") return { is: "sign", text: low === "and" ? "&&" : "||" };
  if (low === "not" || (low === "negate" && dialect === "surveyjs"))
    return { is: "sign", text: "!" };
  const operator = dialect === "surveyjs" || /^(eq|ne|lt|le|gt|ge)$/.test(low);
  if (operator && Object.hasOwn(comparisons, low)) return { is: "sign", text: low };
  if (/^\s*\(/.test(rest)) return { is: "call", text: said };
  // Without braces a word of SurveyJS is a value.
  return dialect === "surveyjs" ? { is: "value", value: said } : { is: "name", text: said };
}

type Operand = { name: string } | { value: Literal | Literal[] } | { condition: Condition };

class Reader {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;
  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }
  get #next(): Token {
    return this.#tokens[this.#at]!;
  }
  #is(...texts: string[]): boolean {
    const next = this.#next;
    return next.is === "sign" && texts.includes(next.text);
  }
  #unread(): Unsayable {
    const next = this.#next;
    return new Unsayable("logic_unread", {
      text: "value" in next ? String(next.value) : next.text || "…",
    });
  }
  #skip(said: string): void {
    if (!this.#is(said)) throw this.#unread();
    this.#at += 1;
  }

  whole(): Condition {
    const condition = this.#joined("||");
    if (this.#next.is !== "end") throw this.#unread();
    return condition;
  }

  #joined(by: "||" | "&&"): Condition {
    const of = [by === "||" ? this.#joined("&&") : this.#negated()];
    while (this.#is(by)) {
      this.#at += 1;
      of.push(by === "||" ? this.#joined("&&") : this.#negated());
    }
    return of.length === 1 ? of[0]! : { op: by === "&&" ? "and" : "or", of };
  }

  #negated(): Condition {
    if (!this.#is("!")) return this.#compared();
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > deepest) throw this.#unread();
    const of = this.#negated();
    this.#depth -= 1;
    return { op: "not", of };
  }

  #compared(): Condition {
    const left = this.#operand();
    const token = this.#next;
    const operator = token.is === "sign" ? comparisons[token.text] : undefined;
    if (operator === undefined) {
      if ("condition" in left) return left.condition;
      if ("value" in left && !Array.isArray(left.value))
        return { op: "is", value: !["", "0", "false"].includes(String(left.value)) };
      throw this.#unread();
    }
    this.#at += 1;
    if (operator === "empty" || operator === "notempty") {
      if (!("name" in left)) throw this.#unread();
      const test: Condition = { op: "test", name: left.name, compare: "empty" };
      return operator === "empty" ? test : { op: "not", of: test };
    }
    return comparison(left, operator, this.#operand(), () => this.#unread());
  }

  #operand(): Operand {
    const token = this.#next;
    this.#at += 1;
    if (token.is === "name") return { name: token.text };
    if (token.is === "value") return { value: token.value };
    if (token.is === "call") return this.#call(token.text);
    if (token.is === "sign" && token.text === "-") {
      const next = this.#next;
      if (next.is !== "value" || typeof next.value !== "number") throw this.#unread();
      this.#at += 1;
      return { value: -next.value };
    }
    if (token.is === "sign" && token.text === "[") return { value: this.#list() };
    if (token.is === "sign" && token.text === "(") {
      this.#depth += 1;
      if (this.#depth > deepest) throw this.#unread();
      const inner = this.#parenthesis();
      this.#depth -= 1;
      return inner;
    }
    this.#at -= 1;
    throw this.#unread();
  }

  /** A condition, or one name or value with parentheses about it. */
  #parenthesis(): Operand {
    const [first, second] = [this.#next, this.#tokens[this.#at + 1]];
    if (second?.is === "sign" && second.text === ")" && ("value" in first || first.is === "name")) {
      this.#at += 2;
      return "value" in first ? { value: first.value } : { name: first.text };
    }
    const condition = this.#joined("||");
    this.#skip(")");
    return { condition };
  }

  #list(): Literal[] {
    const list: Literal[] = [];
    while (!this.#is("]")) {
      const item = this.#operand();
      if (!("value" in item) || Array.isArray(item.value)) throw this.#unread();
      list.push(item.value);
      if (!this.#is("]")) this.#skip(",");
    }
    this.#at += 1;
    return list;
  }

  #call(name: string): Operand {
    this.#skip("(");
    if (name.toLowerCase() !== "is_empty") throw new Unsayable("logic_function", { name });
    const what = this.#operand();
    this.#skip(")");
    if (!("name" in what)) throw this.#unread();
    return { condition: { op: "test", name: what.name, compare: "empty" } };
  }
}

const mirrored: Readonly<Record<string, Comparison>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

function comparison(
  left: Operand,
  operator: Comparison | "notcontains",
  right: Operand,
  unread: () => Unsayable,
): Condition {
  if ("name" in left && "value" in right) {
    const to = right.value;
    if (operator === "notcontains") return { op: "not", of: containing(left.name, to) };
    if (operator === "contains") return containing(left.name, to);
    return { op: "test", name: left.name, compare: operator, to };
  }
  const swapped = mirrored[operator];
  if ("value" in left && "name" in right && swapped && !Array.isArray(left.value))
    return { op: "test", name: right.name, compare: swapped, to: left.value };
  throw unread();
}

/** Of a list all are meant. */
const containing = (name: string, to: Literal | Literal[]): Condition =>
  Array.isArray(to)
    ? { op: "test", name, compare: "allof", to }
    : { op: "test", name, compare: "contains", to };

/** @throws Unsayable where it is more than this understands. */
export function readFormula(source: string, dialect: Dialect): Condition {
  if (source.length > longest) throw new Unsayable("logic_long");
  return new Reader(tokensOf(source, dialect)).whole();
}
