import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { clock } from "#platform/clock.ts";
import type { Role } from "#contract/permission.ts";
import {
  browser,
  goodPassword,
  joined,
  signedIn,
  tokenOf,
  totpOf,
  type Browser,
} from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";

let world: World;
let owner: Browser & { id: string };
before(async () => {
  world = await startWorld();
  const own = await signedIn(world, testOwner);
  const { body } = await own.request<{ person: { id: string } }>("GET", "/v1/session");
  owner = Object.assign(own, { id: body.person.id });
});
after(() => world.stop());

type Member = {
  id: string;
  email: string;
  role: Role;
  memberships: { function: string | null; unit: string | null }[];
  version: number;
  totp: boolean;
  emailVerified: boolean;
  lastSignInAt: string | null;
};
type Invited = { id: string; link: string; mail: string };
const whole = [{}];
const code = (answer: { body: unknown }) => (answer.body as { error: { code: string } }).error.code;
const invite = (
  as: Pick<Browser, "request">,
  email: string,
  role: Role,
  memberships: object[] = [],
) => as.request<Invited>("POST", "/v1/people", { email, role, memberships });
const accept = (link: string, more: object = { name: "Somebody", password: goodPassword }) => {
  const own = browser(world);
  return own.request("POST", "/v1/invitations/accept", { token: tokenOf(link), ...more });
};
const read = async (id: string) => (await owner.request<Member>("GET", `/v1/people/${id}`)).body;
const change = (as: Pick<Browser, "request">, id: string, body: object) =>
  as.request<Member>("PATCH", `/v1/people/${id}`, body);

test("somebody invited by a link joins once; the link is kept as a digest", async () => {
  const { status, body } = await invite(owner, "First@Corridor.test", "analyst", whole);
  assert.equal(status, 201);
  assert.equal(body.mail, "none");
  const token = tokenOf(body.link);
  const { rows } = await sql<{ all: string }>`
    select string_agg(l::text, ' ') as all from entry_links l`.execute(world.app.postgres.db);
  assert.ok(!rows[0]!.all.includes(token));
  const list = await owner.request<{ invitations: Invited[] }>("GET", "/v1/invitations");
  assert.ok(list.body.invitations.some(({ id }) => id === body.id));
  assert.ok(!JSON.stringify(list.body).includes(token));

  assert.equal((await accept(body.link, { name: "F", password: "short" })).status, 400);
  assert.equal((await accept(body.link, {})).status, 400);
  assert.equal(
    (await accept(body.link, { name: "F\nBcc: x", password: goodPassword })).status,
    400,
  );
  const done = await accept(body.link, { name: "First", password: goodPassword });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.equal((await accept(body.link)).status, 404, "used");
  assert.equal((await accept(body.link.replace(token, `${token.slice(0, -4)}AAAA`))).status, 404);
  const people = await owner.request<{ people: Member[] }>("GET", "/v1/people");
  const first = people.body.people.find(({ email }) => email === "first@corridor.test")!;
  assert.deepEqual([first.role, first.emailVerified, first.totp], ["analyst", false, false]);
  assert.ok(first.lastSignInAt);
  assert.equal((await invite(owner, "first@corridor.test", "viewer")).status, 409);
});

test("two who use one link at once are not both let in", async () => {
  const { body } = await invite(owner, "race@corridor.test", "viewer");
  const answers = await Promise.all([accept(body.link), accept(body.link), accept(body.link)]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
});

test("an invitation that was withdrawn, replaced or has run out opens nothing", async () => {
  const old = await invite(owner, "late@corridor.test", "viewer");
  const again = await invite(owner, "late@corridor.test", "viewer");
  assert.equal((await accept(old.body.link)).status, 404, "replaced");
  assert.equal((await owner.request("DELETE", `/v1/invitations/${again.body.id}`)).status, 204);
  assert.equal((await accept(again.body.link)).status, 404, "withdrawn");
  assert.equal((await owner.request("DELETE", `/v1/invitations/${again.body.id}`)).status, 404);
  const third = await invite(owner, "late@corridor.test", "viewer");
  const now = clock.now;
  try {
    clock.now = () => now() + 7 * 86_400_000 + 1_000;
    assert.equal((await accept(third.body.link)).status, 404, "run out");
  } finally {
    clock.now = now;
  }
});

test("nobody gives or takes more than they have", async () => {
  const manager = await joined(world, "manager@corridor.test", {
    role: "manager",
    memberships: whole,
  });
  const analyst = await joined(world, "analyst@corridor.test", {
    role: "analyst",
    memberships: whole,
  });
  const viewer = await joined(world, "viewer@corridor.test", {
    role: "viewer",
    memberships: whole,
  });
  for (const [role, expected] of [
    ["owner", 403],
    ["manager", 201],
    ["analyst", 403],
    ["contributor", 201],
    ["viewer", 201],
  ] as const)
    assert.equal(
      (await invite(manager, `by-manager-${role}@corridor.test`, role)).status,
      expected,
      role,
    );
  for (const who of [analyst, viewer]) {
    assert.equal((await invite(who, "x@corridor.test", "viewer")).status, 403);
    assert.equal((await who.request("GET", "/v1/people")).status, 403);
  }
  for (const [as, id, role] of [
    [manager, owner.id, "viewer"],
    [manager, viewer.id, "owner"],
    [manager, viewer.id, "analyst"],
    [manager, analyst.id, "viewer"],
    [manager, manager.id, "owner"],
    [viewer, viewer.id, "manager"],
  ] as const) {
    const { version } = await read(id);
    const answer = await change(as, id, { role, version });
    assert.deepEqual([answer.status, code(answer)], [403, "forbidden"], `${id} ${role}`);
  }
  assert.equal((await manager.request("DELETE", `/v1/people/${owner.id}`)).status, 403);
  assert.equal((await manager.request("DELETE", `/v1/people/${analyst.id}`)).status, 403);
  assert.equal((await manager.request("POST", `/v1/people/${viewer.id}/reset`)).status, 403);
  assert.equal((await manager.request("DELETE", `/v1/people/${viewer.id}/totp`)).status, 403);
  // A manager of a part manages nobody.
  const part = await joined(world, "part@corridor.test", {
    role: "manager",
    memberships: [{ function: "finance" }],
  });
  assert.equal((await part.request("GET", "/v1/people")).status, 403);
  // One may step down, and not up again.
  const { version } = await read(manager.id);
  assert.equal((await change(manager, manager.id, { role: "viewer", version })).status, 200);
  assert.equal((await manager.request("GET", "/v1/people")).status, 403);
});

test("a change holds at once, for its version only, and is in the audit log", async () => {
  const member = await joined(world, "changed@corridor.test", {
    role: "viewer",
    memberships: whole,
  });
  const { version } = await read(member.id);
  assert.equal((await member.request("GET", "/v1/held")).status, 403);
  const changed = await change(owner, member.id, { role: "analyst", version });
  assert.deepEqual([changed.status, changed.body.version], [200, version + 1]);
  assert.equal((await member.request("GET", "/v1/held")).status, 200);
  const late = await change(owner, member.id, { role: "viewer", version });
  assert.deepEqual([late.status, code(late)], [409, "conflict"]);
  const nowhere = await change(owner, member.id, {
    memberships: [{ function: "financ" }],
    version: version + 1,
  });
  assert.equal(nowhere.status, 400);
  assert.match(JSON.stringify(nowhere.body), /Did you mean \\"finance\\"/);
  const { body } = await world.request<{ entries: { before: object; after: object }[] }>(
    "GET",
    `/v1/audit?event=person.changed&subject=${member.id}`,
  );
  const membership = { function: null, unit: null };
  assert.deepEqual(body.entries.length, 1);
  assert.deepEqual(body.entries[0]!.before, { role: "viewer", memberships: [membership] });
  assert.deepEqual(body.entries[0]!.after, { role: "analyst", memberships: [membership] });
});

test("whoever is removed opens nothing any more, at once, and is forgotten", async () => {
  const member = await joined(world, "gone@corridor.test", { role: "viewer", memberships: whole });
  assert.equal((await member.request("GET", "/v1/signals")).status, 200);
  assert.equal((await owner.request("DELETE", `/v1/people/${member.id}`)).status, 204);
  assert.equal((await member.request("GET", "/v1/signals")).status, 401);
  const tried = await browser(world).request("POST", "/v1/sign-in", {
    email: "gone@corridor.test",
    password: goodPassword,
  });
  assert.equal(tried.status, 401);
  for (const table of ["people", "credentials", "sessions", "members"]) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(table)}
      where ${sql.ref(table === "people" ? "id" : "person")} = ${member.id}`.execute(
      world.app.postgres.db,
    );
    assert.equal(rows[0]!.count, 0, table);
  }
  assert.equal((await owner.request("DELETE", `/v1/people/${member.id}`)).status, 404);
});

test("the last owner stays, also where two leave at the same moment", async () => {
  const { version } = await read(owner.id);
  for (const answer of [
    await change(owner, owner.id, { role: "viewer", version }),
    await owner.request("DELETE", `/v1/people/${owner.id}`),
    await world.request("DELETE", `/v1/people/${owner.id}`),
  ])
    assert.deepEqual([answer.status, code(answer)], [409, "conflict"]);
  const second = await joined(world, "second-owner@corridor.test", { role: "owner" });
  const answers = await Promise.all([
    world.request("DELETE", `/v1/people/${second.id}`),
    change(world, owner.id, { role: "viewer", version }),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).filter((status) => status < 300).length, 1);
  const { body } = await world.request<{ people: Member[] }>("GET", "/v1/people?limit=1000");
  const left = body.people.filter(({ role }) => role === "owner");
  assert.equal(left.length, 1);
  // Whoever it was, the world's owner is one again for what follows.
  const own = body.people.find(({ id }) => id === owner.id)!;
  if (own.role === "owner") return;
  const again = await change(world, owner.id, { role: "owner", version: own.version });
  assert.equal(again.status, 200);
});

test("an owner makes a link for who has lost the password, and takes a lost second step away", async () => {
  const email = "lost@corridor.test";
  const member = await joined(world, email, { role: "viewer" });
  const { body: begun } = await member.request<{ secret: string }>("POST", "/v1/totp", {
    password: goodPassword,
  });
  await member.request("POST", "/v1/totp/confirm", { code: totpOf(begun.secret) });
  assert.equal((await read(member.id)).totp, true);
  const { status, body } = await owner.request<{ link: string }>(
    "POST",
    `/v1/people/${member.id}/reset`,
  );
  assert.equal(status, 201);
  const use = (password: string, token = tokenOf(body.link)) =>
    browser(world).request("POST", "/v1/resets/use", { token, password });
  const fresh = "window carpet planet 5";
  assert.equal((await use("Password2026!!")).status, 400);
  // An invitation's token is not a reset's.
  const invited = await invite(owner, "other@corridor.test", "viewer");
  assert.equal((await use(fresh, tokenOf(invited.body.link))).status, 404);
  assert.equal((await use(fresh)).status, 204);
  assert.equal((await use(fresh)).status, 404, "used");
  assert.equal((await member.request("GET", "/v1/sessions")).status, 401);
  const sign = () =>
    browser(world).request<{ next: string }>("POST", "/v1/sign-in", { email, password: fresh });
  assert.equal((await sign()).body.next, "totp", "the second step stays");
  assert.equal((await owner.request("DELETE", `/v1/people/${member.id}/totp`)).status, 204);
  assert.equal((await sign()).body.next, "done");
  // Without mail nobody can ask for a link themselves.
  const asked = await browser(world).request("POST", "/v1/resets", { email });
  assert.deepEqual([asked.status, code(asked)], [409, "conflict"]);
});

test("a further workspace: its owner is invited, and neither reaches into the other", async () => {
  const manager = await joined(world, "no-maker@corridor.test", {
    role: "manager",
    memberships: whole,
  });
  const make = (as: Pick<Browser, "request">, headers = {}) =>
    as.request<{ id: string; link: string }>(
      "POST",
      "/v1/workspaces",
      { name: "Second", owner: "second@elsewhere.test" },
      headers,
    );
  assert.equal((await make(manager)).status, 403);
  const keyed = await world.request<{ key: string }>("POST", "/v1/keys", {
    name: "manage",
    scopes: ["manage"],
  });
  assert.equal((await make(world, { authorization: `Bearer ${keyed.body.key}` })).status, 403);
  const { status, body } = await make(owner);
  assert.equal(status, 201, JSON.stringify(body));
  const other = browser(world);
  const accepted = await other.request("POST", "/v1/invitations/accept", {
    token: tokenOf(body.link),
    name: "Second Owner",
    password: goodPassword,
  });
  assert.equal(accepted.status, 200);
  assert.equal((await make(other)).status, 403, "from a workspace that is not the first");
  assert.equal((await other.request("GET", "/v1/signals")).status, 200);
  for (const path of [`/v1/people/${owner.id}`, `/v1/people/${manager.id}`])
    assert.equal((await other.request("GET", path)).status, 404);
  const people = await other.request<{ people: Member[] }>("GET", "/v1/people");
  assert.deepEqual(
    people.body.people.map(({ email }) => email),
    ["second@elsewhere.test"],
  );
  const header = { "corridor-workspace": body.id };
  assert.equal((await owner.request("GET", "/v1/signals", undefined, header)).status, 403);

  // Who belongs to both names one; without it nothing is guessed.
  const both = await invite(other, testOwner.email, "viewer", whole);
  assert.equal((await accept(both.body.link)).status, 401, "the account is theirs: sign in first");
  const wrongPerson = await manager.request("POST", "/v1/invitations/accept", {
    token: tokenOf(both.body.link),
  });
  assert.deepEqual([wrongPerson.status, code(wrongPerson)], [403, "forbidden"]);
  const mine = await owner.request("POST", "/v1/invitations/accept", {
    token: tokenOf(both.body.link),
  });
  assert.equal(mine.status, 200, JSON.stringify(mine.body));
  const unnamed = await owner.request("GET", "/v1/signals");
  assert.deepEqual([unnamed.status, code(unnamed)], [400, "invalid_request"]);
  const session = await owner.request<{ workspaces: { id: string; role: string }[] }>(
    "GET",
    "/v1/session",
  );
  assert.deepEqual(
    session.body.workspaces.map(({ role }) => role),
    ["owner", "viewer"],
  );
  assert.equal((await owner.request("GET", "/v1/keys", undefined, header)).status, 403);
  const first = { "corridor-workspace": session.body.workspaces[0]!.id };
  assert.equal((await owner.request("GET", "/v1/keys", undefined, first)).status, 200);

  // An owner there opens nobody's account that opens something here.
  for (const [method, path] of [
    ["POST", `/v1/people/${owner.id}/reset`],
    ["DELETE", `/v1/people/${owner.id}/totp`],
  ] as const) {
    const answer = await other.request(method, path);
    assert.deepEqual([answer.status, code(answer)], [409, "conflict"], path);
  }
  // Removed there, they stay here.
  assert.equal((await other.request("DELETE", `/v1/people/${owner.id}`)).status, 204);
  assert.equal((await owner.request("GET", "/v1/keys")).status, 200);
});

test("an address is one account however it is written, and no text slips into a name", async () => {
  const { body } = await invite(owner, "  MiXed@Corridor.Test ", "viewer");
  const done = await accept(body.link, { name: "Budi \u202Eevil", password: goodPassword });
  assert.equal(done.status, 400);
  assert.equal((await accept(body.link, { name: "Budi", password: goodPassword })).status, 200);
  const tried = await browser(world).request("POST", "/v1/sign-in", {
    email: "mixed@CORRIDOR.test",
    password: goodPassword,
  });
  assert.equal(tried.status, 200);
  for (const email of [
    "a@b",
    "a\r\nb@corridor.test",
    "a b@corridor.test",
    `${"a".repeat(250)}@x.test`,
  ])
    assert.equal((await invite(owner, email, "viewer")).status, 400, email);
});
