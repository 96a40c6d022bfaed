/** RE2's `matches`: time grows with the length of the text, whatever the pattern. */
import { RE2JS } from "@bufbuild/re2";

const longest = 1000;
// Bounds on the compiled program: matching takes steps × length of the text at worst; and ClickHouse
// gives a pattern 8 MB, of which each range of a class takes its part.
const mostSteps = 2000;
const mostRanges = 50_000;
// Compiling takes a hundred times as long as matching a short text.
const most = 500;
const compiled = new Map<string, RE2JS | string>();

function compile(pattern: string): RE2JS | string {
  if (pattern.length > longest) return `A pattern has at most ${longest} characters.`;
  let expression: RE2JS;
  try {
    expression = RE2JS.compile(pattern);
  } catch (error) {
    const message =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "";
    return message === ""
      ? "This pattern can't be read."
      : `This pattern can't be read: ${message}.`;
  }
  const { inst } = expression.re2().prog;
  const ranges = inst.reduce((sum, { runes }) => sum + runes.length, 0);
  return inst.length > mostSteps || ranges > mostRanges
    ? "This pattern repeats too much."
    : expression;
}

function lookUp(pattern: string): RE2JS | string {
  let found = compiled.get(pattern);
  if (found === undefined) {
    found = compile(pattern);
    if (compiled.size >= most) compiled.delete(compiled.keys().next().value!);
    compiled.set(pattern, found);
  }
  return found;
}

/** What is wrong with a pattern, for people; undefined where nothing is. */
export function patternProblem(pattern: string): string | undefined {
  const found = lookUp(pattern);
  return typeof found === "string" ? found : undefined;
}

/** Whether the pattern is found anywhere in the text; undefined where the pattern is invalid. */
export function matches(text: string, pattern: string): boolean | undefined {
  const found = lookUp(pattern);
  return typeof found === "string" ? undefined : found.test(text);
}
