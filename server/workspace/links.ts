/** Tokens of links: 256 random bits in the link, a digest of them in the database. */
import { createHmac, randomBytes } from "node:crypto";
import { derivedKey } from "./identity.ts";

const minute = 60_000;
/** Milliseconds for which a link holds. */
export const linkLife = { invitation: 7 * 24 * 60 * minute, reset: 60 * minute } as const;
export type LinkKind = keyof typeof linkLife;

/** Where each leads. */
const places: Readonly<Record<LinkKind, string>> = { invitation: "invitation", reset: "reset" };

export function createTokens(secret: string) {
  const key = derivedKey(secret, "links");
  const digest = (token: string) => createHmac("sha256", key).update(token).digest("hex");
  return {
    digest,
    make(): { token: string; digest: string } {
      const token = randomBytes(32).toString("base64url");
      return { token, digest: digest(token) };
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;

export const linkOf = (base: string, kind: LinkKind, token: string, language: string): string =>
  `${base.replace(/\/$/, "")}/${places[kind]}/${token}?lang=${language}`;
