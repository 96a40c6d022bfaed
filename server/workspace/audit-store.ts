/** The audit log, in Postgres: appended to and read, never changed. The database refuses anything else. */
import { sql } from "kysely";
import { clock, uuidv7 } from "#platform/clock.ts";
import { noMetrics, type Metrics } from "#platform/metrics.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";

type AuditTable = {
  id: string;
  workspace: string;
  at: Date;
  actor: string;
  event: string;
  subject: string;
  before: unknown;
  after: unknown;
  address: string;
  request_id: string;
};
export type AuditRow = AuditTable;

export type NewEntry = {
  event: string;
  subject?: string | undefined;
  before?: unknown;
  after?: unknown;
  address: string;
  requestId: string;
};
export type AuditFilter = {
  event?: string | undefined;
  actor?: string | undefined;
  subject?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

/** An event's name may end with a star: `key.*`. */
const likeOf = (event: string): string => event.replace(/[\\%_]/g, "\\$&").replace(/\*$/, "%");

const json = (value: unknown) =>
  value === undefined ? null : sql<string>`${JSON.stringify(value)}::jsonb`;

export function createAuditStore(database: Database, metrics: Metrics = noMetrics) {
  const db = database.withTables<{ audit_log: AuditTable }>();
  return {
    async append(scope: Pick<Scope, "workspace" | "actor">, entry: NewEntry): Promise<void> {
      await db
        .insertInto("audit_log")
        .values({
          id: uuidv7(),
          workspace: scope.workspace,
          at: new Date(clock.now()),
          actor: scope.actor,
          event: entry.event,
          subject: (entry.subject ?? "").slice(0, 500),
          before: json(entry.before),
          after: json(entry.after),
          address: entry.address,
          request_id: entry.requestId,
        })
        .execute();
      metrics["corridor.audit.entries"].add(1, { event: entry.event });
    },

    /** A page, newest first, by keyset over ids, which are ordered by time. */
    async list(
      scope: Scope,
      filter: AuditFilter,
      before: string | undefined,
      most: number,
    ): Promise<AuditRow[]> {
      let query = db.selectFrom("audit_log").selectAll().where("workspace", "=", scope.workspace);
      if (filter.event !== undefined) query = query.where("event", "like", likeOf(filter.event));
      if (filter.actor !== undefined) query = query.where("actor", "=", filter.actor);
      if (filter.subject !== undefined) query = query.where("subject", "=", filter.subject);
      if (filter.from !== undefined) query = query.where("at", ">=", filter.from);
      if (filter.to !== undefined) query = query.where("at", "<", filter.to);
      if (before !== undefined) query = query.where("id", "<", before);
      return query.orderBy("id", "desc").limit(most).execute();
    },

    /** Takes away what is older than a workspace keeps. Answers how many. */
    async prune(_scope: SystemScope, workspace: string, before: Date): Promise<number> {
      return db.transaction().execute(async (trx) => {
        await sql`set local corridor.audit_retention = 'on'`.execute(trx);
        const { numDeletedRows } = await trx
          .deleteFrom("audit_log")
          .where("workspace", "=", workspace)
          .where("at", "<", before)
          .executeTakeFirst();
        return Number(numDeletedRows);
      });
    },
  };
}

export type AuditStore = ReturnType<typeof createAuditStore>;
