/** Dashboards as they are kept, shared and changed, and what each who looks is told of their tiles. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DashboardAnswers } from "#contract/dashboard-answers.ts";
import type { Dashboard, DashboardSummary, NewTile, Tile } from "#contract/dashboard.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { joined, type Browser } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createDashboardStore } from "./store.ts";

let world: World;
let analyst: Browser;
let finance: Browser;
let viewer: Browser;
const everywhere = { memberships: [{}] };

before(async () => {
  // What takes an import out waits for statements that are on their way; that has tests of its own.
  world = await startWorld({ statementPause: 100 });
  const touchpoints = [
    ["bill", "finance"],
    ["delivery", "operations"],
  ] as const;
  for (const [key, owner] of touchpoints) {
    const path = `/v1/touchpoints/${key}`;
    const { body } = await world.request<{ definition: object }>("GET", path);
    await world.request("PUT", path, { definition: { ...body.definition, function: owner } });
  }
  await world.send(
    Array.from({ length: 120 }, (_, n) => ({
      id: `s${n}`,
      kind: "response",
      pattern: "past",
      occurredAt: `2026-0${1 + (n % 6)}-10T00:00:00Z`,
      touchpoint: n % 3 === 0 ? "bill" : "delivery",
      channel: n % 2 === 0 ? "web" : "store",
      measures: { csat: 1 + (n % 5) },
      // Three whose names are kept: too few to be counted.
      ...(n < 3
        ? { customer: { id: "of-a-few" }, confidentiality: "confidential" as const }
        : { customer: { id: `c${n}` } }),
    })),
  );
  await world.app.projector.flush();
  analyst = await joined(world, "analyst@corridor.test", { role: "analyst", ...everywhere });
  finance = await joined(world, "finance@corridor.test", {
    role: "contributor",
    memberships: [{ function: "finance" }],
  });
  viewer = await joined(world, "viewer@corridor.test", { role: "viewer", ...everywhere });
});
after(() => world.stop());

type Client = Pick<Browser, "request">;
const csat = { kind: "csat" } as const;
const figure: NewTile = { query: { measure: csat }, as: "figure", width: 1 };
const byTouchpoint: NewTile = { query: { measure: csat, by: ["touchpoint"] }, as: "ranking" };

async function made(
  client: Client,
  name: string,
  more: { tiles?: NewTile[]; sharing?: object; filters?: object } = {},
): Promise<Dashboard> {
  const body = { name, tiles: [figure, byTouchpoint], ...more };
  const answer = await client.request<Dashboard>("POST", "/v1/dashboards", body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}
async function answers(client: Client, id: string, look: object = {}): Promise<DashboardAnswers> {
  const path = `/v1/dashboards/${id}/answers`;
  const { status, body } = await client.request<DashboardAnswers>("POST", path, look);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const listed = async (client: Client, query = ""): Promise<string[]> => {
  const path = `/v1/dashboards${query}`;
  const { body } = await client.request<{ dashboards: DashboardSummary[] }>("GET", path);
  return body.dashboards.map(({ name }) => String(name));
};
const statusOf = async (client: Client, method: string, path: string, body?: unknown) =>
  (await client.request(method, path, body)).status;

test("it is seen by whom it is shared with, and by nobody else", async () => {
  const mine = await made(analyst, "Only mine");
  const of = {
    finance: await made(analyst, "Of finance", { sharing: { functions: ["finance"] } }),
    viewers: await made(analyst, "Of viewers", { sharing: { roles: ["viewer"] } }),
    all: await made(analyst, "Of all", { sharing: { everybody: true } }),
  };
  assert.deepEqual(await listed(analyst, "?of=mine"), [
    "Of all",
    "Of viewers",
    "Of finance",
    "Only mine",
  ]);
  assert.deepEqual(await listed(finance), ["Of all", "Of finance"]);
  assert.deepEqual(await listed(viewer), ["Of all", "Of viewers"]);
  for (const [client, id, expected] of [
    [finance, mine.id, 404],
    [finance, of.viewers.id, 404],
    [finance, of.finance.id, 200],
    [viewer, of.finance.id, 404],
    [viewer, of.all.id, 200],
  ] as const) {
    assert.equal(await statusOf(client, "GET", `/v1/dashboards/${id}`), expected);
    assert.equal(await statusOf(client, "POST", `/v1/dashboards/${id}/answers`, {}), expected);
  }
  // Whoever manages them sees all, so that none is lost with whoever made it; asked for, not at first.
  assert.ok(!(await listed(world)).includes("Only mine"));
  assert.ok((await listed(world, "?of=all")).includes("Only mine"));
  assert.equal(await statusOf(world, "GET", `/v1/dashboards/${mine.id}`), 200);
  assert.deepEqual(await listed(viewer, "?of=all"), ["Of all", "Of viewers"]);
  assert.deepEqual(await listed(analyst, "?search=OF%20FIN"), ["Of finance"]);
  const first = await analyst.request<{ dashboards: DashboardSummary[]; next: string }>(
    "GET",
    "/v1/dashboards?of=mine&limit=3",
  );
  assert.equal(first.body.dashboards.length, 3);
  assert.deepEqual(await listed(analyst, `?of=mine&cursor=${first.body.next}`), ["Only mine"]);
});

test("who may look may not change; who may change may neither share nor delete; nobody makes one without the right", async () => {
  const { id, version, tiles } = await made(analyst, "To look at", {
    sharing: { everybody: true },
  });
  const path = `/v1/dashboards/${id}`;
  const put = { name: "Changed", tiles };
  assert.equal(await statusOf(finance, "PUT", path, put), 403);
  assert.equal(await statusOf(finance, "POST", `${path}/tiles`, figure), 403);
  assert.equal(await statusOf(viewer, "POST", "/v1/dashboards", { name: "x" }), 403);
  assert.equal(await statusOf(viewer, "POST", `${path}/tiles`, figure), 403);
  const open = { name: "Together", tiles, sharing: { everybody: true, change: true }, version };
  assert.equal(await statusOf(analyst, "PUT", path, open), 200);
  const changed = await finance.request<Dashboard>("PUT", path, { name: "By finance", tiles });
  assert.deepEqual(
    [changed.status, changed.body.name, changed.body.mayShare],
    [200, "By finance", false],
  );
  assert.equal(await statusOf(finance, "POST", `${path}/tiles`, byTouchpoint), 201);
  assert.equal(
    await statusOf(finance, "PUT", path, { ...put, sharing: { everybody: false } }),
    403,
  );
  assert.equal(await statusOf(finance, "DELETE", path), 403);
  assert.deepEqual(await listed(finance, "?of=changeable"), ["By finance"]);
  const { body } = await world.request<{ entries: { event: string; after: { tiles?: number } }[] }>(
    "GET",
    `/v1/audit?event=dashboard.*&subject=${id}`,
  );
  assert.deepEqual(
    body.entries.map(({ event, after: now }) => [event, now?.tiles]),
    [
      ["dashboard.changed", 3],
      ["dashboard.changed", 2],
      ["dashboard.changed", 2],
      ["dashboard.made", 2],
    ],
  );
});

test("a change that says nothing of sharing leaves it as it stands by then", async () => {
  const { id, name, tiles } = await made(analyst, "Shared once", {
    sharing: { everybody: true, roles: [], functions: [], change: true },
  } as never);
  const { rows } = await world.app.postgres.execute("select id from workspaces");
  const scope = systemScopeIn((rows[0] as { id: string }).id, "test");
  const store = createDashboardStore(world.app.postgres.db);
  const nobody = { everybody: false, roles: [], functions: [], change: false };
  const change = { name, tiles, description: undefined, filters: {} };
  const nowhere = { role: null, functions: [] };
  await store.put(scope, nowhere, id, undefined, { ...change, sharing: nobody });
  await store.put(scope, nowhere, id, undefined, { ...change, sharing: undefined });
  assert.deepEqual((await store.get(scope, nowhere, id))?.sharing, nobody);
});

test("of two who change the same version the second is told; tiles keep their ids; what was deleted comes back", async () => {
  const { id, tiles, version } = await made(analyst, { en: "Two", id: "Dua" } as never);
  const path = `/v1/dashboards/${id}`;
  const put = { name: "First", tiles: tiles.toReversed(), version };
  const first = await analyst.request<Dashboard>("PUT", path, put);
  assert.deepEqual(
    [first.status, first.body.version, first.body.tiles.map((tile) => tile.id)],
    [200, 2, tiles.toReversed().map((tile) => tile.id)],
  );
  const second = await analyst.request<{ error: { code: string; details: object } }>(
    "PUT",
    path,
    put,
  );
  assert.deepEqual([second.status, second.body.error.code], [409, "conflict"]);
  const header = await analyst.request("PUT", path, { name: "x", tiles }, { "if-match": '"1"' });
  assert.equal(header.status, 409);
  const added = await analyst.request<{ tile: Tile; version: number }>(
    "POST",
    `${path}/tiles`,
    figure,
  );
  assert.deepEqual([added.status, added.body.version, added.body.tile.width], [201, 3, 1]);
  assert.equal(await statusOf(analyst, "DELETE", path), 200);
  assert.equal(await statusOf(analyst, "GET", path), 404);
  assert.equal(await statusOf(analyst, "POST", `${path}/answers`, {}), 404);
  assert.deepEqual(await listed(analyst, "?deleted=true"), ["First"]);
  assert.equal(await statusOf(finance, "POST", `${path}/restore`), 404);
  const back = await analyst.request<Dashboard>("POST", `${path}/restore`);
  assert.deepEqual([back.status, back.body.tiles.length, back.body.deletedAt], [200, 3, null]);
});

test("what is no tile is refused with what it needs", async () => {
  const said = async (tile: object) => {
    const body = { name: "x", tiles: [tile] };
    const answer = await analyst.request<{ error: { message: string } }>(
      "POST",
      "/v1/dashboards",
      body,
    );
    assert.equal(answer.status, 400);
    return answer.body.error.message;
  };
  assert.match(await said({ ...figure, as: "crosstab" }), /two of `by`/);
  assert.match(await said({ ...byTouchpoint, as: "figure" }), /no `by`/);
  assert.match(await said({ ...byTouchpoint, as: "scatter" }), /other measure/);
  assert.match(await said({ ...figure, width: 5 }), /width/);
  assert.match(
    await said({
      ...figure,
      query: { measure: csat, from: "2026-01-01" },
      period: { last: 1, unit: "day" },
    }),
    /leave one of them out/,
  );
  const many = { name: "x", tiles: Array.from({ length: 41 }, () => figure) };
  assert.equal(await statusOf(analyst, "POST", "/v1/dashboards", many), 400);
});

test("each tile answers as its question does, with the filters that all share; the look changes nothing that is kept", async () => {
  const tiles: NewTile[] = [
    figure,
    { ...byTouchpoint, query: { measure: csat, by: ["touchpoint"], where: 'channel == "web"' } },
    { ...figure, query: { measure: csat, from: "2026-01-01", to: "2026-02-01" } },
    { ...figure, period: { last: 1, unit: "month", whole: true }, compare: "before" },
  ];
  const filters = { period: { last: 3, unit: "month" }, where: "measures.csat != 3" };
  const { id } = await made(analyst, "Filtered", { tiles, filters });
  const asked = await answers(analyst, id, { at: "2026-07-01" });
  assert.deepEqual(asked.period, { from: "2026-04-01", to: "2026-07-01" });
  const expected = [
    { where: "measures.csat != 3", from: "2026-04-01", to: "2026-07-01" },
    {
      where: '(channel == "web"\n) && (measures.csat != 3\n)',
      from: "2026-04-01",
      to: "2026-07-01",
      by: ["touchpoint"],
    },
    { where: "measures.csat != 3", from: "2026-01-01", to: "2026-02-01" },
    {
      where: "measures.csat != 3",
      from: "2026-06-01",
      to: "2026-07-01",
      compare: { from: "2026-05-01", to: "2026-06-01" },
    },
  ];
  for (const [n, more] of expected.entries()) {
    const { body } = await analyst.request<QueryAnswer>("POST", "/v1/query", {
      measure: csat,
      ...more,
    });
    const { answer, own } = asked.tiles[n]!;
    assert.deepEqual({ ...answer, took: 0 }, { ...body, took: 0 }, String(n));
    assert.equal(own, n >= 2);
  }
  assert.ok(asked.tiles[3]!.answer!.total!.compare, "the month before stands beside it");
  const looked = await answers(analyst, id, {
    filters: { where: 'touchpoint == "bill"' },
    tiles: [asked.tiles[0]!.id],
  });
  assert.deepEqual(
    looked.tiles.map(({ answer }) => answer!.total!.n),
    [39],
  );
  const others = { filters: { voices: ["employee"], pattern: "past" } };
  const spoken = await answers(analyst, id, { ...others, tiles: [asked.tiles[0]!.id] });
  assert.deepEqual(
    spoken.tiles.map(({ query, answer }) => [query!.voices, query!.pattern, answer!.total?.n ?? 0]),
    [[["employee"], "past", 0]],
  );
  // What is wrong with the shared condition is said of that alone, at its own place.
  const wrong = await analyst.request<{ error: { code: string; message: string } }>(
    "POST",
    `/v1/dashboards/${id}/answers`,
    { filters: { where: "channel == " } },
  );
  assert.deepEqual([wrong.status, wrong.body.error.code], [400, "expression_invalid"]);
  assert.match(wrong.body.error.message, /line 1, column 9/);
  const kept = await analyst.request<Dashboard>("GET", `/v1/dashboards/${id}`);
  assert.deepEqual(kept.body.filters, filters);
});

test("a tile that can't be answered says why, and the others stand", async () => {
  const tiles: NewTile[] = [
    figure,
    { ...figure, query: { measure: { kind: "mean", of: "nowhere" } } },
    { ...figure, query: { measure: csat, where: "channel ==" } },
    { query: { measure: csat, by: ["attributes.none"] }, as: "table" },
  ];
  const { id } = await made(analyst, "Failing", { tiles });
  const { tiles: told } = await answers(analyst, id);
  assert.deepEqual(
    told.map(({ answer, problem }) => [answer?.total?.n, problem?.code]),
    [
      [117, undefined],
      [undefined, "unknown_measure"],
      [undefined, "expression_invalid"],
      [undefined, "unknown_dimension"],
    ],
  );
});

test("everybody is told what they reach and may see: of the same tile", async () => {
  const tiles: NewTile[] = [
    byTouchpoint,
    { ...figure, query: { measure: csat, where: 'customer.id == "c7"' } },
    { query: { measure: csat, by: ["employee"] }, as: "table" },
  ];
  const { id } = await made(analyst, "Seen", { tiles, sharing: { everybody: true } });
  const of = async (client: Client) => {
    const { tiles: told } = await answers(client, id, { at: "2026-07-01" });
    const rows = told[0]!.answer!.rows.map(({ by, n }) => [by["touchpoint"], n]);
    const [, one, staff] = told;
    return [rows.toSorted(), one!.answer?.total?.n ?? one!.problem?.code, staff!.problem?.code];
  };
  assert.deepEqual(await of(finance), [[["bill", 39]], 0, undefined]);
  const both = [
    ["bill", 39],
    ["delivery", 78],
  ];
  assert.deepEqual(await of(analyst), [both, 1, undefined]);
  // Without names nothing is asked by one, nor divided by them: nobody's figure would stand there.
  assert.deepEqual(await of(viewer), [both, "forbidden", "forbidden"]);
  const looked = await answers(viewer, id, { filters: { where: '!(attributes.plan == "gold")' } });
  assert.deepEqual(
    new Set(looked.tiles.map(({ problem }) => problem?.code)),
    new Set(["forbidden"]),
  );
});

test("an import takes the dashboard along that came with it", async () => {
  const { body: source } = await world.request<{ id: string }>("POST", "/v1/imports", {
    name: "a",
  });
  const of = (id: string) => `/v1/dashboards?import=${id}`;
  const { body } = await world.request<Dashboard>("POST", of(source.id), { name: "Brought" });
  assert.equal(await statusOf(world, "POST", of(body.id), { name: "Of no import" }), 404);
  assert.equal(await statusOf(world, "DELETE", `/v1/imports/${source.id}`), 202);
  const status = () => statusOf(world, "GET", `/v1/dashboards/${body.id}`);
  assert.equal(await eventually(status, (found) => found === 404), 404);
});
