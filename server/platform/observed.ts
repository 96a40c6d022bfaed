/** What is looked up when metrics are collected: this process, and what the stores say. */
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { getHeapSpaceStatistics } from "node:v8";
import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import { clock } from "./clock.ts";

/** Milliseconds between two looks at the clock; Node counts them as part of the delay. */
const resolution = 20;
/** Milliseconds after which the event loop's delays are forgotten, at the next collection. Several may collect. */
const delayMemory = 60_000;
/** Milliseconds that a store has to answer: a page of metrics is no use when it comes late. */
const patience = 3_000;

/** Answers the function that ends it. */
export function observeProcess(meter: Meter): () => void {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const memory = gauge("process.memory.usage", "By", "Resident memory of the process.");
  const heap = gauge("v8js.memory.heap.used", "By", "JavaScript's memory, by space of the heap.");
  const uptime = gauge("process.uptime", "s", "Since the process started.");
  const cpu = meter.createObservableCounter("process.cpu.time", {
    unit: "s",
    description: "Processor time of the process, all threads, by mode.",
  });
  const idle = gauge(
    "nodejs.eventloop.utilization",
    "1",
    "Share of the time that the event loop was busy, of the last minute or two.",
  );
  const delays = (["p50", "p99", "max"] as const).map((of) => ({
    of,
    gauge: gauge(
      `nodejs.eventloop.delay.${of}`,
      "s",
      `How late the event loop was in the last minute or two: ${of === "max" ? "at most" : `no later than this ${of.slice(1)} % of the times`}.`,
    ),
  }));

  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  let since = clock.now();
  let before = performance.eventLoopUtilization();

  meter.addBatchObservableCallback(
    (result) => {
      const { user, system } = process.cpuUsage();
      result.observe(memory, process.memoryUsage.rss());
      result.observe(uptime, process.uptime());
      result.observe(cpu, user / 1e6, { "cpu.mode": "user" });
      result.observe(cpu, system / 1e6, { "cpu.mode": "system" });
      for (const { space_name: space, space_used_size: used } of getHeapSpaceStatistics())
        result.observe(heap, used, { "v8js.heap.space.name": space });
      result.observe(idle, performance.eventLoopUtilization(before).utilization);
      const nanoseconds = { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max };
      for (const { of, gauge: each } of delays)
        result.observe(each, Math.max(0, nanoseconds[of] / 1e9 - resolution / 1e3));
      if (clock.now() - since < delayMemory) return;
      since = clock.now();
      before = performance.eventLoopUtilization();
      delay.reset();
    },
    [memory, heap, uptime, cpu, idle, ...delays.map((each) => each.gauge)],
  );
  return () => void delay.disable();
}

export type Sources = {
  postgres: { ping(): Promise<void>; restarts(): number };
  clickhouse: { ping(): Promise<void> };
  inboxState: () => Promise<{ rows: number; oldestSeconds: number; held: number }>;
  /** Seconds that the job that is longest due has waited, of each job. */
  overdue: () => Promise<ReadonlyMap<string, number>>;
};

/** What is answered in time, or undefined where the store is away. */
async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(
    (resolve) => (timer = setTimeout(resolve, patience, undefined)),
  );
  const answer = asked.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Where a store is away its figures are left out, which is not the same as 0. */
export function observeStores(meter: Meter, sources: Sources): void {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const up = gauge("corridor.store.up", "", "1 while a store answers, 0 while it doesn't.");
  const rows = gauge("corridor.inbox.signals", "{signal}", "Signals that wait in the inbox.");
  const oldest = gauge("corridor.inbox.oldest", "s", "How long the oldest of them has waited.");
  const held = gauge("corridor.held.signals", "{signal}", "Signals that are held.");
  const overdue = gauge(
    "corridor.job.overdue",
    "s",
    "How long the job has been due that is longest due and not begun; 0 where none is.",
  );
  const restarts = meter.createObservableCounter("corridor.postgres.restarts", {
    unit: "{restart}",
    description: "Times that the embedded PostgreSQL hung and was opened again.",
  });

  const callback: BatchObservableCallback = async (result) => {
    const [inbox, jobs, clickhouse] = await Promise.all([
      inTime(sources.inboxState()),
      inTime(sources.overdue()),
      inTime(sources.clickhouse.ping().then(() => true)),
    ]);
    result.observe(up, inbox === undefined ? 0 : 1, { "db.system.name": "postgresql" });
    result.observe(up, clickhouse === undefined ? 0 : 1, { "db.system.name": "clickhouse" });
    result.observe(restarts, sources.postgres.restarts());
    if (inbox) {
      result.observe(rows, inbox.rows);
      result.observe(oldest, inbox.oldestSeconds);
      result.observe(held, inbox.held);
    }
    for (const [job, seconds] of jobs ?? []) result.observe(overdue, seconds, { job });
  };
  meter.addBatchObservableCallback(callback, [up, rows, oldest, held, overdue, restarts]);
}
