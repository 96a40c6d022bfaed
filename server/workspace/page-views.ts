/** How the pages for signing in look: each from what the reader has asked and what went wrong. */
import { html } from "hono/html";
import type { z } from "zod";
import { CorridorError } from "#contract/error.ts";
import { languageOf } from "#server/docs/language.ts";
import { respond } from "#server/docs/layout.ts";
import type { Html } from "#server/docs/markup.ts";
import type { ComingIn } from "./coming-in.ts";
import type { Call } from "./notes.ts";
import { formHtml, mainHtml, problemHtml, type Field, type Problem } from "./page-parts.ts";
import type { Sessions } from "./sessions.ts";
import type { SignIn } from "./sign-in.ts";
import { filled, wordsOf, type WordLanguage, type Words } from "./words.ts";

export type PageParts = {
  sessions: Pick<Sessions, "of">;
  signIn: SignIn;
  comingIn: ComingIn;
  oidc: { name: string } | undefined;
  mail: boolean;
};

export type View = {
  language: WordLanguage;
  words: Words;
  call: Call;
  query: string;
  /** Where the reader was going. */
  to: string | undefined;
};
type Asked = {
  query: {
    lang?: string | undefined;
    invitation?: string | undefined;
    to?: string | undefined;
  };
  headers: Headers;
  address: string;
  requestId: string;
};

/** An address of this server that can be gone to: another server's never is, however it is written. */
function ownAddress(to: string | undefined): string | undefined {
  if (to === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to)) return undefined;
  const here = "http://corridor.invalid";
  const { origin, pathname, search, hash } = new URL(to, here);
  // "/.//other.test" is of this origin, and its path alone ("//other.test") is an address of another.
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : undefined;
}

export function viewOf({ query, headers, address, requestId }: Asked): View {
  const language = languageOf(query.lang, headers.get("accept-language"));
  const rest = new URLSearchParams({ lang: language });
  if (query.invitation !== undefined) rest.set("invitation", query.invitation);
  const to = ownAddress(query.to);
  if (to !== undefined) rest.set("to", to);
  return {
    language,
    words: wordsOf(language),
    call: { headers, address, requestId },
    query: `?${rest.toString()}`,
    to,
  };
}

/** Where somebody goes who is signed in: back to their invitation, or where they were going. */
export const afterSignIn = (view: View, invitation: string | undefined): string =>
  invitation === undefined
    ? (view.to ?? "/today")
    : `/invitation/${invitation}?lang=${view.language}`;

/** A page with its status, and when to try again where it says no. */
export async function pageOf(
  { language }: View,
  path: string,
  title: string,
  body: Html,
  problem?: Problem,
): Promise<Response> {
  const description = title;
  const page = { language, path, title: `${title} · Corridor`, description, body, forms: true };
  const answer = await respond(page, problem?.status);
  if (problem?.retryAfter !== undefined)
    answer.headers.set("retry-after", String(problem.retryAfter));
  return answer;
}

/** On to another page of this server, which is asked for by GET. */
export function onTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

export const emailField = ({ page }: Words, value?: string): Field => ({
  name: "email",
  label: page.email,
  type: "email",
  autocomplete: "username",
  ...(value === undefined ? {} : { value }),
});
export const newPassword = ({ page }: Words): Field => ({
  name: "password",
  label: page.newPassword,
  type: "password",
  autocomplete: "new-password",
  hint: page.passwordHint,
});

/** A field of a form, checked by the same schema as the route's. Its problem is told in the reader's words. */
export function checked<S extends z.ZodType>(schema: S, value: string, problem: "email" | "name") {
  const { success, data } = schema.safeParse(value);
  if (success) return data as z.output<S>;
  throw new CorridorError("invalid_request", "The form does not fit.", { details: { problem } });
}

export function signInView(
  parts: PageParts,
  view: View,
  more: { problem?: Problem; email?: string; said?: string } = {},
): Promise<Response> {
  const { words, query, language } = view;
  const { signIn } = words.page;
  const { oidc } = parts;
  const { email } = more;
  const body = mainHtml(
    signIn.title,
    undefined,
    more.said === undefined ? "" : html`<p class="said" role="status">${more.said}</p>`,
    problemHtml(more.problem?.text),
    formHtml({
      action: `/sign-in${query}`,
      fields: [
        emailField(words, email),
        {
          name: "password",
          label: words.page.password,
          type: "password",
          autocomplete: "current-password",
        },
      ],
      button: signIn.button,
      wrong: more.problem && email !== undefined ? "password" : undefined,
    }),
    oidc === undefined
      ? ""
      : html`<div class="or">
          <span>${signIn.or}</span>
          <a class="button other" href="/sign-in/oidc${query}"
            >${filled(signIn.other, { provider: oidc.name })}</a
          >
        </div>`,
    html`<p class="below"><a href="/forgotten?lang=${language}">${signIn.forgotten}</a></p>`,
  );
  return pageOf(view, "/sign-in", signIn.title, body, more.problem);
}

export async function signedInView(parts: PageParts, view: View): Promise<Response | undefined> {
  const found = await parts.sessions.of(view.call.headers);
  if (!found) return undefined;
  const { signedIn, roles } = view.words.page;
  const { name, email } = found.person;
  const body = mainHtml(
    signedIn.title,
    filled(signedIn.lead, { name, email }),
    html`<div class="said">
      <h2>${signedIn.workspaces}</h2>
      <ul>
        ${found.members.map((each) => html`<li>${each.name} (${roles[each.role]})</li>`)}
      </ul>
    </div>`,
    formHtml({ action: `/sign-out${view.query}`, fields: [], button: signedIn.out }),
    html`<p class="below"><a href="/today">${signedIn.start}</a></p>`,
  );
  return pageOf(view, "/sign-in", signedIn.title, body);
}

export function secondStepView(view: View, problem?: Problem): Promise<Response> {
  const { secondStep } = view.words.page;
  const body = mainHtml(
    secondStep.title,
    secondStep.lead,
    problemHtml(problem?.text),
    formHtml({
      action: `/sign-in/second-step${view.query}`,
      fields: [
        {
          name: "code",
          label: secondStep.code,
          autocomplete: "one-time-code",
          hint: secondStep.codeHint,
        },
      ],
      button: secondStep.button,
      wrong: problem && "code",
    }),
  );
  return pageOf(view, "/sign-in/second-step", secondStep.title, body, problem);
}

export function forgottenView(parts: PageParts, view: View, problem?: Problem, sent = false) {
  const { forgotten } = view.words.page;
  const title = sent ? forgotten.sentTitle : forgotten.title;
  const body =
    sent || !parts.mail
      ? mainHtml(title, sent ? forgotten.sent : forgotten.noMail)
      : mainHtml(
          title,
          forgotten.lead,
          problemHtml(problem?.text),
          formHtml({
            action: `/forgotten${view.query}`,
            fields: [emailField(view.words)],
            button: forgotten.button,
            wrong: problem && "email",
          }),
        );
  return pageOf(view, "/forgotten", title, body, problem);
}
