/** The route of what staff believe. */
import { postBelieved } from "#contract/believed.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askBelieved, type BelievedAsking } from "./believed.ts";

export const believedRoutes = (parts: {
  asking: BelievedAsking;
  context: (scope: Scope) => Promise<Context>;
}): Route[] => [
  route(postBelieved, async ({ scope, body }) => ({
    status: 200,
    body: await askBelieved(parts.asking, scope, body, await parts.context(scope)),
  })),
];
