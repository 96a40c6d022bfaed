/** The route of gaps. */
import { postGaps } from "#contract/gaps.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { askGaps, type Beside, type GapsAsking } from "./gaps.ts";

export type GapParts = {
  asking: GapsAsking;
  beside: Beside;
  /** What the caller's questions are asked in. */
  context: (scope: Scope) => Promise<Context>;
};

export const gapRoutes = ({ asking, beside, context }: GapParts): Route[] => [
  route(postGaps, async ({ scope, body }) => ({
    status: 200,
    body: await askGaps(asking, beside, scope, body, await context(scope)),
  })),
];
