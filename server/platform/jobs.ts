/** Work that is not a request: queued in Postgres, done once whichever process takes it, tried again when it fails. */
import { PgBoss } from "pg-boss";
import { causeOf } from "./cause.ts";
import { clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Postgres } from "./postgres.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";
import type { Work } from "./work.ts";

export type Job = {
  name: string;
  /** When it runs by itself, in cron's notation (UTC). */
  schedule?: string;
  /** Seconds that one run may take before it counts as failed. */
  seconds?: number;
  /** One run does all that was asked for before it began: what waits then is not run after it. */
  servesAll?: boolean;
  run: (data: Record<string, unknown>) => Promise<void>;
};

export type Jobs = {
  send(name: string, data: Record<string, unknown>): Promise<void>;
  /** Seconds that the job that is longest due has waited, of each job. */
  overdue(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
};

type Due = { data: unknown; startAfter: Date };

/** Runs one job as work of its own: measured, and named in whatever is logged meanwhile. */
function runner(job: Job, log: Log, { metrics, traces }: Telemetry) {
  return async (work: Due | undefined): Promise<void> => {
    const data = (work?.data ?? {}) as Record<string, unknown>;
    const from = clock.now();
    const due = work?.startAfter.getTime() ?? from;
    metrics["corridor.job.lag"].record(Math.max(0, from - due) / 1000, { job: job.name });
    const names: Work = { job: job.name };
    if (typeof data.workspace === "string") names.workspace = data.workspace;
    const attributes = {
      "corridor.job": job.name,
      ...(names.workspace === undefined ? {} : { "corridor.workspace": names.workspace }),
    };
    await traces.own(`job ${job.name}`, names, { attributes }, async () => {
      let outcome: "done" | "failed" = "done";
      try {
        await job.run(data);
      } catch (error) {
        outcome = "failed";
        log.warn({ job: job.name, ...causeOf(error) }, "a job failed and will be tried again");
        throw error;
      } finally {
        const seconds = (clock.now() - from) / 1000;
        metrics["corridor.job.duration"].record(Math.max(0, seconds), { job: job.name, outcome });
      }
    });
  };
}

async function overdue(postgres: Postgres, jobs: readonly Job[]): Promise<Map<string, number>> {
  const { rows } = await postgres.execute(
    "select name, extract(epoch from now() - min(start_after))::float8 as seconds from jobs.job where state in ('created', 'retry') and start_after <= now() group by name",
  );
  const found = new Map(
    (rows as { name: string; seconds: number }[]).map(({ name, seconds }) => [name, seconds]),
  );
  return new Map(jobs.map(({ name }) => [name, found.get(name) ?? 0]));
}

/** Makes a queue for each job, takes its work, and sets its schedule. */
export async function startJobs(
  postgres: Postgres,
  jobs: readonly Job[],
  log: Log,
  telemetry: Telemetry = noTelemetry,
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => postgres.execute(text, values) },
    schema: "jobs",
    superviseIntervalSeconds: 300,
    cronMonitorIntervalSeconds: 30,
  });
  boss.on("error", (error: Error) => log.warn(causeOf(error), "the job queue had a failure"));
  await boss.start();
  const workers = new Map<string, string>();
  /** The job's worker looks again at once, or as soon as it has done what it is at. */
  const wake = (name: string) => {
    const worker = workers.get(name);
    if (worker !== undefined) boss.notifyWorker(worker);
  };
  // Before it begins, and not at its end: what is asked for meanwhile waits for a run of its own.
  const alone = (job: Job): Job => ({
    ...job,
    async run(data) {
      await boss.deleteQueuedJobs(job.name);
      await job.run(data);
    },
  });
  for (const job of jobs) {
    await boss.createQueue(job.name, {
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: job.seconds ?? 900,
      deleteAfterSeconds: 86_400,
    });
    // A shorter interval only costs: the one connection of the embedded store would be asked all the
    // time. It is for what another process sent, what is due later, and what is tried again.
    const run = runner(job.servesAll ? alone(job) : job, log, telemetry);
    const taking = { pollingIntervalSeconds: 5, batchSize: 1, includeMetadata: true } as const;
    // Behind one there may be others, of which none is to wait an interval for each before it.
    const work = ([due]: Due[]) => run(due).finally(() => wake(job.name));
    workers.set(job.name, await boss.work(job.name, taking, work));
    if (job.schedule !== undefined) await boss.schedule(job.name, job.schedule);
  }
  return {
    overdue: () => overdue(postgres, jobs),
    async send(name, data) {
      await boss.send(name, data);
      wake(name);
    },
    stop: () => boss.stop({ graceful: true, timeout: 3_000 }),
  };
}
