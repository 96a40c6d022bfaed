import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { clock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import { createSeal } from "#platform/seal.ts";
import { browser, goodPassword, signedIn, tokenOf } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { headersOf, startSmtp, textOf, type Taken } from "#server/testing/smtp.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createMailStore } from "./mail-store.ts";
import { createMails, mailOf } from "./mails.ts";

let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
before(async () => {
  smtp = await startSmtp();
  world = await startWorld({
    env: {
      SMTP_URL: smtp.url,
      MAIL_FROM: "Corridor <cx@corridor.test>",
      CORRIDOR_PUBLIC_URL: "https://cx.corridor.test",
      CORRIDOR_TRUSTED_PROXIES: "127.0.0.1",
    },
  });
});
after(async () => {
  await world.stop();
  await smtp.stop();
});

type Invited = { id: string; link: string | null; mail: string };
const invite = (email: string, more: object = {}) =>
  world.request<Invited>("POST", "/v1/people", { email, role: "viewer", ...more });
const mailTo = (email: string, n = 1): Promise<Taken> =>
  eventually(
    async () => smtp.taken.filter(({ to }) => to.includes(email)),
    (found) => found.length >= n,
  ).then((found) => found[n - 1]!);
const linkIn = (mail: Taken) => /https:\/\/\S+/.exec(textOf(mail))![0];
const accept = (link: string) => {
  const own = browser(world);
  return own.request("POST", "/v1/invitations/accept", {
    token: tokenOf(link),
    name: "Sari Wijaya",
    password: goodPassword,
  });
};

test("a link in a mail goes on in the next line behind one of its signs, and is copied as it is", async () => {
  const link = "https://cx.corridor.test/invitation/abcdefghij?lang=id&by=a=b";
  const { html } = await mailOf("reset", "a@corridor.test", link, "en", {});
  assert.ok(!html.includes("break-all"), "no word is broken that has room in a line of its own");
  const shown = /<p[^>]*>(https:.*?)<\/p>/s.exec(html)![1]!;
  assert.equal(shown.replaceAll("<wbr>", "").replaceAll("&amp;", "&"), link);
  assert.match(shown, /invitation\/<wbr>abcdefghij\?<wbr>lang=<wbr>id&amp;<wbr>by/);
});

test("an invitation goes by mail, in the reader's language, and shows that the mailbox is theirs", async () => {
  const { body } = await invite("sari@corridor.test", { language: "id" });
  assert.deepEqual([body.link, body.mail], [null, "waiting"]);
  const mail = await mailTo("sari@corridor.test");
  const text = textOf(mail);
  assert.match(text, /mengundang Anda ke Corridor/);
  assert.match(headersOf(mail), /^From: Corridor <cx@corridor.test>\r?$/m);
  assert.match(headersOf(mail), /^Auto-Submitted: auto-generated\r?$/m);
  const link = linkIn(mail);
  assert.match(link, /^https:\/\/cx\.corridor\.test\/invitation\/[\w-]{43}\?lang=id$/);
  // The reader's program has nothing to fetch.
  const addresses = Array.from(mail.source.matchAll(/(?:src|href)=3D"([^"]*)/g), (m) => m[1]!);
  assert.ok(addresses.every((each) => each.startsWith("https://cx.corridor")));
  assert.ok(!/<img|<script|<link|url\(/i.test(mail.source));
  assert.equal((await accept(link)).status, 200);
  const { body: people } = await world.request<{
    people: { email: string; emailVerified: boolean; language: string }[];
  }>("GET", "/v1/people");
  const sari = people.people.find(({ email }) => email === "sari@corridor.test")!;
  assert.deepEqual([sari.emailVerified, sari.language], [true, "id"]);
  const list = await world.request<{ invitations: Invited[] }>("GET", "/v1/invitations");
  assert.ok(!list.body.invitations.some(({ id }) => id === body.id));
  // What was sent is kept without its content.
  const { rows } = await eventually(
    () =>
      sql<{ state: string; content: string | null }>`
      select state, content from mails where recipient = 'sari@corridor.test'`.execute(
        world.app.postgres.db,
      ),
    ({ rows: [row] }) => row?.state === "sent",
  );
  assert.equal(rows[0]!.content, null);
});

test("many mails go out one behind the other, without a pause", async () => {
  const people = Array.from({ length: 6 }, (_, n) => `many-${n}@corridor.test`);
  const began = Date.now();
  for (const email of people) assert.equal((await invite(email)).body.mail, "waiting");
  for (const email of people) await mailTo(email);
  // The job looks every five seconds, for each of them where nobody tells it that there are more.
  assert.ok(Date.now() - began < 10_000, `they took ${Date.now() - began} ms`);
});

test("while a mail waits its content is sealed", async () => {
  const { db } = world.app.postgres;
  smtp.state.mood = "later";
  await invite("sealed@corridor.test");
  await eventually(
    async () => smtp.seen.some((source) => source.includes("sealed@corridor.test")),
    Boolean,
  );
  const { rows } = await sql<{ all: string }>`
    select m::text as all from mails m where recipient = 'sealed@corridor.test'`.execute(db);
  assert.ok(!/invitation\/|https:|Corridor/.test(rows[0]!.all.replace("invitation,", "")));
  smtp.state.mood = "take";
});

test("nothing that is typed in adds a header or a recipient", async () => {
  // As one that was set before such names were refused.
  await sql`update workspaces set name = ${"Maju\r\nBcc: victim@corridor.test\r\n\r\nhello"}`.execute(
    world.app.postgres.db,
  );
  await world.request("PATCH", "/v1/workspace", { timezone: "UTC" });
  await invite("header@corridor.test");
  const mail = await mailTo("header@corridor.test");
  assert.deepEqual(mail.to, ["header@corridor.test"]);
  assert.ok(!/^Bcc:/im.test(headersOf(mail)));
  assert.match(headersOf(mail), /^Subject: Invitation to Maju Bcc: victim@corridor\.test hello/m);
  for (const email of [
    "a@corridor.test\r\nBcc: b@corridor.test",
    "a@x.test,b@x.test",
    "<a@x.test>",
  ])
    assert.equal((await invite(email)).status, 400, email);
  for (const name of ["Maju\r\nBcc: all@example.com", "Maju\u202e", " "]) {
    const { status } = await world.request("PATCH", "/v1/workspace", { name });
    assert.equal(status, 400, JSON.stringify(name));
  }
  await world.request("PATCH", "/v1/workspace", { name: "<b>Maju</b>" });
  await invite("markup@corridor.test");
  assert.ok((await mailTo("markup@corridor.test")).source.includes("&lt;b&gt;Maju&lt;/b&gt;"));
});

test("a forgotten password: the same answer for every address, one mail to who has an account", async () => {
  const own = browser(world);
  const ask = (email: string) => own.request("POST", "/v1/resets", { email });
  const known = await ask(testOwner.email);
  const unknown = await ask("nobody@corridor.test");
  assert.deepEqual([known.status, known.body], [202, ""]);
  assert.deepEqual([unknown.status, unknown.body], [202, ""]);
  const link = linkIn(await mailTo(testOwner.email));
  const session = await signedIn(world, testOwner);
  const fresh = "window carpet planet 5";
  const use = (token: string) =>
    browser(world).request("POST", "/v1/resets/use", { token, password: fresh });
  assert.equal((await use(tokenOf(link))).status, 204);
  assert.equal((await use(tokenOf(link))).status, 404);
  assert.equal((await session.request("GET", "/v1/sessions")).status, 401);
  await signedIn(world, { ...testOwner, password: fresh });
  // A mailbox is not filled: three in an hour, and the answer stays the same.
  for (let n = 0; n < 6; n++) assert.equal((await ask(testOwner.email)).status, 202);
  await mailTo(testOwner.email, 3);
  // Mails go out in their order: behind somebody else's, none of those asked for before it is to come.
  assert.equal((await ask("sari@corridor.test")).status, 202);
  await mailTo("sari@corridor.test", 2);
  const { rows } = await sql`select from mails where recipient = ${testOwner.email}`.execute(
    world.app.postgres.db,
  );
  assert.equal(rows.length, 3);
  assert.equal(smtp.taken.filter(({ to }) => to.includes(testOwner.email)).length, 3);
  assert.ok(!smtp.taken.some(({ to }) => to.includes("nobody@corridor.test")));
});

test("a stranger's account of one's address is one's own after a mail, and the stranger is out", async () => {
  const made = await invite("taken@corridor.test");
  assert.equal(made.status, 201);
  assert.equal((await accept(linkIn(await mailTo("taken@corridor.test")))).status, 200);
  // As where no mail is set and the link was handed over: nobody has shown that the mailbox is theirs.
  await sql`update people set email_verified = false where email = 'taken@corridor.test'`.execute(
    world.app.postgres.db,
  );
  const stranger = await signedIn(world, { email: "taken@corridor.test", password: goodPassword });
  await browser(world).request("POST", "/v1/resets", { email: "taken@corridor.test" });
  const token = tokenOf(linkIn(await mailTo("taken@corridor.test", 2)));
  const password = "window carpet planet 6";
  assert.equal(
    (await browser(world).request("POST", "/v1/resets/use", { token, password })).status,
    204,
  );
  assert.equal((await stranger.request("GET", "/v1/sessions")).status, 401);
  await assert.rejects(signedIn(world, { email: "taken@corridor.test", password: goodPassword }));
});

test("what was refused for now comes back by itself", async () => {
  assert.equal((await accept(linkIn(await mailTo("sealed@corridor.test")))).status, 200);
});

test("a mail is sent at most once: what nobody can know is unconfirmed, and stays so", async () => {
  const store = createMailStore(world.app.postgres.db);
  const mails = createMails({
    store,
    mailer: createMailer(smtp.url, "cx@corridor.test"),
    seal: createSeal("s".repeat(32), "mail"),
    enqueue: async () => undefined,
    log: createLog("silent"),
  });
  const message = (to: string) => ({ to, subject: "x", text: "x", html: "<p>x</p>" });
  const send = (to: string) => mails.send(null, "test", message(to));
  const came = (to: string) => smtp.seen.filter((source) => source.includes(to)).length;

  const twice = await send("twice@corridor.test");
  await Promise.all([mails.deliver(twice), mails.deliver(twice), mails.deliver(twice)]);
  assert.deepEqual([await mails.state(twice), came("twice@corridor.test")], ["sent", 1]);

  smtp.state.mood = "drop";
  const dropped = await send("dropped@corridor.test");
  await mails.deliver(dropped);
  assert.equal(await mails.state(dropped), "unconfirmed");
  smtp.state.mood = "take";
  await mails.deliver(dropped);
  assert.equal(came("dropped@corridor.test"), 1);

  smtp.state.mood = "later";
  const later = await send("later@corridor.test");
  await assert.rejects(mails.deliver(later), /would not take it/);
  assert.equal(await mails.state(later), "waiting");
  smtp.state.mood = "take";
  await mails.deliver(later);
  assert.equal(await mails.state(later), "sent");

  for (const mood of ["never", "unknown-recipient"] as const) {
    smtp.state.mood = mood;
    const never = await send(`${mood}@corridor.test`);
    await mails.deliver(never);
    assert.equal(await mails.state(never), "failed", mood);
  }
  smtp.state.mood = "take";

  // The process died with the mail in its hands.
  const died = await send("died@corridor.test");
  assert.ok(await store.take({ system: "test" }, died));
  await mails.sweep();
  assert.equal(await mails.state(died), "sending", "it may still be under way");
  const now = clock.now;
  try {
    clock.now = () => now() + 11 * 60_000;
    await mails.sweep();
  } finally {
    clock.now = now;
  }
  assert.equal(await mails.state(died), "unconfirmed");
  await mails.deliver(died);
  assert.equal(came("died@corridor.test"), 0);

  // What waited when a backup was made may have been sent by the server that went on.
  const restored = await send("restored@corridor.test");
  await mails.giveUpRestored();
  await mails.deliver(restored);
  assert.deepEqual(
    [await mails.state(restored), await mails.state(twice), came("restored@corridor.test")],
    ["unconfirmed", "sent", 0],
  );
  const away = createMails({
    store,
    mailer: createMailer("smtp://127.0.0.1:1", "cx@corridor.test"),
    seal: createSeal("s".repeat(32), "mail"),
    enqueue: async () => undefined,
    log: createLog("silent"),
  });
  const refused = await send("refused@corridor.test");
  await assert.rejects(away.deliver(refused));
  assert.equal(await mails.state(refused), "waiting", "nothing was handed over");
});

test("behind https the cookie is Secure and of this host alone", async () => {
  const own = browser(world);
  const { status } = await own.request("POST", "/v1/sign-in", {
    ...testOwner,
    password: "window carpet planet 5",
  });
  assert.equal(status, 200);
  const [cookie] = own.setCookies;
  assert.match(cookie!, /^__Host-corridor_session=/);
  for (const part of [/; Secure/i, /; HttpOnly/i, /; Path=\/(;|$)/i, /; SameSite=Lax/i])
    assert.match(cookie!, part);
  assert.doesNotMatch(cookie!, /Domain=/i);
  assert.equal((await own.request("GET", "/v1/keys")).status, 200);
  const named = await own.request("POST", "/v1/sign-out", undefined, {
    origin: "https://cx.corridor.test",
  });
  assert.equal(named.status, 204);
});
