/** Links to a survey and pictures of them. */
import {
  getSurveyQr,
  getSurveySheet,
  makeSurveyLinks,
  type LinkInput,
} from "#contract/survey-links.ts";
import { CorridorError } from "#contract/error.ts";
import { textIn } from "#questions/words.ts";
import { route, type Route } from "#platform/http.ts";
import { languageFor } from "./entrance.ts";
import type { Company } from "./known.ts";
import { qrPng, qrSvg } from "./qr.ts";
import { sheetsOf } from "./sheet.ts";
import type { SurveyStore } from "./survey-store.ts";
import type { LinkBody, Tokens } from "./token.ts";

export type LinkRouteParts = {
  surveys: Pick<SurveyStore, "known">;
  tokens: Tokens;
  urlOf: (survey: string) => string;
  company: (
    workspace: string,
    touchpoint: string | undefined,
    language: string,
  ) => Promise<Company>;
};

/** Sheets of one print. */
const mostSheets = 100;

/** What is said and nothing else: absent fields take no room in the address. */
function bodyOf({ expiresAt, occurredAt, ...link }: LinkInput): LinkBody {
  const all = {
    ...link,
    occurred: occurredAt === undefined ? undefined : Date.parse(occurredAt),
    expires: expiresAt === undefined ? undefined : Date.parse(expiresAt),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as LinkBody;
}

export function linkRoutes({ surveys, tokens, urlOf, company }: LinkRouteParts): Route[] {
  /** For everybody at a place; the plain address where no place is named. */
  function urlAt(
    survey: string,
    place: Pick<LinkInput, "touchpoint" | "channel" | "unit">,
  ): string {
    const body = bodyOf(place);
    if (Object.keys(body).length === 0) return urlOf(survey);
    return `${urlOf(survey)}?l=${tokens.sealLink(survey, { ...body, shared: true })}`;
  }
  return [
    route(makeSurveyLinks, async ({ scope, params, body }) => {
      await surveys.known(scope, params.id);
      const links = body.links.map((link) => ({
        url: `${urlOf(params.id)}?l=${tokens.sealLink(params.id, bodyOf(link))}`,
      }));
      const long = links.findIndex(({ url }) => url.length > 4_000);
      if (long >= 0)
        throw new CorridorError(
          "invalid_request",
          `In the body, links.${long}: a link holds about 2,500 characters. Leave some attributes out.`,
        );
      return { status: 200, body: { links }, noted: { after: { links: links.length } } };
    }),
    route(getSurveyQr, async ({ scope, params, query }) => {
      await surveys.known(scope, params.id);
      const { format, size, ...place } = query;
      const url = urlAt(params.id, place);
      const body = format === "svg" ? qrSvg(url) : new Uint8Array(qrPng(url, size));
      return new Response(body, {
        headers: {
          "content-type": format === "svg" ? "image/svg+xml" : "image/png",
          "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
          "x-content-type-options": "nosniff",
          "cache-control": "no-store",
        },
      });
    }),
    route(getSurveySheet, async ({ scope, params, query, headers }) => {
      const { draft } = await surveys.known(scope, params.id);
      const language = languageFor(draft, [query.lang], headers.get("accept-language"));
      const asked = query.touchpoints?.split(",").filter(Boolean) ?? [];
      if (asked.length > mostSheets)
        throw new CorridorError("invalid_request", `At most ${mostSheets} sheets at once.`);
      const named = asked.length > 0 ? asked : [draft.touchpoint];
      const sheets = await Promise.all(
        named.map(async (touchpoint) => {
          const label = await company(scope.workspace, touchpoint, language);
          const own = touchpoint === draft.touchpoint ? {} : { touchpoint };
          return { url: urlAt(params.id, own), touchpoint: label.touchpoint };
        }),
      );
      const { name } = await company(scope.workspace, undefined, language);
      const own = textIn(draft.piped?.["company"], language, draft.languages[0]!);
      return sheetsOf(draft, language, own || name, sheets);
    }),
  ];
}
