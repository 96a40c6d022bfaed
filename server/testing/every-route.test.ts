import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { registry, registryTypes, type RegistryType } from "#contract/registry.ts";
import {
  actionsOfKey,
  actionsOfRole,
  keyScopes,
  roles,
  type KeyScope,
  type Role,
} from "#contract/permission.ts";
import type { RouteRecord } from "#contract/route.ts";
import { systemScopeIn, within } from "#platform/scope.ts";
import { createKeyStore } from "#workspace/key-store.ts";
import { createKeys } from "#workspace/keys.ts";
import { createWorkspaceStore } from "#workspace/store.ts";
import { calls, type Call } from "./every-route.ts";
import { browser, goodPassword, joined, signedIn, tokenOf, type Browser } from "./person.ts";
import { startWorld, testKey, testOwner, type Answered, type World } from "./world.ts";

/** In every thing that the first workspace has. */
const mark = "ofTheFirst";
const fields = ["kind", "touchpoint", "channel", "medium", "stage", "offering", "unit"];
const none = { function: null, unit: null };
/** What belongs to units and functions, as the registry and the people don't: they are everybody's. */
const ofUnits = /^\/v1\/(signals|held|imports|customers|accounts|joins|proposals|erasures)\b/;
let world: World;
let records: readonly RouteRecord[];
let made: Record<string, string> = {};
const nameOf = ({ method, path }: RouteRecord) => `${method} ${path}`;
const guarded = () => records.filter(({ access }) => access !== "public");

/** A key of any workspace, made as the application makes them. */
async function keyIn(workspace: string, scopes: KeyScope[], expiresAt: Date | null = null) {
  const { db } = world.app.postgres;
  const store = createKeyStore(db);
  // The same secret as the application's, or its digests would differ.
  const secret = readFileSync(join(world.dataDir, "secret"), "utf8").trim();
  const { token, ...kept } = createKeys({
    store,
    bootstrap: { key: testKey, workspace },
    secret,
  }).make(scopes);
  const { id } = await store.make(systemScopeIn(workspace, "test"), {
    name: "test",
    scopes,
    ...kept,
    expiresAt,
  });
  return { token, id };
}

let address = 0;
async function ask(record: RouteRecord, token: string | undefined): Promise<Answered<unknown>> {
  const call = calls[nameOf(record)]!;
  const path = (call.path ?? record.path).replace(/\{([^}]+)\}/g, (_, name: string) => {
    assert.ok(made[name], `nothing was made for {${name}}`);
    return encodeURIComponent(made[name]);
  });
  return world.request(record.method, path, call.body, {
    authorization: token === undefined ? "" : `Bearer ${token}`,
    // Each from an address of its own: who tries many wrong keys from one is soon refused another way.
    "x-forwarded-for": `10.0.${(address >> 8) & 255}.${address++ & 255}`,
    ...call.headers,
  });
}

const codeOf = ({ body }: Answered<unknown>) => (body as { error?: { code: string } }).error?.code;

before(async () => {
  world = await startWorld({ env: { CORRIDOR_TRUSTED_PROXIES: "127.0.0.1" } });
  records = world.app.routes.map(({ record }) => record);
  await world.send([
    {
      id: `${mark}-signal`,
      occurredAt: "2026-01-01T00:00:00Z",
      ...Object.fromEntries(fields.map((field) => [field, mark])),
      measures: { [mark]: 1 },
      attributes: { [mark]: mark },
      answers: { [mark]: mark },
      judgements: [{ aspect: mark, experience: 3 }],
    },
    {
      id: `${mark}-held`,
      kind: "response",
      occurredAt: "2026-01-01T00:00:00Z",
      measures: { nps: 99 },
    },
    ...["1", "2"].map((n) => ({
      id: `${mark}-signal-${n}`,
      kind: mark,
      occurredAt: "2026-01-01T00:00:00Z",
      customer: { id: `${mark}-${n}`, email: `${mark}@example.com` },
    })),
  ]);
  const held = await world.request<{ held: { heldId: string }[] }>("GET", "/v1/held");
  const source = await world.request<{ id: string }>("POST", "/v1/imports", { name: mark });
  const key = await world.request<{ id: string }>("POST", "/v1/keys", {
    name: mark,
    scopes: ["read"],
  });
  const joins = await world.request<{ joins: { id: string }[] }>("GET", `/v1/joins?id=${mark}-1`);
  const proposals = await world.request<{ proposals: { id: string }[] }>("GET", "/v1/proposals");
  const invited = await world.request<{ link: string }>("POST", "/v1/people", {
    email: "of-the-first@corridor.test",
    role: "viewer",
  });
  const own = browser(world);
  const accepted = await own.request("POST", "/v1/invitations/accept", {
    token: tokenOf(invited.body.link),
    name: mark,
    password: goodPassword,
  });
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
  const { body: self } = await own.request<{ person: { id: string } }>("GET", "/v1/session");
  const open = await world.request<{ id: string }>("POST", "/v1/people", {
    email: `${mark}@corridor.test`,
    role: "viewer",
  });
  const erasure = await world.request<{ id: string }>("POST", "/v1/erasures", {
    customer: { id: `${mark}-erased` },
  });
  made = {
    person: self.person.id,
    invitation: open.body.id,
    customer: `${mark}-1`,
    join: joins.body.joins[0]!.id,
    proposal: proposals.body.proposals[0]!.id,
    erasure: erasure.body.id,
    signal: `${mark}-signal`,
    held: held.body.held[0]!.heldId,
    import: source.body.id,
    key: key.body.id,
  };
  const survey = await world.request<{ id: string }>("POST", "/v1/surveys", {
    format: 1,
    name: mark,
    languages: ["en"],
    pages: [
      {
        key: "one",
        questions: [
          { key: "nps", type: "nps", text: { en: mark } },
          { key: "why", type: "long-text", text: { en: mark } },
        ],
      },
    ],
    endings: [{ key: "end", text: { en: mark } }],
  });
  made.survey = survey.body.id;
  const published = await world.request("POST", `/v1/surveys/${survey.body.id}/publish`);
  assert.equal(published.status, 200, JSON.stringify(published.body));
  const dashboard = await world.request<{ id: string }>("POST", "/v1/dashboards", {
    name: mark,
    tiles: [{ query: { measure: { kind: "count" }, by: ["touchpoint"] }, as: "table" }],
  });
  made.dashboard = dashboard.body.id;
  for (const plural of ["customers", "accounts"]) {
    const { status } = await world.request("PUT", `/v1/${plural}/${mark}`, {
      name: mark,
      attributes: { [mark]: mark },
    });
    assert.equal(status, 201);
  }
  Object.assign(made, { customer: mark, account: mark });
  const labels = { en: mark };
  const definitions = {
    function: { labels },
    segment: { labels, where: "measures.nps > 8" },
    journey: { labels, touchpoints: [mark] },
    promise: { labels, touchpoint: mark, measure: mark, comparison: "<=", level: 1 },
    target: { labels, measure: mark, level: 1 },
    benchmark: { labels, measure: mark, level: 1, source: mark },
  };
  for (const [type, definition] of Object.entries(definitions)) {
    const path = `/v1/${registry[type as RegistryType].plural}/${mark}`;
    const { status, body } = await world.request("PUT", path, { definition });
    assert.equal(status, 201, JSON.stringify(body));
  }
  for (const type of registryTypes) {
    made[type] = mark;
    const { status } = await world.request("GET", `/v1/${registry[type].plural}/${mark}`);
    assert.equal(status, 200, type);
  }
});
after(() => world.stop());

test("every route stands in the table, and nothing else does", () => {
  assert.deepEqual(guarded().map(nameOf).toSorted(), Object.keys(calls).toSorted());
});

test("what changes anything is noted in the audit log, or says why not", () => {
  for (const record of guarded()) {
    const changes = record.method !== "GET";
    assert.ok(
      !changes || (record.audit === undefined) !== (record.unaudited === undefined),
      nameOf(record),
    );
  }
});

test("without a key, with one that is unknown, revoked or run out: 401, whatever the route", async () => {
  const { workspace } = await first();
  const revoked = await keyIn(workspace, ["manage"]);
  await createKeyStore(world.app.postgres.db).revoke(systemScopeIn(workspace, "test"), revoked.id);
  const expired = await keyIn(workspace, ["manage"], new Date(Date.now() - 1_000));
  for (const token of [undefined, "corridor_manage_unknown", revoked.token, expired.token])
    for (const record of guarded()) {
      const answer = await ask(record, token);
      assert.deepEqual([answer.status, codeOf(answer)], [401, "unauthenticated"], nameOf(record));
    }
});

test("a key does what its scope may: the rest is 403 and names what is needed", async () => {
  const { workspace } = await first();
  for (const scope of keyScopes) {
    const { token } = await keyIn(workspace, [scope]);
    const may = actionsOfKey([scope]);
    for (const record of guarded()) {
      if (record.access !== "person" && may.has(record.access as never)) continue;
      const answer = await ask(record, token);
      assert.deepEqual(
        [answer.status, codeOf(answer)],
        [403, "forbidden"],
        `${scope} ${nameOf(record)}`,
      );
    }
  }
});

/** The same call with somebody's session, from Corridor's own pages or others. */
async function askAs(who: Browser, record: RouteRecord, origin = world.url) {
  const call = calls[nameOf(record)]!;
  const path = (call.path ?? record.path).replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(made[name]!),
  );
  return who.request<unknown>(record.method, path, call.body, {
    origin,
    "x-forwarded-for": `10.1.${(address >> 8) & 255}.${address++ & 255}`,
    ...call.headers,
  });
}

test("somebody signed in does what their role may, and of a part nothing that touches the whole", async () => {
  const places: [string, Role, object[]][] = [
    ...roles.filter((role) => role !== "owner").map((role) => [role, role, [{}]] as never),
    ["a manager of a part", "manager", [{ function: "finance", unit: "elsewhere" }]],
    ["an analyst of nothing", "analyst", []],
  ];
  await world.request("PUT", "/v1/units/elsewhere", { definition: { labels: {} } });
  for (const [n, [name, role, memberships]] of places.entries()) {
    const who = await joined(world, `role-${n}@corridor.test`, { role, memberships });
    const reach = memberships.length === 0 ? [] : memberships.map((each) => ({ ...none, ...each }));
    const may = within(actionsOfRole(role), reach);
    for (const record of guarded()) {
      if (record.access === "person" || may.has(record.access as never)) continue;
      const answer = await askAs(who, record);
      assert.deepEqual(
        [answer.status, codeOf(answer)],
        [403, "forbidden"],
        `${name} ${nameOf(record)}`,
      );
    }
    if (name === role) continue;
    // Of another unit: what is named is not there, and no list or figure has anything of it.
    for (const record of guarded().filter(({ path }) => ofUnits.test(path))) {
      if (record.access === "person" || !may.has(record.access as never)) continue;
      const named = calls[nameOf(record)]!.path?.includes("{") === true;
      if (!named && record.method !== "GET") continue;
      const answer = await askAs(who, record);
      const shown = `${name} ${nameOf(record)}: ${JSON.stringify(answer.body)}`;
      if (named) assert.ok([403, 404].includes(answer.status), shown);
      else assert.equal(answer.status, 200, shown);
      assert.ok(answer.status >= 400 || !JSON.stringify(answer.body).includes(mark), shown);
    }
    const list = await who.request<{ signals: unknown[] }>("GET", "/v1/signals");
    assert.deepEqual(list.body.signals, [], name);
    const asked = { measure: { kind: "count" }, by: ["touchpoint"] };
    const figures = await who.request<{ rows: unknown[] }>("POST", "/v1/query", asked);
    assert.deepEqual(figures.body.rows, [], name);
  }
});

test("a session that has ended opens nothing, and one that holds nothing from another site", async () => {
  const { db } = world.app.postgres;
  const owner = await signedIn(world, testOwner);
  for (const record of guarded()) {
    if (record.method === "GET") continue;
    const answer = await askAs(owner, record, "https://evil.example");
    assert.deepEqual([answer.status, codeOf(answer)], [403, "forbidden"], nameOf(record));
  }
  const ended = await signedIn(world, testOwner);
  const kept = new Map(ended.cookies);
  await ended.request("POST", "/v1/sign-out");
  const expired = await joined(world, "expired@corridor.test", { role: "owner" });
  await sql`update sessions set expires_at = now() where person = ${expired.id}`.execute(db);
  // So long it may be remembered.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const over = browser(world);
  for (const [name, value] of kept) over.cookies.set(name, value);
  for (const who of [over, expired])
    for (const record of guarded()) {
      const answer = await askAs(who, record);
      assert.deepEqual([answer.status, codeOf(answer)], [401, "unauthenticated"], nameOf(record));
    }
  assert.equal((await owner.request("GET", "/v1/keys")).status, 200);
});

/** A value with one of its texts in place of each in turn. */
function* withText(value: unknown, text: string): Generator<unknown> {
  if (typeof value === "string") yield text;
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value))
      for (const other of withText(each, text))
        yield Array.isArray(value)
          ? value.map((old: unknown, n) => (String(n) === name ? other : old))
          : { ...value, [name]: other };
}

test("text that no store keeps is mended or refused, wherever it is sent", async () => {
  const say = async (record: RouteRecord, path: string, body: unknown) => {
    const authorization = `Bearer ${testKey}`;
    const answer = await world.request(record.method, path, body, { authorization });
    assert.ok(answer.status < 500, `${record.method} ${path} ${JSON.stringify(body)}`);
  };
  for (const record of guarded()) {
    const { path = record.path, body } = calls[nameOf(record)]!;
    const here = path.replace(/[{]([^}]+)[}]/g, (_, name: string) => made[name]!).split("?")[0]!;
    const names = Object.keys((record.query as { shape?: object } | undefined)?.shape ?? {});
    for (const name of names) await say(record, `${here}?${name}=a%00`, body);
    if (typeof body !== "object" || record.method === "DELETE") continue;
    for (const text of ["a\0", "\ud800"])
      for (const each of withText(body, text)) await say(record, here, each);
  }
});

async function first(): Promise<{ workspace: string }> {
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  return { workspace: body.id };
}

/** Each look at these adds to what they show. */
const growing = /^\/(v1\/audit|metrics)|\/export$/;
/** What goes on by itself. */
const timed = new Set([
  "lastUsedAt",
  "state",
  "erasedAt",
  "purgedAt",
  "problem",
  "took",
  "asOf",
  "renewing",
]);

/** All that the first workspace shows of itself, but for what moves with time. */
async function snapshot(): Promise<string> {
  const seen: unknown[] = [];
  for (const record of guarded()) {
    if (record.method !== "GET" || growing.test(record.path)) continue;
    const { status, body } = await ask(record, testKey);
    seen.push([nameOf(record), status, body]);
  }
  return JSON.stringify(seen, (name, value: unknown) => (timed.has(name) ? null : value));
}

test("from another workspace, with every right there: nothing of ours is seen or touched", async () => {
  const other = await createWorkspaceStore(world.app.postgres.db).make({ system: "test" }, "Other");
  const { token } = await keyIn(other.id, ["manage"]);
  const mine = await snapshot();
  assert.ok(mine.includes(mark));
  for (const record of guarded()) {
    if (record.access === "person") continue;
    const { elsewhere } = calls[nameOf(record)] as Call;
    const answer = await ask(record, token);
    assert.equal(answer.status, elsewhere, `${nameOf(record)}: ${JSON.stringify(answer.body)}`);
    // What was asked for by its name is named in the refusal.
    if (answer.status < 400) assert.ok(!JSON.stringify(answer.body).includes(mark), nameOf(record));
  }
  assert.equal(await snapshot(), mine);
});

test("with every right here, each call does what the table says", async () => {
  for (const record of guarded().toSorted(
    (a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"),
  )) {
    if (record.access === "person") continue;
    const { here, elsewhere } = calls[nameOf(record)] as Call;
    const answer = await ask(record, testKey);
    if (here !== undefined) assert.equal(answer.status, here, nameOf(record));
    else if (elsewhere !== 404)
      assert.ok(answer.status < 300, `${nameOf(record)}: ${answer.status}`);
  }
});
