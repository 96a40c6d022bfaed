/** The route of what an outcome can be asked to go with. */
import { postDriverCandidates } from "#contract/driver-candidates.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askCandidates, type CandidatesAsking } from "./candidates.ts";

export const candidateRoutes = (parts: {
  asking: CandidatesAsking;
  context: (scope: Scope) => Promise<Context>;
}): Route[] => [
  route(postDriverCandidates, async ({ scope, body }) => ({
    status: 200,
    body: await askCandidates(parts.asking, scope, body, await parts.context(scope)),
  })),
];
