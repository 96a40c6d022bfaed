import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startTestServer, type TestServer } from "./testing/server.ts";
import { corridor } from "./testing/terminal.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  server.imports.clear();
  server.requests.length = 0;
  server.intercept = () => undefined;
});

function keep(name: string, accepted = 0): void {
  server.imports.set(name, {
    id: name,
    name,
    fingerprint: null,
    status: "complete",
    position: accepted,
    accepted,
    duplicate: 0,
    rejected: 1,
    waiting: 0,
    held: 0,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-02T03:04:05.678Z",
  });
}

test("lists imports, over all pages", async () => {
  assert.match((await corridor(["imports"], server)).out, /no imports/);
  keep("one", 1234);
  keep("two");
  const pages = [...server.imports.values()];
  server.intercept = ({ path }) => {
    const second = path.includes("cursor=more");
    return {
      status: 200,
      body: { imports: [pages[second ? 1 : 0]], next: second ? null : "more" },
    };
  };
  const { out } = await corridor(["imports"], server);
  assert.match(out, /^one +complete +1,234 +1,234 +0 +1 +0 +0 +2026-01-02 03:04:05$/m);
  assert.match(out, /^two /m);
});

test("removes one by name and waits until it is gone", async () => {
  keep("survey");
  let asked = 0;
  const record = server.imports.get("survey");
  server.intercept = ({ method, path }) => {
    if (method === "DELETE") return { status: 202, body: record };
    if (path !== "/v1/imports/survey") return undefined;
    asked += 1;
    if (asked > 1) server.imports.delete("survey");
    return undefined;
  };
  const { exit, out } = await corridor(["imports", "remove", "survey"], server);
  assert.deepEqual([exit, asked], [0, 2]);
  assert.match(out, /"survey" and its signals are removed/);
});

test("a name that is not there is refused with the nearest", async () => {
  keep("survey-2017");
  const { exit, err } = await corridor(["imports", "remove", "survey-2071"], server);
  assert.equal(exit, 1);
  assert.match(err, /Did you mean "survey-2017"/);
  assert.ok(!server.requests.some(({ method }) => method === "DELETE"));
});
