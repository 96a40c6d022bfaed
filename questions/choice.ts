/** What single and multiple choice share. */
import { fail, objectOf, textOf } from "./judge.ts";
import type { Answer, Contribution, Judged } from "./types.ts";

type Choice = { value: string; other?: true | undefined };

/** The values that were chosen, as a condition sees them: without words of one's own. */
export const seenChosen = (answer: Answer): unknown => {
  const { value, values } = objectOf(answer);
  return value ?? values ?? answer;
};

/** `name` says what an object's choice is called: `value` of one, `values` of many. */
export function judgeChosen(
  options: readonly Choice[],
  given: unknown,
  parts: readonly string[],
  name: "value" | "values",
): Judged {
  let chosen = given;
  let text: unknown;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) {
    const sent = given as Record<string, unknown>;
    if (!Object.keys(sent).every((each) => each === name || each === "text"))
      return fail("invalid");
    chosen = Object.hasOwn(sent, name) ? sent[name] : undefined;
    text = Object.hasOwn(sent, "text") ? sent["text"] : undefined;
  }
  if (name === "value" ? typeof chosen !== "string" : !Array.isArray(chosen))
    return fail("invalid");
  const list = (name === "value" ? [chosen] : chosen) as unknown[];
  if (list.length > options.length) return fail("duplicate");
  for (const each of list) {
    if (typeof each !== "string") return fail("invalid");
    if (!parts.includes(each)) return fail("unknown_option");
  }
  if (new Set(list).size < list.length) return fail("duplicate");
  if (list.length === 0) return { answer: undefined };
  const kept = options.filter((each) => list.includes(each.value));
  const value = name === "value" ? kept[0]!.value : kept.map((each) => each.value);
  const other = kept.some((each) => each.other);
  if (text === undefined) return { answer: value, incomplete: other ? "other_missing" : undefined };
  if (!other) return fail("invalid");
  const words = textOf(text, 500);
  if ("error" in words) return words;
  return words.answer === undefined
    ? { answer: value, incomplete: "other_missing" }
    : { answer: { [name]: value, text: words.answer } };
}

/** Words of one's own are a text of the signal: `leaving.other`. */
export function textOfOther(key: string, answer: Answer): Contribution {
  const { text } = objectOf(answer);
  return typeof text === "string" ? { texts: { [`${key}.other`]: text } } : {};
}
