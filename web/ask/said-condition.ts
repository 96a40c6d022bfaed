/** A condition in one line of words, for the outline and the map. */
import { sentenceOf, type Rule, type Scalar } from "./sentence.ts";
import type { Subject } from "./subjects.ts";
import { words } from "./condition-words.ts";
import { listOf } from "../words/format.ts";

export const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, n) => name === b[n]);

const short = (text: string, most = 48): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

function saidRule({ path, operator, values }: Rule, subjects: readonly Subject[]): string {
  const subject = subjects.find((each) => samePath(each.path, path));
  const name = subject ? `“${short(subject.label)}”` : path.join(".");
  const labelOf = (value: Scalar) =>
    subject?.values?.find((each) => each.value === value)?.label ?? String(value);
  if (operator === "between") return `${name} ${words.range(String(values[0]), String(values[1]))}`;
  const said = listOf(values.map(labelOf));
  return [name, words.operators[operator], said].filter(Boolean).join(" ");
}

/** As sentences where they say the same, else as it is written. */
export function saidCondition(text: string, subjects: readonly Subject[]): string {
  const sentence = sentenceOf(text);
  if (!sentence) return text;
  const joint = sentence.join === "all" ? words.and : words.or;
  return sentence.rules.map((rule) => saidRule(rule, subjects)).join(` ${joint} `);
}
