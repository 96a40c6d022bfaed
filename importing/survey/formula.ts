/**
 * Conditions as LimeSurvey and SurveyJS write them: names, values, comparisons, and/or/not,
 * parentheses; of SurveyJS also choices between two, and what is reckoned with numbers. What is more
 * (functions, assignments) is not guessed at.
 */
import type { Condition, Literal, Sum } from "./condition.ts";
import { Unsayable } from "./fault.ts";
import { comparisons, tokensOf, type Dialect, type Operator, type Token } from "./tokens.ts";

export type { Dialect } from "./tokens.ts";

const longest = 5_000;
const deepest = 60;

/** What stands on one side of a comparison, or is worked out. */
export type Operand =
  | { readonly name: string }
  | { readonly value: Literal | readonly Literal[] }
  | { readonly condition: Condition }
  | { readonly sum: Sum }
  | { readonly when: Condition; readonly yes: Operand; readonly no: Operand };

class Reader {
  readonly #tokens: Token[];
  readonly #dialect: Dialect;
  #at = 0;
  #depth = 0;
  constructor(tokens: Token[], dialect: Dialect) {
    this.#tokens = tokens;
    this.#dialect = dialect;
  }
  get #next(): Token {
    return this.#tokens[this.#at]!;
  }
  #is(...texts: string[]): boolean {
    const next = this.#next;
    return next.is === "sign" && texts.includes(next.text);
  }
  #unread = (): Unsayable => {
    const next = this.#next;
    return new Unsayable("logic_unread", {
      text: "value" in next ? String(next.value) : next.text || "…",
    });
  };
  #skip(said: string): void {
    if (!this.#is(said)) throw this.#unread();
    this.#at += 1;
  }
  #deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) throw this.#unread();
    const found = read();
    this.#depth -= 1;
    return found;
  }

  whole(): Operand {
    const found = this.#joined("||");
    if (this.#next.is !== "end") throw this.#unread();
    return found;
  }

  condition(): Condition {
    return this.#holds(this.whole());
  }

  /** Whether something holds that stands where a condition does. */
  #holds(found: Operand): Condition {
    if ("condition" in found) return found.condition;
    if ("when" in found) {
      const { when, yes, no } = found;
      return { op: "if", when, yes: this.#holds(yes), no: this.#holds(no) };
    }
    if ("value" in found && !Array.isArray(found.value))
      return { op: "is", value: !["", "0", "false"].includes(String(found.value)) };
    if ("name" in found && this.#dialect === "surveyjs")
      return { op: "test", name: found.name, compare: "truth" };
    throw this.#unread();
  }

  #joined(by: "||" | "&&"): Operand {
    const read = () => (by === "||" ? this.#joined("&&") : this.#negated());
    const first = read();
    if (!this.#is(by)) return first;
    const of = [this.#holds(first)];
    while (this.#is(by)) {
      this.#at += 1;
      of.push(this.#holds(read()));
    }
    return { condition: { op: by === "&&" ? "and" : "or", of } };
  }

  #negated(): Operand {
    if (!this.#is("!")) return this.#compared();
    this.#at += 1;
    const of = this.#deeper(() => this.#holds(this.#negated()));
    return { condition: { op: "not", of } };
  }

  #compared(): Operand {
    const left = this.#reckoned("+", "-");
    const token = this.#next;
    const operator = token.is === "sign" ? comparisons[token.text] : undefined;
    if (operator === undefined) return left;
    this.#at += 1;
    if (operator === "empty" || operator === "notempty") {
      if (!("name" in left)) throw this.#unread();
      const test: Condition = { op: "test", name: left.name, compare: "empty" };
      return { condition: operator === "empty" ? test : { op: "not", of: test } };
    }
    const right = this.#reckoned("+", "-");
    return { condition: comparison(left, operator, right, this.#unread) };
  }

  /** Sums of products. LimeSurvey's are left: it joins texts and counts what is empty otherwise. */
  #reckoned(...signs: readonly [Sign, Sign]): Operand {
    const read = () => (signs[0] === "+" ? this.#reckoned("*", "/") : this.#operand());
    let left = read();
    while (this.#dialect === "surveyjs" && this.#is(...signs)) {
      const sign = (this.#next as { text: Sign }).text;
      this.#at += 1;
      const sum = { sign, left: this.#number(left), right: this.#number(read()) };
      if (sign === "/" && (typeof sum.right !== "number" || sum.right === 0)) throw this.#unread();
      left = { sum };
    }
    return left;
  }

  #number(found: Operand): Sum {
    if ("sum" in found) return found.sum;
    if ("name" in found) return { name: found.name };
    if ("value" in found && typeof found.value === "number") return found.value;
    throw this.#unread();
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
    if (token.is === "sign" && token.text === "(")
      return this.#deeper(() => {
        const inner = this.#joined("||");
        this.#skip(")");
        return inner;
      });
    this.#at -= 1;
    throw this.#unread();
  }

  #list(): Literal[] {
    const list: Literal[] = [];
    while (!this.#is("]")) {
      const item = this.#operand();
      if (!("value" in item) || typeof item.value === "object") throw this.#unread();
      list.push(item.value);
      if (!this.#is("]")) this.#skip(",");
    }
    this.#at += 1;
    return list;
  }

  #call(name: string): Operand {
    this.#skip("(");
    const low = name.toLowerCase();
    if (this.#dialect === "surveyjs" && low === "iif") return this.#deeper(() => this.#choice());
    if (this.#dialect === "surveyjs" && low === "sum") return this.#deeper(() => this.#sum());
    if (low !== "is_empty") throw new Unsayable("logic_function", { name });
    const what = this.#operand();
    this.#skip(")");
    if (!("name" in what)) throw this.#unread();
    return { condition: { op: "test", name: what.name, compare: "empty" } };
  }

  /** `iif(condition, yes, no)` */
  #choice(): Operand {
    const when = this.#holds(this.#joined("||"));
    this.#skip(",");
    const yes = this.#joined("||");
    this.#skip(",");
    const no = this.#joined("||");
    this.#skip(")");
    return { when, yes, no };
  }

  #sum(): Operand {
    let sum = this.#number(this.#reckoned("+", "-"));
    while (this.#is(",")) {
      this.#at += 1;
      sum = { sign: "+", left: sum, right: this.#number(this.#reckoned("+", "-")) };
    }
    this.#skip(")");
    return { sum };
  }
}

type Sign = "+" | "-" | "*" | "/";
type Compared = Exclude<Operator, "empty" | "notempty">;

const mirrored: Readonly<Record<string, Compared>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

function comparison(
  left: Operand,
  operator: Compared,
  right: Operand,
  unread: () => Unsayable,
): Condition {
  if ("name" in left && "value" in right) {
    const to = right.value;
    if (operator === "notcontains") return { op: "not", of: containing(left.name, to) };
    if (operator === "noneof")
      return { op: "not", of: { op: "test", name: left.name, compare: "anyof", to } };
    if (operator === "contains") return containing(left.name, to);
    return { op: "test", name: left.name, compare: operator, to };
  }
  const swapped = mirrored[operator];
  if (!swapped) throw unread();
  if ("when" in left && "value" in right)
    return {
      op: "if",
      when: left.when,
      yes: comparison(left.yes, operator, right, unread),
      no: comparison(left.no, operator, right, unread),
    };
  if ("value" in left && "value" in right && (operator === "==" || operator === "!="))
    return {
      op: "is",
      value: (String(left.value) === String(right.value)) === (operator === "=="),
    };
  if ("condition" in left && "value" in right && typeof right.value === "boolean")
    if (operator === "==" || operator === "!=")
      return right.value === (operator === "==")
        ? left.condition
        : { op: "not", of: left.condition };
  if ("sum" in left && "value" in right && typeof right.value === "number")
    return { op: "sum", of: left.sum, compare: operator as Signed, to: right.value };
  if ("value" in left && !("value" in right) && !Array.isArray(left.value))
    return comparison(right, swapped, left, unread);
  throw unread();
}
type Signed = Extract<Condition, { op: "sum" }>["compare"];

/** Of a list all are meant. */
const containing = (name: string, to: Literal | readonly Literal[]): Condition =>
  typeof to === "object"
    ? { op: "test", name, compare: "allof", to }
    : { op: "test", name, compare: "contains", to };

const readerOf = (source: string, dialect: Dialect): Reader => {
  if (source.length > longest) throw new Unsayable("logic_long");
  return new Reader(tokensOf(source, dialect), dialect);
};

/** @throws Unsayable where it is more than this understands. */
export const readFormula = (source: string, dialect: Dialect): Condition =>
  readerOf(source, dialect).condition();

/** What is worked out: a value, a name, a condition, a sum, or one of two. @throws Unsayable */
export const readOperand = (source: string, dialect: Dialect): Operand =>
  readerOf(source, dialect).whole();
