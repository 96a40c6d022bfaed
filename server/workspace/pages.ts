/**
 * The pages for signing in: plain forms in both languages that need no script. They stay where the
 * web application can't be used; what they do goes the same way as the routes under `/v1`.
 */
import * as records from "#contract/sign-in-pages.ts";
import { email as emailOf } from "#contract/session.ts";
import { route, type Route } from "#platform/http.ts";
import { formOf, problemOfError } from "./page-parts.ts";
import {
  afterSignIn,
  checked,
  forgottenView,
  onTo,
  secondStepView,
  signedInView,
  signInView,
  viewOf,
  type PageParts,
} from "./page-views.ts";

export function signInPages(parts: PageParts): Route[] {
  const { signIn, comingIn } = parts;
  return [
    route(records.signInPage, async (input) => {
      const view = viewOf(input);
      return (await signedInView(parts, view)) ?? signInView(parts, view);
    }),
    route(records.sendSignIn, async (input) => {
      const view = viewOf(input);
      const sent = await formOf(input.incoming, ["email", "password"]);
      try {
        const email = checked(emailOf, sent.email!, "email");
        const { next, cookies } = await signIn.byPassword(email, sent.password!, view.call);
        const after = afterSignIn(view, input.query.invitation);
        return onTo(next === "done" ? after : `/sign-in/second-step${view.query}`, cookies);
      } catch (error) {
        const problem = problemOfError(error, view.words, view.words.page.problems.wrong);
        return signInView(parts, view, { problem, email: sent.email!.slice(0, 254) });
      }
    }),
    route(records.secondStepPage, (input) => secondStepView(viewOf(input))),
    route(records.sendSecondStep, async (input) => {
      const view = viewOf(input);
      const { code: sent = "" } = await formOf(input.incoming, ["code"]);
      const code = sent.replace(/\s/g, "").slice(0, 20);
      try {
        const kind = /^\d{6}$/.test(code) ? "totp" : "backup";
        const { cookies } = await signIn.secondStep(code, kind, view.call);
        return onTo(afterSignIn(view, input.query.invitation), cookies);
      } catch (error) {
        const problem = problemOfError(error, view.words, view.words.page.problems.wrongCode);
        return problem.text === view.words.page.problems.again
          ? signInView(parts, view, { problem })
          : secondStepView(view, problem);
      }
    }),
    route(records.sendSignOut, async (input) => {
      const view = viewOf(input);
      try {
        return onTo(`/sign-in${view.query}`, await signIn.out(view.call));
      } catch (error) {
        const problem = problemOfError(error, view.words, view.words.page.problems.away);
        return signInView(parts, view, { problem });
      }
    }),
    route(records.forgottenPage, (input) => forgottenView(parts, viewOf(input))),
    route(records.sendForgotten, async (input) => {
      const view = viewOf(input);
      const { email = "" } = await formOf(input.incoming, ["email"]);
      try {
        await comingIn.askReset(checked(emailOf, email, "email"), view.call);
        return await forgottenView(parts, view, undefined, true);
      } catch (error) {
        return forgottenView(
          parts,
          view,
          problemOfError(error, view.words, view.words.page.forgotten.noMail),
        );
      }
    }),
  ];
}
