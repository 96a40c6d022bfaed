/** From a definition to what is published: each expression with its tree. Needs the parser: server and builder only. */
import { parse, type Parsed } from "#expression/parse.ts";
import type { Tree } from "#expression/tree.ts";
import type { Published, SurveyDefinition } from "../types.ts";
import { expressionsOf } from "./expressions.ts";

/**
 * Reads every expression once. One that can't be read has no tree, so that it holds nowhere: `lint`
 * says so, and such a definition can be tried out but not published.
 */
export function compile(definition: SurveyDefinition): Published {
  const trees: Record<string, Tree> = Object.create(null) as Record<string, Tree>;
  for (const [text, parsed] of parsedOf(definition)) if (parsed.ok) trees[text] = parsed.tree;
  return { definition, trees };
}

/** Text → what the parser made of it, each text once. */
export function parsedOf(definition: SurveyDefinition): Map<string, ReturnType<typeof parse>> {
  const found = new Map<string, Parsed | ReturnType<typeof parse>>();
  for (const { text } of expressionsOf(definition))
    if (!found.has(text)) found.set(text, parse(text));
  return found;
}
