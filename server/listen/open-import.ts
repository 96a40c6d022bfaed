/** The import that a body belongs to. */
import { CorridorError } from "#contract/error.ts";
import type { Scope } from "#platform/scope.ts";
import type { ImportStore } from "./import-store.ts";

export const removing = (): CorridorError =>
  new CorridorError("conflict", "This import is being removed and takes nothing more.");

/** Its id, where one is named. Throws `forbidden`, `not_found`, and `conflict` where it is being removed. */
export async function openImport(
  imports: Pick<ImportStore, "get">,
  scope: Scope,
  id: string | undefined,
): Promise<string | null> {
  if (id === undefined) return null;
  if (!scope.trusted)
    throw new CorridorError("forbidden", "A publish key takes part in no import.");
  const record = await imports.get(scope, id);
  if (!record) throw new CorridorError("not_found", "There is no such import here.");
  if (record.status === "removing") throw removing();
  return id;
}
