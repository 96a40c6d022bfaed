/** What the types' analyses share. */
import { catalogues } from "./words.ts";
import type { AnyQuestion, Facet, Texts } from "./types.ts";

type Value = NonNullable<Facet["values"]>[number];

/** Points, options or columns as the values of a facet. */
export const valuesOf = (
  list: readonly { value: string | number; text: Texts | undefined }[],
): Value[] => list.map(({ value, text }) => ({ value, label: text ?? {} }));

/** A number that counts as a measure where it has one, else as an answer. */
export const numberAt = (key: string, measure: string | undefined): Facet["of"] =>
  measure ? { in: "measures", name: measure } : { in: "answers", name: key };

const inAll = (word: "yes" | "no"): Texts =>
  Object.fromEntries(
    Object.entries(catalogues).map(([language, words]) => [language, words[word]]),
  );
export const yes: Value = { value: "yes", label: inAll("yes") };
export const no: Value = { value: "no", label: inAll("no") };

/** Shares of options, and the words of one's own of those that bring a field. */
export function choicesOf(
  { key, text = {} }: AnyQuestion,
  options: readonly { value: string; text: Texts; other?: true | undefined }[],
  many?: true,
): Facet[] {
  const shares: Facet = {
    key,
    label: text,
    of: { in: "answers", name: key },
    picture: "share",
    values: valuesOf(options),
    ...(many && { many }),
  };
  const other = options.find((each) => each.other);
  if (!other) return [shares];
  const name = `${key}.other`;
  return [shares, { key: name, label: other.text, of: { in: "text", name }, picture: "texts" }];
}
