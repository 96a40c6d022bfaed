/** What a survey's expressions and texts can name, and where it is known. */
import type { Type } from "#expression/functions.ts";
import { children, isBranch, type Tree } from "#expression/tree.ts";
import { facetsOf } from "../analyses.ts";
import type { Facet, Question, SurveyDefinition } from "../types.ts";

/** What an answer can be, as a condition sees it. */
export type Domain =
  | { readonly kind: "values"; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "list"; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: "text" }
  | { readonly kind: "any" };

const ofFacet = ({ values, range, many, picture }: Facet): Domain => {
  const list = values?.map((each) => each.value);
  if (list && many) return { kind: "list", values: list };
  if (list) return { kind: "values", values: list };
  if (range) return { kind: "range", min: range[0], max: range[1] };
  return picture === "texts" || picture === "days" ? { kind: "text" } : { kind: "any" };
};

type Fields = { [name: string]: Fields | Domain };
const isDomain = (each: Fields | Domain): each is Domain => typeof each.kind === "string";

/** The domains of a question's answer: one, or those of its parts. */
function domainsOf(question: Question): Fields | Domain {
  const facets = facetsOf(question);
  const whole = facets.find((each) => each.key === question.key);
  if (whole) return ofFacet(whole);
  const fields: Fields = {};
  for (const facet of facets) {
    let at = fields;
    const path = facet.key.slice(question.key.length + 1).split(".");
    // A row's value may hold points itself; only an expectation's last part is a figure.
    const names =
      question.type === "expectation"
        ? [path.slice(0, -1).join("."), path.at(-1)!]
        : [path.join(".")];
    for (const [n, name] of names.entries()) {
      if (n === names.length - 1) at[name] = ofFacet(facet);
      else at = (at[name] ??= {}) as Fields;
    }
  }
  return facets.length === 0 ? { kind: "any" } : fields;
}

const typeOf = (each: Fields | Domain): Type => {
  if (!isDomain(each))
    return {
      fields: Object.fromEntries(Object.entries(each).map(([name, of]) => [name, typeOf(of)])),
    };
  if (each.kind === "range") return "double";
  if (each.kind === "text") return "string";
  if (each.kind === "any") return "any";
  const type: Type = each.values.every((value) => typeof value === "number") ? "double" : "string";
  return each.kind === "list" ? { list: type } : type;
};

export type Asked = { readonly page: number; readonly question: number };
export type Names = {
  /** Of each question that takes an answer: where it is asked. The first, where a key stands twice. */
  readonly asked: ReadonlyMap<string, Asked>;
  readonly hidden: ReadonlySet<string>;
  readonly calculated: readonly string[];
  /** For the checker of expressions. */
  readonly schema: Readonly<Record<string, Type>>;
  /** The domain at the end of a path like `["answers", "asat", "speed"]`. */
  domain(path: readonly string[]): Domain;
};

/** `customerAttributes`: the names that the workspace knows; any is taken where they are not given. */
export function namesOf(
  definition: SurveyDefinition,
  customerAttributes?: readonly string[],
): Names {
  const asked = new Map<string, Asked>();
  const hidden = new Set<string>();
  const answers: Fields = {};
  const brought: Fields = {};
  for (const [page, { questions }] of definition.pages.entries())
    for (const [question, each] of questions.entries()) {
      if (each.type === "hidden") {
        hidden.add(each.key);
        brought[each.key] ??= each.values
          ? { kind: "values", values: each.values }
          : { kind: "text" };
      } else if (each.type !== "statement" && !asked.has(each.key)) {
        asked.set(each.key, { page, question });
        answers[each.key] = domainsOf(each);
      }
    }
  const calculated = definition.calculated.map((each) => each.key);
  const root: Fields = {
    answers,
    hidden: brought,
    language: { kind: "values", values: definition.languages },
  };
  return {
    asked,
    hidden,
    calculated,
    schema: {
      answers: typeOf(answers),
      hidden: typeOf(brought),
      customer: customerAttributes
        ? // Beside what is stated: whether a link says who it is, and their name.
          { map: "scalar", keys: [...customerAttributes, "known", "name"] }
        : { map: "scalar" },
      calculated: { map: "any", keys: calculated },
      language: "string",
    },
    domain(path) {
      let at: Fields | Domain = root;
      for (const name of path) {
        if (isDomain(at) || !Object.hasOwn(at, name)) return { kind: "any" };
        at = at[name]!;
      }
      return isDomain(at) ? at : { kind: "any" };
    },
  };
}

/** The fields that an expression names, each as a path; a key that is worked out ends it. */
export function pathsIn(tree: Tree, bound: ReadonlySet<string> = new Set()): string[][] {
  if (!isBranch(tree)) return [];
  const [kind, first, second, third] = tree;
  if (["exists", "all", "exists_one", "filter", "map"].includes(kind))
    return [
      ...pathsIn(first ?? null, bound),
      ...pathsIn(third ?? null, new Set([...bound, String(second)])),
    ];
  const below = children(tree).flatMap((each) => pathsIn(each, bound));
  if (kind !== "get" || bound.has(String(first))) return below;
  const path = [String(first)];
  for (const key of tree.slice(2)) {
    if (typeof key !== "string") break;
    path.push(key);
  }
  return [path, ...below];
}
