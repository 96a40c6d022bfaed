import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startTestServer, type TestServer } from "./testing/server.ts";
import { corridor } from "./testing/terminal.ts";

const small = ["demo", "--signals", "600", "--until", "2026-01-01"];

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  server.signals.clear();
  server.imports.clear();
  server.intercept = () => undefined;
});

test("sends the year as the import demo, what is sent twice counts once, and says what is there", async () => {
  const { exit, out, err } = await corridor(small, server);
  assert.equal(exit, 0, err);
  assert.match(err, /Sending 600 signals of Selasar, 2025-01-01 to 2026-01-01/);
  const [record] = server.imports.values();
  assert.deepEqual([record?.name, record?.status], ["demo", "complete"]);
  assert.ok((record?.duplicate ?? 0) > 0);
  assert.equal(record?.accepted, server.signals.size);
  assert.match(
    out,
    /600 signals of [\d,]+ customers in [\d,]+ accounts; \d+ were sent twice and count once/,
  );
  assert.ok(server.profiles.customers.size > 300 && server.profiles.accounts.size > 120);
  const owned = server.requests.filter(({ path }) => /^\/v1\/(customers|accounts)/.test(path));
  assert.ok(owned.every(({ path }) => path.endsWith(`?import=${record?.id}`)));
  const paths = server.requests.map(({ path }) => path);
  const defined = server.requests.filter(({ path }) => path.endsWith("/registry"));
  assert.deepEqual(
    defined.map(({ method, path }) => [method, path]),
    [["PUT", `/v1/imports/${record?.id}/registry`]],
  );
  // Before anything has an attribute: what it is stands for all of them.
  assert.ok(paths.indexOf(defined[0]!.path) < paths.indexOf(owned[0]!.path));
  const [dashboard, more] = server.requests.filter(({ path }) => path.startsWith("/v1/dashboards"));
  assert.equal(dashboard?.path, `/v1/dashboards?import=${record?.id}`);
  assert.match(dashboard.body, /Selasar at a glance/);
  assert.equal(more, undefined);
  const again = await corridor(small, server);
  assert.match(again.out, /here already/);
  const other = await corridor([...small, "--seed", "2"], server);
  assert.equal(other.exit, 1);
  assert.match(other.err, /demo --remove/);
});

test("--remove takes it out again, and is content where there is none", async () => {
  assert.match((await corridor(["demo", "--remove"], server)).out, /no demo here/);
  await corridor(small, server);
  const { exit, out } = await corridor(["demo", "--remove"], server);
  assert.deepEqual([exit, server.imports.size], [0, 0]);
  assert.match(out, /removed/);
});

test("a key that may make no dashboard and change no registry brings the rest all the same", async () => {
  await corridor(["demo", "--remove"], server);
  server.intercept = ({ path }) =>
    path.startsWith("/v1/dashboards") || path.endsWith("/registry")
      ? { status: 403, body: { error: { code: "forbidden", message: "no" } } }
      : undefined;
  const { exit, out, err } = await corridor(small, server);
  assert.equal(exit, 0, err);
  assert.match(out, /600 signals/);
});

test("options out of range are refused", async () => {
  for (const option of [
    "--signals=10",
    "--signals=many",
    "--seed=-1",
    "--until=2026-01-15",
    "--until=soon",
  ]) {
    assert.equal((await corridor(["demo", option], server)).exit, 1, option);
  }
  assert.equal(server.imports.size, 0);
});
