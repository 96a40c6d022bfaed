import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import pino from "pino";
import { chooseIndustry, getRegistry } from "#contract/industry.ts";
import { putImportRegistry } from "#contract/lent.ts";
import { registry, registryRoutes, registryTypes } from "#contract/registry.ts";
import { uuidv7 } from "#platform/clock.ts";
import { createHttp, listen, type RunningHttp } from "#platform/http.ts";
import { actionsOfKey, type KeyScope } from "#contract/permission.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { defaultsFor } from "./defaults/index.ts";
import { journeyRoutes } from "./routes.ts";
import { createRegistryStore, type RegistryStore } from "./store.ts";
import { createRegistryViews } from "./view.ts";

const log = pino({ level: "silent" });
const workspaces = { one: uuidv7(), two: uuidv7() };
let world: World;
let http: RunningHttp;
let store: RegistryStore;
const isMember = async (_: Scope, name: string) => name === "sari@example.com";

// The application's own routes know one key and one workspace; these have their own of each.
before(async () => {
  world = await startWorld();
  store = createRegistryStore(world.app.postgres.db);
  const app = createHttp({
    routes: journeyRoutes({ store, views: createRegistryViews(store), isMember }),
    authenticate: {
      key: async (token) => {
        const [name, right] = token.split(":") as [keyof typeof workspaces, KeyScope];
        return scopeOf(name, right);
      },
      session: async () => undefined,
    },
    publicUrl: undefined,
    audit: async () => undefined,
    trustedProxies: [],
    signalsPerMinute: 1e6,
    requestsPerMinute: 1e6,
    log,
  });
  http = await listen(app, "127.0.0.1", 0);
});
after(async () => {
  await http.close(100);
  await world.stop();
});

function scopeOf(name: keyof typeof workspaces, right: KeyScope): Scope {
  return { ...systemScopeIn(workspaces[name], "test"), may: actionsOfKey([right]) };
}

type Entry = {
  key: string;
  version: number;
  active: boolean;
  reviewed: boolean;
  definition: { labels: object };
};
type Body = {
  error: { code: string; message: string; details: Record<string, unknown> };
  next: string | null;
} & Record<string, Entry[]> &
  Entry;

async function ask(
  method: string,
  path: string,
  options: { body?: unknown; key?: string; headers?: Record<string, string> } = {},
) {
  const { body, key = "one:manage", headers = {} } = options;
  const response = await fetch(`http://127.0.0.1:${http.port}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get("etag"),
    body: (text === "" ? {} : JSON.parse(text)) as Body,
  };
}

const labels = { en: "Kiosk", id: "Kios" };
const kiosk = {
  labels,
  stage: "use",
  function: "sales",
  contact: "direct",
  contactType: "service",
};

test("every record has its handler", () => {
  const served = journeyRoutes({ store, views: createRegistryViews(store), isMember });
  assert.deepEqual(
    served.map((each) => each.record.name),
    [...registryRoutes, getRegistry, chooseIndustry, putImportRegistry].map((each) => each.name),
  );
});

test("a workspace that was never touched answers the defaults of every type", async () => {
  for (const type of registryTypes) {
    const { plural } = registry[type];
    const { status, body } = await ask("GET", plural, { key: "two:read" });
    assert.equal(status, 200, plural);
    const keys = defaultsFor()
      .filter((entry) => entry.type === type)
      .map((entry) => entry.key);
    assert.deepEqual(
      body[plural]!.map((entry) => entry.key),
      keys,
    );
    assert.equal(body.next, null);
  }
});

test("what is answered fits the schema that documents it", async () => {
  for (const { name, path, method, responses } of registryRoutes) {
    if (method !== "GET" || path.includes(":key")) continue;
    const { body } = await ask("GET", path.slice("/v1/".length));
    assert.deepEqual(responses[200]!.body!.parse(body), body, name);
  }
});

test("created, read, replaced by version, taken out of use", async () => {
  const made = await ask("PUT", "touchpoints/kiosk", { body: { definition: kiosk } });
  assert.equal(made.status, 201);
  assert.deepEqual(
    [made.etag, made.body.version, made.body.reviewed, made.body.active],
    ['"1"', 1, true, true],
  );
  assert.deepEqual(made.body.definition, { ...kiosk, momentOfTruth: false });
  assert.deepEqual((await ask("GET", "touchpoints/kiosk")).body, made.body);

  const replaced = await ask("PUT", "touchpoints/kiosk", {
    body: { definition: kiosk, version: 1 },
  });
  assert.deepEqual([replaced.status, replaced.etag], [200, '"2"']);
  const late = await ask("PUT", "touchpoints/kiosk", {
    body: { definition: kiosk },
    headers: { "if-match": '"1"' },
  });
  assert.equal(late.status, 409);
  assert.deepEqual([late.body.error.details["sent"], late.body.error.details["current"]], [1, 2]);
  assert.match(late.body.error.message, /You sent version 1 .* the registry has version 2/);

  const stale = await ask("DELETE", "touchpoints/kiosk", { headers: { "if-match": "1" } });
  assert.equal(stale.status, 409);
  const off = await ask("DELETE", "touchpoints/kiosk");
  assert.deepEqual([off.status, off.body.active, off.body.version], [200, false, 3]);
  const inactive = await ask("GET", "touchpoints?active=false");
  assert.deepEqual(
    inactive.body["touchpoints"]!.map((entry) => entry.key),
    ["kiosk"],
  );
  const on = await ask("PUT", "touchpoints/kiosk", { body: { definition: kiosk } });
  assert.equal(on.body.active, false, "what is put stays off until it is said to be on");
});

test("what is wrong is named with its place, and the nearest name", async () => {
  const message = async (type: string, definition: unknown, more: object = {}) => {
    const { status, body } = await ask("PUT", `${type}/x`, { body: { definition, ...more } });
    assert.deepEqual([status, body.error.code], [400, "invalid_request"]);
    return body.error.message;
  };
  assert.match(
    await message("touchpoints", { ...kiosk, stage: "uze" }),
    /definition\.stage: There is no stage "uze"\. Did you mean "use"\?/,
  );
  assert.match(
    await message("journeys", { touchpoints: ["store", "bil"] }),
    /definition\.touchpoints\.1: .*"bill"/,
  );
  assert.match(await message("measures", { direction: "up" }), /definition\.direction/);
  assert.match(await message("stages", { labels, colour: "red" }), /colour/);
  assert.match(await message("stages", { labels }, { extra: 1 }), /extra/);
});

test("a segment's condition is checked as a question's is, with its place, and names nobody", async () => {
  for (const [where, line, column, said] of [
    ["touchpiont == 'x'", 1, 1, /touchpoint/],
    ["voice == 'public' &&\n  mesures.nps > 3", 2, 3, /measures/],
    ["voice == ", 1, 7, /must follow/],
    ["measures.nps", 1, 1, /condition/i],
    ["weight == 'heavy'", 1, 1, /./],
    ["judgements.experience > 3", 1, 1, /judgements/],
    ["suspicious.map(x, x) == []", 1, 1, /./],
    ["customer.id == 'boss'", 1, 10, /says who somebody is/],
    ["pattern == 'past' && customer['email'].endsWith('@x.com')", 1, 31, /who somebody is/],
    ["has(customer.name)", 1, 14, /who somebody is/],
    ["reference.id == 'o-1'", 1, 11, /who somebody is/],
    ["id == 'q1'", 1, 1, /says who somebody is/],
  ] as const) {
    const { status, body } = await ask("PUT", "segments/s", { body: { definition: { where } } });
    assert.deepEqual([status, body.error?.code], [400, "expression_invalid"], where);
    const [problem] = body.error.details["problems"] as { line: number; column: number }[];
    assert.deepEqual(
      [problem!.line, problem!.column],
      [line, column],
      `${where}: ${body.error.message}`,
    );
    assert.match(body.error.message, said);
    assert.match(
      body.error.message,
      new RegExp(`definition\\.where, line ${line}, column ${column}: `),
    );
  }
  for (const where of [
    "measures.nps <= 6 && attributes.region in ['eu', 'us']",
    "account.id == 'a-3' || reference.type == 'order'",
    "suspicious.exists(id, id == 'x')",
  ])
    assert.ok(
      (await ask("PUT", "segments/s", { body: { definition: { where } } })).status < 300,
      where,
    );
});

test("what isn't there is not found, and the nearest is named", async () => {
  const { status, body } = await ask("GET", "measures/npss");
  assert.deepEqual([status, body.error.code], [404, "not_found"]);
  assert.match(body.error.message, /There is no measure "npss"\. Did you mean "nps"\?/);
  assert.equal((await ask("DELETE", "measures/npss")).status, 404);
});

test("a promise is in force only when signed", async () => {
  const { body: promise } = await ask("GET", "promises/delivery.hoursToDeliver");
  assert.equal(promise.active, false);
  const { definition } = promise;
  const unsigned = await ask("PUT", "promises/delivery.hoursToDeliver", {
    body: { definition, active: true },
  });
  assert.equal(unsigned.status, 400);
  assert.match(unsigned.body.error.message, /definition\.owner: A promise in force needs an owner/);
  const signed = {
    ...definition,
    owner: "Sari",
    from: "2026-02-01",
    words: { id: "Dalam dua hari", en: "Within two days" },
  };
  const inForce = await ask("PUT", "promises/delivery.hoursToDeliver", {
    body: { definition: signed, active: true },
  });
  assert.deepEqual([inForce.status, inForce.body.active], [200, true]);
  const weakened = await ask("PUT", "promises/delivery.hoursToDeliver", { body: { definition } });
  assert.equal(weakened.status, 400, "it stays in force, so it must stay signed");
  const draft = await ask("PUT", "promises/delivery.draft", { body: { definition } });
  assert.deepEqual([draft.status, draft.body.active], [201, false]);
});

test("an unreviewed key is found, reviewed by a PUT, and removed where nothing names it", async () => {
  const scope = scopeOf("one", "manage");
  await store.register(scope, [
    { type: "touchpoint", key: "drone" },
    { type: "touchpoint", key: "robot" },
  ]);
  const seen = await ask("GET", "touchpoints?reviewed=false");
  assert.deepEqual(
    seen.body["touchpoints"]!.map((entry) => entry.key),
    ["drone", "robot"],
  );
  const put = await ask("PUT", "touchpoints/drone", { body: { definition: kiosk } });
  assert.deepEqual([put.status, put.body.reviewed], [200, true]);
  assert.equal((await ask("DELETE", "touchpoints/robot")).status, 204);
  assert.equal((await ask("GET", "touchpoints/robot")).status, 404);

  await store.register(scope, [{ type: "channel", key: "sky" }]);
  // The view may be two seconds behind what was registered past it; a write brings it up to date.
  await ask("PUT", "channels/any", { body: { definition: { labels } } });
  assert.equal(
    (await ask("PUT", "touchpoints/drone", { body: { definition: { ...kiosk, channel: "sky" } } }))
      .status,
    200,
  );
  const named = await ask("DELETE", "channels/sky");
  assert.equal(named.status, 409);
  assert.deepEqual(named.body.error.details, { namedBy: [{ type: "touchpoint", key: "drone" }] });
});

test("pages to the end, each entry once; a foreign cursor is refused", async () => {
  const keys: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const { body } = await ask("GET", `measures?limit=10${next && `&cursor=${next}`}`);
    assert.ok(body["measures"]!.length <= 10);
    keys.push(...body["measures"]!.map((entry) => entry.key));
    next = body.next;
  }
  assert.deepEqual(
    keys,
    defaultsFor()
      .filter((entry) => entry.type === "measure")
      .map((entry) => entry.key),
  );
  for (const cursor of [
    "xyz",
    Buffer.from('["1",2]').toString("base64url"),
    Buffer.from('[1e99,"a"]').toString("base64url"),
    Buffer.from('[1,"\\u0000"]').toString("base64url"),
  ]) {
    assert.equal((await ask("GET", `measures?cursor=${cursor}`)).status, 400, cursor);
  }
});

test("a key of any script, with a slash, a percent sign or a space in it, keeps its name", async () => {
  for (const key of ["a/b", "50% off", "速度", "a+b c", "x:y@z#1", "a%2Fb"]) {
    const path = `attributes/${encodeURIComponent(key)}`;
    const { status, body } = await ask("PUT", path, { body: { definition: { labels } } });
    assert.deepEqual([status, body.key], [201, key]);
    assert.equal((await ask("GET", path)).body.key, key);
  }
  for (const key of ["__proto__", " lead", 'a"b', "x".repeat(101)]) {
    const { status } = await ask("PUT", `attributes/${encodeURIComponent(key)}`, {
      body: { definition: {} },
    });
    assert.equal(status, 400, key);
  }
});

test("reading needs read, writing manage, and no workspace sees another's", async () => {
  assert.equal(
    (await ask("PUT", "stages/x", { body: { definition: {} }, key: "one:read" })).status,
    403,
  );
  assert.equal((await ask("DELETE", "stages/use", { key: "one:read" })).status, 403);
  assert.equal((await ask("GET", "stages", { key: "one:ingest" })).status, 403);
  await ask("PUT", "stages/ours", { body: { definition: {} } });
  assert.equal((await ask("GET", "stages/ours", { key: "two:manage" })).status, 404);
  assert.equal((await ask("DELETE", "stages/ours", { key: "two:manage" })).status, 404);
});

test("versions that contradict each other, or are none, are refused", async () => {
  const put = (headers: Record<string, string>, version?: number) =>
    ask("PUT", "stages/use", { body: { definition: { labels }, version }, headers });
  assert.equal((await put({ "if-match": '"1"' }, 2)).status, 400);
  assert.equal((await put({ "if-match": "abc" })).status, 400);
  assert.equal((await put({ "if-match": '"1"' }, 1)).status, 200);
});

test("nps and ces keep the scale, direction and boxes that make them what they are", async () => {
  for (const [key, change, said] of [
    ["nps", { scale: { min: 1, max: 10, whole: true } }, /0 to 10 in whole numbers/],
    ["nps", { scale: { min: 0, max: 10 } }, /whole: true/],
    ["nps", { scale: { min: 0 } }, /0 to 10/],
    ["nps", { scale: undefined, bands: undefined }, /0 to 10/],
    ["nps", { direction: "lower-is-better" }, /better the higher/],
    ["nps", { boxes: { top: { from: 8, to: 10 } } }, /boxes 9 to 10 and 0 to 6/],
    ["ces", { scale: { min: 1, max: 5 } }, /1 to 7/],
    ["ces", { boxes: { top: { from: 6, to: 7 } } }, /boxes 5 to 7/],
  ] as const) {
    const { body: before } = await ask("GET", `measures/${key}`);
    const definition = {
      ...before.definition,
      points: [],
      bands: [],
      boxes: undefined,
      figure: "mean",
      ...change,
    };
    const { status, body } = await ask("PUT", `measures/${key}`, { body: { definition } });
    assert.deepEqual([status, body.error?.code], [422, "scale_mismatch"], JSON.stringify(body));
    assert.match(body.error.message, said);
    assert.match(body.error.message, new RegExp(`another name, as in ${key}\\.own`));
    assert.deepEqual((await ask("GET", `measures/${key}`)).body, before, "nothing has changed");
    const own = await ask("PUT", `measures/${key}.own`, { body: { definition } });
    assert.ok(own.status === 200 || own.status === 201, JSON.stringify(own.body));
  }
  // What is said about them may change.
  for (const key of ["nps", "ces"]) {
    const { definition } = (await ask("GET", `measures/${key}`)).body;
    const reworded = { ...definition, labels: { en: "Ours" }, boxes: undefined };
    assert.equal(
      (await ask("PUT", `measures/${key}`, { body: { definition: reworded } })).status,
      200,
    );
  }
});
