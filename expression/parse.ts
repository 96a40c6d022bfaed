/** From text to tree. The grammar is CEL's, read by @bufbuild/cel; what we leave out of CEL is refused here, with its place. */
import { parse as parseCel } from "@bufbuild/cel";
import { build } from "./build.ts";
import { misplaced, tokenize, type Tokens } from "./tokens.ts";
import { children, limits, type Tree } from "./tree.ts";

export type ProblemCode =
  | "syntax"
  | "too_long"
  | "too_deep"
  | "too_large"
  | "unsupported"
  | "unknown_function"
  | "wrong_arguments"
  | "number_out_of_range"
  | "unknown_field"
  | "type_clash"
  | "integer_division"
  | "invalid_pattern"
  | "invalid_literal"
  | "not_a_condition"
  | "not_in_sql";

/** Something wrong with an expression. `from` and `to` count UTF-16 units from 0; line and column from 1. */
export type Problem = {
  code: ProblemCode;
  message: string;
  from: number;
  to: number;
  line: number;
  column: number;
};

/** Where a tree stands in the text: from, and the first place after it. */
export type Span = readonly [from: number, to: number];

/** `spans` holds one for each tree in the tree, itself first, then each child with all below it (`children`). */
export type Parsed = { ok: true; tree: Tree; text: string; spans: readonly Span[] };
export type ParseResult = Parsed | { ok: false; problems: Problem[] };

/** Adds line and column. */
export function problemAt(
  text: string,
  [from, to]: Span,
  code: ProblemCode,
  message: string,
): Problem {
  const lines = text.slice(0, from).split("\n");
  return { code, message, from, to, line: lines.length, column: lines.at(-1)!.length + 1 };
}

/**
 * Reads an expression. Time grows with the length of the text, which is limited; so are the number
 * of trees and how deep they stand (`limits`). The tree holds nothing that JSON or a database can't.
 */
export function parse(text: string): ParseResult {
  const fail = (
    code: ProblemCode,
    message: string,
    span: Span = [0, text.length],
  ): ParseResult => ({
    ok: false,
    problems: [problemAt(text, span, code, message)],
  });
  if (text.length > limits.characters) {
    return fail("too_long", `An expression has at most ${limits.characters} characters.`, [0, 0]);
  }
  const tokens = tokenize(text);
  if ("code" in tokens) return fail(tokens.code, tokens.message, [tokens.from, tokens.to]);
  let parsed: ReturnType<typeof parseCel>;
  try {
    parsed = parseCel(readable(text, tokens));
  } catch (error) {
    const wrong = misplaced(tokens, text.length);
    if (wrong) return fail(wrong.code, wrong.message, [wrong.from, wrong.to]);
    const [at, message] = describe(error);
    return fail("syntax", message, [at, Math.min(text.length, at + 1)]);
  }
  const built = build(parsed, tokens);
  if ("code" in built) return fail(built.code, built.message, [built.from, built.to]);
  const tooMuch = excess(built.tree);
  if (tooMuch) return fail(...tooMuch);
  return { ok: true, tree: built.tree, text, spans: built.spans };
}

/**
 * The parser takes `f()` and not `f( )`, and a remark only where a line ends after it, as it need not
 * in CEL; every word but the closing bracket stays where it is.
 */
function readable(text: string, { list, matching }: Tokens): string {
  const last = list.at(-1);
  let result = last && last.to < text.length ? `${text}\n` : text;
  for (const [open, close] of matching) {
    const [before, after] = [list[open], list[close]];
    if (before?.text !== "(" || close !== open + 1 || !after || after.from === before.to) continue;
    const gap = text.slice(before.to, after.from);
    result = `${result.slice(0, before.to)})${gap}${result.slice(after.to)}`;
  }
  return result;
}

function describe(error: unknown): [at: number, message: string] {
  const message = error instanceof Error ? error.message : "";
  if (/surrogate/.test(message)) return [0, "A surrogate code point is no character."];
  const location = (error as { location?: { start?: { offset?: unknown } } }).location;
  const at = typeof location?.start?.offset === "number" ? location.start.offset : 0;
  return [at, "This can't be read as an expression."];
}

function excess(tree: Tree): [ProblemCode, string] | undefined {
  let nodes = 0;
  let deepest = 0;
  const walk = (at: Tree, depth: number): void => {
    nodes++;
    deepest = Math.max(deepest, depth);
    for (const child of children(at)) walk(child, depth + 1);
  };
  walk(tree, 1);
  if (nodes > limits.nodes) {
    return ["too_large", `An expression has at most ${limits.nodes} parts; this one has ${nodes}.`];
  }
  if (deepest > limits.depth) {
    return ["too_deep", `Parts stand more than ${limits.depth} deep in one another.`];
  }
  return undefined;
}
