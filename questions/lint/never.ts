/**
 * Conditions that can never hold. What a condition names is given every value that could make a
 * difference: all options of a question, or the constants it is compared with and what lies between
 * them. Where that is not all there is (sums of two answers, texts that contain something), nothing
 * is said: what is reported is certain.
 */
import { evaluate, holds } from "#expression/evaluate.ts";
import { children, isBranch, isConstant, type Tree } from "#expression/tree.ts";
import type { AnyQuestion, SurveyDefinition } from "../types.ts";
import { notOnPage, parsedOf } from "./compile.ts";
import { expressionsOf, type Expression, type Place } from "./expressions.ts";
import type { Domain, Names } from "./names.ts";
import { problem, type SurveyProblem } from "./problem.ts";

/** Combinations that are tried for one condition, and for all of a survey; with more, nothing is said. */
const most = 5_000;
const mostInAll = 200_000;
type Budget = { left: number };
const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const roots = new Set(["answers", "hidden", "customer", "calculated", "language"]);
const missing = Symbol("missing");

type Variable = {
  readonly path: readonly string[];
  readonly constants: unknown[];
  /** Compared with constants only, or asked whether it is there. */
  simple: boolean;
  /** A list in which constants are looked for only. */
  looked: boolean;
};

const pathOf = (tree: Tree): string[] | undefined => {
  if (!isBranch(tree) || tree[0] !== "get" || !roots.has(String(tree[1]))) return undefined;
  const path = tree.slice(1);
  return path.every((each) => typeof each === "string") ? (path as string[]) : undefined;
};
const constantOf = (tree: Tree): unknown => (isConstant(tree) ? evaluate(tree, {}) : undefined);

/** What a condition names and how; undefined where a key is worked out. */
function variablesOf(tree: Tree): Map<string, Variable> | undefined {
  const found = new Map<string, Variable>();
  let exact = true;
  const use = (path: readonly string[], constants: unknown[], simple: boolean, looked: boolean) => {
    const name = JSON.stringify(path);
    const known = found.get(name) ?? { path, constants: [], simple: true, looked: true };
    known.constants.push(...constants);
    known.simple &&= simple;
    known.looked &&= looked;
    found.set(name, known);
  };
  const walk = (at: Tree, bound: ReadonlySet<string>): void => {
    if (!isBranch(at)) return;
    const [kind, a, b, c] = at;
    if (kind === "get") {
      if (bound.has(String(a))) return;
      const path = pathOf(at);
      if (path) use(path, [], false, false);
      else exact = false;
      return;
    }
    const [left, right] = [pathOf(a ?? null), pathOf(b ?? null)];
    if (kind === "has" && left) return use(left, [], true, true);
    if (comparisons.has(kind)) {
      const [path, constant] = left
        ? [left, constantOf(b ?? null)]
        : [right, constantOf(a ?? null)];
      if (path && constant !== undefined) return use(path, [constant], true, false);
    }
    if (kind === "in") {
      const [one, list] = [constantOf(a ?? null), constantOf(b ?? null)];
      if (left && Array.isArray(list)) return use(left, list, true, false);
      if (right && one !== undefined) return use(right, [one], false, true);
    }
    if (["exists", "all", "exists_one", "filter", "map"].includes(kind)) {
      walk(a ?? null, bound);
      return walk(c ?? null, new Set([...bound, String(b)]));
    }
    for (const child of children(at)) walk(child, bound);
  };
  walk(tree, new Set());
  const paths = [...found.values()].map((each) => each.path);
  const within = (a: readonly string[], b: readonly string[]) =>
    a.length < b.length && a.every((name, n) => b[n] === name);
  return exact && !paths.some((a) => paths.some((b) => within(a, b))) ? found : undefined;
}

/** The constants, and a value before, between and behind each two. */
function around(constants: readonly unknown[], min = -Infinity, max = Infinity): number[] {
  const edges = constants.filter((each) => typeof each === "number");
  const ends = [min, max].filter((each) => Number.isFinite(each));
  const sorted = [...new Set([...edges, ...ends])].sort((a, b) => a - b);
  const between = sorted.map((each, n) => (each + (sorted[n + 1] ?? each + 2)) / 2);
  const all = [(sorted[0] ?? 0) - 1, ...sorted, ...between];
  return all.filter((each) => each >= min && each <= max);
}

/** Every part of a list but the empty one, in its order. */
const subsets = (list: readonly unknown[]): unknown[][] =>
  list
    .reduce<unknown[][]>((all, each) => [...all, ...all.map((some) => [...some, each])], [[]])
    .filter((some) => some.length > 0);

/** Texts and truths that were named, and ones that were not. */
const others = (constants: readonly unknown[]): unknown[] => [
  ...constants.filter((each) => typeof each !== "number"),
  `${constants.map(String).join("")}…`,
];

/** Values that make every difference there can be; undefined where that can't be said. */
function candidates({ path, constants, simple, looked }: Variable, domain: Domain) {
  const absent = path[0] === "language" ? [] : [missing];
  switch (domain.kind) {
    case "values":
      return [...absent, ...domain.values];
    case "list": {
      const named = domain.values.filter((each) => constants.includes(each));
      if (!looked)
        return domain.values.length > 6 ? undefined : [...absent, ...subsets(domain.values)];
      if (named.length > 6) return undefined;
      const another = domain.values.find((each) => !named.includes(each));
      return [...absent, ...subsets(another === undefined ? named : [...named, another])];
    }
    case "range":
      return simple ? [...absent, ...around(constants, domain.min, domain.max)] : undefined;
    case "text":
      return simple ? [...absent, ...others(constants)] : undefined;
    default:
      return simple
        ? [...absent, ...around(constants), ...others(constants), true, false]
        : undefined;
  }
}

function put(scope: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = scope;
  for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
  at[path.at(-1)!] = value;
}

/** Whether some answers make it hold. True where that isn't certain. */
export function canHold(tree: Tree, names: Names, budget: Budget = { left: mostInAll }): boolean {
  const variables = variablesOf(tree);
  if (!variables) return true;
  const list: { path: readonly string[]; values: unknown[] }[] = [];
  let combinations = 1;
  for (const variable of variables.values()) {
    const values = candidates(variable, names.domain(variable.path));
    if (!values) return true;
    combinations *= values.length;
    if (combinations > Math.min(most, budget.left)) return true;
    list.push({ path: variable.path, values });
  }
  for (let n = 0; n < combinations; n++) {
    const scope: Record<string, unknown> = {
      answers: {},
      hidden: {},
      customer: {},
      calculated: {},
    };
    let rest = n;
    for (const { path, values } of list) {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      if (value !== missing) put(scope, path, value);
    }
    budget.left--;
    if (holds(tree, scope)) return true;
  }
  return false;
}

/** What holds wherever the expression is judged: its page and its question are shown. */
function contextOf(
  definition: SurveyDefinition,
  { place, at }: Expression,
  treeOf: (text: string | undefined) => Tree | undefined,
): Tree[] {
  if (place[0] !== "pages") return [];
  const page = definition.pages[Number(place[1])]!;
  const found: (Tree | undefined)[] = [];
  if (place[2] !== "showIf") found.push(treeOf(page.showIf));
  if (place[2] === "questions") {
    const question: AnyQuestion = page.questions[Number(place[3])]!;
    if (place[4] !== "showIf") found.push(treeOf(question.showIf));
    // A validation is judged where there is an answer.
    if (at.own) found.push(["has", ["get", "answers", question.key]]);
  }
  return found.filter((each) => each !== undefined);
}

/** The conditions that can never hold, and those that can't where they stand. */
export function neverHolding(definition: SurveyDefinition, names: Names): SurveyProblem[] {
  const parsed = parsedOf(definition);
  const treeOf = (text: string | undefined): Tree | undefined => {
    const read = text === undefined ? undefined : parsed.get(text);
    return read?.ok ? read.tree : undefined;
  };
  const found: SurveyProblem[] = [];
  const budget: Budget = { left: mostInAll };
  for (const expression of expressionsOf(definition)) {
    const tree = treeOf(expression.text);
    if (!expression.condition || tree === undefined || notOnPage(tree)) continue;
    if (!canHold(tree, names, budget)) found.push(problem("never_holds", expression.place));
    else {
      const context = contextOf(definition, expression, treeOf);
      if (context.length > 0 && !canHold(["&&", ...context, tree], names, budget))
        found.push(problem("never_together", expression.place));
    }
  }
  return found;
}

/** Whether one of these problems stands at a place. */
export const standsAt =
  (problems: readonly SurveyProblem[]) =>
  (place: Place): boolean =>
    problems.some(
      ({ place: at }) => at.length === place.length && at.every((each, n) => each === place[n]),
    );
