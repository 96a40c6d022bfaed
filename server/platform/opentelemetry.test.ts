import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { startCollector, valueOf, type Collector } from "#server/testing/collector.ts";
import { parseExposition, valueIn } from "#server/testing/exposition.ts";
import { freePort } from "#server/testing/server.ts";
import { createTelemetry, type RunningTelemetry, type TelemetryOptions } from "./opentelemetry.ts";
import { currentWork } from "./work.ts";

/** What OpenTelemetry's own exporters and providers read, beside what they are told. */
const hostile: Record<string, string> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1/elsewhere",
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://127.0.0.1:1/elsewhere",
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://127.0.0.1:1/elsewhere",
  OTEL_EXPORTER_OTLP_HEADERS: "x-foreign=1",
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-foreign=1",
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: "x-foreign=1",
  OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
  OTEL_EXPORTER_OTLP_TIMEOUT: "1",
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta",
  OTEL_EXPORTER_OTLP_CERTIFICATE: "/nowhere",
  OTEL_RESOURCE_ATTRIBUTES: "foreign=1,service.name=foreign",
  OTEL_SERVICE_NAME: "foreign",
  OTEL_SDK_DISABLED: "true",
  OTEL_TRACES_SAMPLER: "always_off",
  OTEL_TRACES_EXPORTER: "none",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_BSP_MAX_QUEUE_SIZE: "0",
  OTEL_BSP_SCHEDULE_DELAY: "3600000",
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "1",
  OTEL_ATTRIBUTE_COUNT_LIMIT: "0",
  OTEL_METRIC_EXPORT_INTERVAL: "3600000",
  OTEL_LOG_LEVEL: "all",
};

let collector: Collector;
let running: RunningTelemetry[] = [];
let said: { msg: string; data: string; failures: number; reason?: string }[] = [];
const untouched = { ...process.env };
before(async () => {
  Object.assign(process.env, hostile);
  collector = await startCollector();
});
beforeEach(() => {
  collector.received.length = 0;
  collector.answer(200);
  said = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
});
after(async () => {
  for (const name of Object.keys(hostile)) delete process.env[name];
  Object.assign(process.env, untouched);
  await collector.stop();
});

function start(options: Partial<TelemetryOptions> = {}): RunningTelemetry {
  const log = pino(
    { level: "trace" },
    { write: (line: string) => void said.push(JSON.parse(line) as (typeof said)[number]) },
  );
  const telemetry = createTelemetry({
    endpoint: `${collector.url}/base/?scope=a`,
    headers: { authorization: "Bearer secret-of-the-collector" },
    serviceName: "corridor-test",
    version: "9.9.9",
    traced: 1,
    metricsEveryMs: 1_000,
    log,
    ...options,
  });
  running.push(telemetry);
  return telemetry;
}

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = `00-${trace}-00f067aa0ba902b7-01`;

describe("what is sent", () => {
  test("goes where the settings say, with their headers, and the environment changes nothing", async () => {
    const telemetry = start();
    telemetry.traces.request("GET /x", null, { "http.route": "a longer value" })?.end();
    telemetry.metrics["corridor.drain.batch.size"].record(7);
    await collector.until(
      () => collector.spans().length > 0 && collector.metrics().some((m) => m.histogram),
    );
    for (const { path, headers, body } of collector.received) {
      const data = body.resourceSpans ? "traces" : "metrics";
      assert.equal(path, `/base/v1/${data}?scope=a`);
      assert.equal(headers.authorization, "Bearer secret-of-the-collector");
      assert.equal(headers["content-type"], "application/json");
      assert.equal(headers["content-encoding"], undefined);
      assert.ok(!("x-foreign" in headers));
      const [{ resource } = { resource: { attributes: [] } }] =
        body.resourceSpans ?? body.resourceMetrics ?? [];
      assert.deepEqual(
        resource.attributes.map(({ key }) => key),
        ["service.name", "service.version", "service.instance.id"],
      );
      assert.equal(valueOf(resource.attributes, "service.name"), "corridor-test");
    }
    const [span] = collector.spans();
    assert.equal(valueOf(span!.attributes, "http.route"), "a longer value");
    const size = collector.metrics().find(({ name }) => name === "corridor.drain.batch.size")!;
    assert.equal(size.unit, "{signal}");
    const [point] = size.histogram!.dataPoints;
    assert.deepEqual([point!.count, point!.sum], [1, 7]);
    assert.equal(size.histogram!.aggregationTemporality, 2, "cumulative");
  });

  test("nothing, and nothing is traced, where there is no endpoint", async () => {
    const telemetry = start({ endpoint: undefined });
    assert.equal(telemetry.traces.request("GET /x", parent, {}), undefined);
    await telemetry.traces.own("drain", { batch: "b" }, {}, async (span) => {
      assert.equal(span, undefined);
      assert.equal(currentWork()?.batch, "b");
    });
    await sleep(1_500);
    await telemetry.stop();
    assert.equal(collector.received.length, 0);
  });

  test("joins a caller's trace, and nests what is done in it", async () => {
    const { traces } = start();
    const span = traces.request("GET /x", parent, {})!;
    await traces.own("apart", {}, { links: [{ context: span.spanContext() }] }, async () => {
      const failed = traces.child(
        "inner",
        "client",
        () => ({ "db.operation.name": "select" }),
        () => Promise.reject(new Error("Budi Santoso")),
      );
      await assert.rejects(failed);
    });
    span.end();
    await collector.until(() => collector.spans().length === 3);
    const named = (name: string) => collector.spans().find((each) => each.name === name)!;
    const [request, apart, inner] = [named("GET /x"), named("apart"), named("inner")];
    assert.deepEqual(
      [request.traceId, request.parentSpanId, request.kind],
      [trace, "00f067aa0ba902b7", 2],
    );
    assert.notEqual(apart.traceId, trace);
    assert.ok(!apart.parentSpanId);
    assert.deepEqual(
      apart.links.map((link) => link.spanId),
      [request.spanId],
    );
    assert.deepEqual(
      [inner.traceId, inner.parentSpanId, inner.kind, inner.status.code],
      [apart.traceId, apart.spanId, 3, 2],
    );
    assert.equal(valueOf(inner.attributes, "error.type"), "defect");
    assert.ok(!collector.received.some(({ text }) => text.includes("Santoso")));
  });
});

describe("how much is kept", () => {
  test("is decided here, also where a caller says that it keeps its own", async () => {
    const none = start({ traced: 0 });
    for (let n = 0; n < 50; n++) {
      none.traces.request("GET /x", n % 2 ? parent : null, {})?.end();
      const inside = none.traces.child(
        "inner",
        "client",
        () => ({}),
        async () => currentWork()?.span,
      );
      assert.equal(await inside, undefined);
    }
    const some = start({ traced: 0.5 });
    for (let n = 0; n < 400; n++) some.traces.request("GET /half", null, {})?.end();
    await Promise.all([none.stop(), some.stop()]);
    const names = collector.spans().map(({ name }) => name);
    assert.ok(!names.includes("GET /x"));
    // 400 throws of a coin: outside these bounds once in 10^15.
    assert.ok(names.length > 120 && names.length < 280, String(names.length));
  });

  test("a caller that keeps nothing is not kept", async () => {
    const telemetry = start();
    telemetry.traces.request("GET /x", parent.replace(/01$/, "00"), {})?.end();
    await telemetry.stop();
    assert.equal(collector.spans().length, 0);
  });
});

describe("a collector that does not take it", () => {
  const failures = async (telemetry: RunningTelemetry, data: string) =>
    valueIn(parseExposition(await telemetry.page()), "corridor_export_failures_total", { data });

  for (const [what, answer, reason] of [
    ["refuses", 400, "the collector answered 400"],
    ["cannot take it now", 503, "the collector answered 503"],
    ["sends it elsewhere", 302, undefined],
  ] as const)
    test(`that ${what}: said once, counted each time`, async () => {
      collector.answer(answer);
      const telemetry = start();
      for (let n = 0; n < 6 && (await failures(telemetry, "metrics")) < 2; n++) {
        telemetry.traces.request("GET /x", null, {})?.end();
        await sleep(1_100);
      }
      assert.ok((await failures(telemetry, "metrics")) >= 2);
      assert.equal(said.length, 1);
      assert.equal(said[0]!.msg, "traces or metrics could not be sent");
      if (reason !== undefined) assert.equal(said[0]!.reason, reason);
      assert.ok(!JSON.stringify(said).includes("secret-of-the-collector"));
      collector.answer(200);
    });

  test("that is not there: said once, with the system's reason", async () => {
    const telemetry = start({ endpoint: `http://127.0.0.1:${await freePort()}` });
    for (let n = 0; n < 6 && (await failures(telemetry, "metrics")) < 2; n++) {
      telemetry.traces.request("GET /x", null, {})?.end();
      await sleep(1_100);
    }
    assert.ok((await failures(telemetry, "traces")) >= 1);
    assert.equal(said.length, 1);
    assert.match(said[0]!.reason ?? "", /ECONNREFUSED/);
  });

  test("that says nothing: stopping does not wait for it, and memory stays bounded", async () => {
    collector.answer("nothing");
    const telemetry = start();
    for (let n = 0; n < 20_000; n++) telemetry.traces.request("GET /x", null, {})?.end();
    await sleep(1_200);
    const from = performance.now();
    await telemetry.stop();
    assert.ok(performance.now() - from < 2_500);
    assert.ok(collector.spans().length <= 2_048 + 512, String(collector.spans().length));
  });
});
