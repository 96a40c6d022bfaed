/** To an OIDC provider and back. */
import { CorridorError } from "#contract/error.ts";
import { beginOidc, endOidc, signInQuery } from "#contract/sign-in-pages.ts";
import { route, type Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import { cookieOf, type Identity } from "./identity.ts";
import { attemptLife, OidcError, type Oidc } from "./oidc.ts";
import { problemOfError } from "./page-parts.ts";
import { afterSignIn, onTo, signInView, viewOf, type PageParts } from "./page-views.ts";
import { filled } from "./words.ts";

export type OidcPageParts = PageParts & {
  oidc: Oidc;
  identity: Pick<Identity, "names" | "expired">;
  secure: boolean;
  base: () => string;
  log: Log;
};

/** What the door's address said, longer than which it is not taken along: a cookie holds 4 KB. */
const mostQuery = 2_000;

/** The attempt and, beside it, what the door's address said: the language, and where somebody was going. */
const keptOf = (attempt: string, query: string): string =>
  query.length > mostQuery ? attempt : `${attempt}~${encodeURIComponent(query)}`;

function takenUp(kept: string | undefined) {
  const [attempt, query] = kept?.split("~") ?? [];
  const said = new URLSearchParams(query === undefined ? "" : decoded(query));
  return { attempt, query: signInQuery.safeParse(Object.fromEntries(said)).data ?? {} };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Nobody but the browser wrote it, and that may be anything.
    return "";
  }
}

export function oidcPages(parts: OidcPageParts): Route[] {
  const { oidc, identity, signIn, log } = parts;
  const redirectUri = () => `${parts.base().replace(/\/$/, "")}/sign-in/oidc/callback`;

  /** The sign-in page, saying that it did not work; why is in the log. */
  function failed(view: ReturnType<typeof viewOf>, error: unknown): Promise<Response> {
    if (!(error instanceof OidcError) && !(error instanceof CorridorError)) throw error;
    const { problems } = view.words.page;
    const name = { provider: oidc.name };
    const { requestId } = view.call;
    log.warn({ requestId, reason: error.message }, "a sign-in at the provider failed");
    const problem =
      error instanceof OidcError
        ? { status: 401, text: problems.provider }
        : problemOfError(error, view.words, problems.provider);
    return signInView(parts, view, {
      problem: { ...problem, text: filled(problem.text, name) },
    });
  }

  return [
    route(beginOidc, async (input) => {
      const view = viewOf(input);
      try {
        const { attempt, url } = await oidc.begin(redirectUri());
        const life = `Max-Age=${attemptLife / 1_000}`;
        // Lax, as the browser comes back from another site.
        const kept = keptOf(attempt, view.query);
        const cookie = `${identity.names.oidc}=${kept}; ${life}; Path=/; HttpOnly; SameSite=Lax${parts.secure ? "; Secure" : ""}`;
        return onTo(url, [cookie]);
      } catch (error) {
        return failed(view, error);
      }
    }),
    route(endOidc, async (input) => {
      const { attempt, query } = takenUp(cookieOf(input.headers, identity.names.oidc));
      const view = viewOf({ ...input, query });
      const { code, state, iss, error } = input.query;
      const over = identity.expired(identity.names.oidc);
      try {
        if (error !== undefined || code === undefined || state === undefined)
          throw new OidcError("the provider let nobody in");
        if (attempt === undefined) throw new OidcError("this browser has begun nothing");
        const claims = await oidc.end(attempt, { state, code, iss }, redirectUri());
        const { next, cookies } = await signIn.byProvider(oidc.issuer, claims, view.call);
        const to =
          next === "done"
            ? afterSignIn(view, query.invitation)
            : `/sign-in/second-step${view.query}`;
        return onTo(to, [...cookies, over]);
      } catch (failure) {
        const answer = await failed(view, failure);
        answer.headers.append("set-cookie", over);
        return answer;
      }
    }),
  ];
}
