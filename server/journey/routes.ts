/** The routes of the registry: the same four for every type. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import {
  registry,
  registryRoutesOf,
  registryTypes,
  type RegistryType,
} from "#contract/registry.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { checkEntry, type CheckParts } from "./check.ts";
import { industryRoutes } from "./industry-routes.ts";
import { lentRoutes } from "./lent-routes.ts";
import { referrers } from "./registry.ts";
import { notedEntry, type Place, type RegistryStore, type TypedEntry } from "./store.ts";

export type JourneyParts = CheckParts & { store: RegistryStore };

const encode = ({ position, key }: Place): string =>
  Buffer.from(JSON.stringify([position, key])).toString("base64url");

function decode(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [position, key] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (
      Number.isInteger(position) &&
      Math.abs(position as number) < 2 ** 31 &&
      typeof key === "string" &&
      !key.includes("\0")
    ) {
      return { position: position as number, key };
    }
  } catch {
    // Falls through to the error below.
  }
  throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
}

/** The version in `If-Match` or in the body; where both stand they must say the same. */
function versionMeant(headers: Headers, inBody?: number): number | undefined {
  const header = headers.get("if-match");
  if (header === null) return inBody;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match)
    throw new CorridorError("invalid_request", 'If-Match must hold one version, as in "3".');
  const version = Number(match[1]);
  if (inBody !== undefined && inBody !== version) {
    throw new CorridorError(
      "invalid_request",
      `If-Match says version ${version}, the body ${inBody}.`,
    );
  }
  return version;
}

function shown({ type: _type, ...entry }: TypedEntry, status = 200) {
  return { status, body: entry, headers: { etag: `"${entry.version}"` } };
}

function routesOf(type: RegistryType, parts: JourneyParts): Route[] {
  const { store, views } = parts;
  const records = registryRoutesOf(type);

  async function notFound(scope: Scope, key: string): Promise<CorridorError> {
    const names = (await views.of(scope)).entries[type].keys();
    return new CorridorError("not_found", `There is no ${type} "${key}".${didYouMean(names, key)}`);
  }

  return [
    route(records.list, async ({ scope, query }) => {
      await views.of(scope);
      const { reviewed, active, limit } = query;
      const entries = await store.list(scope, type, {
        reviewed,
        active,
        after: decode(query.cursor),
        most: limit + 1,
      });
      const page = entries.slice(0, limit);
      const next = entries.length > limit ? encode(page.at(-1)!) : null;
      return {
        status: 200,
        body: { [registry[type].plural]: page.map((entry) => shown(entry).body), next },
      };
    }),
    route(records.get, async ({ scope, params }) => {
      await views.of(scope);
      const entry = await store.get(scope, type, params.key);
      if (!entry) throw await notFound(scope, params.key);
      return shown(entry);
    }),
    route(records.put, async ({ scope, params, body, headers }) => {
      const version = versionMeant(headers, body.version);
      await views.of(scope);
      const current = await store.get(scope, type, params.key);
      const active = body.active ?? current?.active ?? type !== "promise";
      await checkEntry(parts, scope, type, {
        key: params.key,
        definition: body.definition,
        active,
      });
      const { definition, position } = body;
      const { made, entry, before } = await store.put(scope, type, params.key, {
        definition,
        active,
        position,
        version,
      });
      views.changed(scope);
      const noted = { subject: `${type}/${params.key}`, before, after: notedEntry(entry) };
      return { ...shown(entry, made ? 201 : 200), noted };
    }),
    route(records.remove, async ({ scope, params, headers }) => {
      const version = versionMeant(headers);
      const view = await views.of(scope);
      const current = await store.get(scope, type, params.key);
      if (!current) throw await notFound(scope, params.key);
      const users = current.reviewed ? [] : referrers(type, params.key, view);
      if (users.length > 0) {
        const [first] = users;
        throw new CorridorError(
          "conflict",
          `The ${first!.type} "${first!.key}" names it. Change that first.`,
          { details: { namedBy: users } },
        );
      }
      const { before, entry } = await store.remove(scope, type, params.key, version);
      views.changed(scope);
      const noted = {
        subject: `${type}/${params.key}`,
        before,
        after: entry ? notedEntry(entry) : null,
      };
      return { ...(entry ? shown(entry) : { status: 204 }), noted };
    }),
  ];
}

/** All routes of the registry. */
export const journeyRoutes = (parts: JourneyParts): Route[] => [
  ...registryTypes.flatMap((type) => routesOf(type, parts)),
  ...industryRoutes(parts),
  ...lentRoutes(parts),
];
