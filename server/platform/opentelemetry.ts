/**
 * The one place that knows OpenTelemetry's SDK. Without an endpoint nothing is traced, and metrics
 * are kept in memory for the page alone.
 */
import { diag, DiagLogLevel } from "@opentelemetry/api";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { JsonMetricsSerializer, JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
  type IMetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Cause } from "./cause.ts";
import { clock, uuidv7 } from "./clock.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { observeProcess, observeStores, type Sources } from "./observed.ts";
import { createExporter, type Destination } from "./otlp.ts";
import type { Telemetry } from "./telemetry.ts";
import { createTraces, noTraces } from "./traces.ts";

export type RunningTelemetry = Telemetry & {
  /** What is asked of the stores whenever metrics are collected. */
  observe(sources: Sources): void;
  /** All metrics in Prometheus' text format. */
  page(): Promise<string>;
  /** Sends what is left, for as long as `stopPatience`. Call while the stores are open. */
  stop(): Promise<void>;
};

export type TelemetryOptions = {
  endpoint: string | undefined;
  headers: Readonly<Record<string, string>>;
  serviceName: string;
  version: string;
  /** The share of traces that are kept. */
  traced: number;
  metricsEveryMs: number;
  log: Log;
};

const stopPatience = 1_500;
/** Milliseconds between two lines of the log about exports that failed. */
const quiet = 60_000;
/** Collecting asks the stores, which answer or are given up sooner than this. */
const collectPatience = 5_000;

/** Metrics for whoever comes and asks. */
class Page extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** What OpenTelemetry says beside the name, Prometheus says in it. */
const suffixes: Readonly<Record<string, string>> = { s: "_seconds", By: "_bytes", "1": "_ratio" };

function namedForPrometheus(collected: ResourceMetrics): ResourceMetrics {
  return {
    ...collected,
    scopeMetrics: collected.scopeMetrics.map((each) => ({
      ...each,
      metrics: each.metrics.map((metric) => {
        const { name, unit } = metric.descriptor;
        const named = `${name}${suffixes[unit] ?? ""}`;
        return { ...metric, descriptor: { ...metric.descriptor, name: named, unit: "" } };
      }),
    })),
  };
}

/** Says at most once in a while that exports fail, and how many did. */
function failureLog(log: Log) {
  let saidAt = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (data: "traces" | "metrics", cause: Cause): void => {
    untold++;
    if (clock.now() - saidAt < quiet) return;
    saidAt = clock.now();
    log.warn({ data, failures: untold, ...cause }, "traces or metrics could not be sent");
    untold = 0;
  };
}

export function createTelemetry(options: TelemetryOptions): RunningTelemetry {
  const { endpoint, headers, log } = options;
  // Its defects and those of a collector come by `failed`; what it says by itself goes nowhere.
  diag.setLogger(
    { error() {}, warn() {}, info() {}, debug() {}, verbose() {} },
    { logLevel: DiagLogLevel.NONE, suppressOverrideMessage: true },
  );
  const resource = resourceFromAttributes({
    "service.name": options.serviceName,
    "service.version": options.version,
    "service.instance.id": uuidv7(),
  });
  const page = new Page();
  const said = failureLog(log);
  const exporterOf = <Q, A>(
    data: "traces" | "metrics",
    destination: Destination,
    serializer: Parameters<typeof createExporter<Q, A>>[2],
  ) =>
    createExporter(data, destination, serializer, (cause) => {
      metrics["corridor.export.failures"].add(1, { data });
      said(data, cause);
    });

  const readers: IMetricReader[] = [page];
  if (endpoint !== undefined)
    readers.push(
      new PeriodicExportingMetricReader({
        exporter: exporterOf("metrics", { endpoint, headers }, JsonMetricsSerializer),
        exportIntervalMillis: options.metricsEveryMs,
      }),
    );
  const meters = new MeterProvider({ resource, readers });
  const meter = meters.getMeter("corridor", options.version);
  const metrics = createMetrics(meter);
  const unwatch = observeProcess(meter);

  const tracers =
    endpoint === undefined
      ? undefined
      : new TracerProvider({
          resource,
          // A caller that traces is joined, and may not decide how much is kept here.
          sampler: new ParentBasedSampler({
            root: new TraceIdRatioBasedSampler(options.traced),
            remoteParentSampled: new TraceIdRatioBasedSampler(options.traced),
          }),
          spanProcessors: [
            new BatchSpanProcessor({
              exporter: exporterOf("traces", { endpoint, headers }, JsonTraceSerializer),
              scheduledDelayMillis: 1_000,
            }),
          ],
        });

  return {
    metrics,
    traces: tracers ? createTraces(tracers.getTracer("corridor", options.version)) : noTraces,
    observe: (sources) => observeStores(meter, sources),
    async page() {
      const { resourceMetrics } = await page.collect({ timeoutMillis: collectPatience });
      const serializer = new PrometheusSerializer("", false, undefined, false, true);
      return serializer.serialize(namedForPrometheus(resourceMetrics));
    },
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, stopPatience)));
      const sent = Promise.allSettled([tracers?.shutdown(), meters.shutdown()]);
      await Promise.race([sent, late]);
      clearTimeout(timer);
      unwatch();
    },
  };
}
