/** From a definition to what is published: each expression with its tree. Needs the parser: server and builder only. */
import { parse } from "#expression/parse.ts";
import { isFunction } from "#expression/functions.ts";
import { children, isBranch, macros, type Tree } from "#expression/tree.ts";
import type { Published, SurveyDefinition } from "../types.ts";
import { expressionsOf } from "./expressions.ts";

/** Patterns and clocks of other zones are not on the page; what makes much of a long text costs too much there. */
const refused = new Set(["matches", "split", "replace"]);

/**
 * What of an expression a respondent's page can't do, by its name; undefined where it can. A way
 * judges up to a thousand expressions for each answer, so none goes through lists within lists.
 */
export function notOnPage(tree: Tree, within = false): string | undefined {
  if (!isBranch(tree)) return undefined;
  const [kind] = tree;
  if (refused.has(kind) || (/^get[A-Z]/.test(kind) && isFunction(kind) && tree.length > 2))
    return kind;
  if (macros.has(kind) && within) return kind;
  for (const child of children(tree)) {
    const found = notOnPage(child, within || macros.has(kind));
    if (found) return found;
  }
  return undefined;
}

/**
 * Reads every expression once. One that can't be read, or not be judged on the page, has no tree, so
 * that it holds nowhere: `lint` says so, and such a definition can be tried out but not published.
 */
export function compile(definition: SurveyDefinition): Published {
  const trees: Record<string, Tree> = Object.create(null) as Record<string, Tree>;
  for (const [text, parsed] of parsedOf(definition))
    if (parsed.ok && !notOnPage(parsed.tree)) trees[text] = parsed.tree;
  return { definition, trees };
}

type Read = ReadonlyMap<string, ReturnType<typeof parse>>;
/** To publish reads the same definition several times: to lint it, and for its trees. */
const remembered = new WeakMap<SurveyDefinition, Read>();

/** Text → what the parser made of it, each text once. A definition isn't changed once it is read. */
export function parsedOf(definition: SurveyDefinition): Read {
  const known = remembered.get(definition);
  if (known) return known;
  const found = new Map<string, ReturnType<typeof parse>>();
  remembered.set(definition, found);
  for (const { text } of expressionsOf(definition))
    if (!found.has(text)) found.set(text, parse(text));
  return found;
}
