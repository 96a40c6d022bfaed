/** The route of what changed. */
import { postChanges } from "#contract/changes.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askChanges, type ChangesAsking } from "./changes.ts";

export type ChangesParts = {
  asking: ChangesAsking;
  context: (scope: Scope) => Promise<Context>;
};

export const changesRoutes = ({ asking, context }: ChangesParts): Route[] => [
  route(postChanges, async ({ scope, body }) => ({
    status: 200,
    body: await askChanges(asking, scope, body, await context(scope)),
  })),
];
