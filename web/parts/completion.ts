/** What may follow where somebody is writing in a condition. Pure. */
import { conditionFields } from "#contract/condition.ts";

type Shape =
  | string
  | { fields: Readonly<Record<string, unknown>> }
  | { map: string }
  | { list: string };

/** Every path that a condition may begin with; a map's keys are those that the registry knows. */
export function pathsOf(keys: {
  measures: readonly string[];
  attributes: readonly string[];
}): string[] {
  const named = (prefix: string, names: readonly string[]) =>
    names.map((name) =>
      /^[A-Za-z_]\w*$/.test(name) ? `${prefix}.${name}` : `${prefix}["${name}"]`,
    );
  return Object.entries(conditionFields as Readonly<Record<string, Shape>>).flatMap(
    ([name, shape]) => {
      if (typeof shape === "object" && "fields" in shape)
        return Object.keys(shape.fields).map((field) => `${name}.${field}`);
      if (name === "measures") return named(name, keys.measures);
      if (name === "attributes") return named(name, keys.attributes);
      return [name];
    },
  );
}

export type Place = { from: number; to: number; said: string; /** Within quotes. */ text: boolean };

/** The word that the caret stands at the end of: a path, or a text that has been begun. */
export function placeOf(text: string, caret: number): Place {
  const before = text.slice(0, caret);
  const quote = /"([^"\\]*)$/.exec(
    before.replaceAll(/"[^"\\]*"/g, (all) => "_".repeat(all.length)),
  );
  if (quote) return { from: caret - quote[1]!.length, to: caret, said: quote[1]!, text: true };
  const word = /[A-Za-z_][\w.]*$/.exec(before);
  const said = word?.[0] ?? "";
  return { from: caret - said.length, to: caret, said, text: false };
}

/** The field that a text is compared with, as in `channel == "we`. */
export const comparedField = (text: string, from: number): string | undefined =>
  /([A-Za-z_][\w.]*)\s*(?:==|!=|in\s*\[(?:[^\]]*,)?)\s*"$/.exec(text.slice(0, from))?.[1];

/** The choices that fit, those that begin with what was said before those that only hold it. */
export function fitting(said: string, choices: readonly string[], most = 8): string[] {
  const lower = said.toLowerCase();
  const rank = (choice: string) => (choice.toLowerCase().startsWith(lower) ? 0 : 1);
  return choices
    .filter((choice) => choice.toLowerCase().includes(lower) && choice !== said)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, most);
}
