/** The registry as a whole: counted, and switched to an industry. */
import {
  chooseIndustry,
  getRegistry,
  industries,
  type IndustryChoice,
  type RegistrySummary,
} from "#contract/industry.ts";
import { registry, registryTypes, type RegistryEntry } from "#contract/registry.ts";
import { route, type Route } from "#platform/http.ts";
import { defaultsFor, switchedOff } from "./defaults/index.ts";
import type { RegistryView } from "./registry.ts";
import type { RegistryStore, TypedEntry } from "./store.ts";
import type { RegistryViews } from "./view.ts";

type KeysByType = IndustryChoice["on"];

function summaryOf({ entries }: RegistryView): RegistrySummary {
  const count = (list: readonly RegistryEntry[], holds: (entry: RegistryEntry) => boolean) =>
    list.filter(holds).length;
  const types = registryTypes.map((type) => {
    const list: RegistryEntry[] = [...entries[type].values()];
    return {
      type,
      plural: registry[type].plural,
      total: list.length,
      active: count(list, ({ active }) => active),
      unreviewed: count(list, ({ reviewed }) => !reviewed),
    };
  });
  // A default that was put again, switched or taken out of use has a version of its own.
  const untouched = defaultsFor().every(
    ({ type, key }) => (entries[type].get(key)?.version ?? 1) === 1,
  );
  return {
    types,
    untouched,
    industries: industries.map((industry) => ({
      industry,
      off: Object.fromEntries(
        Object.entries(switchedOff[industry]).map(([type, keys]) => [type, [...keys]]),
      ),
    })),
  };
}

function keysOf(entries: readonly TypedEntry[]): KeysByType {
  const found: KeysByType = {};
  for (const { type, key } of entries) (found[type] ??= []).push(key);
  return found;
}

export function industryRoutes(parts: { store: RegistryStore; views: RegistryViews }): Route[] {
  const { store, views } = parts;
  return [
    route(getRegistry, async ({ scope }) => ({
      status: 200,
      body: summaryOf(await views.of(scope)),
    })),
    route(chooseIndustry, async ({ scope, body: { industry } }) => {
      // A workspace that nobody has looked at is filled first.
      await views.of(scope);
      const wanted = defaultsFor(industry ?? undefined)
        .filter(({ type }) => type !== "promise")
        .map(({ type, key, active }) => ({ type, key, active }));
      const switched = await store.switchTo(scope, wanted);
      views.changed(scope);
      const on = keysOf(switched.filter(({ active }) => active));
      const off = keysOf(switched.filter(({ active }) => !active));
      return {
        status: 200,
        body: { on, off },
        noted: {
          subject: industry ?? "all",
          before: { inUse: off },
          after: { inUse: on },
        },
      };
    }),
  ];
}
