/** The routes of understanding. */
import { postQuery } from "#contract/query.ts";
import type { RegistryView } from "#journey/registry.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { ask, type Asking } from "./query.ts";

export type UnderstandParts = {
  asking: Asking;
  /** The registry and the time zone of the caller's workspace. */
  context: (scope: Scope) => Promise<{ registry: RegistryView; timezone: string }>;
};

export function understandRoutes({ asking, context }: UnderstandParts): Route[] {
  return [
    route(postQuery, async ({ scope, body }) => ({
      status: 200,
      body: await ask(asking, scope, body, await context(scope)),
    })),
  ];
}
