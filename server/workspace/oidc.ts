/**
 * Signing in at an OIDC provider: authorization code with PKCE, state and nonce. The exchange is our
 * own, over jose: the library's would fetch by itself, past the one way out, and links accounts by
 * rules of its own. What comes of it is no more than who the provider says somebody is.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import { z } from "zod";
import { clock } from "#platform/clock.ts";
import type { Egress } from "#platform/egress.ts";
import { derivedKey } from "./identity.ts";

export type OidcOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people know the provider as. */
  name: string;
  secret: string;
  egress: Egress;
};

/** What the provider says. */
export type Claims = { subject: string; email: string; verified: boolean; name: string };

/** It did not work; the message is for the log, and holds nothing of the person. */
export class OidcError extends Error {
  override name = "OidcError";
}

const hour = 3_600_000;
/** Milliseconds that somebody may take at the provider. */
export const attemptLife = 600_000;
/** Signatures that only the provider can make: what is signed with the client's secret or not at all isn't taken. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "EdDSA",
];

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
type Discovery = z.infer<typeof discovery>;

const tokens = z.object({ id_token: z.string().max(64_000), access_token: z.string().optional() });
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });
const claimed = z.object({
  email: z.string().max(254).optional(),
  email_verified: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
  name: z.string().max(500).optional(),
});

export function createOidc(options: OidcOptions) {
  const { issuer, clientId, clientSecret, egress } = options;
  const key = derivedKey(options.secret, "oidc");
  let known: { document: Discovery; until: number } | undefined;
  let keys: { set: JSONWebKeySet; until: number } | undefined;

  async function json<S extends z.ZodType>(
    schema: S,
    url: string,
    request: Parameters<Egress>[1] = {},
  ): Promise<z.output<S>> {
    const answer = await egress(url, request).catch((error: Error) => {
      throw new OidcError(error.message);
    });
    const host = new URL(url).host;
    if (answer.status !== 200) throw new OidcError(`${host} answered ${answer.status}`);
    try {
      return schema.parse(JSON.parse(answer.body));
    } catch {
      throw new OidcError(`${host} answered something else than was asked for`);
    }
  }

  async function discovered(): Promise<Discovery> {
    if (known && known.until > clock.now()) return known.document;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const document = await json(discovery, url, { redirects: 3 });
    // A document of another issuer would have its tokens taken for this one's.
    if (document.issuer !== issuer) throw new OidcError("the document is another issuer's");
    known = { document, until: clock.now() + hour };
    return document;
  }

  async function keySetOf(document: Discovery, anew: boolean): Promise<JSONWebKeySet> {
    if (!anew && keys && keys.until > clock.now()) return keys.set;
    const set = (await json(keySet, document.jwks_uri, { redirects: 3 })) as JSONWebKeySet;
    keys = { set, until: clock.now() + hour };
    return set;
  }

  /** All of an attempt is made from one random value, so that its cookie is all there is to keep. */
  const made = (attempt: string, use: string) =>
    createHmac("sha256", key).update(`${use}\0${attempt}`).digest("base64url");

  async function verified(document: Discovery, token: string, nonce: string): Promise<JWTPayload> {
    const check = async (anew: boolean) =>
      jwtVerify(token, createLocalJWKSet(await keySetOf(document, anew)), {
        issuer,
        audience: clientId,
        algorithms,
        clockTolerance: 30,
        requiredClaims: ["sub", "iat", "exp"],
        currentDate: new Date(clock.now()),
      });
    const { payload } = await check(false)
      .catch((error: unknown) => {
        // The provider may have changed its keys since.
        if (error instanceof errors.JWKSNoMatchingKey) return check(true);
        throw error;
      })
      .catch((error: unknown) => {
        if (error instanceof OidcError) throw error;
        throw new OidcError(`the id token is not valid (${(error as { code?: string }).code})`);
      });
    if (payload.nonce !== nonce) throw new OidcError("the id token is of another attempt");
    const audiences = Array.isArray(payload.aud) ? payload.aud.length : 1;
    if (payload.azp === undefined ? audiences > 1 : payload.azp !== clientId)
      throw new OidcError("the id token is for another client");
    return payload;
  }

  function authorised(document: Discovery, body: Record<string, string>): Parameters<Egress>[1] {
    const methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const type = { "content-type": "application/x-www-form-urlencoded" };
    if (!methods.includes("client_secret_basic"))
      return {
        method: "POST",
        headers: type,
        body: new URLSearchParams({
          ...body,
          client_id: clientId,
          client_secret: clientSecret,
        }).toString(),
      };
    const encoded = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
    const pair = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString("base64");
    return {
      method: "POST",
      headers: { ...type, authorization: `Basic ${pair}` },
      body: new URLSearchParams(body).toString(),
    };
  }

  return {
    name: options.name,
    issuer,

    /** Begins an attempt: what its cookie is to hold, and where the browser goes. */
    async begin(redirectUri: string): Promise<{ attempt: string; url: string }> {
      const { authorization_endpoint: endpoint } = await discovered();
      const attempt = `${clock.now().toString(36)}.${randomBytes(32).toString("base64url")}`;
      const url = new URL(endpoint);
      const challenge = createHash("sha256").update(made(attempt, "verifier")).digest("base64url");
      for (const [name, value] of Object.entries({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: "openid email profile",
        state: made(attempt, "state"),
        nonce: made(attempt, "nonce"),
        code_challenge: challenge,
        code_challenge_method: "S256",
      }))
        url.searchParams.set(name, value);
      return { attempt, url: url.toString() };
    },

    /** Ends an attempt: who the provider says it is. Throws OidcError. */
    async end(
      attempt: string,
      answer: { state: string; code: string; iss?: string | undefined },
      redirectUri: string,
    ): Promise<Claims> {
      const began = Number.parseInt(attempt.split(".")[0]!, 36);
      if (!(clock.now() - began < attemptLife)) throw new OidcError("the attempt took too long");
      const [sent, own] = [Buffer.from(answer.state), Buffer.from(made(attempt, "state"))];
      if (sent.length !== own.length || !timingSafeEqual(sent, own))
        throw new OidcError("the answer is of another attempt");
      if (answer.iss !== undefined && answer.iss !== issuer)
        throw new OidcError("the answer is another issuer's");
      const document = await discovered();
      const { id_token: idToken, access_token: accessToken } = await json(
        tokens,
        document.token_endpoint,
        authorised(document, {
          grant_type: "authorization_code",
          code: answer.code,
          redirect_uri: redirectUri,
          code_verifier: made(attempt, "verifier"),
        }),
      );
      const payload = await verified(document, idToken, made(attempt, "nonce"));
      let claims = claimed.safeParse(payload).data ?? {};
      if (claims.email === undefined && accessToken !== undefined && document.userinfo_endpoint) {
        const info = await json(claimed.extend({ sub: z.string() }), document.userinfo_endpoint, {
          headers: { authorization: `Bearer ${accessToken}` },
        });
        if (info.sub !== payload.sub) throw new OidcError("the claims are another person's");
        claims = info;
      }
      const { email = "", email_verified: isVerified, name } = claims;
      return {
        subject: payload.sub!,
        email: email.trim().toLowerCase(),
        verified: isVerified === true || isVerified === "true",
        name: (name ?? email)
          .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
          .trim()
          .slice(0, 200),
      };
    },
  };
}

export type Oidc = ReturnType<typeof createOidc>;
