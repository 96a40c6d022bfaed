/** The routes of understanding. */
import { postQuery } from "#contract/query.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "./compile.ts";
import { ask, type Asking } from "./query.ts";

export type UnderstandParts = {
  asking: Asking;
  /** What the caller's questions are asked in. */
  context: (scope: Scope) => Promise<Context>;
};

export function understandRoutes({ asking, context }: UnderstandParts): Route[] {
  return [
    route(postQuery, async ({ scope, body }) => ({
      status: 200,
      body: await ask(asking, scope, body, await context(scope)),
    })),
  ];
}
