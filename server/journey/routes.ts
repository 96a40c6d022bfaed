/** The routes of the registry: the same four for every type. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import {
  registry,
  registryRoutesOf,
  registryTypes,
  type Definition,
  type RegistryType,
} from "#contract/registry.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { industryRoutes } from "./industry-routes.ts";
import { problemsOf, referrers } from "./registry.ts";
import { segmentProblems } from "./segment.ts";
import { standardProblem } from "./standard.ts";
import { notedEntry, type Place, type RegistryStore, type TypedEntry } from "./store.ts";
import type { RegistryViews } from "./view.ts";

export type JourneyParts = {
  store: RegistryStore;
  views: RegistryViews;
  /** Whether somebody, by e-mail address or id, belongs to the workspace. */
  isMember: (scope: Scope, name: string) => Promise<boolean>;
};

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

function checkStandard(key: string, definition: Definition<"measure">): void {
  const problem = standardProblem(key, definition);
  if (problem !== undefined) throw new CorridorError("scale_mismatch", problem);
}

/** A condition that stands in the registry names nobody, whatever it is of. */
function checkWhere({ where }: { where?: string | undefined }): void {
  if (where === undefined) return;
  const problems = segmentProblems(where);
  const [first] = problems;
  if (!first) return;
  throw new CorridorError(
    "expression_invalid",
    `In the body, definition.where, line ${first.line}, column ${first.column}: ${first.message}`,
    { details: { problems: problems.slice(0, 20) } },
  );
}

function routesOf(type: RegistryType, { store, views, isMember }: JourneyParts): Route[] {
  const records = registryRoutesOf(type);

  async function notFound(scope: Scope, key: string): Promise<CorridorError> {
    const names = (await views.of(scope)).entries[type].keys();
    return new CorridorError("not_found", `There is no ${type} "${key}".${didYouMean(names, key)}`);
  }

  /** Throws naming what the schema cannot see: `scale_mismatch`, `expression_invalid`, `invalid_request`. */
  async function check(
    scope: Scope,
    key: string,
    definition: Definition<RegistryType>,
    active: boolean,
  ): Promise<void> {
    if (type === "measure") checkStandard(key, definition as Definition<"measure">);
    if (type === "segment") checkWhere(definition as Definition<"segment">);
    if (type === "target") checkWhere(definition as Definition<"target">);
    if (type === "benchmark") checkWhere(definition as Definition<"benchmark">);
    const problems = problemsOf(type, key, definition, active, await views.of(scope));
    // Whoever answers for a function must be there to be asked.
    const owner = type === "function" && (definition as Definition<"function">).owner;
    if (owner && !(await isMember(scope, owner)))
      problems.push({
        path: "definition.owner",
        message: "The owner of a function is a member of the workspace, by e-mail address or id.",
      });
    if (problems.length === 0) return;
    const { path, message } = problems[0]!;
    throw new CorridorError("invalid_request", `In the body, ${path}: ${message}`, {
      details: { problems: problems.slice(0, 20) },
    });
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
      await check(scope, params.key, body.definition, active);
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
];
