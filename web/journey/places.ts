/** Pages of the registry by their names: every type, and the entries that people go to by name. */
import type { RegistryType } from "#contract/registry.ts";
import { entriesOf, labelOf } from "../data/registry.ts";
import type { Place } from "../frame/room.ts";
import { addressOf, groups } from "./types.ts";
import { typeWords } from "./type-words.ts";

export const types: readonly Place[] = Object.values(groups)
  .flat()
  .map((type) => ({ path: addressOf(type), name: typeWords[type].many }));

const named: readonly RegistryType[] = ["touchpoint", "journey", "measure", "function", "segment"];

export async function entries(signal: AbortSignal): Promise<readonly Place[]> {
  const found = await Promise.all(
    named.map(async (type) =>
      (await entriesOf(type, signal)).map((entry): Place => ({
        path: addressOf(type, entry.key),
        name: labelOf(entry),
        hint: typeWords[type].one,
      })),
    ),
  );
  return found.flat();
}
