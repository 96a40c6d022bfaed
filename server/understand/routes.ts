/** The routes of understanding. */
import { CorridorError } from "#contract/error.ts";
import { postPicture, postQuery } from "#contract/query.ts";
import { lightPalette } from "#charts/palette.ts";
import { draw } from "#platform/draw.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "./compile.ts";
import { labelsOf } from "./labels.ts";
import { pictureOf } from "./picture.ts";
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
    route(postPicture, async ({ scope, body: { query, language, width, height } }) => {
      const asked = await context(scope);
      const answer = await ask(asking, scope, query, asked);
      if (query.interval !== undefined && answer.byPattern)
        throw new CorridorError(
          "not_computable",
          "The selection holds relationship and transactional scores, and a trend shows one line. Ask for one `pattern`.",
        );
      const picture = pictureOf({
        answer,
        language,
        height,
        timezone: query.timezone ?? asked.timezone,
        labelOf: labelsOf(asked.registry, language),
      });
      const svg = await draw(picture.option, {
        width,
        height: picture.height,
        label: picture.label,
        ground: lightPalette.paper,
      });
      return new Response(svg, {
        headers: {
          "content-type": "image/svg+xml; charset=utf-8",
          // Opened by itself it is a document, in which nothing may run.
          "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          "x-content-type-options": "nosniff",
          "cache-control": "no-store",
        },
      });
    }),
  ];
}
