/** What conditions can be about at a place of the draft, in the reader's words. */
import { useMemo } from "react";
import { inLanguage } from "../words/catalogue.ts";
import { useEntries } from "../data/registry.ts";
import { useBuilding } from "./building.ts";
import { words } from "./condition-words.ts";
import { nameOfLanguage } from "./languages.ts";
import { atEnd, subjectsAt, type Kind, type Subject, type Until } from "./subjects.ts";

const kinds: Readonly<Record<string, Kind>> = {
  number: "number",
  boolean: "boolean",
  text: "text",
  choice: "text",
};

export function useSubjects({ page, question }: Until = atEnd): readonly Subject[] {
  const { draft, say } = useBuilding();
  const { data } = useEntries("customer-attribute");
  return useMemo(
    () =>
      subjectsAt(draft, { page, question }, say, {
        yesNo: [words.yes, words.no],
        language: words.language,
        nameOfLanguage,
        hidden: words.hidden,
        customer: (key) => {
          const entry = data?.find((each) => each.key === key);
          return words.customer((entry && inLanguage(entry.definition.labels)) ?? key);
        },
        calculated: words.calculated,
        attributes: (data ?? []).map(({ key, definition }) => ({
          key,
          kind: kinds[String((definition as { type?: unknown }).type)] ?? "text",
        })),
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `say` follows the draft and its language
    [draft, page, question, data],
  );
}
