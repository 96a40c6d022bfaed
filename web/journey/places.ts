/** Pages of the registry by their names: every type, what is added to it, and the entries that people go to by name. */
import type { RegistryType } from "#contract/registry.ts";
import { entriesOf, labelOf } from "../data/registry.ts";
import type { Place } from "../frame/room.ts";
import { words } from "./entry-words.ts";
import { addressOf, groups } from "./types.ts";
import { typeWords } from "./type-words.ts";

export const types: readonly Place[] = Object.values(groups)
  .flat()
  .flatMap((type) => [
    { path: addressOf(type), name: typeWords[type].many },
    {
      path: `${addressOf(type)}?new=yes`,
      name: words.add(typeWords[type].one),
      begins: "change the registry",
    },
  ]);

const named: readonly RegistryType[] = ["touchpoint", "journey", "measure", "function", "segment"];

export async function entries(signal: AbortSignal): Promise<readonly Place[]> {
  const found = await Promise.all(
    named.map(async (type) =>
      (await entriesOf(type, signal)).map((entry): Place => ({
        path: addressOf(type, entry.key),
        name: labelOf(entry),
        hint: typeWords[type].one,
        also: entry.key,
      })),
    ),
  );
  return found.flat();
}
