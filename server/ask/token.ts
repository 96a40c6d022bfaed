/**
 * What stands in addresses of a survey in place of cookies. A response's token says when it was given
 * and for which version, and is signed; the response's id is made of it, so that the token itself is
 * kept nowhere, and two sendings of one form are one response. A link's token is sealed: what is
 * behind it can be neither read nor changed.
 */
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { createSeal } from "#platform/seal.ts";

/** What a token of a response says. */
export type Ticket = {
  token: string;
  /** The response's. */
  id: string;
  survey: string;
  version: number;
  /** When the first page was asked for, in milliseconds. */
  issuedAt: number;
};

/** What stands behind a personal link. */
export type LinkBody = {
  customer?: { id?: string; email?: string; phone?: string; name?: string };
  account?: { id?: string; name?: string };
  touchpoint?: string;
  channel?: string;
  unit?: string;
  employee?: string;
  reference?: { type: string; id: string };
  attributes?: Record<string, string | number | boolean>;
  /** By key of a hidden question. */
  hidden?: Record<string, string>;
  /** When that happened which is asked about, in milliseconds. */
  occurred?: number;
  language?: string;
  /** For many people: each is a response of their own. */
  shared?: true;
  /** After this it is refused, in milliseconds. */
  expires?: number;
};
export type OpenedLink = LinkBody & { digest: string };

const uuidOf = (hex: string): string =>
  hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
/** An id that is made of a text for one use, and says nothing of it. */
export const digestOf = (use: string, text: string): string =>
  uuidOf(createHash("sha256").update(`${use}\0${text}`).digest("hex"));

/** Version (4 bytes), time (6), chance (10). */
const bodyBytes = 20;
const signatureBytes = 12;
const shape = /^[A-Za-z0-9_-]{43}$/;
const linkShape = /^[A-Za-z0-9_-]{40,4000}$/;

export function createTokens(secret: string) {
  const key = Buffer.from(hkdfSync("sha256", secret, "corridor", "survey response", 32));
  const seal = createSeal(secret, "survey link");
  const sign = (body: Buffer, survey: string): Buffer =>
    createHmac("sha256", key).update(survey).update(body).digest().subarray(0, signatureBytes);
  const ticket = (token: string, body: Buffer, survey: string): Ticket => ({
    token,
    id: digestOf("response", token),
    survey,
    version: body.readUInt32BE(0),
    issuedAt: body.readUIntBE(4, 6),
  });
  return {
    /** A new one, for somebody who comes to this version of a survey now. */
    issue(survey: string, version: number, now: number): Ticket {
      const body = Buffer.alloc(bodyBytes);
      body.writeUInt32BE(version, 0);
      body.writeUIntBE(now, 4, 6);
      randomBytes(10).copy(body, 10);
      return ticket(Buffer.concat([body, sign(body, survey)]).toString("base64url"), body, survey);
    },
    /** What a token says; undefined where it is not one that we gave for this survey. */
    read(token: string | undefined, survey: string): Ticket | undefined {
      if (token === undefined || !shape.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      // The last character holds bits that no byte has: another spelling would be another response.
      if (bytes.toString("base64url") !== token) return undefined;
      const body = bytes.subarray(0, bodyBytes);
      const same = timingSafeEqual(bytes.subarray(bodyBytes), sign(body, survey));
      return same ? ticket(token, body, survey) : undefined;
    },
    /** A personal link's token. */
    sealLink: (survey: string, body: LinkBody): string => seal.close(JSON.stringify(body), survey),
    /** What is behind one; undefined where it was made for another survey, changed, or made up. */
    openLink(token: string, survey: string): OpenedLink | undefined {
      if (!linkShape.test(token) || Buffer.from(token, "base64url").toString("base64url") !== token)
        return undefined;
      try {
        const body = JSON.parse(seal.open(token, survey)) as LinkBody;
        return { ...body, digest: digestOf("link", token) };
      } catch {
        return undefined;
      }
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
