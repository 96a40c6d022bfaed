/** A real OIDC provider on loopback, and a browser that signs in at it. */
import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { freePort } from "./server.ts";

export type Account = { email?: string; email_verified?: boolean; name?: string };

export const client = { id: "corridor", secret: "s".repeat(40) };

export async function startProvider(redirectUri: string, accounts: Record<string, Account>) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
    cookies: { keys: ["of-the-test"] },
  });
  const server = createServer((request, answer) => void provider.callback()(request, answer));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Follows the provider's pages from `url` as `login`, and answers where it leads back to. */
export async function atProvider(url: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next: { url: string; form?: Record<string, string> } = { url };
  for (let step = 0; step < 20; step++) {
    const response = await fetch(next.url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(next.form ? { method: "POST", body: new URLSearchParams(next.form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get("location");
    const text = await response.text();
    if (location !== null) {
      const to = new URL(location, next.url);
      if (to.origin !== new URL(url).origin) return to.toString();
      next = { url: to.toString() };
      continue;
    }
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(text)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`${response.status} at ${next.url}: ${text.slice(0, 500)}`);
    next = {
      url: new URL(action, next.url).toString(),
      form: { prompt, ...(prompt === "login" ? { login, password: "any" } : {}) },
    };
  }
  throw new Error("the provider leads nowhere");
}
