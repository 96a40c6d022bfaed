/** Routes of a workspace's members: who they are, what they may, and how they come in. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { roles } from "./permission.ts";
import { defineRoute } from "./route.ts";
import { email, languages, person, shownName } from "./session.ts";
import { key, timestamp } from "./signal.ts";

const problem = { description: "What was wrong, and what to do.", body: errorBody };
const uuid = z.uuid("must be an id as this API gives them");
const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe("Rows of a page."),
  cursor: uuid.optional().describe("`next` of the page before."),
};
const one = { params: z.object({ id: uuid }), limit: "requests", tag: "People" } as const;
const forbidden = {
  description: "Nobody gives or takes permissions that they lack.",
  body: errorBody,
};

export const membership = z
  .strictObject({
    function: key.nullable().default(null),
    unit: key.nullable().default(null),
  })
  .describe(
    "A function's touchpoints, a unit with all below it, or the one within the other. Neither: the whole workspace.",
  );
const memberships = z
  .array(membership)
  .max(100)
  .refine(
    (list) =>
      new Set(list.map((each) => JSON.stringify([each.function, each.unit]))).size === list.length,
    "names one twice",
  );

export const member = person.extend({
  emailVerified: z.boolean().describe("Whether they have shown that the mailbox is theirs."),
  role: z.enum(roles),
  memberships: z
    .array(membership)
    .describe("Owners reach everything. Anybody else without one reaches nothing."),
  version: z.int(),
  joinedAt: timestamp,
  lastSignInAt: timestamp.nullable(),
});

export const listPeople = defineRoute({
  name: "listPeople",
  method: "GET",
  path: "/v1/people",
  tag: "People",
  summary: "List the members",
  access: "manage people",
  limit: "requests",
  query: z.strictObject(page),
  responses: {
    200: {
      description: "A page, in the order in which they first came.",
      body: z.object({ people: z.array(member), next: z.string().nullable() }),
    },
  },
});

export const getPerson = defineRoute({
  ...one,
  name: "getPerson",
  method: "GET",
  path: "/v1/people/:id",
  summary: "Read one member",
  access: "manage people",
  responses: { 200: { description: "The member.", body: member }, 404: problem },
});

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  memberships: z.array(membership),
  language: z.enum(languages),
  madeBy: z.string(),
  madeAt: timestamp,
  expiresAt: timestamp,
  mail: z
    .enum(["none", "waiting", "sending", "sent", "failed", "unconfirmed"])
    .describe(
      "`none`: no mail is set, the link was in the answer. `unconfirmed`: nobody knows whether it arrived; it is not sent again by itself, invite again to do so.",
    ),
});

export const invitePerson = defineRoute({
  name: "invitePerson",
  method: "POST",
  path: "/v1/people",
  tag: "People",
  summary: "Invite somebody",
  description:
    "By mail where `SMTP_URL` is set; else the answer holds the link, for you to hand over. It holds for 7 days and once. Inviting an address again makes an earlier invitation to it void.",
  access: "manage people",
  audit: "person.invited",
  limit: "requests",
  body: z.strictObject({
    email,
    role: z.enum(roles),
    memberships: memberships.default([]),
    language: z.enum(languages).default("en").describe("Of the mail and the page."),
  }),
  responses: {
    201: {
      description: "Invited.",
      body: invitation.extend({
        link: z.string().nullable().describe("Null where it went by mail. Shown once."),
      }),
    },
    400: problem,
    403: forbidden,
    409: { description: "A member already.", body: errorBody },
  },
});

export const changePerson = defineRoute({
  ...one,
  name: "changePerson",
  method: "PATCH",
  path: "/v1/people/:id",
  summary: "Change a member's role or what they belong to",
  description:
    "Nobody raises their own role, and the last owner stays one. What is changed holds at once here, and within two seconds in other processes.",
  access: "manage people",
  audit: "person.changed",
  body: z
    .strictObject({
      role: z.enum(roles).optional(),
      memberships: memberships.optional(),
      version: z.int().min(1).describe("The version that this changes."),
    })
    .refine((body) => body.role !== undefined || body.memberships !== undefined, "changes nothing"),
  responses: {
    200: { description: "As it is now.", body: member },
    400: problem,
    403: forbidden,
    404: problem,
    409: { description: "Another version, or the last owner.", body: errorBody },
  },
});

export const removePerson = defineRoute({
  ...one,
  name: "removePerson",
  method: "DELETE",
  path: "/v1/people/:id",
  summary: "Remove a member",
  description:
    "Their sessions open nothing here any more, at once. Somebody who belongs to no other workspace is forgotten: account, password and sessions are deleted.",
  access: "manage people",
  audit: "person.removed",
  responses: {
    204: { description: "Removed." },
    403: forbidden,
    404: problem,
    409: {
      description: "The last owner, or somebody who answers for a function.",
      body: errorBody,
    },
  },
});

export const makeReset = defineRoute({
  ...one,
  name: "makeReset",
  method: "POST",
  path: "/v1/people/:id/reset",
  summary: "Make a link by which a member sets a new password",
  description:
    "For who has lost it where no mail is set. It holds for an hour and once. Not for somebody who belongs to other workspaces too: they ask for it by mail.",
  access: "manage owners",
  audit: "reset.made",
  responses: {
    201: {
      description: "Hand it over. Shown once.",
      body: z.object({ link: z.string(), expiresAt: timestamp }),
    },
    403: forbidden,
    404: problem,
    409: { description: "They belong to other workspaces too.", body: errorBody },
  },
});

export const takeTotp = defineRoute({
  ...one,
  name: "takeTotp",
  method: "DELETE",
  path: "/v1/people/:id/totp",
  summary: "Turn a member's second step off",
  description:
    "For who has lost both the device and the backup codes. Their sessions end. Not for somebody who belongs to other workspaces too.",
  access: "manage owners",
  audit: "totp.off",
  responses: {
    204: { description: "It is off." },
    403: forbidden,
    404: problem,
    409: { description: "They belong to other workspaces too.", body: errorBody },
  },
});

export const listInvitations = defineRoute({
  name: "listInvitations",
  method: "GET",
  path: "/v1/invitations",
  tag: "People",
  summary: "List open invitations, newest first",
  access: "manage people",
  limit: "requests",
  query: z.strictObject(page),
  responses: {
    200: {
      description: "A page; no link is ever shown again.",
      body: z.object({ invitations: z.array(invitation), next: z.string().nullable() }),
    },
  },
});

export const withdrawInvitation = defineRoute({
  ...one,
  name: "withdrawInvitation",
  method: "DELETE",
  path: "/v1/invitations/:id",
  summary: "Take an invitation back",
  access: "manage people",
  audit: "person.uninvited",
  responses: { 204: { description: "Its link opens nothing." }, 403: forbidden, 404: problem },
});

export const makeWorkspace = defineRoute({
  name: "makeWorkspace",
  method: "POST",
  path: "/v1/workspaces",
  tag: "Workspace",
  summary: "Make a further workspace and invite its owner",
  description:
    "For owners of the first workspace and the bootstrap key. Nothing crosses the border between two workspaces; who made one does not belong to it.",
  access: "manage workspaces",
  audit: "workspace.made",
  limit: "requests",
  body: z.strictObject({
    name: shownName,
    owner: email,
    language: z.enum(languages).default("en"),
  }),
  responses: {
    201: {
      description: "Made; its owner is invited.",
      body: z.object({ id: z.string(), name: z.string(), link: z.string().nullable() }),
    },
    400: problem,
  },
});
