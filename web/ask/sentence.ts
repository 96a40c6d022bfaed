/**
 * A condition as sentences that can be read and chosen, where they say exactly what the CEL says;
 * undefined where it says more than that. Pure.
 */
import { parse } from "#expression/parse.ts";
import { isBranch, type Tree } from "#expression/tree.ts";

export type Scalar = string | number | boolean;
export const operators = [
  "is",
  "isNot",
  "oneOf",
  "between",
  "least",
  "most",
  "more",
  "less",
  "includes",
  "excludes",
  "contains",
  "answered",
  "unanswered",
] as const;
export type Operator = (typeof operators)[number];
export type Rule = {
  /** As in `["answers", "asat", "speed"]`. */
  readonly path: readonly string[];
  readonly operator: Operator;
  /** One, the two ends of a range, or those of a list; none where it takes none. */
  readonly values: readonly Scalar[];
};
export type Sentence = { readonly join: "all" | "any"; readonly rules: readonly Rule[] };

const plain = /^[A-Za-z_]\w*$/;
/** A path as CEL writes it. */
export const celPath = ([root, ...names]: readonly string[]): string =>
  (root ?? "") +
  names.map((name) => (plain.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)).join("");

const compared: Partial<Record<Operator, string>> = {
  is: "==",
  isNot: "!=",
  least: ">=",
  most: "<=",
  more: ">",
  less: "<",
};

function celOf({ path, operator, values }: Rule): string {
  const at = celPath(path);
  const [first = "", second = ""] = values.map((value) => JSON.stringify(value));
  const sign = compared[operator];
  if (sign) return `${at} ${sign} ${first}`;
  switch (operator) {
    case "between":
      return `${at} >= ${first} && ${at} <= ${second}`;
    case "oneOf":
      return `${at} in [${values.map((value) => JSON.stringify(value)).join(", ")}]`;
    case "includes":
      return `${first} in ${at}`;
    case "excludes":
      return `!(${first} in ${at})`;
    case "contains":
      return `${at}.contains(${first})`;
    case "answered":
      return path.length > 1 ? `has(${at})` : `${at} != ""`;
    default:
      return `!has(${at})`;
  }
}

export function celFrom({ join, rules }: Sentence): string {
  const all = rules.map((rule) => {
    const text = celOf(rule);
    return join === "any" && rule.operator === "between" ? `(${text})` : text;
  });
  return all.join(join === "all" ? " && " : " || ");
}

function pathOf(tree: Tree | undefined): string[] | undefined {
  if (tree === undefined || !isBranch(tree) || tree[0] !== "get") return undefined;
  const names = tree.slice(1);
  return names.every((name) => typeof name === "string") ? (names as string[]) : undefined;
}
const isScalar = (tree: Tree | undefined): tree is Scalar =>
  typeof tree === "string" || typeof tree === "number" || typeof tree === "boolean";

const signs = new Map(Object.entries(compared).map(([name, sign]) => [sign, name as Operator]));

function ruleOf(tree: Tree): Rule | undefined {
  if (!isBranch(tree)) return undefined;
  const [kind, a, b] = tree;
  if (kind === "!" && a !== undefined && isBranch(a)) {
    const inner = ruleOf(a);
    if (inner?.operator === "includes") return { ...inner, operator: "excludes" };
    return inner?.operator === "answered" ? { ...inner, operator: "unanswered" } : undefined;
  }
  if (kind === "has") {
    const path = pathOf(a);
    return path && { path, operator: "answered", values: [] };
  }
  if (kind === "in") {
    const path = pathOf(a);
    if (path && b !== undefined && isBranch(b) && b[0] === "list") {
      const values = b.slice(1);
      return values.length > 0 && values.every(isScalar)
        ? { path, operator: "oneOf", values }
        : undefined;
    }
    const list = pathOf(b);
    return list && isScalar(a) ? { path: list, operator: "includes", values: [a] } : undefined;
  }
  const path = pathOf(a);
  if (!path || !isScalar(b) || tree.length !== 3) return undefined;
  if (kind === "contains") return { path, operator: "contains", values: [b] };
  const operator = signs.get(kind);
  return operator && { path, operator, values: [b] };
}

const isPair = (a: Rule | undefined, b: Rule | undefined): boolean =>
  a?.operator === "least" &&
  b?.operator === "most" &&
  JSON.stringify(a.path) === JSON.stringify(b.path);

/** Two neighbours that say "from" and "to" of one thing are one sentence. */
function paired(rules: readonly Rule[]): Rule[] {
  const list: Rule[] = [];
  for (let at = 0; at < rules.length; at++) {
    const [one, next] = [rules[at]!, rules[at + 1]];
    if (isPair(one, next)) {
      list.push({ ...one, operator: "between", values: [one.values[0]!, next!.values[0]!] });
      at++;
    } else list.push(one);
  }
  return list;
}

function rulesOf(trees: readonly Tree[]): Rule[] | undefined {
  const rules = trees.map((each) => {
    if (isBranch(each) && each[0] === "&&") {
      const inner = rulesOf(each.slice(1));
      const [only, ...more] = inner ? paired(inner) : [];
      return only && more.length === 0 ? only : undefined;
    }
    return ruleOf(each);
  });
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

/** The sentences of a condition; undefined where it can't be read, or says what no sentence here does. */
export function sentenceOf(text: string): Sentence | undefined {
  const parsed = parse(text);
  if (!parsed.ok) return undefined;
  const { tree } = parsed;
  const kind = isBranch(tree) ? tree[0] : undefined;
  const join = kind === "||" ? "any" : "all";
  const trees = kind === "||" || kind === "&&" ? (tree as readonly Tree[]).slice(1) : [tree];
  const rules = rulesOf(trees);
  if (!rules) return undefined;
  const sentence: Sentence = { join, rules: join === "all" ? paired(rules) : rules };
  // Said again it must be the same condition, to the letter of its tree.
  const again = parse(celFrom(sentence));
  return again.ok && JSON.stringify(again.tree) === JSON.stringify(tree) ? sentence : undefined;
}
