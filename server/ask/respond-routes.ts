/** The routes of the respondent's page. */
import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
  getSurveyFile,
  getSurveyPage,
  mostAnswerBytes,
  postSurveyPage,
} from "#contract/respond.ts";
import { CorridorError } from "#contract/error.ts";
import { answerPrefix } from "#questions/judge.ts";
import { isOwnOrigin } from "#platform/admission.ts";
import { encodingFor, type Bundle } from "#platform/bundle.ts";
import { route, type Route } from "#platform/http.ts";
import { discard, readAll } from "#platform/request-body.ts";
import { failedPage } from "./failed-page.ts";
import { pageFilesOf } from "./files.ts";
import { createRespond, type RespondParts } from "./respond.ts";
import type { Call, SentForm } from "./visit.ts";

export type RespondRouteParts = Omit<RespondParts, "files"> & {
  bundle: () => Promise<Bundle>;
};

const noSurvey = () => new CorridorError("not_found", "There is no survey at this address.");

async function formOf(incoming: IncomingMessage): Promise<URLSearchParams> {
  const type = incoming.headers["content-type"] ?? "";
  try {
    if (!/^application\/x-www-form-urlencoded\b/i.test(type))
      throw new CorridorError("unsupported_media_type", "Send the form as browsers do.");
    return new URLSearchParams((await readAll(incoming, mostAnswerBytes)).toString("utf8"));
  } catch (error) {
    discard(incoming);
    throw error;
  }
}

const hiddenPrefix = "h.";
const whole = (text: string | null): number | undefined =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
const gone = (text: string | null): string | undefined => text?.slice(0, 5_000) || undefined;

function sentOf(form: URLSearchParams): SentForm {
  const go = form.get("go");
  return {
    fields: [...form].filter(([name]) => name.startsWith(answerPrefix)),
    go: go === "back" || go === "save" ? go : "next",
    shown: (form.get("shown") ?? "").slice(0, 10_000).split(" "),
    since: whole(form.get("t")),
    spent: (form.get("spent") ?? "").slice(0, 5_000),
    trapped: (form.get("website") ?? "") !== "",
    proof: gone(form.get("proof")),
    wait: gone(form.get("w")),
  };
}

const hiddenIn = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(hiddenPrefix) ? [[name.slice(hiddenPrefix.length), value]] : [],
    ),
  );

const asText = (query: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((each): each is [string, string] => typeof each[1] === "string"),
  );

const zip = promisify(gzip);
/** Of 20 KB the network takes longer than this machine does. */
async function compressed(response: Response, accepted: string | null): Promise<Response> {
  response.headers.append("vary", "accept-encoding");
  if (response.body === null || encodingFor(accepted) === "identity") return response;
  const body = await zip(await response.text(), { level: 6 });
  response.headers.set("content-encoding", "gzip");
  return new Response(new Uint8Array(body), { status: response.status, headers: response.headers });
}

export function respondRoutes(parts: RespondRouteParts): Route[] {
  const files = () => pageFilesOf(parts.bundle);
  const { respond, tooLong } = createRespond({ ...parts, files });
  const answer = async (call: Call, as = respond): Promise<Response> => {
    const response = await as(call);
    if (!response) throw noSurvey();
    return compressed(response, call.headers.get("accept-encoding"));
  };
  const routes: Route[] = [
    route(getSurveyPage, ({ params, query, headers, address }) => {
      // What says whose the answers are is no answer, whatever a hidden question is called.
      const { r, l, p, ...parameters } = query;
      const { lang, customer } = query;
      return answer({
        survey: params.id,
        language: lang,
        acceptLanguage: headers.get("accept-language"),
        token: r,
        link: l,
        page: p,
        customer,
        parameters: asText(parameters),
        headers,
        address,
        part: headers.get("x-part") === "1",
      });
    }),
    route(postSurveyPage, async ({ params, query, headers, address, incoming }) => {
      // Only forms of the staff look at a cookie: that one is not taken along by another site's form.
      const foreign = headers.has("cookie") && !isOwnOrigin(headers, parts.publicUrl);
      const part = headers.get("x-part") === "1";
      const whoever = {
        survey: params.id,
        language: query.lang,
        acceptLanguage: headers.get("accept-language"),
        headers,
        address,
        part,
        parameters: {},
      };
      let form: URLSearchParams;
      try {
        form = await formOf(incoming);
      } catch (error) {
        // The script says why beside the form, which stays; whoever has none is shown a page.
        if (part && error instanceof CorridorError && error.code === "too_large")
          return answer(whoever, tooLong);
        throw error;
      }
      return answer({
        ...whoever,
        // A form without a token is nobody's: it begins no response.
        token: form.get("r") ?? "",
        link: gone(form.get("l")),
        page: form.get("p")?.slice(0, 64),
        customer: form.get("c")?.slice(0, 200),
        parameters: hiddenIn(form),
        headers: foreign ? new Headers() : headers,
        fresh: form.get("n") === "1",
        form: sentOf(form),
      });
    }),
    route(getSurveyFile, async ({ params, headers }) => {
      const asset = (await parts.bundle()).asset(params.name);
      if (!asset)
        throw new CorridorError("not_found", "There is no such file. Load the page anew.");
      const encoding = encodingFor(headers.get("accept-encoding"));
      return new Response(new Uint8Array(asset.bodies[encoding]), {
        headers: {
          "content-type": asset.type,
          "cache-control": "public, max-age=31536000, immutable",
          "x-content-type-options": "nosniff",
          vary: "accept-encoding",
          ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
        },
      });
    }),
  ];
  const failed = failedPage(files);
  return routes.map((each) => ({ ...each, failed }));
}
