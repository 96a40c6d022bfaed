/** Who is asking, may they, how often: what is decided of a request before anything else of it is read. */
import type { IncomingMessage } from "node:http";
import { CorridorError } from "#contract/error.ts";
import type { RouteRecord } from "#contract/route.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Scope } from "./scope.ts";

/** How a caller is known: a key in a header, or a person's session in a cookie. Undefined where neither opens anything. */
export type Authenticate = {
  key(token: string): Promise<Scope | undefined>;
  /** Reads only the cookies, and `Corridor-Workspace` where somebody belongs to several. */
  session(headers: Headers): Promise<Scope | undefined>;
};

export type AdmissionOptions = {
  authenticate: Authenticate;
  signalsPerMinute: number;
  requestsPerMinute: number;
  /** Where people reach this server, when the operator has said so. */
  publicUrl: string | undefined;
};

/** Wrong keys that one address may try in a minute. */
const wrongKeys = 60;

function tokenOf(headers: Headers): string | undefined {
  const header = headers.get("authorization");
  if (header === null) return undefined;
  const match = /^Bearer +(\S+)$/i.exec(header);
  if (!match)
    throw new CorridorError("unauthenticated", "The Authorization header must read: Bearer KEY.");
  return match[1];
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that carries a cookie was made by our own pages. Browsers send `Origin` with
 * whatever changes something; another site can neither leave it out nor write ours. `SameSite` on
 * the cookie is the second lock.
 */
export function isOwnOrigin(headers: Headers, publicUrl: string | undefined): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  const host = headers.get("host");
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
}

const refusals: Partial<Record<RouteRecord["access"], string>> = {
  person: "Only a signed-in person may do that; a key has no account.",
};

export function createAdmission(options: AdmissionOptions) {
  const limits = {
    signals: createRateLimit(options.signalsPerMinute),
    requests: createRateLimit(options.requestsPerMinute),
  };
  const failedSignIns = createRateLimit(wrongKeys);

  async function scopeOf(headers: Headers, address: string): Promise<Scope> {
    const token = tokenOf(headers);
    const scope =
      token === undefined
        ? headers.has("cookie")
          ? await options.authenticate.session(headers)
          : undefined
        : await options.authenticate.key(token);
    if (scope) return scope;
    await failedSignIns(address);
    throw new CorridorError(
      "unauthenticated",
      token === undefined
        ? "Sign in, or send a key: Authorization: Bearer KEY."
        : "This key is not known, has run out, or was revoked.",
    );
  }

  /** The caller's scope; undefined for what is public. Throws `unauthenticated`, `forbidden`, `rate_limited`. */
  return async (
    record: RouteRecord,
    incoming: IncomingMessage,
    headers: Headers,
    address: string,
  ): Promise<Scope | undefined> => {
    if (record.access === "public") {
      await limits[record.limit](address);
      return undefined;
    }
    const scope = await scopeOf(headers, address);
    await limits[record.limit](scope.actor);
    if (
      scope.session &&
      !safe.has(incoming.method ?? "") &&
      !isOwnOrigin(headers, options.publicUrl)
    )
      throw new CorridorError(
        "forbidden",
        "This request did not come from Corridor's own pages. Programs send a key instead of a cookie.",
      );
    const allowed =
      record.access === "person" ? scope.session !== undefined : scope.may.has(record.access);
    if (!allowed)
      throw new CorridorError(
        "forbidden",
        refusals[record.access] ??
          `You may not do that: it needs the permission to "${record.access}".`,
        { details: { needs: record.access } },
      );
    return scope;
  };
}
