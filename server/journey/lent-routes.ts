/** The route by which an import defines entries of the registry. */
import { CorridorError } from "#contract/error.ts";
import { putImportRegistry } from "#contract/lent.ts";
import { route, type Route } from "#platform/http.ts";
import { checkEntry, type CheckParts } from "./check.ts";
import { defaultsFor } from "./defaults/index.ts";
import type { RegistryStore } from "./store.ts";

export function lentRoutes(parts: CheckParts & { store: Pick<RegistryStore, "lend"> }): Route[] {
  const { views, store } = parts;
  return [
    route(putImportRegistry, async ({ scope, params, body }) => {
      for (const { type, ...entry } of body.entries) await checkEntry(parts, scope, type, entry);
      const defaults = new Map(defaultsFor().map((each) => [`${each.type} ${each.key}`, each]));
      const entries = body.entries.map((each) => ({
        ...each,
        shipped: defaults.get(`${each.type} ${each.key}`)?.definition ?? null,
      }));
      const defined = await store.lend(scope, params.id, entries);
      if (!defined)
        throw new CorridorError("not_found", `There is no import "${params.id}" that takes more.`);
      views.changed(scope);
      const own = new Set(defined.map(({ type, key }) => `${type} ${key}`));
      const named = (isOwn: boolean) =>
        body.entries
          .filter(({ type, key }) => own.has(`${type} ${key}`) === isOwn)
          .map(({ type, key }) => ({ type, key }));
      const answer = { defined: named(true), left: named(false) };
      return {
        status: 200,
        body: answer,
        noted: {
          subject: params.id,
          after: { defined: answer.defined.map(({ type, key }) => `${type}/${key}`) },
        },
      };
    }),
  ];
}
