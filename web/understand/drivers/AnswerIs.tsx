/** Which of the values that an answer has: what somebody gave, with how many did. */
import { Select } from "@mantine/core";
import type { QueryInput } from "#contract/query.ts";
import { useEntries } from "../../data/registry.ts";
import { whole } from "../../words/format.ts";
import { useCounted } from "./asking.ts";
import { valueLabel } from "./names.ts";
import { silentWords } from "./silent-words.ts";
import { words } from "./words.ts";

type Value = string | number | boolean;

/** A division writes every value as a text; the registry knows what it was, and so does a yes or no. */
function typed(text: string, options: readonly { value: Value }[]): Value {
  const known = options.find(({ value }) => String(value) === text);
  if (known) return known.value;
  return text === "true" ? true : text === "false" ? false : text;
}

export function AnswerIs({
  answer,
  selection,
  value,
  choose,
}: {
  /** Its key. */
  answer: string;
  selection: Pick<QueryInput, "where" | "from" | "to" | "timezone">;
  value: Value | undefined;
  choose: (value: Value) => void;
}) {
  const entry = useEntries("answer").data?.find(({ key }) => key === answer);
  const options = entry?.reviewed ? (entry.definition.options ?? []) : [];
  const name = `answers.${answer}`;
  const counted = useCounted({
    measure: { kind: "count", of: name },
    by: [name],
    ...selection,
  });
  const found = (counted.data?.rows ?? []).flatMap(({ by, n }) => {
    const text = by[name];
    return text == null ? [] : [{ text, n }];
  });
  return (
    <Select
      label={words.choose.value}
      description={words.choose.valueHint}
      placeholder={silentWords.nobody.value}
      value={value === undefined ? null : String(value)}
      data={found.map(({ text, n }) => ({
        value: text,
        label: words.choose.of(valueLabel(entry, typed(text, options)), whole(n)),
      }))}
      onChange={(text) => text !== null && choose(typed(text, options))}
      searchable
      allowDeselect={false}
      maxDropdownHeight={320}
    />
  );
}
