/** Which measures can be chosen, and how a question for one is asked. Pure. */
import type { QueryInput } from "#contract/query.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { unitOf } from "../words/format.ts";
import { labelOf } from "../data/registry.ts";
import { definitionOf, type MeasureDefinition } from "./definition.ts";
import { words } from "./words.ts";

export type Choice = {
  key: string;
  label: string;
  measure: QueryInput["measure"];
  unit?: string;
  /** Undefined where nobody has defined it. */
  definition: MeasureDefinition | undefined;
};

/** What people call the figure, where that is not what was asked. */
const known: Readonly<Record<string, string>> = words.known;
/** The three that people know by name stand first. */
const first = ["nps", "csat", "ces"];

function measureOf({ key, definition }: RegistryEntry<"measure">): QueryInput["measure"] {
  const figure = "figure" in definition ? definition.figure : "mean";
  if (figure === "nps" || figure === "csat") return { kind: figure, of: key };
  // Shown as the share of those who agree, which is what people are told; the mean stands beside.
  if (figure === "ces") return { kind: "ces", of: key, figure: "share" };
  return { kind: figure === "sum" ? "sum" : "mean", of: key };
}

/** What can be asked for of a workspace's measures, the well-known first, in the order that it gave them. */
export function choicesOf(entries: readonly RegistryEntry<"measure">[]): Choice[] {
  const place = ({ key }: { key: string }) =>
    first.includes(key) ? first.indexOf(key) : first.length;
  return entries
    .filter(({ active }) => active)
    .map((entry) => {
      const unit = "unit" in entry.definition ? entry.definition.unit : undefined;
      return {
        key: entry.key,
        label: known[entry.key] ?? labelOf(entry),
        measure: measureOf(entry),
        definition: definitionOf(entry),
        ...(unit === undefined ? {} : { unit: unitOf(unit) }),
      };
    })
    .toSorted((a, b) => place(a) - place(b));
}
