/** Which target a score has. Pure. */
import type { Definition, RegistryEntry } from "#contract/registry.ts";
import type { QueryInput } from "#contract/query.ts";
import { keyOfMeasure } from "./drawn/about.ts";

export type TargetEntry = RegistryEntry<"target"> & { definition: Definition<"target"> };

/** The target of just what is looked at: measure, pattern and condition. */
export function targetOf(
  entries: readonly RegistryEntry<"target">[],
  { measure, where }: Pick<QueryInput, "measure" | "where">,
  pattern: string | undefined,
): TargetEntry | undefined {
  const key = keyOfMeasure(measure);
  return entries.find((entry): entry is TargetEntry => {
    if (!entry.active || !("measure" in entry.definition)) return false;
    const { definition } = entry;
    return (
      definition.measure === key && definition.pattern === pattern && definition.where === where
    );
  });
}
