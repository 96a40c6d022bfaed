/** Attributes of customers and accounts, as the registry labels and types them. */
import { useMemo } from "react";
import type { Scalar } from "#contract/customer.ts";
import type { AttributeType, RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { inLanguage } from "../words/catalogue.ts";
import { day, decimal, locale, whole } from "../words/format.ts";
import { words } from "./words.ts";

export type Owner = "customer" | "account";
type Entry = RegistryEntry<"customer-attribute" | "account-attribute">;
type Choices = readonly { value: string; labels: Readonly<Record<string, string>> }[];

/** One that nobody has defined has the type of its first value. */
export const typeOf = (entry: Entry | undefined): AttributeType => entry?.definition.type ?? "text";
export const choicesOf = (entry: Entry | undefined): Choices =>
  entry && "choices" in entry.definition ? (entry.definition.choices ?? []) : [];

export const labelOfChoice = (choice: Choices[number]): string =>
  inLanguage(choice.labels) ?? choice.value;

/** A number as it is: with its own decimals, and no more. */
export const plain = (value: number): string =>
  Number.isInteger(value) ? whole(value) : decimal(value, Math.min(2, decimalsOf(value)));
const decimalsOf = (value: number): number => String(value).split(".")[1]?.length ?? 0;

function shown(entry: Entry | undefined, value: Scalar): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return plain(value);
  const choice = choicesOf(entry).find((each) => each.value === value);
  if (choice) return labelOfChoice(choice);
  const isDay = typeOf(entry) === "date" && /^\d{4}-\d\d-\d\d$/.test(value);
  return isDay ? day(value, "UTC") : value;
}

export type Attribute = { key: string; label: string; shown: string };

/** What is stated, in the order of the registry, with the words for it. */
export function useAttributes(
  owner: Owner,
): (stated: Readonly<Record<string, Scalar>>) => Attribute[] {
  const { data } = useEntries(`${owner}-attribute`) as { data?: Entry[] };
  const places = useMemo(
    () => new Map(data?.map((entry, place) => [entry.key, { entry, place }])),
    [data],
  );
  return (stated) =>
    Object.entries(stated)
      .toSorted(
        ([a], [b]) =>
          (places.get(a)?.place ?? Infinity) - (places.get(b)?.place ?? Infinity) ||
          (a < b ? -1 : 1),
      )
      .map(([key, value]) => {
        const entry = places.get(key)?.entry;
        return { key, label: entry ? labelOf(entry) : key, shown: shown(entry, value) };
      });
}

const languageNames = new Intl.DisplayNames([locale], { type: "language" });

/** A language by its name: “en-GB” is British English. */
export function languageName(tag: string | null): string | null {
  if (tag === null) return null;
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A moment in the zone of the workspace. */
export const useZone = (): string => useWorkspace().timezone;
