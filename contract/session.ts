/** Routes of signing in and out, and of one's own account. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { actions, roles } from "./permission.ts";
import { defineRoute } from "./route.ts";
import { timestamp } from "./signal.ts";

export const languages = ["en", "id"] as const;
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("must be an e-mail address"));
/** Nothing that could end a line or turn the direction of a text where a name is shown. */
export const shownName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "must not hold control characters");
const password = z.string().min(1).max(1_000);
export const linkToken = z.string().min(20).max(100);
const code = z.string().trim().min(6).max(20);

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const refused = {
  401: {
    description: "The address and the password, or the code, do not belong together.",
    body: errorBody,
  },
  403: { description: "The request came from another site's page.", body: errorBody },
  429: {
    description: "Too many wrong tries; `Retry-After` says how long to wait.",
    body: errorBody,
  },
};
const ownPages =
  "Only for requests that say, in `Origin` or `Sec-Fetch-Site`, that they come from Corridor's own pages.";
const weak = {
  description: "The password is too short, has leaked or is easily guessed; the message says why.",
  body: errorBody,
};

export const person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  language: z.enum(languages),
  totp: z.boolean().describe("Whether a second step is asked for."),
});

const session = z.object({
  person: person.nullable().describe("Null where nobody is signed in."),
  workspaces: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        role: z.enum(roles),
        may: z.array(z.enum(actions)).describe("What the person may do there."),
        reach: z
          .enum(["everything", "part", "nothing"])
          .describe(
            "How much of it the person sees: all, the functions and units of their memberships, or, without any, nothing.",
          ),
      }),
    )
    .describe(
      "Where there are several, requests name one by its id in the header `Corridor-Workspace`.",
    ),
  oidc: z
    .object({ name: z.string() })
    .nullable()
    .describe("The provider at `/sign-in/oidc`, where one is set."),
  mail: z.boolean().describe("Whether this server sends mail."),
});

const tag = "Signing in";

export const getSession = defineRoute({
  name: "getSession",
  method: "GET",
  path: "/v1/session",
  tag,
  summary: "Who is signed in, and how one can",
  access: "public",
  limit: "requests",
  responses: { 200: { description: "Whoever asks.", body: session } },
});

const signedIn = z.object({
  next: z
    .enum(["done", "totp"])
    .describe("`totp`: the second step is to follow at `/v1/sign-in/totp`, within ten minutes."),
});

export const signIn = defineRoute({
  name: "signIn",
  method: "POST",
  path: "/v1/sign-in",
  tag,
  summary: "Sign in by e-mail and password",
  description: `The session is in a cookie that no script reads. It ends 30 days after signing in, or 7 days after it was last used. After 10 wrong tries in 15 minutes an address is locked for 15 minutes, whether it has an account or not.\n\n${ownPages}`,
  access: "public",
  audit: "sign-in.succeeded",
  limit: "requests",
  body: z.strictObject({ email, password }),
  maxBytes: 16 * 1024,
  responses: { 200: { description: "It fits.", body: signedIn }, 400: problem, ...refused },
});

export const signInTotp = defineRoute({
  name: "signInTotp",
  method: "POST",
  path: "/v1/sign-in/totp",
  tag,
  summary: "The second step of signing in",
  description: `A code is good once. Five wrong ones end the sign-in.\n\n${ownPages}`,
  access: "public",
  audit: "sign-in.succeeded",
  limit: "requests",
  body: z
    .strictObject({ code: code.optional(), backupCode: code.optional() })
    .refine((body) => (body.code === undefined) !== (body.backupCode === undefined), {
      error: "needs either `code` or `backupCode`",
    }),
  maxBytes: 16 * 1024,
  responses: { 200: { description: "Signed in.", body: signedIn }, 400: problem, ...refused },
});

export const signOut = defineRoute({
  name: "signOut",
  method: "POST",
  path: "/v1/sign-out",
  tag,
  summary: "End this session",
  description: ownPages,
  access: "public",
  audit: "session.ended",
  limit: "requests",
  responses: {
    204: { description: "Nobody is signed in here any more." },
    403: refused[403],
  },
});

export const askReset = defineRoute({
  name: "askReset",
  method: "POST",
  path: "/v1/resets",
  tag,
  summary: "Ask for a link to set a new password",
  description: `The link goes to the address by mail, if it has an account, and holds for an hour. The answer is the same for every address.\n\n${ownPages}`,
  access: "public",
  audit: "reset.asked",
  limit: "requests",
  body: z.strictObject({ email }),
  maxBytes: 16 * 1024,
  responses: {
    202: { description: "If there is such an account, a mail is on its way." },
    400: problem,
    403: refused[403],
    409: { description: "This server sends no mail; an owner can make a link.", body: errorBody },
    429: refused[429],
  },
});

export const useReset = defineRoute({
  name: "useReset",
  method: "POST",
  path: "/v1/resets/use",
  tag,
  summary: "Set a new password by a link",
  description: `Every session of the person ends. A second step stays as it is.\n\n${ownPages}`,
  access: "public",
  audit: "password.changed",
  limit: "requests",
  body: z.strictObject({ token: linkToken, password }),
  maxBytes: 16 * 1024,
  responses: {
    204: { description: "It is set. Sign in with it." },
    400: weak,
    403: refused[403],
    404: { description: "The link was used, has run out, or never was.", body: errorBody },
  },
});

export const acceptInvitation = defineRoute({
  name: "acceptInvitation",
  method: "POST",
  path: "/v1/invitations/accept",
  tag,
  summary: "Accept an invitation by its link",
  description: `Whoever is new gives a name and a password, and is signed in. Whoever has an account of this address signs in first, and gives the token alone.\n\n${ownPages}`,
  access: "public",
  audit: "person.joined",
  limit: "requests",
  body: z.strictObject({
    token: linkToken,
    name: shownName.optional(),
    password: password.optional(),
    language: z.enum(languages).optional(),
  }),
  maxBytes: 16 * 1024,
  responses: {
    200: {
      description: "A member now.",
      body: z.object({ workspace: z.object({ id: z.string(), name: z.string() }) }),
    },
    400: weak,
    401: { description: "There is an account of this address: sign in first.", body: errorBody },
    403: { description: "Another site's page, or another person's session.", body: errorBody },
    404: { description: "The link was used, has run out, or never was.", body: errorBody },
  },
});

const own = { tag: "Own account", access: "person", limit: "requests" } as const;
const uuid = z.uuid("must be an id as this API gives them");

export const shownSession = z.object({
  id: z.string(),
  here: z.boolean().describe("Whether it is the one that asks."),
  address: z.string(),
  browser: z.string().describe("As it calls itself."),
  signedInAt: timestamp,
  usedAt: timestamp.describe("To five minutes."),
  endsAt: timestamp.describe("At the latest."),
});

export const listSessions = defineRoute({
  ...own,
  name: "listSessions",
  method: "GET",
  path: "/v1/sessions",
  summary: "One's own sessions, last used first",
  responses: {
    200: { description: "All.", body: z.object({ sessions: z.array(shownSession) }) },
  },
});

export const endSession = defineRoute({
  ...own,
  name: "endSession",
  method: "DELETE",
  path: "/v1/sessions/:id",
  summary: "End one of one's own sessions",
  audit: "session.ended",
  params: z.object({ id: uuid }),
  responses: { 204: { description: "It has ended." }, 404: problem },
});

export const endSessions = defineRoute({
  ...own,
  name: "endSessions",
  method: "DELETE",
  path: "/v1/sessions",
  summary: "End all of one's own sessions but this",
  audit: "session.ended",
  responses: {
    200: { description: "How many.", body: z.object({ ended: z.int() }) },
  },
});

export const changeOwn = defineRoute({
  ...own,
  name: "changeOwn",
  method: "PATCH",
  path: "/v1/person",
  summary: "Change one's own name or language",
  description: "The language is that of the pages and mails.",
  audit: "person.changed",
  body: z
    .strictObject({ name: shownName.optional(), language: z.enum(languages).optional() })
    .refine((body) => Object.keys(body).length > 0, "changes nothing"),
  maxBytes: 16 * 1024,
  responses: { 200: { description: "As it is now.", body: person }, 400: problem },
});

export const changePassword = defineRoute({
  ...own,
  name: "changePassword",
  method: "POST",
  path: "/v1/password",
  summary: "Change one's own password",
  description: "All other sessions end.",
  audit: "password.changed",
  body: z.strictObject({ current: password, new: password }),
  maxBytes: 16 * 1024,
  responses: { 204: { description: "It is changed." }, 400: weak, ...refused },
});

const withPassword = z.strictObject({ password });
const backupCodes = z.array(z.string()).describe("Each is good once. They are shown here only.");

export const beginTotp = defineRoute({
  ...own,
  name: "beginTotp",
  method: "POST",
  path: "/v1/totp",
  summary: "Begin to set up a second step",
  description: "It is on once `/v1/totp/confirm` has had a code of it.",
  unaudited: "it changes nothing until it is confirmed",
  body: withPassword,
  maxBytes: 16 * 1024,
  responses: {
    201: {
      description: "For an authenticator: as an address that it reads, and to be typed in.",
      body: z.object({ uri: z.string(), secret: z.string(), backupCodes }),
    },
    ...refused,
    409: { description: "A second step is on already.", body: errorBody },
  },
});

export const confirmTotp = defineRoute({
  ...own,
  name: "confirmTotp",
  method: "POST",
  path: "/v1/totp/confirm",
  summary: "Turn the second step on by a code of it",
  audit: "totp.on",
  body: z.strictObject({ code }),
  maxBytes: 16 * 1024,
  responses: { 204: { description: "From now on it is asked for." }, ...refused },
});

export const endTotp = defineRoute({
  ...own,
  name: "endTotp",
  method: "POST",
  path: "/v1/totp/off",
  summary: "Turn the second step off",
  audit: "totp.off",
  body: withPassword,
  maxBytes: 16 * 1024,
  responses: { 204: { description: "It is off." }, ...refused },
});

export const newBackupCodes = defineRoute({
  ...own,
  name: "newBackupCodes",
  method: "POST",
  path: "/v1/totp/backup-codes",
  summary: "New backup codes in place of the old",
  audit: "totp.backup-codes",
  body: withPassword,
  maxBytes: 16 * 1024,
  responses: {
    201: { description: "The new ones.", body: z.object({ backupCodes }) },
    ...refused,
    409: { description: "No second step is on.", body: errorBody },
  },
});
