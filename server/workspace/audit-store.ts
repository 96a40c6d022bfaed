/** The audit log, in Postgres: appended to and read, never changed. The database refuses anything else. */
import { sql, type RawBuilder } from "kysely";
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
export const shownEntry = (row: AuditRow) => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: row.actor,
  event: row.event,
  subject: row.subject,
  before: row.before,
  after: row.after,
  address: row.address,
  requestId: row.request_id,
});

export type AuditFilter = {
  event?: string | undefined;
  actor?: string | undefined;
  subject?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Leaves out what was done to customers and their consent. */
  notAboutCustomers?: boolean;
  /** Leaves out what follows from confidential answers alone. */
  notConfidential?: boolean;
};

/** An event's name may end with a star: `key.*`. */
const likeOf = (event: string): string => event.replace(/[\\%_]/g, "\\$&").replace(/\*$/, "%");

/** Events whose subject is a customer's key. */
export const ofCustomers = /^(customers?|consent|proposal)\./;
/** Events that are about customers and what they said; of others nothing is ever taken out. */
const aboutCustomers = "^(customers?|consent|account|identity|signal|held|case|proposal)\\.";

/** Where a word stands by itself, as `wholeOf` of customer/sought.ts has it, in PostgreSQL's expressions. */
const joiners = "._%+@-";
const start = `(?:^|[^[:alnum:]${joiners}])[${joiners}]*`;
const end = `[${joiners}]*(?:$|[^[:alnum:]${joiners}])`;
const special = String.raw`[\\^$.*+?()[\]{}|]`;

/** Of what follows from confidential answers alone a note says so. */
const notConfidential = sql<boolean>`coalesce(before ->> 'confidential', after ->> 'confidential') is distinct from 'true'`;

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
      if (filter.notAboutCustomers)
        query = query.where(sql<boolean>`event !~ ${ofCustomers.source}`);
      if (filter.notConfidential) query = query.where(notConfidential);
      if (before !== undefined) query = query.where("id", "<", before);
      return query.orderBy("id", "desc").limit(most).execute();
    },

    /**
     * Takes a person's strings out of what entries about customers and signals say was done to them:
     * the subject where it is one of `subjects`, before and after where a text of theirs holds one of
     * `words` or `phones` (lower case) by itself: within a longer one it is another's. Names of fields
     * and what was allowed are words of Corridor, and somebody's id may be called so. Who did what,
     * when and from where stays. Answers in how many entries.
     */
    async redact(
      scope: Scope,
      subjects: readonly string[],
      words: readonly string[],
      phones: readonly string[],
      by: string,
    ): Promise<number> {
      // U+0001 parts them: a text that holds it would be many short ones, and those fit anything.
      const among = (list: readonly string[]) =>
        sql`string_to_array(${list.filter((text) => !text.includes("\u0001")).join("\u0001")}, E'\\x01')`;
      const inTexts = (texts: RawBuilder<unknown>) => sql`exists (
        select from ${texts} as texts(said), unnest(${among(words)}) as word
        where strpos(lower(said), word) > 0 and lower(said) ~ concat(${start}::text, regexp_replace(word, ${special}, ${String.raw`\\\&`}, 'g'), ${end}::text)
      ) or exists (
        select from ${texts} as texts(said), unnest(${among(phones)}) as phone
        where strpos(said, phone) > 0 and said ~ concat(phone, '($|[^0-9])')
      )`;
      const inJson = (column: "before" | "after") =>
        sql`(event !~ '^consent\\.' and (${inTexts(sql`(
          select leaf #>> '{}' from jsonb_path_query(
            case jsonb_typeof(${sql.ref(column)}) when 'object' then ${sql.ref(column)} - 'fields' else ${sql.ref(column)} end,
            'strict $.** ? (@.type() == "string")') as leaf)`)}))`;
      const inSubject = sql`(subject = any (${among(subjects)}) or ${inTexts(sql`(select subject)`)})`;
      return db.transaction().execute(async (trx) => {
        await sql`set local corridor.audit_erasure = 'on'`.execute(trx);
        const { numAffectedRows } = await sql`
          update audit_log set
            subject = case when ${inSubject} then ${by} else subject end,
            before = case when ${inJson("before")} then null else before end,
            after = case when ${inJson("after")} then null else after end
          where workspace = ${scope.workspace} and event ~ ${aboutCustomers}
            and (${inSubject} or ${inJson("before")} or ${inJson("after")})`.execute(trx);
        return Number(numAffectedRows ?? 0);
      });
    },

    /** A page of what was noted about any of these subjects, newest first. */
    async about(
      scope: Scope,
      subjects: readonly string[],
      before: string | undefined,
      most: number,
    ): Promise<AuditRow[]> {
      let query = db
        .selectFrom("audit_log")
        .selectAll()
        .where("workspace", "=", scope.workspace)
        .where("subject", "in", subjects);
      if (!scope.may.has("see confidential answers")) query = query.where(notConfidential);
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
