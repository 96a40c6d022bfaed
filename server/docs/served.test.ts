import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { exampleQuery, exampleSignal } from "#contract/docs.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { openApiPath, type OpenApi } from "./openapi.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

it("describes every route that the server answers, and none that it doesn't", async () => {
  const { body } = await world.request<OpenApi>("GET", "/openapi.json");
  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const pages = new Set(["GET /", "GET /docs"]);
  const served = world.app.routes
    .filter(({ record }) => record.tag !== "Pages")
    .map(({ record }) => `${record.method} ${openApiPath(record.path)}`)
    .filter((route) => !pages.has(route));
  assert.deepEqual(described.toSorted(), served.toSorted());
});

it("serves its pages to anybody, and nothing where there is nothing", async () => {
  for (const [path, text] of [
    ["/", "This server runs."],
    ["/docs", "The API"],
  ] as const) {
    const response = await fetch(world.url + path);
    assert.equal(response.status, 200);
    assert.ok((await response.text()).includes(text));
  }
  assert.equal((await fetch(`${world.url}/docs/nothing`)).status, 404);
  const head = await fetch(`${world.url}/docs`, { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
});

it("takes the signal of its example, and answers the question of its example", async () => {
  const sent = await world.request("POST", "/v1/signals", exampleSignal);
  assert.deepEqual([sent.status, sent.body], [202, { accepted: 1, duplicate: 0, rejected: [] }]);
  await world.drained();
  const { status, body } = await world.request<QueryAnswer>("POST", "/v1/query", exampleQuery);
  assert.equal(status, 200);
  assert.equal(body.rows.length, 1);
  const [row] = body.rows;
  assert.deepEqual(
    [row!.by.touchpoint, row!.n, row!.estimate, row!.lowBase],
    ["delivery", 1, 100, true],
  );
  // What README says of it.
  assert.deepEqual([Math.round(row!.low!), row!.high], [-48, 100]);
});
