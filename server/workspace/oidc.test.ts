import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { clock } from "#platform/clock.ts";
import { createEgress } from "#platform/egress.ts";
import { atProvider, client, startProvider, type Account } from "#server/testing/oidc.ts";
import { browser, goodPassword, joined, totpOf } from "#server/testing/person.ts";
import { freePort } from "#server/testing/server.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createOidc, OidcError, type Oidc } from "./oidc.ts";

const without = (payload: JWTPayload, ...names: string[]): JWTPayload =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !names.includes(name)));

describe("what a provider answers", () => {
  let port = 0;
  let issuer = "";
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let others: typeof keys;
  let document: Record<string, unknown> = {};
  let info: Record<string, unknown> = {};
  let idToken = "";
  const posted: URLSearchParams[] = [];
  const server = createServer((request, answer) => {
    const send = (value: unknown) => answer.end(JSON.stringify(value));
    if (request.url === "/.well-known/openid-configuration") send(document);
    else if (request.url === "/userinfo") send(info);
    else if (request.url === "/keys")
      void exportJWK(keys.publicKey).then((key) => send({ keys: [{ ...key, kid: "1" }] }));
    else {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        posted.push(new URLSearchParams(body));
        send({ id_token: idToken, access_token: "a", token_type: "Bearer" });
      });
    }
  });
  const now = () => Math.floor(Date.now() / 1_000);
  const fresh = (): Oidc =>
    createOidc({
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      name: "Test",
      secret: "s".repeat(32),
      egress: createEgress({ privateNetworks: ["127.0.0.0/8"] }),
    });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as { port: number }).port;
    issuer = `http://127.0.0.1:${port}`;
    [keys, others] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  });
  after(() => server.close());

  const right = {
    issuer: () => issuer,
    authorization_endpoint: () => `${issuer}/authorize`,
    token_endpoint: () => `${issuer}/token`,
    jwks_uri: () => `${issuer}/keys`,
    userinfo_endpoint: () => `${issuer}/userinfo`,
  };
  const claims = (nonce: string): JWTPayload => ({
    iss: issuer,
    sub: "u-1",
    aud: client.id,
    nonce,
    iat: now(),
    exp: now() + 300,
    email: "Sari@corridor.test",
    email_verified: true,
    name: "Sari\u202E",
  });
  const signed = (payload: JWTPayload, key = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(key);

  /** One attempt at a provider whose document and token are as given. */
  async function attempt(
    change: (payload: JWTPayload) => JWTPayload | Promise<string>,
    more: { document?: object; state?: string; iss?: string; oidc?: Oidc } = {},
  ) {
    document = {
      ...Object.fromEntries(Object.entries(right).map(([name, value]) => [name, value()])),
      ...more.document,
    };
    const oidc = more.oidc ?? fresh();
    const begun = await oidc.begin("https://cx.corridor.test/cb");
    const asked = new URL(begun.url).searchParams;
    const changed = await change(claims(asked.get("nonce")!));
    idToken = typeof changed === "string" ? changed : await signed(changed);
    const state = more.state ?? asked.get("state")!;
    const { iss } = more;
    const answer = { state, code: "c", ...(iss === undefined ? {} : { iss }) };
    return oidc.end(begun.attempt, answer, "https://cx.corridor.test/cb");
  }
  const refused = (work: Promise<unknown>, message: RegExp) =>
    assert.rejects(work, (error) => error instanceof OidcError && message.test(error.message));

  test("what fits is taken: the address in small letters, the name without tricks", async () => {
    assert.deepEqual(await attempt((payload) => payload), {
      subject: "u-1",
      email: "sari@corridor.test",
      verified: true,
      name: "Sari",
    });
    const sent = posted.at(-1)!;
    assert.equal(sent.get("grant_type"), "authorization_code");
    assert.match(sent.get("code_verifier")!, /^[\w-]{43}$/);
    assert.equal(sent.get("client_secret"), null, "it goes in a header of its own");
  });

  test("a token of another attempt, client, issuer or time is refused", async () => {
    await refused(
      attempt((payload) => ({ ...payload, nonce: "other" })),
      /another attempt/,
    );
    await refused(
      attempt((payload) => without(payload, "nonce")),
      /another attempt/,
    );
    await refused(
      attempt((payload) => ({ ...payload, aud: "other" })),
      /not valid/,
    );
    await refused(
      attempt((payload) => ({ ...payload, aud: [client.id, "other"] })),
      /client/,
    );
    await refused(
      attempt((payload) => ({ ...payload, azp: "other" })),
      /another client/,
    );
    await refused(
      attempt((payload) => ({ ...payload, iss: "https://other" })),
      /not valid/,
    );
    await refused(
      attempt((payload) => ({ ...payload, exp: now() - 60 })),
      /not valid/,
    );
    await refused(
      attempt((payload) => without(payload, "sub")),
      /not valid/,
    );
    await refused(
      attempt((payload) => payload, { state: "x".repeat(43) }),
      /another attempt/,
    );
    await refused(
      attempt((payload) => payload, { iss: "https://other" }),
      /another issuer/,
    );
  });

  test("a token that the provider has not signed is refused", async () => {
    const secret = new TextEncoder().encode(client.secret);
    await refused(
      attempt((payload) => signed(payload, others.privateKey)),
      /not valid/,
    );
    await refused(
      attempt(async (payload) => new UnsecuredJWT(payload).encode()),
      /not valid/,
    );
    await refused(
      attempt((payload) =>
        new SignJWT(payload).setProtectedHeader({ alg: "HS256", kid: "1" }).sign(secret),
      ),
      /not valid/,
    );
    await refused(
      attempt(async () => "no.token.at-all"),
      /not valid/,
    );
  });

  test("a document of another issuer is not believed", async () => {
    await refused(
      attempt((payload) => payload, { document: { issuer: "https://other" } }),
      /another issuer/,
    );
    await refused(
      attempt((payload) => payload, { document: { token_endpoint: "http://10.0.0.1/token" } }),
      /private network/,
    );
  });

  test("claims that only the provider's other address has are asked for there, of the same person", async () => {
    const bare = (payload: JWTPayload) => without(payload, "email", "email_verified", "name");
    info = { sub: "u-1", email: "budi@corridor.test", email_verified: "true" };
    const found = await attempt(bare);
    assert.deepEqual([found.email, found.verified], ["budi@corridor.test", true]);
    info = { ...info, sub: "u-2" };
    await refused(attempt(bare), /another person/);
  });

  test("keys that the provider has changed are fetched anew; an attempt lasts ten minutes", async () => {
    const oidc = fresh();
    await attempt((payload) => payload, { oidc });
    const old = keys;
    keys = others;
    // Of the same name, as some providers do, it is not valid until the keys are read again.
    await refused(
      attempt((payload) => payload, { oidc }),
      /not valid/,
    );
    keys = old;
    const at = clock.now;
    const begun = await oidc.begin("https://cx.corridor.test/cb");
    const state = new URL(begun.url).searchParams.get("state")!;
    try {
      clock.now = () => at() + 600_001;
      await refused(oidc.end(begun.attempt, { state, code: "c" }, "x"), /too long/);
    } finally {
      clock.now = at;
    }
  });
});

describe("signing in at a real provider", () => {
  const accounts: Record<string, Account> = {
    sari: { email: "sari@corridor.test", email_verified: true, name: "Sari Wijaya" },
    budi: { email: "budi@corridor.test", email_verified: false, name: "Budi" },
    stranger: { email: "stranger@corridor.test", email_verified: true },
    owner: { email: testOwner.email, email_verified: true },
    squatted: { email: "squatted@corridor.test", email_verified: true },
    totp: { email: "totp@corridor.test", email_verified: true },
  };
  let world: World;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  before(async () => {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    provider = await startProvider(`${base}/sign-in/oidc/callback`, accounts);
    world = await startWorld({
      env: {
        PORT: String(port),
        CORRIDOR_PUBLIC_URL: base,
        CORRIDOR_OIDC_ISSUER: provider.issuer,
        CORRIDOR_OIDC_CLIENT_ID: client.id,
        CORRIDOR_OIDC_CLIENT_SECRET: client.secret,
        CORRIDOR_OIDC_NAME: "Maju Bersama",
        CORRIDOR_PRIVATE_NETWORKS: "127.0.0.0/8",
      },
    });
  });
  after(async () => {
    await world.stop();
    await provider.stop();
  });

  type Who = { person: { email: string; name: string } | null };
  const who = async (own: ReturnType<typeof browser>) =>
    (await own.request<Who>("GET", "/v1/session")).body.person;
  /** Goes to the provider and back; the last answer of ours. */
  async function through(login: string, own = browser(world)) {
    const begun = await own.request<string>("GET", "/sign-in/oidc?lang=en");
    assert.equal(begun.status, 303, String(begun.body));
    const back = new URL(await atProvider(begun.headers.get("location")!, login));
    assert.equal(back.origin, world.url);
    return { own, back, answer: await own.request<string>("GET", back.pathname + back.search) };
  }

  test("whoever is invited and known to the provider by that address comes in", async () => {
    await world.request("POST", "/v1/people", { email: "sari@corridor.test", role: "viewer" });
    const { own, back, answer } = await through("sari");
    assert.equal(answer.status, 303, answer.body);
    assert.deepEqual(
      [(await who(own))?.email, (await who(own))?.name],
      ["sari@corridor.test", "Sari Wijaya"],
    );
    assert.ok(!own.cookies.has("corridor_oidc"));
    // The same answer, a second time or in another browser, lets nobody in.
    for (const other of [own, browser(world)]) {
      const again = await other.request<string>("GET", back.pathname + back.search);
      assert.equal(again.status, 401);
    }
    // The next time the account is known by what the provider calls it, whatever its address is now.
    accounts.sari!.email_verified = false;
    assert.equal((await through("sari")).answer.status, 303);
    const { body } = await world.request<{ entries: { event: string }[] }>(
      "GET",
      "/v1/audit?event=sign-in.*",
    );
    assert.deepEqual(
      body.entries.map(({ event }) => event).filter((event) => event === "sign-in.tied").length,
      1,
    );
  });

  test("whoever is not invited, or whose address the provider has not checked, stays out", async () => {
    await world.request("POST", "/v1/people", { email: "budi@corridor.test", role: "viewer" });
    for (const [login, message] of [
      ["budi", /does not say that your e-mail address is yours/],
      ["stranger", /Nobody has invited this account/],
    ] as const) {
      const { own, answer } = await through(login);
      assert.equal(answer.status, 403);
      assert.match(answer.body, message);
      assert.equal(await who(own), null);
    }
  });

  test("language, invitation and where somebody was going come back with them, and no address of elsewhere", async () => {
    for (const [query, to] of [
      ["lang=id&to=/signals?where=a", "/signals?where=a"],
      ["to=//evil.test", "/today"],
      ["to=/%zz", "/%zz"],
      [`lang=id&invitation=${"i".repeat(43)}`, `/invitation/${"i".repeat(43)}?lang=id`],
      // What no cookie holds is left.
      [`to=/${"a".repeat(3_000)}`, "/today"],
    ]) {
      const own = browser(world);
      const begun = await own.request("GET", `/sign-in/oidc?${new URLSearchParams(query)}`);
      const back = new URL(await atProvider(begun.headers.get("location")!, "owner"));
      const answer = await own.request("GET", back.pathname + back.search);
      assert.equal(answer.headers.get("location"), to, query);
    }
  });

  test("an answer without its attempt, or with another's, lets nobody in", async () => {
    const own = browser(world);
    const begun = await own.request("GET", "/sign-in/oidc");
    const back = new URL(await atProvider(begun.headers.get("location")!, "owner"));
    const victim = browser(world);
    await victim.request("GET", "/sign-in/oidc");
    const forced = await victim.request<string>("GET", back.pathname + back.search);
    assert.equal(forced.status, 401, "a sign-in that somebody else has begun");
    const denied = await own.request("GET", "/sign-in/oidc/callback?error=access_denied");
    assert.equal(denied.status, 401);
    assert.equal(await who(victim), null);
  });

  test("an account is taken over by who owns the mailbox, and its maker is out", async () => {
    const squatter = await joined(world, "squatted@corridor.test", { role: "viewer" });
    const { own, answer } = await through("squatted");
    assert.equal(answer.status, 303);
    assert.equal((await who(own))?.email, "squatted@corridor.test");
    assert.equal((await squatter.request("GET", "/v1/sessions")).status, 401);
    const tried = await browser(world).request("POST", "/v1/sign-in", {
      email: "squatted@corridor.test",
      password: goodPassword,
    });
    assert.equal(tried.status, 401);
  });

  test("the owner whom the operator has named keeps their password", async () => {
    assert.equal((await through("owner")).answer.status, 303);
    const tried = await browser(world).request("POST", "/v1/sign-in", testOwner);
    assert.equal(tried.status, 200);
  });

  test("the provider is no way round the second step", async () => {
    const { own } = await through("owner");
    const { body } = await own.request<{ secret: string }>("POST", "/v1/totp", {
      password: testOwner.password,
    });
    assert.equal(
      (await own.request("POST", "/v1/totp/confirm", { code: totpOf(body.secret) })).status,
      204,
    );
    const { own: second, answer } = await through("owner");
    assert.equal(answer.headers.get("location"), "/sign-in/second-step?lang=en");
    assert.equal(await who(second), null);
    const code = totpOf(body.secret, Date.now() + 30_000);
    const done = await second.request(
      "POST",
      "/sign-in/second-step",
      new URLSearchParams({ code }),
    );
    assert.equal(done.status, 303);
    assert.equal((await who(second))?.email, testOwner.email);
  });
});
