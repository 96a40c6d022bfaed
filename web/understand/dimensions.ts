/** By what a figure can be divided: what every signal may have, and the attributes that the registry knows. */
import type { RegistryType } from "#contract/registry.ts";
import { labelOf, spelled, useEntries, useLabels } from "../data/registry.ts";
import { locale } from "../words/format.ts";
import { words as drawn } from "./drawn/base-words.ts";
import { words } from "./words.ts";

/** Dimensions whose values are keys of the registry. */
const keyed: Readonly<Record<string, RegistryType>> = {
  touchpoint: "touchpoint",
  journey: "journey",
  channel: "channel",
  stage: "stage",
  function: "function",
  unit: "unit",
  medium: "medium",
  offering: "offering",
  segment: "segment",
  kind: "kind",
  aspect: "aspect",
  "account.unit": "unit",
  "customer.unit": "unit",
};

const places = [
  "touchpoint",
  "journey",
  "stage",
  "channel",
  "medium",
  "function",
  "unit",
  "offering",
  "programme",
  "survey",
  "source",
] as const;
const who = [
  "segment",
  "language",
  "voice",
  "kind",
  "account.type",
  "account.unit",
  "customer.unit",
] as const;

type Option = { value: string; label: string };
/** In groups, as a select shows them. */
export function useDimensions(): { group: string; items: Option[] }[] {
  const attributes = useEntries("attribute").data ?? [];
  const ofCustomers = useEntries("customer-attribute").data ?? [];
  const ofAccounts = useEntries("account-attribute").data ?? [];
  const named = (names: readonly (keyof typeof words.by.dimensions)[]) =>
    names.map((value) => ({ value, label: words.by.dimensions[value] }));
  const plain = ({ key }: { key: string }) => /^[A-Za-z_]\w*$/.test(key);
  const own = [
    ...attributes
      .filter(plain)
      .map((entry) => ({ value: `attributes.${entry.key}`, label: labelOf(entry) })),
    ...ofCustomers.filter(plain).map((entry) => ({
      value: `customer.attributes.${entry.key}`,
      label: words.by.customer(labelOf(entry)),
    })),
    ...ofAccounts.filter(plain).map((entry) => ({
      value: `account.attributes.${entry.key}`,
      label: words.by.account(labelOf(entry)),
    })),
  ];
  return [
    { group: words.by.groups.places, items: named(places) },
    { group: words.by.groups.who, items: named(who) },
    ...(own.length === 0 ? [] : [{ group: words.by.groups.own, items: own }]),
  ];
}

/** Those that can be chosen, and what is divided by where it is none of them: a field would say nothing of it. */
export function useDimensionsWith(
  by: string | null,
): (Option | { group: string; items: Option[] })[] {
  const groups = useDimensions();
  const nameOf = useNames();
  const isKnown = groups.some(({ items }) => items.some(({ value }) => value === by));
  return by === null || isKnown ? groups : [{ value: by, label: nameOf(by) }, ...groups];
}

/** The words for a dimension itself. */
export function useNames(): (dimension: string) => string {
  const all = useDimensions().flatMap(({ items }) => items);
  const segmentOf = useLabels("segment");
  const more: Readonly<Record<string, string>> = drawn.dimensions;
  return (dimension) => {
    if (dimension.startsWith("segment."))
      return drawn.segment(segmentOf(dimension.slice("segment.".length)));
    return all.find(({ value }) => value === dimension)?.label ?? more[dimension] ?? dimension;
  };
}

/** Values that mean the same in every workspace. */
const fixed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...drawn.values,
  pattern: words.patterns,
};

const tongues = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });
function nameOfLanguage(tag: string): string {
  try {
    return tongues.of(tag) ?? tag;
  } catch {
    // A sender may have called it anything.
    return tag;
  }
}

/** The words for a value of a dimension; null is what a signal does not say. */
export function useValues(dimension: string): (value: string | null) => string {
  const labels = useLabels(keyed[dimension] ?? "touchpoint");
  const known = fixed[dimension.startsWith("segment.") ? "segment" : dimension];
  return (value) => {
    if (value === null) return words.by.nothing;
    if (dimension in keyed) return labels(value);
    if (dimension === "language" || dimension === "customer.language") return nameOfLanguage(value);
    // Programmes have no entries in the registry.
    if (dimension === "programme") return spelled(value);
    return known?.[value] ?? value;
  };
}

/** The words for a row of a division by several. */
export function useRowName(
  by: readonly string[],
): (row: { by: Readonly<Record<string, string | null>> }) => string {
  // As many as a question is divided by at most: hooks are called as often each time.
  const names = [useValues(by[0] ?? ""), useValues(by[1] ?? ""), useValues(by[2] ?? "")];
  return (row) => by.map((each, n) => names[n]!(row.by[each] ?? null)).join(" · ");
}
