/**
 * Conditions of other tools in one form, and from it CEL: only where it says the same. What a file
 * calls a question, a row, a field is a name here; `Names` finds what it became.
 */
import { Unsayable } from "./fault.ts";

export type Literal = string | number | boolean;
export type Comparison =
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "contains"
  | "empty"
  | "anyof"
  | "allof"
  | "same"
  | "true"
  | "truth";
export type Condition =
  | { readonly op: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly op: "not"; readonly of: Condition }
  | { readonly op: "is"; readonly value: boolean }
  | {
      readonly op: "if";
      readonly when: Condition;
      readonly yes: Condition;
      readonly no: Condition;
    }
  | {
      readonly op: "sum";
      readonly of: Sum;
      readonly compare: "==" | "!=" | "<" | "<=" | ">" | ">=";
      readonly to: number;
    }
  | {
      readonly op: "test";
      readonly name: string;
      readonly compare: Comparison;
      readonly to?: Literal | readonly Literal[];
      readonly ignoreCase?: boolean;
      /** Of several choices it is compared with all that are chosen, as one list. */
      readonly whole?: boolean;
    };

/** Reckoned with numbers; what is not answered is nothing, 0. */
export type Sum =
  | number
  | { readonly name: string }
  | { readonly sign: "+" | "-" | "*" | "/"; readonly left: Sum; readonly right: Sum };

/** What something became that conditions can name. */
export type Subject = {
  /** `answers.key`, `answers.matrix["row"]`, `hidden.field`, `calculated.sum`. */
  readonly cel: string;
  /** One value of a list, several, a number, a text, whether one option is chosen among several, or yes and no. */
  readonly holds: "one" | "many" | "number" | "text" | "chosen" | "truth";
  /** Of `one`, `many` and `chosen`: the file's values → ours. */
  readonly values?: ReadonlyMap<string, string>;
  /** Our key of the question that is asked; absent where it is none. */
  readonly question?: string;
};

export type Names = {
  /** Undefined where nothing has that name. */
  find(name: string): Subject | undefined;
  /** Whether the question is asked before whoever asks. */
  before(question: string): boolean;
};

/** A text as CEL writes it. */
export const quoted = (text: string): string => JSON.stringify(text);

const longest = 2_000;
const numeric = (text: string): boolean => /^-?\d{1,15}(\.\d{1,10})?$/.test(text);

/** @throws Unsayable where ours can't say the same. */
export function celOf(condition: Condition, names: Names): string {
  const text = written(condition, names);
  if (text.length > longest) throw new Unsayable("logic_long");
  return text;
}

function written(condition: Condition, names: Names): string {
  switch (condition.op) {
    case "is":
      return String(condition.value);
    case "not":
      return `!(${written(condition.of, names)})`;
    case "test":
      return testOf(condition, names);
    case "if": {
      const { when, yes, no } = condition;
      return `(${written(when, names)} ? ${written(yes, names)} : ${written(no, names)})`;
    }
    case "sum":
      return `${sumOf(condition.of, names)} ${condition.compare} ${decimal(String(condition.to))}`;
    default: {
      const parts = condition.of.map((each) => [each, written(each, names)] as const);
      if (parts.length === 0) return String(condition.op === "and");
      if (parts.length === 1) return parts[0]![1];
      // A comparison binds before And and Or, and what has parentheses of its own needs no others.
      const joins = (each: Condition): boolean =>
        (each.op === "and" || each.op === "or") &&
        (each.of.length === 1 ? joins(each.of[0]!) : each.of.length > 1);
      return parts
        .map(([each, text]) => (joins(each) ? `(${text})` : text))
        .join(condition.op === "and" ? " && " : " || ");
    }
  }
}

/** @throws Unsayable where it reckons with what is no number. */
export function sumOf(sum: Sum, names: Names): string {
  if (typeof sum === "number") {
    if (!numeric(String(sum))) throw new Unsayable("logic_unread", { text: String(sum) });
    return decimal(String(sum));
  }
  if ("sign" in sum) return `(${sumOf(sum.left, names)} ${sum.sign} ${sumOf(sum.right, names)})`;
  const { cel, holds, values } = known(sum.name, names);
  const numbers = holds === "one" && allNumbers(values);
  if (holds !== "number" && !numbers)
    throw new Unsayable("logic_kind", { name: sum.name, operator: "+", value: "" });
  return `(has(${cel}) ? ${numbers ? `double(${cel})` : cel} : 0.0)`;
}

const allNumbers = (values: Subject["values"]): boolean => {
  const all = [...(values?.entries() ?? [])];
  return all.length > 0 && all.every(([theirs, ours]) => numeric(theirs) && theirs === ours);
};

/** @throws Unsayable where nothing has that name, or only what is asked later. */
export function known(name: string, names: Names): Subject {
  const subject = names.find(name);
  if (!subject) throw new Unsayable("logic_unknown_name", { name });
  if (subject.question !== undefined && !names.before(subject.question))
    throw new Unsayable("logic_later", { name });
  return subject;
}

type Test = Extract<Condition, { op: "test" }>;

function testOf(test: Test, names: Names): string {
  const subject = known(test.name, names);
  if (test.compare === "empty") {
    if (subject.holds === "chosen") return `!(${chosen(subject, test)})`;
    // What is worked out is there, whatever it is.
    if (subject.holds === "truth" || subject.cel.startsWith("size(")) throw kind(test, "");
    return `!has(${subject.cel})`;
  }
  if (test.compare === "true" || test.compare === "truth") return truth(subject, test);
  if (test.compare === "same") return same(subject, test);
  if (test.compare === "anyof" || test.compare === "allof") {
    const list = Array.isArray(test.to) ? (test.to as readonly Literal[]) : [test.to as Literal];
    if (list.length === 0) throw new Unsayable("logic_unread", { text: test.name });
    const parts = list.map((to) => single(subject, { ...test, compare: "==", to }));
    const text = parts.join(test.compare === "anyof" ? " || " : " && ");
    return parts.length === 1 ? text : `(${text})`;
  }
  if (test.to === undefined || Array.isArray(test.to))
    throw new Unsayable("logic_operator", { operator: test.compare, name: test.name });
  // Where nothing is answered, nothing is equal: what must differ then does, as it does there.
  if (test.compare === "!=") return `!(${single(subject, { ...test, compare: "==" })})`;
  return single(subject, test);
}

const kind = ({ name, compare }: Test, value: string): Unsayable => {
  const operator = ["same", "true", "truth"].includes(compare) ? "=" : compare;
  return new Unsayable("logic_kind", { name, operator, value });
};

/** A name by itself: it is true (`true`), or only neither empty nor nothing (`truth`). */
function truth(subject: Subject, test: Test): string {
  const { cel, holds, values } = subject;
  const ids = [...(values?.keys() ?? [])];
  if (holds === "truth") return cel;
  if (holds === "chosen") return chosen(subject, test);
  if (holds === "one" && values?.has("true"))
    return single(subject, { ...test, compare: "==", to: "true" });
  if (holds === "number") return `${cel} ${test.compare === "true" ? "== 1" : "!= 0"}`;
  if (test.compare === "true" || ids.some((id) => ["false", "0"].includes(id)))
    throw kind(test, "true");
  return `has(${cel})`;
}

/** Exactly these, in whatever order. */
function same(subject: Subject, test: Test): string {
  const list = [...new Set(Array.isArray(test.to) ? (test.to as readonly Literal[]) : [])];
  if (subject.holds !== "many" || list.length === 0) throw kind(test, list.join(", "));
  const each = list.map((to) => single(subject, { ...test, compare: "==", to }));
  return `(${[...each, `size(${subject.cel}) == ${list.length}`].join(" && ")})`;
}

function chosen(subject: Subject, { name }: Test): string {
  const [value] = subject.values?.values() ?? [];
  if (value === undefined) throw new Unsayable("logic_unknown_value", { name, value: "" });
  return `${quoted(value)} in ${subject.cel}`;
}

/** One value compared with one subject. */
function single(subject: Subject, test: Test): string {
  const { cel, holds, values } = subject;
  const { compare, name } = test;
  const to = String(test.to as Literal);
  const wrong = () => kind(test, to);
  if (holds === "truth") {
    if (compare !== "==" || !["true", "1", "false"].includes(to)) throw wrong();
    return to === "false" ? `!(${cel})` : cel;
  }
  if (holds === "chosen") {
    if (compare !== "==") throw wrong();
    if (["Y", "1", "true"].includes(to)) return chosen(subject, test);
    if (to === "" || to === "false") return `!(${chosen(subject, test)})`;
    throw wrong();
  }
  if (compare === "==" && to === "") return `!has(${cel})`;
  if (holds === "one" || holds === "many") {
    if (compare !== "==" && compare !== "contains") return ordered(subject, test, to);
    if (test.whole && holds === "many") throw wrong();
    const value = values?.get(to);
    if (value === undefined) throw new Unsayable("logic_unknown_value", { name, value: to });
    return holds === "many" ? `${quoted(value)} in ${cel}` : `${cel} == ${quoted(value)}`;
  }
  if (holds === "number") {
    if (!numeric(to) || compare === "contains") throw wrong();
    return `${cel} ${compare} ${to}`;
  }
  if (compare === "contains")
    return test.ignoreCase
      ? `${cel}.lowerAscii().contains(${quoted(lower(to, test))})`
      : `${cel}.contains(${quoted(to)})`;
  if (compare === "==")
    return test.ignoreCase
      ? `${cel}.lowerAscii() == ${quoted(lower(to, test))}`
      : `${cel} == ${quoted(to)}`;
  // A text that reads as a number is compared as one.
  if (!numeric(to)) throw wrong();
  return `double(${cel}) ${compare} ${decimal(to)}`;
}

/** Only letters of ASCII have a small form in CEL. */
function lower(text: string, { name }: Test): string {
  // oxlint-disable-next-line no-control-regex -- ASCII is meant
  if (!/^[\x00-\x7f]*$/.test(text))
    throw new Unsayable("logic_kind", { name, operator: "==", value: text });
  return text.toLowerCase();
}
const decimal = (text: string): string => (text.includes(".") ? text : `${text}.0`);

/** Options are ordered where every value is a number. */
function ordered({ cel, holds, values }: Subject, { compare, name }: Test, to: string): string {
  if (holds === "many" || compare === "contains" || !allNumbers(values) || !numeric(to))
    throw new Unsayable("logic_kind", { name, operator: compare, value: to });
  return `double(${cel}) ${compare} ${decimal(to)}`;
}
