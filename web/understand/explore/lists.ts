/** What can be chosen in Explore: measures and dimensions, in groups, by what people call them. */
import type { RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { useMay } from "../../data/session.ts";
import { words as drawn } from "../drawn/base-words.ts";
import { hasSpread } from "../definition.ts";
import type { Choice } from "../measures.ts";
import { words as overview } from "../words.ts";
import { spreadBy } from "./asking.ts";
import { words } from "./words.ts";

export type Item = { value: string; label: string };
export type ListGroup = { group: string; items: Item[] };

const say = words.lists;

/** Scores that people know by name, ratings on a scale, then what is counted in a unit of its own. Pure. */
export function groupsOfMeasures(choices: readonly Choice[]): ListGroup[] {
  const groupOf = ({ measure: { kind }, definition }: Choice) =>
    kind === "nps" || kind === "csat" || kind === "ces"
      ? "scores"
      : definition?.scale?.max === undefined
        ? "amounts"
        : "ratings";
  const by = Map.groupBy(choices, groupOf);
  const listed = (["scores", "ratings", "amounts"] as const).flatMap((name) => {
    const items = (by.get(name) ?? []).map(({ key, label }) => ({ value: key, label }));
    return items.length === 0 ? [] : [{ group: say.groups[name], items }];
  });
  const volume = [{ value: "signals", label: drawn.measures.signals }];
  return [...listed, { group: say.groups.volume, items: volume }];
}

const places = [
  "touchpoint",
  "channel",
  "stage",
  "unit",
  "function",
  "offering",
  "journey",
  "medium",
  "programme",
  "survey",
  "source",
] as const;
const who = ["voice", "language", "account.type", "account.unit", "customer.unit"] as const;
const others = ["employee", "account"] as const;

/** A key that can stand in an address and in a condition as it is. */
const isPlain = ({ key }: { key: string }): boolean => /^[A-Za-z_]\w*$/.test(key);

/** By what the chosen measure can be divided. */
export function useDimensionGroups(choice: Choice | undefined): ListGroup[] {
  const may = useMay();
  const attributes = useEntries("attribute").data ?? [];
  const ofCustomers = useEntries("customer-attribute").data ?? [];
  const ofAccounts = useEntries("account-attribute").data ?? [];
  const segments = (useEntries("segment").data ?? []).filter(
    ({ reviewed, active }) => reviewed && active,
  );
  const named = (names: readonly (keyof typeof overview.by.dimensions)[]): Item[] =>
    names.map((value) => ({ value, label: overview.by.dimensions[value] }));
  const own = (prefix: string, entries: readonly RegistryEntry[]): Item[] =>
    entries
      // What nobody has defined may be somebody's own words.
      .filter((entry) => isPlain(entry) && (entry.reviewed || may("see texts")))
      .map((entry) => ({ value: `${prefix}.${entry.key}`, label: labelOf(entry) }));
  const spread = choice !== undefined && hasSpread(choice.definition);
  const groups: ListGroup[] = [
    { group: say.groups.places, items: named(places) },
    {
      group: say.groups.who,
      items: [
        ...named(who),
        ...others.map((value) => ({ value, label: drawn.dimensions[value] })),
        { value: "pattern", label: drawn.dimensions.pattern },
      ],
    },
    {
      group: say.groups.said,
      items: [
        ...(spread ? [{ value: spreadBy, label: drawn.dimensions.value }] : []),
        ...named(["kind"]),
        { value: "contact", label: drawn.dimensions.contact },
        { value: "aspect", label: drawn.dimensions.aspect },
      ],
    },
    { group: say.groups.signal, items: own("attributes", attributes) },
    { group: say.groups.customer, items: own("customer.attributes", ofCustomers) },
    { group: say.groups.account, items: own("account.attributes", ofAccounts) },
    {
      group: say.groups.segments,
      items: [
        ...(segments.length > 0 ? named(["segment"]) : []),
        ...segments.map((entry) => ({
          value: `segment.${entry.key}`,
          label: drawn.segment(labelOf(entry)),
        })),
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** Those whose names hold what is looked for. Pure. */
export function found(groups: readonly ListGroup[], text: string): ListGroup[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return [...groups];
  return groups.flatMap(({ group, items }) => {
    const hits = items.filter(
      ({ label, value }) =>
        label.toLocaleLowerCase().includes(wanted) || value.toLocaleLowerCase().includes(wanted),
    );
    return hits.length === 0 ? [] : [{ group, items: hits }];
  });
}
