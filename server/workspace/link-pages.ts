/** The pages behind links: an invitation, and a new password. */
import { html } from "hono/html";
import * as records from "#contract/sign-in-pages.ts";
import { shownName } from "#contract/session.ts";
import { CorridorError } from "#contract/error.ts";
import { route, type Route } from "#platform/http.ts";
import {
  formHtml,
  formOf,
  mainHtml,
  problemHtml,
  problemOfError,
  type Problem,
} from "./page-parts.ts";
import {
  checked,
  emailField,
  newPassword,
  onTo,
  pageOf,
  signInView,
  viewOf,
  type PageParts,
  type View,
} from "./page-views.ts";
import { filled } from "./words.ts";

function goneView(view: View, path: string): Promise<Response> {
  const { gone } = view.words.page;
  return pageOf(view, path, gone.title, mainHtml(gone.title, gone.lead), {
    status: 404,
    text: gone.title,
  });
}

const isGone = (error: unknown): boolean =>
  error instanceof CorridorError && error.code === "not_found";

/** A page behind a link; one that opens nothing any more says so. */
async function behindLink(
  view: View,
  path: string,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isGone(error)) return goneView(view, path);
    throw error;
  }
}

async function resetView(parts: PageParts, view: View, token: string, problem?: Problem) {
  const { reset } = view.words.page;
  const link = await parts.comingIn.reset(token);
  const path = `/reset/${token}`;
  const body = mainHtml(
    reset.title,
    filled(reset.lead, { email: link.email }),
    problemHtml(problem?.text),
    formHtml({
      action: `${path}${view.query}`,
      fields: [
        // For the reader's password manager, which keeps the two together.
        { ...emailField(view.words, link.email), readonly: true },
        newPassword(view.words),
      ],
      button: reset.button,
      wrong: problem && "password",
    }),
  );
  return pageOf(view, path, reset.title, body, problem);
}

async function invitationView(
  parts: PageParts,
  view: View,
  token: string,
  problem?: Problem,
  name?: string,
) {
  const { words, language, call } = view;
  const { invitation, roles } = words.page;
  const { link, workspace, person } = await parts.comingIn.invitation(token);
  const path = `/invitation/${token}`;
  const title = filled(invitation.title, { workspace: workspace.name });
  const values = { role: roles[link.role], email: link.email };
  const signedIn = person && (await parts.sessions.of(call.headers));
  const known = person !== undefined && signedIn?.person.id !== person.id;
  const explained =
    signedIn && known
      ? filled(invitation.other, { email: signedIn.person.email })
      : invitation.known;
  const body = mainHtml(
    title,
    filled(invitation.lead, values),
    problemHtml(problem?.text),
    known
      ? html`<p class="said">${explained}</p>
          <p class="below">
            <a class="button" href="/sign-in?lang=${language}&amp;invitation=${token}"
              >${words.page.signIn.title}</a
            >
          </p>`
      : formHtml({
          action: `${path}${view.query}`,
          fields: person
            ? []
            : [
                { ...emailField(words, link.email), readonly: true },
                {
                  name: "name",
                  label: words.page.name,
                  autocomplete: "name",
                  hint: words.page.nameHint,
                  ...(name === undefined ? {} : { value: name }),
                },
                { ...newPassword(words), label: words.page.password },
              ],
          button: invitation.button,
          wrong: problem && (problem.text === words.page.problems.name ? "name" : "password"),
        }),
  );
  return pageOf(view, path, title, body, problem);
}

export function linkPages(parts: PageParts): Route[] {
  const { comingIn } = parts;
  return [
    route(records.resetPage, (input) => {
      const view = viewOf(input);
      const { token } = input.params;
      return behindLink(view, `/reset/${token}`, () => resetView(parts, view, token));
    }),
    route(records.sendReset, (input) => {
      const view = viewOf(input);
      const { token } = input.params;
      return behindLink(view, `/reset/${token}`, async () => {
        const { password } = await formOf(input.incoming, ["password"]);
        try {
          await comingIn.useReset(token, password!, view.call);
          return await signInView(parts, view, { said: view.words.page.reset.done });
        } catch (error) {
          if (isGone(error)) throw error;
          const problem = problemOfError(error, view.words, view.words.page.problems.away);
          return resetView(parts, view, token, problem);
        }
      });
    }),
    route(records.invitationPage, (input) => {
      const view = viewOf(input);
      const { token } = input.params;
      return behindLink(view, `/invitation/${token}`, () => invitationView(parts, view, token));
    }),
    route(records.sendInvitation, (input) => {
      const view = viewOf(input);
      const { token } = input.params;
      return behindLink(view, `/invitation/${token}`, async () => {
        const sent = await formOf(input.incoming, ["name", "password"]);
        try {
          const { person } = await comingIn.invitation(token);
          const given = person
            ? {}
            : {
                name: checked(shownName, sent.name!, "name"),
                password: sent.password!,
                language: view.language,
              };
          const { cookies } = await comingIn.accept(token, given, view.call);
          return onTo("/today", cookies);
        } catch (error) {
          if (isGone(error)) throw error;
          const problem = problemOfError(error, view.words, view.words.page.invitation.known);
          return invitationView(parts, view, token, problem, sent.name!.slice(0, 200));
        }
      });
    }),
  ];
}
