/** The registry's routes, one for each type: their addresses are made of it. */
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import type { RouteRecord } from "#contract/route.ts";
import { call } from "../data/client.ts";
import { pluralOf } from "../data/registry.ts";
import type { Draft } from "./draft.ts";

// What the record of a type says is known to the server; one function stands for all seventeen.
const asEntry = (answer: unknown) => answer as RegistryEntry;
const at = (type: RegistryType): `/${string}` => `/v1/${pluralOf(type)}/:key`;

export const readEntry = async (type: RegistryType, key: string): Promise<RegistryEntry> =>
  asEntry(await call<RouteRecord>("GET", at(type), { params: { key } }));

export type Put = { definition: Draft; active?: boolean; version: number };

/** Replaces the version that is named, 0 where there must be none yet. */
export const putEntry = async (
  type: RegistryType,
  key: string,
  { definition, active, version }: Put,
): Promise<RegistryEntry> =>
  asEntry(
    await call<RouteRecord>("PUT", at(type), {
      params: { key },
      body: { definition, version, ...(active === undefined ? {} : { active }) },
    } as object),
  );

/** Out of use; an unreviewed one is gone, and nothing is answered. */
export const takeOut = async (
  type: RegistryType,
  key: string,
  version: number,
): Promise<RegistryEntry | undefined> =>
  (await call<RouteRecord>("DELETE", at(type), {
    params: { key },
    headers: { "if-match": `"${version}"` },
  })) as unknown as RegistryEntry | undefined;
