/** The whole of it: a server that sends what it does to a collector. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startCollector, valueOf, type Collector, type Span } from "./collector.ts";
import { eventually } from "./server.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let collector: Collector;
before(async () => {
  collector = await startCollector();
  world = await startWorld({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_METRIC_EXPORT_INTERVAL: "1000",
      OTEL_SERVICE_NAME: "corridor-test",
    },
  });
});
after(async () => {
  await world.stop();
  await collector.stop();
});

const marker = "Budi Santoso";
const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z", text: marker };
const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
const ndjson = { ...traceparent, "content-type": "application/x-ndjson" };

const named = (name: string): Span[] => collector.spans().filter((each) => each.name === name);
const below = (span: Span): Span[] =>
  collector
    .spans()
    .filter((each) => each.traceId === span.traceId && each.parentSpanId === span.spanId);
/** A request's span, by the id in its answer. */
const of = (headers: Headers): Span | undefined =>
  collector
    .spans()
    .find(
      (each) => valueOf(each.attributes, "corridor.request_id") === headers.get("x-request-id"),
    );

test("a request is one span of its caller's trace, with what it waited for below it", async () => {
  const { status, headers } = await world.request(
    "POST",
    "/v1/signals",
    JSON.stringify({ ...good, id: "traced", customer: { id: marker } }),
    ndjson,
  );
  assert.equal(status, 202);
  await collector.until(() => of(headers) !== undefined && named("drain").length > 0);
  const request = of(headers)!;
  assert.deepEqual(
    [request.name, request.traceId, request.parentSpanId, request.kind],
    ["POST /v1/signals", trace, "00f067aa0ba902b7", 2],
  );
  assert.equal(valueOf(request.attributes, "http.route"), "/v1/signals");
  assert.equal(valueOf(request.attributes, "http.response.status_code"), 202);
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  assert.equal(valueOf(request.attributes, "corridor.workspace"), body.id);

  const append = below(request).find(({ name }) => name === "inbox append")!;
  assert.equal(valueOf(append.attributes, "corridor.signals"), 1);
  assert.deepEqual(below(append), [], "the write is for many, and part of none");
  const write = named("inbox write").find((each) =>
    each.links.some((link) => link.spanId === append.spanId),
  );
  assert.ok(write, "the write leads back to the request");
  const statement = below(write).find(({ name }) => name === "postgresql select")!;
  assert.equal(valueOf(statement.attributes, "db.collection.name"), "append_to_inbox");
  assert.equal(statement.kind, 3);

  const [drain] = named("drain");
  assert.ok(drain);
  assert.ok(drain.traceId !== trace && !drain.parentSpanId, "the drain is part of no request");
  assert.match(String(valueOf(drain.attributes, "corridor.batch")), /^[0-9a-f-]{36}$/);
  const calls = below(drain).map((each) => [
    each.name,
    valueOf(each.attributes, "db.collection.name"),
  ]);
  assert.ok(
    calls.some(([name, table]) => name === "clickhouse insert" && table === "signals"),
    JSON.stringify(calls),
  );
});

test("a question shows what the signal store took; a failure what failed", async () => {
  const asked = await world.request(
    "POST",
    "/v1/query",
    { measure: { kind: "count" }, where: `text == "${marker}"` },
    traceparent,
  );
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const wrong = await world.request("POST", "/v1/query", `{"${marker}`);
  assert.equal(wrong.status, 400);
  await collector.until(() => of(asked.headers) !== undefined && of(wrong.headers) !== undefined);
  const names = below(of(asked.headers)!).map(({ name }) => name);
  assert.ok(names.includes("clickhouse query"), names.join(", "));
  const failed = of(wrong.headers)!;
  assert.equal(valueOf(failed.attributes, "error.type"), "invalid_json");
  assert.ok(!failed.parentSpanId && failed.traceId !== trace, "it had no caller's trace");
});

test("a job is a trace of its own, of its workspace", async () => {
  const { body } = await world.request<{ id: string }>("POST", "/v1/imports", { name: marker });
  await world.request("DELETE", `/v1/imports/${body.id}`);
  await eventually(
    () => world.request("GET", `/v1/imports/${body.id}`),
    ({ status }) => status === 404,
  );
  await collector.until(() => named("job remove-import").length === 1);
  const [job] = named("job remove-import");
  assert.equal(valueOf(job!.attributes, "corridor.job"), "remove-import");
  assert.match(String(valueOf(job!.attributes, "corridor.workspace")), /^[0-9a-f-]{36}$/);
  assert.ok(!job!.parentSpanId);
  assert.ok(below(job!).some(({ name }) => name.startsWith("postgresql ")));
});

test("metrics arrive under OpenTelemetry's names, and count what was done", async () => {
  const counts = () => {
    const metric = collector.metrics().find(({ name }) => name === "http.server.request.duration");
    return metric?.histogram?.dataPoints.find(
      ({ attributes }) =>
        valueOf(attributes, "http.route") === "/v1/signals" &&
        valueOf(attributes, "http.response.status_class") === "2xx",
    )?.count;
  };
  await collector.until(() => counts() === 1);
  const units = new Map(collector.metrics().map(({ name, unit }) => [name, unit]));
  assert.equal(units.get("http.server.request.duration"), "s");
  assert.equal(units.get("process.memory.usage"), "By");
  assert.equal(units.get("corridor.inbox.oldest"), "s");
});

test("nothing that was sent names anybody", () => {
  const paths = new Set(collector.received.map(({ path }) => path));
  assert.deepEqual([...paths].toSorted(), ["/v1/metrics", "/v1/traces"]);
  for (const { text } of collector.received)
    for (const secret of ["Budi", "Santoso", world.key, "127.0.0.1", "select ", "insert into"])
      assert.ok(!text.includes(secret), secret);
});

test("what happened last is sent before it stops", async () => {
  const { headers } = await world.request("GET", "/v1/workspace");
  await world.stop();
  assert.ok(of(headers), "the last request's span");
});
