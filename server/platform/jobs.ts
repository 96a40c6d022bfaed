/** Work that is not a request: queued in Postgres, done once whichever process takes it, tried again when it fails. */
import { PgBoss } from "pg-boss";
import type { Log } from "./log.ts";
import type { Postgres } from "./postgres.ts";

export type Job = {
  name: string;
  /** When it runs by itself, in cron's notation (UTC). */
  schedule?: string;
  /** Seconds that one run may take before it counts as failed. */
  seconds?: number;
  run: (data: Record<string, unknown>) => Promise<void>;
};

export type Jobs = {
  send(name: string, data: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
};

/** Makes a queue for each job, takes its work, and sets its schedule. */
export async function startJobs(postgres: Postgres, jobs: readonly Job[], log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => postgres.execute(text, values) },
    schema: "jobs",
    superviseIntervalSeconds: 300,
    cronMonitorIntervalSeconds: 30,
  });
  boss.on("error", (error: Error) =>
    log.warn({ reason: error.message }, "the job queue had a failure"),
  );
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, {
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: job.seconds ?? 900,
      deleteAfterSeconds: 86_400,
    });
    // A shorter interval only costs: the one connection of the embedded store would be asked all the time.
    await boss.work(job.name, { pollingIntervalSeconds: 5, batchSize: 1 }, async ([work]) => {
      try {
        await job.run((work?.data ?? {}) as Record<string, unknown>);
      } catch (error) {
        log.warn(
          { job: job.name, reason: (error as Error).message },
          "a job failed and will be tried again",
        );
        throw error;
      }
    });
    if (job.schedule !== undefined) await boss.schedule(job.name, job.schedule);
  }
  return {
    send: async (name, data) => void (await boss.send(name, data)),
    stop: () => boss.stop({ graceful: true, timeout: 3_000 }),
  };
}
