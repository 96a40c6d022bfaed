/**
 * What is measured, each by name, unit and meaning. Names, units and labels follow OpenTelemetry's
 * conventions where it has one. The table in docs/operating.md equals this list (a test compares
 * what `/metrics` gives with it).
 *
 * Every label's values are few and known: routes, stores, jobs, outcomes. Workspaces, keys and
 * people are never labels, as each would multiply every series; the log and the traces name them.
 */
import { createNoopMeter, type Counter, type Histogram, type Meter } from "@opentelemetry/api";

/** Seconds: of what somebody waits for, and of what works on its own. */
const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const long = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];
const many = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

type Kind = "counter" | "histogram";
type Described = { kind: Kind; unit: string; about: string; buckets?: number[] };

const described = {
  "http.server.request.duration": {
    kind: "histogram",
    unit: "s",
    buckets: short,
    about: "Requests by how long they took to answer; a stream until its end.",
  },
  "corridor.http.failures": {
    kind: "counter",
    unit: "{answer}",
    about: "Answers that were no success, by the code that they carry.",
  },
  "corridor.intake.signals": {
    kind: "counter",
    unit: "{signal}",
    about: "Signals received: accepted, duplicate (known by id), rejected (not valid).",
  },
  "corridor.inbox.write.requests": {
    kind: "histogram",
    unit: "{request}",
    buckets: many,
    about: "Requests whose signals were written to the inbox in one statement.",
  },
  "corridor.inbox.write.signals": {
    kind: "histogram",
    unit: "{signal}",
    buckets: many,
    about: "Signals that were written to the inbox in one statement.",
  },
  "corridor.drain.signals": {
    kind: "counter",
    unit: "{signal}",
    about:
      "Signals that left the inbox: stored (can be queried), known (stood there already), held (could not be processed).",
  },
  "corridor.drain.lag": {
    kind: "histogram",
    unit: "s",
    buckets: long,
    about:
      "From receipt until it could be queried, for the oldest signal of each batch. What was held and sent again counts from its first receipt.",
  },
  "corridor.drain.duration": {
    kind: "histogram",
    unit: "s",
    buckets: long,
    about: "How long a batch took from its lease to its end.",
  },
  "corridor.drain.batch.size": {
    kind: "histogram",
    unit: "{signal}",
    buckets: many,
    about: "Signals of a batch.",
  },
  "corridor.drain.failures": {
    kind: "counter",
    unit: "{pass}",
    about: "Passes of the drain that could not go on; their signals wait in the inbox.",
  },
  "corridor.job.duration": {
    kind: "histogram",
    unit: "s",
    buckets: long,
    about: "Runs of background jobs, done or failed, by how long they took.",
  },
  "corridor.job.lag": {
    kind: "histogram",
    unit: "s",
    buckets: long,
    about: "From when a job was due until it ran.",
  },
  "db.client.operation.duration": {
    kind: "histogram",
    unit: "s",
    buckets: short,
    about: "Calls of a store, by kind. A failed one has a label error_type: its code, or `defect`.",
  },
  "db.client.connection.wait_time": {
    kind: "histogram",
    unit: "s",
    buckets: short,
    about:
      "Waiting for a store: for a connection to PostgreSQL (the embedded one has one), or for a turn at the embedded ClickHouse.",
  },
  "corridor.audit.entries": {
    kind: "counter",
    unit: "{entry}",
    about: "Entries written to the audit log, by event.",
  },
  "corridor.export.failures": {
    kind: "counter",
    unit: "{export}",
    about: "Traces or metrics that could not be sent by OTLP, and were dropped.",
  },
} as const satisfies Record<string, Described>;

type Name = keyof typeof described;

/** The labels of each, and what they may say. */
type Labels = {
  "http.server.request.duration": {
    "http.request.method": string;
    "http.route": string;
    "http.response.status_class": string;
  };
  "corridor.http.failures": { code: string };
  "corridor.intake.signals": { outcome: "accepted" | "duplicate" | "rejected" };
  "corridor.inbox.write.requests": Record<never, never>;
  "corridor.inbox.write.signals": Record<never, never>;
  "corridor.drain.signals": { outcome: "stored" | "known" | "held" };
  "corridor.drain.lag": Record<never, never>;
  "corridor.drain.duration": Record<never, never>;
  "corridor.drain.batch.size": Record<never, never>;
  "corridor.drain.failures": Record<never, never>;
  "corridor.job.duration": { job: string; outcome: "done" | "failed" };
  "corridor.job.lag": { job: string };
  "db.client.operation.duration": {
    "db.system.name": "postgresql" | "clickhouse";
    "db.operation.name": string;
    "error.type"?: string;
  };
  "db.client.connection.wait_time": { "db.client.connection.pool.name": Pool };
  "corridor.audit.entries": { event: string };
  "corridor.export.failures": { data: "traces" | "metrics" };
};
export type Pool = "postgresql" | "clickhouse.read" | "clickhouse.aside" | "clickhouse.write";

type Instrument<N extends Name> = (typeof described)[N]["kind"] extends "counter"
  ? Counter<Labels[N]>
  : Histogram<Labels[N]>;

export type Metrics = { readonly [N in Name]: Instrument<N> };

/** Counters that say 0 from the start, so that the first failure is a rise and not a new series. */
const startAtZero: { [N in Name]?: readonly Labels[N][] } = {
  "corridor.intake.signals": [
    { outcome: "accepted" },
    { outcome: "duplicate" },
    { outcome: "rejected" },
  ],
  "corridor.drain.signals": [{ outcome: "stored" }, { outcome: "known" }, { outcome: "held" }],
  "corridor.drain.failures": [{}],
  "corridor.http.failures": [
    { code: "internal" },
    { code: "store_unavailable" },
    { code: "disk_full" },
    { code: "rate_limited" },
  ],
  "corridor.export.failures": [{ data: "traces" }, { data: "metrics" }],
};

export function createMetrics(meter: Meter): Metrics {
  const made: Record<string, Counter | Histogram> = {};
  for (const [name, each] of Object.entries(described) as [Name, Described][]) {
    const options = { unit: each.unit, description: each.about };
    if (each.kind === "histogram")
      made[name] = meter.createHistogram(name, {
        ...options,
        advice: { explicitBucketBoundaries: each.buckets ?? [] },
      });
    else {
      const counter = meter.createCounter(name, options);
      for (const labels of startAtZero[name] ?? []) counter.add(0, labels);
      made[name] = counter;
    }
  }
  return made as unknown as Metrics;
}

/** For what is made without a server around it: counts nothing. */
export const noMetrics: Metrics = createMetrics(createNoopMeter());

/** Notes what became of the signals of one request. */
export function countIntake(
  metrics: Metrics,
  counts: { accepted: number; duplicate: number; rejected: number },
): void {
  const signals = metrics["corridor.intake.signals"];
  for (const outcome of ["accepted", "duplicate", "rejected"] as const)
    if (counts[outcome] > 0) signals.add(counts[outcome], { outcome });
}
