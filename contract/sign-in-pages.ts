/**
 * The pages for signing in, which work without a script. Their forms do what the routes of the same
 * names under `/v1` do; what they take is checked by the same schemas.
 */
import { z } from "zod";
import { defineRoute } from "./route.ts";

const page = {
  tag: "Pages",
  access: "public",
  limit: "requests",
} as const;
const query = z.object({ lang: z.string().optional() });
/** Somebody who has an account comes back to their invitation once they are signed in. */
export const signInQuery = query.extend({
  invitation: z
    .string()
    .regex(/^[\w-]{20,100}$/)
    .optional(),
  /** Where somebody was going who had to sign in first. */
  to: z.string().max(4_000).optional(),
});
const params = z.object({ token: z.string().max(200) });
const shown = { 200: { description: "A page (text/html)." } };
const done = { ...shown, 303: { description: "To the page that follows." } };

/** A form as browsers send it; the handler reads it. */
const form = {
  rawBody: {
    contentTypes: ["application/x-www-form-urlencoded"],
    item: z.record(z.string(), z.string()),
  },
};
export const mostFormBytes = 16 * 1024;

export const signInPage = defineRoute({
  ...page,
  name: "signInPage",
  method: "GET",
  path: "/sign-in",
  summary: "Sign in, or see who is signed in",
  query: signInQuery,
  responses: shown,
});

export const sendSignIn = defineRoute({
  ...page,
  ...form,
  name: "sendSignIn",
  method: "POST",
  path: "/sign-in",
  summary: "Sign in by e-mail and password",
  audit: "sign-in.succeeded",
  query: signInQuery,
  responses: done,
});

export const secondStepPage = defineRoute({
  ...page,
  name: "secondStepPage",
  method: "GET",
  path: "/sign-in/second-step",
  summary: "The second step of signing in",
  query: signInQuery,
  responses: shown,
});

export const sendSecondStep = defineRoute({
  ...page,
  ...form,
  name: "sendSecondStep",
  method: "POST",
  path: "/sign-in/second-step",
  summary: "Send a code",
  audit: "sign-in.succeeded",
  query: signInQuery,
  responses: done,
});

export const sendSignOut = defineRoute({
  ...page,
  ...form,
  name: "sendSignOut",
  method: "POST",
  path: "/sign-out",
  summary: "Sign out",
  audit: "session.ended",
  query,
  responses: done,
});

export const forgottenPage = defineRoute({
  ...page,
  name: "forgottenPage",
  method: "GET",
  path: "/forgotten",
  summary: "Ask for a link to set a new password",
  query,
  responses: shown,
});

export const sendForgotten = defineRoute({
  ...page,
  ...form,
  name: "sendForgotten",
  method: "POST",
  path: "/forgotten",
  summary: "Have the link sent",
  audit: "reset.asked",
  query,
  responses: shown,
});

export const resetPage = defineRoute({
  ...page,
  name: "resetPage",
  method: "GET",
  path: "/reset/:token",
  summary: "Set a new password by a link",
  params,
  query,
  responses: shown,
});

export const sendReset = defineRoute({
  ...page,
  ...form,
  name: "sendReset",
  method: "POST",
  path: "/reset/:token",
  summary: "Set it",
  audit: "password.changed",
  params,
  query,
  responses: done,
});

export const invitationPage = defineRoute({
  ...page,
  name: "invitationPage",
  method: "GET",
  path: "/invitation/:token",
  summary: "Accept an invitation",
  params,
  query,
  responses: shown,
});

export const sendInvitation = defineRoute({
  ...page,
  ...form,
  name: "sendInvitation",
  method: "POST",
  path: "/invitation/:token",
  summary: "Join",
  audit: "person.joined",
  params,
  query,
  responses: done,
});

export const beginOidc = defineRoute({
  ...page,
  name: "beginOidc",
  method: "GET",
  path: "/sign-in/oidc",
  summary: "Go to the provider",
  query: signInQuery,
  responses: { 303: { description: "To the provider." } },
});

export const endOidc = defineRoute({
  ...page,
  name: "endOidc",
  method: "GET",
  path: "/sign-in/oidc/callback",
  summary: "Come back from the provider",
  audit: "sign-in.succeeded",
  query: z.object({
    code: z.string().max(4_000).optional(),
    state: z.string().max(1_000).optional(),
    iss: z.string().max(1_000).optional(),
    error: z.string().max(1_000).optional(),
  }),
  responses: done,
});
