/** The routes of dashboards. */
import { isDeepStrictEqual } from "node:util";
import { askDashboard, postDashboardPicture } from "#contract/dashboard-answers.ts";
import * as contract from "#contract/dashboard.ts";
import { CorridorError } from "#contract/error.ts";
import { versionMeant } from "#customer/version.ts";
import { functionsOf } from "#journey/registry.ts";
import { uuidv7 } from "#platform/clock.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askTiles, checkWhere, type AnswersParts } from "./answers.ts";
import { fileOf } from "./paper.ts";
import {
  noDashboard,
  type DashboardStore,
  type Definition,
  type Stored,
  type Viewer,
} from "./store.ts";

export type DashboardRouteParts = AnswersParts & {
  store: DashboardStore;
  context: (scope: Scope) => Promise<Context>;
};

const forbidden = (message: string) => new CorridorError("forbidden", message);

/** Letters enough that two tiles of a dashboard never share one. */
const newId = (): string => uuidv7().slice(-12);

export function dashboardRoutes(parts: DashboardRouteParts): Route[] {
  const { store, context } = parts;

  async function viewerOf(scope: Scope, { registry }: Pick<Context, "registry">): Promise<Viewer> {
    const { role, names } = await store.caller(scope);
    const places = scope.reach === "everything" ? [] : scope.reach;
    const own = places.flatMap((each) => (each.function === null ? [] : [each.function]));
    return { role, functions: [...new Set([...own, ...functionsOf(names, registry)])] };
  }

  const isMine = (scope: Scope, { madeBy }: Pick<Stored, "madeBy">) => madeBy === scope.actor;
  /** Who made it shares and deletes it, and who manages all of them. */
  const mayShare = (scope: Scope, found: Stored) =>
    scope.may.has("manage dashboards") ||
    (scope.may.has("make dashboards") && isMine(scope, found));
  /** It is seen: so it is the caller's, or shared with them. */
  const mayChange = (scope: Scope, found: Stored) =>
    mayShare(scope, found) || (scope.may.has("make dashboards") && found.sharing.change);

  function summaryOf(scope: Scope, found: Stored): contract.DashboardSummary {
    const { id, name, description, count, sharing, version } = found;
    return {
      id,
      name,
      ...(description === null ? {} : { description }),
      count,
      sharing,
      mine: isMine(scope, found),
      mayChange: mayChange(scope, found),
      mayShare: mayShare(scope, found),
      madeBy: { id: found.madeBy, name: found.madeByName },
      version,
      createdAt: found.createdAt.toISOString(),
      changedAt: found.changedAt.toISOString(),
      deletedAt: found.deletedAt?.toISOString() ?? null,
    };
  }
  const bodyOf = (scope: Scope, found: Stored): contract.Dashboard => ({
    ...summaryOf(scope, found),
    tiles: [...found.tiles],
    filters: found.filters,
  });
  const answered = (scope: Scope, found: Stored, status = 200) => ({
    status,
    body: bodyOf(scope, found),
    headers: { etag: `"${found.version}"` },
  });
  const noted = ({ name, count, sharing, version }: Stored) => ({
    name,
    tiles: count,
    sharing,
    version,
  });

  async function seen(scope: Scope, id: string, viewer?: Viewer): Promise<Stored> {
    const found = await store.get(
      scope,
      viewer ?? (await viewerOf(scope, await context(scope))),
      id,
    );
    if (!found) throw noDashboard();
    return found;
  }

  async function changeable(scope: Scope, id: string, viewer: Viewer): Promise<Stored> {
    const found = await seen(scope, id, viewer);
    if (!mayChange(scope, found))
      throw forbidden(
        "It is shared with you to be looked at. Make a copy of it, or ask who made it to let others change it.",
      );
    return found;
  }

  type Sent<S> = Omit<Definition, "description" | "tiles" | "sharing"> & {
    sharing: S;
    description?: contract.Words | undefined;
    tiles: readonly (Omit<contract.Tile, "id"> & { id?: string | undefined })[];
  };
  const definitionOf = <S>({ name, description, tiles, filters, sharing }: Sent<S>) => ({
    name,
    description,
    tiles: tiles.map((tile) => ({ ...tile, id: tile.id ?? newId() })),
    filters,
    sharing,
  });

  return [
    route(contract.listDashboards, async ({ scope, query }) => {
      const { of, deleted, search, limit, cursor } = query;
      const viewer = await viewerOf(scope, await context(scope));
      const rows = await store.list(scope, viewer, {
        of,
        deleted: deleted === "true",
        search,
        after: cursor,
        most: limit + 1,
      });
      const page = rows.slice(0, limit);
      return {
        status: 200,
        body: {
          dashboards: page.map((each) => summaryOf(scope, each)),
          next: rows.length > limit ? page.at(-1)!.id : null,
        },
      };
    }),
    route(contract.makeDashboard, async ({ scope, body, query }) => {
      checkWhere(body.filters, await context(scope));
      const id = await store.make(scope, definitionOf(body), query.import);
      const found = await seen(scope, id);
      return { ...answered(scope, found, 201), noted: { subject: id, after: noted(found) } };
    }),
    route(contract.getDashboard, async ({ scope, params }) =>
      answered(scope, await seen(scope, params.id)),
    ),
    route(contract.putDashboard, async ({ scope, params: { id }, body, headers }) => {
      const meant = versionMeant(headers, body.version);
      const own = await context(scope);
      const viewer = await viewerOf(scope, own);
      const before = await changeable(scope, id, viewer);
      checkWhere(body.filters, own);
      const { sharing } = body;
      if (sharing && !isDeepStrictEqual(sharing, before.sharing) && !mayShare(scope, before))
        throw forbidden(
          "Only who made a dashboard, and who may manage dashboards, says with whom it is shared. Leave `sharing` out.",
        );
      const found = await store.put(scope, viewer, id, meant, definitionOf({ ...body, sharing }));
      return {
        ...answered(scope, found),
        noted: { subject: id, before: noted(before), after: noted(found) },
      };
    }),
    route(contract.addTile, async ({ scope, params: { id }, body }) => {
      const before = await changeable(scope, id, await viewerOf(scope, await context(scope)));
      const tile = { ...body, id: newId() };
      const version = await store.add(scope, id, tile);
      const after = { ...noted(before), version, tiles: before.count + 1 };
      return {
        status: 201,
        body: { tile, version },
        noted: { subject: id, before: noted(before), after },
      };
    }),
    route(contract.deleteDashboard, async ({ scope, params: { id }, headers }) => {
      const viewer = await viewerOf(scope, await context(scope));
      const before = await seen(scope, id, viewer);
      if (!mayShare(scope, before)) throw forbidden("It is somebody else's: only they delete it.");
      await store.remove(scope, viewer, id, versionMeant(headers, undefined));
      const found = (await store.get(scope, viewer, id, { deleted: true })) ?? before;
      return { ...answered(scope, found), noted: { subject: id, before: noted(before) } };
    }),
    route(contract.restoreDashboard, async ({ scope, params: { id } }) => {
      const viewer = await viewerOf(scope, await context(scope));
      const before = await store.get(scope, viewer, id, { deleted: true });
      if (!before || !mayShare(scope, before) || !(await store.restore(scope, id)))
        throw new CorridorError("not_found", "There is no such deleted dashboard.");
      const found = await seen(scope, id, viewer);
      return { ...answered(scope, found), noted: { subject: id, after: noted(found) } };
    }),
    route(askDashboard, async ({ scope, params: { id }, body }) => {
      const own = await context(scope);
      const found = await seen(scope, id, await viewerOf(scope, own));
      return { status: 200, body: await askTiles(parts, scope, found, body, own) };
    }),
    route(postDashboardPicture, async ({ scope, params: { id }, body }) => {
      const own = await context(scope);
      const found = await seen(scope, id, await viewerOf(scope, own));
      const { format, language, ...look } = body;
      const answers = await askTiles(parts, scope, found, look, own);
      const file = await fileOf({ ...found, answers }, format, {
        language,
        registry: own.registry,
        timezone: answers.timezone,
      });
      return { response: file, noted: { subject: id, after: { format, tiles: found.count } } };
    }),
  ];
}
