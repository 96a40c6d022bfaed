/** People and signing in, put together: the wiring of this part of the slice. No logic lives here. */
import { createEgress } from "#platform/egress.ts";
import type { Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import type { Database } from "#platform/postgres.ts";
import { systemScope, type Membership, type Scope } from "#platform/scope.ts";
import { createSeal } from "#platform/seal.ts";
import { clock } from "#platform/clock.ts";
import type { AuditStore } from "./audit-store.ts";
import { createComingIn } from "./coming-in.ts";
import { createGate, lockWindow } from "./gate.ts";
import { createIdentity } from "./identity.ts";
import { createLinkStore } from "./link-store.ts";
import { createTokens } from "./links.ts";
import { createMailStore } from "./mail-store.ts";
import { createMails } from "./mails.ts";
import { createNotes } from "./notes.ts";
import { createOidc } from "./oidc.ts";
import { oidcPages } from "./oidc-pages.ts";
import { linkPages } from "./link-pages.ts";
import { signInPages } from "./pages.ts";
import { peopleRoutes } from "./people-routes.ts";
import { createPersonStore } from "./person-store.ts";
import { sessionRoutes } from "./session-routes.ts";
import { createSessionStore } from "./session-store.ts";
import { createSessions, idle } from "./sessions.ts";
import { createSignIn } from "./sign-in.ts";
import type { WorkspaceStore } from "./store.ts";

export type PeopleOptions = {
  db: Database;
  secret: string;
  config: {
    publicUrl: string | undefined;
    mail: { url: string; from: string } | undefined;
    oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
    privateNetworks: readonly string[];
  };
  audit: AuditStore;
  workspaces: WorkspaceStore;
  firstWorkspace: string;
  base: () => string;
  unknownPlaces: (scope: Scope, memberships: readonly Membership[]) => Promise<string[]>;
  functionsOf: (scope: Scope, names: readonly string[]) => Promise<string[]>;
  enqueue: (mail: string) => Promise<void>;
  log: Log;
};

/** Milliseconds for which used links are kept. */
const usedLinks = 30 * 86_400_000;

export function createPeople(options: PeopleOptions) {
  const { db, secret, config, audit, workspaces, firstWorkspace, base, log } = options;
  const { publicUrl } = config;
  const people = createPersonStore(db);
  const store = createSessionStore(db);
  const links = createLinkStore(db);
  const tokens = createTokens(secret);
  const secure = publicUrl?.startsWith("https:") ?? false;
  const identity = createIdentity({ db, secret, secure });
  const sessions = createSessions({ identity, store, people, firstWorkspace });
  const gate = createGate({ store, secret });
  const notes = createNotes({ audit, people, log });
  const mailer = config.mail && createMailer(config.mail.url, config.mail.from);
  const mails = createMails({
    store: createMailStore(db),
    mailer,
    seal: createSeal(secret, "mail"),
    enqueue: options.enqueue,
    log,
  });
  const egress = createEgress({ privateNetworks: config.privateNetworks });
  const oidc = config.oidc && createOidc({ ...config.oidc, secret, egress });
  const parts = { identity, sessions, store, people, links, gate, notes, log };
  const signIn = createSignIn({ ...parts, secret, publicUrl });
  const comingIn = createComingIn({ ...parts, workspaces, tokens, mails, signIn, base });
  const routes: Route[] = [
    ...sessionRoutes({ ...parts, signIn, comingIn, oidc, mail: mails.on }),
    ...peopleRoutes({
      ...parts,
      comingIn,
      workspaces,
      unknownPlaces: options.unknownPlaces,
      functionsOf: options.functionsOf,
    }),
  ];
  const pageParts = { sessions, signIn, comingIn, oidc, mail: mails.on };
  const pages: Route[] = [
    ...signInPages(pageParts),
    ...linkPages(pageParts),
    ...(oidc ? oidcPages({ ...pageParts, oidc, identity, secure, base, log }) : []),
  ];
  const upkeep = systemScope("upkeep");
  return {
    routes,
    /** For people to read; not part of what the API's documents tell. */
    pages,
    sessions,
    people,
    identity,
    mails,
    async prune(): Promise<void> {
      await store.prune(upkeep, new Date(clock.now() - idle), lockWindow * 4);
      await links.prune(upkeep, new Date(clock.now() - usedLinks));
    },
    stop: () => mailer?.close(),
  };
}

export type People = ReturnType<typeof createPeople>;
