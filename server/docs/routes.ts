/** The routes that describe the others: `/openapi.json`, `/docs` and the first page. */
import { getDocs, getHome, getOpenApi } from "#contract/docs.ts";
import type { RouteRecord } from "#contract/route.ts";
import { route, type Route } from "#platform/http.ts";
import manifest from "../../package.json" with { type: "json" };
import { baseOf } from "./examples.ts";
import { homePage } from "./home.ts";
import { languageOf } from "./language.ts";
import { respond } from "./layout.ts";
import { openApi, type OpenApi } from "./openapi.ts";
import { referencePage } from "./reference.ts";

export type DocsOptions = {
  /** Where people reach this server; unset, the examples name the host that the request names. */
  publicUrl?: string | undefined;
  /** Whoever is signed in comes for the application, not for the first page. */
  signedIn?: (headers: Headers) => Promise<unknown>;
};

/**
 * Routes that describe `records`, in their order. The document is made at the first request for it
 * and kept, as the records never change while the server runs.
 */
export function docsRoutes(records: readonly RouteRecord[], options: DocsOptions = {}): Route[] {
  const { publicUrl } = options;
  let made: { document: OpenApi; text: string } | undefined;
  const described = () => {
    if (!made) {
      const document = openApi([...records, getOpenApi], { version: manifest.version, publicUrl });
      made = { document, text: JSON.stringify(document) };
    }
    return made;
  };
  const base = (headers: Headers) => baseOf(publicUrl, headers.get("host"));
  const language = (lang: string | undefined, headers: Headers) =>
    languageOf(lang, headers.get("accept-language"));
  return [
    route(getHome, async ({ query, headers }) =>
      query.lang === undefined && (await options.signedIn?.(headers))
        ? new Response(null, {
            status: 303,
            headers: { location: "/today", "cache-control": "no-store" },
          })
        : respond(homePage(language(query.lang, headers), base(headers))),
    ),
    route(getDocs, ({ query, headers }) =>
      respond(referencePage(described().document, language(query.lang, headers), base(headers))),
    ),
    route(
      getOpenApi,
      () =>
        new Response(described().text, {
          headers: {
            "content-type": "application/json; charset=utf-8",
            // Anybody's page may read it: it holds nothing of the workspace.
            "access-control-allow-origin": "*",
            "cache-control": "no-cache",
            "x-content-type-options": "nosniff",
          },
        }),
    ),
  ];
}
