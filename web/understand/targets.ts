/** Which target a score has. Pure. */
import type { Definition, RegistryEntry } from "#contract/registry.ts";
import { conditionOf } from "./question.ts";
import type { View } from "./view.ts";

export type TargetEntry = RegistryEntry<"target"> & { definition: Definition<"target"> };

/** The target of just what is looked at: measure, pattern and condition. */
export function targetOf(
  entries: readonly RegistryEntry<"target">[],
  view: Pick<View, "choice" | "touchpoint" | "where">,
  pattern: string | undefined,
): TargetEntry | undefined {
  const where = conditionOf(view);
  return entries.find((entry): entry is TargetEntry => {
    if (!entry.active || !("measure" in entry.definition)) return false;
    const { definition } = entry;
    return (
      definition.measure === view.choice.key &&
      definition.pattern === pattern &&
      definition.where === where
    );
  });
}
