/** Somebody at a browser: keeps cookies and says of each request that it comes from Corridor's own pages. */
import { createHmac } from "node:crypto";
import type { Answered, World } from "./world.ts";

export type Browser = {
  request<T = never>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered<T>>;
  cookies: Map<string, string>;
  /** As the last answer set them, with their attributes. */
  setCookies: string[];
};

export function browser(world: Pick<World, "url">): Browser {
  const cookies = new Map<string, string>();
  const own: Browser = {
    cookies,
    setCookies: [],
    async request<T>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) {
      const form = body instanceof URLSearchParams;
      const response = await fetch(world.url + path, {
        method,
        redirect: "manual",
        headers: {
          origin: world.url,
          ...(cookies.size === 0
            ? {}
            : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
          ...(body === undefined || form ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      });
      own.setCookies = response.headers.getSetCookie();
      for (const cookie of own.setCookies) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
        if (/max-age=0\b/i.test(cookie)) cookies.delete(name!);
        else cookies.set(name!, value!);
      }
      const text = await response.text();
      const json =
        text !== "" && /^application\/json\b/.test(response.headers.get("content-type") ?? "");
      return {
        status: response.status,
        body: (json ? JSON.parse(text) : text) as T,
        headers: response.headers,
      };
    },
  };
  return own;
}

/** A browser in which somebody has signed in by their password. */
export async function signedIn(
  world: Pick<World, "url">,
  { email, password }: { email: string; password: string },
): Promise<Browser> {
  const own = browser(world);
  const { status, body } = await own.request("POST", "/v1/sign-in", { email, password });
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return own;
}

export const goodPassword = "teapot river moon 91";

type Place = { role: string; memberships?: { function?: string; unit?: string }[] };

/** Invites somebody and accepts: a member with a browser of their own. */
export async function joined(
  world: World,
  email: string,
  place: Place,
  as: Pick<World, "request"> = world,
): Promise<Browser & { id: string }> {
  const invited = await as.request<{ link: string }>("POST", "/v1/people", { email, ...place });
  if (invited.status !== 201) throw new Error(JSON.stringify(invited.body));
  const own = browser(world);
  const accepted = await own.request("POST", "/v1/invitations/accept", {
    token: tokenOf(invited.body.link),
    name: email.split("@")[0],
    password: goodPassword,
  });
  if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
  const { body } = await own.request<{ person: { id: string } }>("GET", "/v1/session");
  return Object.assign(own, { id: body.person.id });
}

/** The token of a link, which is the last part of its path. */
export const tokenOf = (link: string): string => new URL(link).pathname.split("/").at(-1)!;

/** What an authenticator shows (RFC 6238: SHA-1, 30 s, six digits) for a secret in base 32. */
export function totpOf(secret: string, at = Date.now()): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/=+$/, "")]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}
