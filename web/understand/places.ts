/** The scores of the Overview by what people call them. */
import { entriesOf } from "../data/registry.ts";
import type { Place } from "../frame/room.ts";
import { choicesOf } from "./measures.ts";
import { words } from "./words.ts";

export async function scores(signal: AbortSignal): Promise<readonly Place[]> {
  return choicesOf(await entriesOf("measure", signal)).map(({ key, label }) => ({
    path: `/overview?measure=${encodeURIComponent(key)}`,
    name: label,
    hint: words.title,
    also: key,
  }));
}
