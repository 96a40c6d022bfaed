/**
 * Who somebody is: the one file that knows better-auth. It checks passwords and second steps, and
 * makes sessions. None of its own routes is served: every request goes through a route record of
 * ours, whose handler calls the functions here.
 */
import { hkdfSync } from "node:crypto";
import { betterAuth } from "better-auth";
import { createAuthEndpoint, isAPIError } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { generateRandomString } from "better-auth/crypto";
import { twoFactor } from "better-auth/plugins/two-factor";
import { z } from "zod";
import { uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";

/** Seconds after a sign-in at which its session ends, used or not. */
export const sessionSeconds = 30 * 86_400;
/** Seconds that somebody has for the second step. */
const secondStepSeconds = 600;
/** Characters of a password: at least, and at most, as hashing costs by length too. */
export const passwordLength = { least: 12, most: 200 } as const;

const columns = { createdAt: "created_at", updatedAt: "updated_at" } as const;

/** The names of the cookies. With https they carry the prefix that keeps other hosts from setting them. */
export function cookieNames(secure: boolean) {
  const prefix = secure ? "__Host-" : "";
  return {
    session: `${prefix}corridor_session`,
    secondStep: `${prefix}corridor_second_step`,
    oidc: `${prefix}corridor_oidc`,
  };
}

/** A key of its own for each use of the one secret. */
export const derivedKey = (secret: string, use: string): string =>
  Buffer.from(hkdfSync("sha256", secret, "corridor", use, 32)).toString("base64url");

export type IdentityOptions = { db: Database; secret: string; secure: boolean };

/** What a call answers: what the library says, and the cookies to be set. */
type Called<T> = { response: T; headers: Headers };

/** A session for whom another way than a password has identified; the second step is asked for all the same. */
const sessionFor = {
  id: "session-for",
  endpoints: {
    sessionFor: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ person: z.string() }) },
      async (ctx) => {
        const { internalAdapter, createAuthCookie, secret } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.person);
        if (!user) return ctx.json({ secondStep: false, made: false });
        if ((user as { twoFactorEnabled?: boolean }).twoFactorEnabled) {
          // The same challenge that the library makes after a password.
          const cookie = createAuthCookie("two_factor", { maxAge: secondStepSeconds });
          const identifier = `2fa-${generateRandomString(20)}`;
          const expiresAt = new Date(Date.now() + secondStepSeconds * 1_000);
          await internalAdapter.createVerificationValue({ value: user.id, identifier, expiresAt });
          const attempts = `2fa-attempts-${identifier}`;
          await internalAdapter.createVerificationValue({
            value: "0",
            identifier: attempts,
            expiresAt,
          });
          await ctx.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
          return ctx.json({ secondStep: true, made: false });
        }
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ secondStep: false, made: true });
      },
    ),
  },
} as const;

function createAuth({ db, secret, secure }: IdentityOptions) {
  const names = cookieNames(secure);
  return betterAuth({
    appName: "Corridor",
    // Never asked over HTTP; only its scheme would matter, and cookies are named below.
    baseURL: "http://localhost",
    secret: derivedKey(secret, "sign-in"),
    // The library makes ids, joins and sorts by its own interface; the tables are those of our migration.
    database: { db, type: "postgres" },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    user: { modelName: "people", fields: { ...columns, emailVerified: "email_verified" } },
    session: {
      modelName: "sessions",
      fields: {
        ...columns,
        userId: "person",
        expiresAt: "expires_at",
        ipAddress: "address",
        userAgent: "user_agent",
      },
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: {
      modelName: "credentials",
      fields: {
        ...columns,
        userId: "person",
        accountId: "account",
        providerId: "provider",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
    },
    verification: {
      modelName: "verifications",
      fields: { ...columns, expiresAt: "expires_at" },
    },
    advanced: {
      useSecureCookies: false,
      database: { generateId: () => uuidv7() },
      // We alone say whence a request comes.
      ipAddress: { ipAddressHeaders: ["x-corridor-address"] },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
      cookies: {
        session_token: { name: names.session },
        two_factor: { name: names.secondStep },
      },
    },
    plugins: [
      twoFactor({
        issuer: "Corridor",
        twoFactorCookieMaxAge: secondStepSeconds,
        schema: {
          user: { fields: { twoFactorEnabled: "totp" } },
          twoFactor: {
            modelName: "two_factors",
            fields: {
              userId: "person",
              backupCodes: "backup_codes",
              failedVerificationCount: "failed_verifications",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
      sessionFor,
    ],
  });
}

/** What the library refused, by its own code. */
export class IdentityRefusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/** Turns the library's refusals into ours; anything else is a failure, of a store as a rule. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isAPIError(error)) throw error;
    const { statusCode, body } = error as { statusCode: number; body?: { code?: string } };
    throw new IdentityRefusal(body?.code ?? "UNKNOWN", statusCode);
  }
}

export type StoredSession = { id: string; token: string; person: string; usedAt: Date };
export type SignedIn = { secondStep: boolean; cookies: string[] };

export function createIdentity(options: IdentityOptions) {
  const auth = createAuth(options);
  const names = cookieNames(options.secure);

  /** One cookie of ours and nothing else: what the library reads is decided here. */
  function only(headers: Headers, cookie: string | undefined, address = ""): Headers {
    const value = cookie === undefined ? undefined : cookieOf(headers, cookie);
    const kept = new Headers({ "x-corridor-address": address });
    if (value !== undefined) kept.set("cookie", `${cookie}=${value}`);
    kept.set("user-agent", (headers.get("user-agent") ?? "").slice(0, 300));
    return kept;
  }
  const cookiesOf = (headers: Headers) => headers.getSetCookie();

  return {
    names,

    /** The session of a request's cookie, where the cookie is ours and the session has not ended. */
    async session(headers: Headers): Promise<StoredSession | undefined> {
      if (cookieOf(headers, names.session) === undefined) return undefined;
      const found = await auth.api.getSession({ headers: only(headers, names.session) });
      if (!found) return undefined;
      const { id, token, userId, updatedAt } = found.session;
      return { id, token, person: userId, usedAt: updatedAt };
    },

    /** Throws IdentityRefusal where the two do not belong together; takes as long for an unknown address. */
    async signIn(
      email: string,
      password: string,
      headers: Headers,
      address: string,
    ): Promise<SignedIn> {
      const done = (await refusing(
        auth.api.signInEmail({
          body: { email, password },
          headers: only(headers, undefined, address),
          returnHeaders: true,
        }),
      )) as Called<object>;
      return {
        secondStep: "twoFactorRedirect" in done.response,
        cookies: cookiesOf(done.headers),
      };
    },

    /** A session for a person whom an OIDC provider or a link has identified, or the second step. */
    async signInAs(person: string, headers: Headers, address: string): Promise<SignedIn> {
      const done = await refusing(
        auth.api.sessionFor({
          body: { person },
          headers: only(headers, undefined, address),
          returnHeaders: true,
        }),
      );
      return { secondStep: done.response.secondStep, cookies: cookiesOf(done.headers) };
    },

    /** Which challenge a request's cookie names; undefined where there is none. */
    challengeOf(headers: Headers): string | undefined {
      const value = cookieOf(headers, names.secondStep);
      if (value === undefined) return undefined;
      const signed = decodeURIComponent(value);
      const dot = signed.lastIndexOf(".");
      return dot > 0 ? signed.slice(0, dot) : undefined;
    },

    /** The second step of a sign-in, by a code of the authenticator or a backup code. */
    async secondStep(
      code: string,
      kind: "totp" | "backup",
      headers: Headers,
      address: string,
    ): Promise<{ cookies: string[] }> {
      const call = {
        body: { code },
        headers: only(headers, names.secondStep, address),
        returnHeaders: true,
      } as const;
      const done = await refusing(
        kind === "totp" ? auth.api.verifyTOTP(call) : auth.api.verifyBackupCode(call),
      );
      return { cookies: cookiesOf(done.headers) };
    },

    /** A new secret and backup codes; the second step is on once a code has confirmed it. */
    async beginTotp(
      password: string,
      headers: Headers,
    ): Promise<{ uri: string; backupCodes: string[] }> {
      const done = await refusing(
        auth.api.enableTwoFactor({
          body: { password, method: "totp" },
          headers: only(headers, names.session),
        }),
      );
      if (done.method !== "totp") throw new Error("the library made another second step");
      return { uri: done.totpURI, backupCodes: done.backupCodes };
    },

    /** Confirms the secret by a code of it; the session is made anew. */
    async confirmTotp(code: string, headers: Headers): Promise<{ cookies: string[] }> {
      const done = await refusing(
        auth.api.verifyTOTP({
          body: { code },
          headers: only(headers, names.session),
          returnHeaders: true,
        }),
      );
      return { cookies: cookiesOf(done.headers) };
    },

    /** Turns the second step off; the session is made anew. */
    async endTotp(password: string, headers: Headers): Promise<{ cookies: string[] }> {
      const done = await refusing(
        auth.api.disableTwoFactor({
          body: { password },
          headers: only(headers, names.session),
          returnHeaders: true,
        }),
      );
      return { cookies: cookiesOf(done.headers) };
    },

    async newBackupCodes(password: string, headers: Headers): Promise<string[]> {
      const done = await refusing(
        auth.api.generateBackupCodes({
          body: { password },
          headers: only(headers, names.session),
        }),
      );
      return done.backupCodes;
    },

    /** scrypt, N 16384, r 16, p 1: 32 MB and some 100 ms for each, off the event loop. */
    hash: async (password: string): Promise<string> =>
      (await auth.$context).password.hash(password),

    verify: async (hash: string, password: string): Promise<boolean> =>
      (await auth.$context).password.verify({ hash, password }),

    /** What takes a cookie away again. */
    expired: (name: string): string =>
      `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`,
  };
}

export type Identity = ReturnType<typeof createIdentity>;

/** The value of one cookie, as it was sent. Of two of one name the first counts. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
