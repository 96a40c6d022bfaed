/** The routes of understanding. */
import { CorridorError } from "#contract/error.ts";
import { postDrivers } from "#contract/drivers.ts";
import { formOf } from "#contract/drawn.ts";
import { postPicture } from "#contract/picture.ts";
import { postQuery } from "#contract/query.ts";
import { lightPalette } from "#charts/palette.ts";
import { draw } from "#platform/draw.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "./compile.ts";
import { askDrivers, type DriversAsking } from "./drivers/drivers.ts";
import { pictureOf } from "./picture.ts";
import { ask, type Asking } from "./query.ts";

export type UnderstandParts = {
  asking: Asking & DriversAsking;
  /** What the caller's questions are asked in. */
  context: (scope: Scope) => Promise<Context>;
};

export function understandRoutes({ asking, context }: UnderstandParts): Route[] {
  return [
    route(postQuery, async ({ scope, body }) => ({
      status: 200,
      body: await ask(asking, scope, body, await context(scope)),
    })),
    route(postDrivers, async ({ scope, body }) => ({
      status: 200,
      body: await askDrivers(asking, scope, body, await context(scope)),
    })),
    route(postPicture, async ({ scope, body }) => {
      const { query, as: form = formOf(query), against, language, width, height } = body;
      const asked = await context(scope);
      const answer = await ask(asking, scope, query, asked);
      const other = against && (await ask(asking, scope, { ...query, measure: against }, asked));
      if (form !== "ranking" && form !== "shares")
        for (const each of [answer, other])
          if (each?.byPattern)
            throw new CorridorError(
              "not_computable",
              `The selection holds relationship and transactional scores, and a ${form} shows one of them. Ask for one \`pattern\`.`,
            );
      const picture = pictureOf({
        form,
        answer,
        other,
        by: query.by,
        language,
        height,
        width,
        timezone: query.timezone ?? asked.timezone,
        interval: query.interval,
        registry: asked.registry,
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
