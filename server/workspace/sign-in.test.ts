import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { QueryAnswer } from "#contract/query.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { browser, goodPassword, joined, signedIn, totpOf } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createGate } from "./gate.ts";
import { createSessionStore } from "./session-store.ts";

let world: World;
before(async () => {
  world = await startWorld({ env: { CORRIDOR_TRUSTED_PROXIES: "127.0.0.1" } });
});
after(() => world.stop());

const code = (answer: { body: unknown }) => (answer.body as { error: { code: string } }).error.code;
/** A network address of its own for each test, so that what one tries does not count against another. */
const from = (n: number) => ({ "x-forwarded-for": `198.51.100.${n}` });
const db = () => world.app.postgres.db;
type Entry = { event: string; actor: string; subject: string; address: string; after: unknown };
const audit = async (query: string) =>
  (await world.request<{ entries: Entry[] }>("GET", `/v1/audit?${query}`)).body.entries;

test("the owner of the first start signs in, asks a question, and signs out", async () => {
  const own = await signedIn(world, testOwner);
  const who = await own.request<{ person: { email: string }; workspaces: { role: string }[] }>(
    "GET",
    "/v1/session",
  );
  assert.equal(who.body.person.email, testOwner.email);
  assert.deepEqual(
    who.body.workspaces.map(({ role }) => role),
    ["owner"],
  );
  const asked = await own.request<QueryAnswer>("POST", "/v1/query", { measure: { kind: "count" } });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  assert.equal((await own.request("GET", "/v1/keys")).status, 200);
  const cookies = new Map(own.cookies);
  assert.equal((await own.request("POST", "/v1/sign-out")).status, 204);
  assert.equal(own.cookies.size, 0);
  const again = browser(world);
  for (const [name, value] of cookies) again.cookies.set(name, value);
  assert.equal((await again.request("GET", "/v1/keys")).status, 401);
  const nobody = await again.request<{ person: unknown }>("GET", "/v1/session");
  assert.equal(nobody.body.person, null);
  const events = new Set((await audit("limit=20")).map(({ event }) => event));
  assert.ok(events.has("sign-in.succeeded") && events.has("session.ended"));
});

test("the cookie is out of scripts' reach, stays with this site, and is worth nothing when changed", async () => {
  const own = await signedIn(world, testOwner);
  assert.equal(own.setCookies.length, 1);
  const [cookie] = own.setCookies;
  assert.match(cookie!, /^corridor_session=/);
  for (const part of [/; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i, /; Max-Age=2592000/i])
    assert.match(cookie!, part);
  // Over plain HTTP on one's own machine a Secure cookie would not come back.
  assert.doesNotMatch(cookie!, /; Secure/i);
  const value = own.cookies.get("corridor_session")!;
  const { rows } = await sql<{ token: string }>`select token from sessions`.execute(db());
  for (const forged of [
    value.slice(0, -6),
    value.replace(/^./, (letter) => (letter === "A" ? "B" : "A")),
    ...rows.map(({ token }) => token),
    `${rows[0]!.token}.`,
    "%E0%A4%A",
    "x".repeat(4_000),
  ]) {
    own.cookies.set("corridor_session", forged);
    assert.equal((await own.request("GET", "/v1/keys")).status, 401, forged.slice(0, 80));
  }
});

test("a wrong password and an address without an account get the same answer", async () => {
  const tries = [
    { email: testOwner.email, password: "not the password" },
    { email: "nobody@corridor.test", password: "not the password" },
    { email: "OWNER@corridor.test", password: testOwner.password.toUpperCase() },
  ];
  const answers = [];
  for (const body of tries) {
    const own = browser(world);
    answers.push(await own.request("POST", "/v1/sign-in", body, from(1)));
    assert.deepEqual(own.setCookies, []);
  }
  for (const answer of answers) {
    assert.equal(answer.status, 401);
    assert.deepEqual(answer.body, answers[0]!.body);
  }
  const failed = await eventually(
    () => audit("event=sign-in.failed"),
    (entries) => entries.length === 2,
  );
  assert.deepEqual([failed[0]!.actor, failed[0]!.address], ["system:sign-in", "198.51.100.1"]);
  assert.ok(!JSON.stringify(failed).includes("nobody@"));
});

test("after ten wrong tries an account is locked for a quarter of an hour, and so is an address without one", async () => {
  const member = await joined(world, "locked@corridor.test", { role: "viewer" });
  const now = clock.now;
  try {
    for (const [email, n] of [
      ["locked@corridor.test", 2],
      ["no-account@corridor.test", 3],
    ] as const) {
      const attempt = (password: string) =>
        browser(world).request("POST", "/v1/sign-in", { email, password }, from(n));
      const began = Date.now();
      // At once: many together get no further than many one by one.
      const answers = await Promise.all(
        Array.from({ length: 14 }, (_, i) => attempt(`wrong ${i}`)),
      );
      const statuses = answers.map(({ status }) => status).toSorted();
      assert.deepEqual(statuses, [...Array<number>(10).fill(401), ...Array<number>(4).fill(429)]);
      const locked = await attempt(goodPassword);
      assert.equal(locked.status, 429);
      const left = Number(locked.headers.get("retry-after"));
      const since = Math.ceil((Date.now() - began) / 1_000);
      assert.ok(left <= 900 && left >= 900 - since, `${left} after ${since} s`);
      assert.match(JSON.stringify(locked.body), /Too many wrong tries for this address/);
    }
    assert.equal((await audit("event=sign-in.locked")).length, 1);
    // The session that there was goes on.
    assert.equal(
      (await member.request("POST", "/v1/query", { measure: { kind: "count" } })).status,
      200,
    );
    clock.now = () => now() + 15 * 60_000 + 1_000;
    const { status } = await browser(world).request(
      "POST",
      "/v1/sign-in",
      { email: "locked@corridor.test", password: goodPassword },
      from(4),
    );
    assert.equal(status, 200);
  } finally {
    clock.now = now;
  }
});

test("one network address that tries many accounts is stopped too", async () => {
  const store = createSessionStore(db());
  const gate = createGate({ store, secret: "s".repeat(32) });
  const refused = (error: unknown) =>
    error instanceof CorridorError && error.code === "rate_limited" && error.retryAfter! > 0;
  // Each hash takes 32 MB: sixty in a minute are as many as one network address gets.
  for (let n = 0; n < 60; n++) await gate.hashing("198.51.100.7");
  await assert.rejects(gate.hashing("198.51.100.7"), refused);
  await gate.hashing("198.51.100.8");
  // A hundred wrong ones in a quarter of an hour, however many accounts they were for.
  const now = clock.now;
  try {
    for (let n = 0; n < 100; n++) {
      const fresh = createGate({ store, secret: "s".repeat(32) });
      await fresh.password(`someone-${n}@corridor.test`, "198.51.100.9", assert.fail);
    }
    const fresh = createGate({ store, secret: "s".repeat(32) });
    await assert.rejects(
      fresh.password("last@corridor.test", "198.51.100.9", assert.fail),
      refused,
    );
    await fresh.password("last@corridor.test", "198.51.100.10", assert.fail);
    clock.now = () => now() + 15 * 60_000 + 1_000;
    await fresh.password("last@corridor.test", "198.51.100.9", assert.fail);
  } finally {
    clock.now = now;
  }
});

test("the door leads on to addresses of this server alone, however another's is written", async () => {
  const lead = async (to: string) => {
    const form = new URLSearchParams({ email: testOwner.email, password: testOwner.password });
    const path = `/sign-in?${new URLSearchParams({ to }).toString()}`;
    const { status, headers } = await browser(world).request("POST", path, form);
    assert.equal(status, 303, to);
    return headers.get("location");
  };
  for (const to of ["//other.test", "/.//other.test", "/a/..//other.test", "/%2e//other.test"])
    assert.equal(await lead(to), "/today", to);
  assert.equal(await lead("/signals?where=a#b"), "/signals?where=a#b");
});

test("a form of another site signs nobody in or out, and changes nothing", async () => {
  const own = await signedIn(world, testOwner);
  const foreign = { origin: "https://evil.example" };
  const none = { origin: "" };
  const body = { email: testOwner.email, password: testOwner.password };
  for (const headers of [foreign, { origin: "null" }, { origin: `${world.url}.evil.example` }])
    for (const [path, sent] of [
      ["/v1/sign-in", body],
      ["/v1/sign-out", undefined],
      ["/v1/keys", { name: "x", scopes: ["read"] }],
      ["/v1/password", { current: testOwner.password, new: goodPassword }],
      ["/v1/resets", { email: testOwner.email }],
      ["/v1/totp", { password: testOwner.password }],
    ] as const) {
      const answer = await own.request("POST", path, sent, headers);
      assert.deepEqual(
        [answer.status, code(answer)],
        [403, "forbidden"],
        `${path} ${headers.origin}`,
      );
    }
  const missing = await fetch(`${world.url}/v1/keys`, {
    method: "POST",
    headers: {
      cookie: [...own.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "content-type": "application/json",
    },
    body: JSON.stringify({ name: "x", scopes: ["read"] }),
  });
  assert.equal(missing.status, 403);
  const signIn = await fetch(`${world.url}/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(signIn.status, 403);
  assert.equal((await own.request("POST", "/v1/sign-out", undefined, none)).status, 403);
  assert.equal((await own.request("GET", "/v1/keys", undefined, foreign)).status, 200);
});

test("a session that was planted before signing in is not the one afterwards", async () => {
  const attacker = await signedIn(world, testOwner);
  const planted = attacker.cookies.get("corridor_session")!;
  const victim = browser(world);
  victim.cookies.set("corridor_session", planted);
  const { status } = await victim.request("POST", "/v1/sign-in", testOwner);
  assert.equal(status, 200);
  assert.notEqual(victim.cookies.get("corridor_session"), planted);
  assert.equal((await attacker.request("GET", "/v1/keys")).status, 401, "the planted one is over");
  assert.equal((await victim.request("GET", "/v1/keys")).status, 200);
});

test("one sees and ends one's own sessions, and nobody else's", async () => {
  const member = await joined(world, "sessions@corridor.test", { role: "viewer" });
  const account = { email: "sessions@corridor.test", password: goodPassword };
  const [second, third] = [await signedIn(world, account), await signedIn(world, account)];
  type Listed = { sessions: { id: string; here: boolean; usedAt: string }[] };
  const { body } = await second.request<Listed>("GET", "/v1/sessions");
  assert.equal(body.sessions.length, 3);
  assert.equal(body.sessions.filter(({ here }) => here).length, 1);
  assert.ok(!JSON.stringify(body).includes(second.cookies.get("corridor_session")!.slice(0, 20)));
  const ownerSession = await signedIn(world, testOwner);
  const others = (await ownerSession.request<Listed>("GET", "/v1/sessions")).body.sessions;
  assert.equal((await second.request("DELETE", `/v1/sessions/${others[0]!.id}`)).status, 404);
  const here = (await third.request<Listed>("GET", "/v1/sessions")).body.sessions.find(
    (each) => each.here,
  )!;
  assert.equal((await second.request("DELETE", `/v1/sessions/${here.id}`)).status, 204);
  assert.equal((await third.request("GET", "/v1/sessions")).status, 401);
  const ended = await second.request<{ ended: number }>("DELETE", "/v1/sessions");
  assert.deepEqual(ended.body, { ended: 1 });
  assert.equal((await member.request("GET", "/v1/sessions")).status, 401);
  assert.equal((await second.request("GET", "/v1/sessions")).status, 200);
  const byKey = await world.request("GET", "/v1/sessions");
  assert.deepEqual([byKey.status, code(byKey)], [403, "forbidden"]);
});

test("a session ends 7 days after it was last used, and 30 days after signing in", async () => {
  const own = await signedIn(world, testOwner);
  const now = clock.now;
  const day = 86_400_000;
  try {
    for (const days of [6, 12, 18, 24]) {
      clock.now = () => now() + days * day;
      assert.equal((await own.request("GET", "/v1/keys")).status, 200, `day ${days}`);
    }
    clock.now = () => now() + 31.5 * day;
    assert.equal((await own.request("GET", "/v1/keys")).status, 401, "unused since day 24");
  } finally {
    clock.now = now;
  }
  await sql`update sessions set updated_at = now() + interval '29 days'`.execute(db());
  const fresh = await signedIn(world, testOwner);
  await sql`update sessions set expires_at = now() - interval '1 second'`.execute(db());
  assert.equal((await fresh.request("GET", "/v1/keys")).status, 401, "past its last day");
});

test("a new password ends the other sessions, and a weak one is not taken", async () => {
  const member = await joined(world, "password@corridor.test", { role: "viewer" });
  const other = await signedIn(world, { email: "password@corridor.test", password: goodPassword });
  const change = (current: string, password: string) =>
    member.request("POST", "/v1/password", { current, new: password });
  const weak = {
    short: "k7#Qz!pL2vX",
    leaked: "Password2026!!",
    simple: "qwertyuiopasdf",
    personal: "password@corridor",
  };
  for (const password of Object.values(weak)) {
    const answer = await change(goodPassword, password);
    assert.deepEqual([answer.status, code(answer)], [400, "invalid_request"], password);
  }
  assert.equal((await change("not the password", "ladder cloud basket 7")).status, 401);
  assert.equal((await other.request("GET", "/v1/sessions")).status, 200);
  assert.equal((await change(goodPassword, "ladder cloud basket 7")).status, 204);
  assert.equal((await other.request("GET", "/v1/sessions")).status, 401);
  assert.equal((await member.request("GET", "/v1/sessions")).status, 200);
  const sign = (password: string) =>
    browser(world).request("POST", "/v1/sign-in", { email: "password@corridor.test", password });
  assert.equal((await sign(goodPassword)).status, 401);
  assert.equal((await sign("ladder cloud basket 7")).status, 200);
  assert.equal((await audit("event=password.changed")).length, 1);
  const { rows } = await sql<{ all: string }>`
    select string_agg(c::text, ' ') as all from credentials c`.execute(db());
  assert.ok(!rows[0]!.all.includes("ladder"));
});

test("a second step: codes once, backup codes once, and no way round it", async () => {
  const email = "second@corridor.test";
  const member = await joined(world, email, { role: "viewer" });
  const account = { email, password: goodPassword };
  type Begun = { uri: string; secret: string; backupCodes: string[] };
  const wrong = await member.request("POST", "/v1/totp", { password: "wrong" });
  assert.equal(wrong.status, 401);
  const { body: begun } = await member.request<Begun>("POST", "/v1/totp", {
    password: goodPassword,
  });
  assert.match(begun.uri, /^otpauth:\/\/totp\/Corridor/);
  assert.equal(begun.backupCodes.length, 10);
  // It is not on before a code has confirmed it.
  assert.equal((await signedIn(world, account)).cookies.has("corridor_session"), true);
  const confirm = (sent: string) => member.request("POST", "/v1/totp/confirm", { code: sent });
  assert.equal((await confirm("000000")).status, 401);
  const first = totpOf(begun.secret);
  assert.equal((await confirm(first)).status, 204);
  assert.equal((await member.request("GET", "/v1/sessions")).status, 200);
  const { rows } = await sql<{ all: string }>`
    select string_agg(t::text, ' ') as all from two_factors t`.execute(db());
  assert.ok(!rows[0]!.all.includes(begun.secret) && !rows[0]!.all.includes(begun.backupCodes[0]!));

  const begin = async () => {
    const own = browser(world);
    const answer = await own.request<{ next: string }>("POST", "/v1/sign-in", account);
    assert.deepEqual([answer.status, answer.body.next], [200, "totp"]);
    assert.ok(!own.cookies.has("corridor_session"), "no session before the second step");
    assert.equal((await own.request("GET", "/v1/sessions")).status, 401);
    return own;
  };
  const step = (own: Awaited<ReturnType<typeof begin>>, body: object) =>
    own.request<{ next: string }>("POST", "/v1/sign-in/totp", body);

  // The code that turned it on was used. The library takes the next one as well, so no waiting.
  assert.equal((await step(await begin(), { code: first })).status, 401);
  const next = totpOf(begun.secret, Date.now() + 30_000);
  const together = await Promise.all(
    [await begin(), await begin(), await begin()].map((own) => step(own, { code: next })),
  );
  assert.deepEqual(together.map(({ status }) => status).toSorted(), [200, 401, 401]);

  const backup = begun.backupCodes[0]!;
  const own = await begin();
  assert.equal((await step(own, { backupCode: backup })).status, 200);
  assert.equal((await own.request("GET", "/v1/sessions")).status, 200);
  assert.equal((await step(await begin(), { backupCode: backup })).status, 401);

  // Without a challenge, with somebody else's session, or after five tries there is no second step.
  assert.equal((await step(browser(world), { code: next })).status, 401);
  const guessing = await begin();
  for (let n = 0; n < 5; n++)
    assert.equal((await step(guessing, { code: `11111${n}` })).status, 401);
  assert.equal((await step(guessing, { backupCode: begun.backupCodes[1]! })).status, 401);
  assert.equal((await step(await begin(), { backupCode: begun.backupCodes[1]! })).status, 200);

  const renewed = await own.request<{ backupCodes: string[] }>("POST", "/v1/totp/backup-codes", {
    password: goodPassword,
  });
  assert.equal(renewed.status, 201);
  assert.equal((await step(await begin(), { backupCode: begun.backupCodes[2]! })).status, 401);
  assert.equal((await own.request("POST", "/v1/totp", { password: goodPassword })).status, 409);
  assert.equal((await own.request("POST", "/v1/totp/off", { password: goodPassword })).status, 204);
  assert.ok((await signedIn(world, account)).cookies.has("corridor_session"));
  const events = new Set((await audit("limit=100")).map(({ event }) => event));
  for (const event of ["totp.on", "totp.off", "totp.backup-codes"]) assert.ok(events.has(event));
});

test("ten wrong codes lock the second step, over many sign-ins", async () => {
  const email = "codes@corridor.test";
  const member = await joined(world, email, { role: "viewer" });
  const { body } = await member.request<{ secret: string }>("POST", "/v1/totp", {
    password: goodPassword,
  });
  await member.request("POST", "/v1/totp/confirm", { code: totpOf(body.secret) });
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++) {
    const own = browser(world);
    await own.request("POST", "/v1/sign-in", { email, password: goodPassword });
    for (let each = 0; each < 5; each++)
      statuses.push(
        (await own.request("POST", "/v1/sign-in/totp", { code: `22${n}${each}22` })).status,
      );
  }
  assert.deepEqual(statuses, [...Array<number>(10).fill(401), ...Array<number>(5).fill(429)]);
});
