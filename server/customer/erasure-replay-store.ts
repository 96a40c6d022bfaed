/** What a start asks of the erasures in Postgres: which of the ledger's are not done here, and who holds one. */
import { sql } from "kysely";
import type { Database } from "#platform/postgres.ts";
import type { SystemScope } from "#platform/scope.ts";
import type { LedgerLine } from "./erasure.ts";
import type { Person } from "./sought.ts";

/** Ids of one statement. */
const step = 10_000;
const open = sql`erased_at is null and (leased_until is null or leased_until < now())`;

export function createErasureReplayStore(db: Database) {
  return {
    /** Of these erasures those that this store knows nothing of, or that are to be done and in nobody's hands. */
    async undone(_scope: SystemScope, ids: readonly string[]): Promise<Set<string>> {
      const undone = new Set(ids);
      for (let from = 0; from < ids.length; from += step) {
        const { rows } = await sql<{ id: string }>`
          select id from erasures where id = any (string_to_array(${ids.slice(from, from + step).join(",")}, ',')::uuid[])
            and not (${open})`.execute(db);
        for (const { id } of rows) undone.delete(id);
      }
      return undone;
    },

    /** Puts an erasure of the ledger back to be done again; one that was noted here when it was asked for learns that it was done. */
    async replay(_scope: SystemScope, line: LedgerLine, person: Person): Promise<void> {
      await sql`insert into erasures (id, workspace, requested_at, requested_by, mode, mentions, person_digest, digests, person, replayed_until)
        values (${line.erasure}::uuid, ${line.workspace}::uuid, ${line.requestedAt}::timestamptz, 'system:replay', ${line.mode}, ${line.mentions},
          ${line.person}, ${line.digests.join(" ")}, ${JSON.stringify(person)}::jsonb, ${line.erasedAt}::timestamptz)
        on conflict do nothing`.execute(db);
      await sql`update erasures set replayed_until = ${line.erasedAt}::timestamptz
        where id = ${line.erasure}::uuid and replayed_until is null and ${open}`.execute(db);
      if (line.rows.length === 0) return;
      await sql`insert into erased_signals (erasure, row_id, month)
        select ${line.erasure}::uuid, each, 0 from unnest(string_to_array(${line.rows.join(",")}, ',')::uuid[]) as each
        on conflict do nothing`.execute(db);
    },

    /** Takes every erasure out of the hands of whoever had it: for who knows that none of them lives. */
    async letGo(_scope: SystemScope): Promise<void> {
      await sql`update erasures set leased_until = null where erased_at is null and leased_until is not null`.execute(
        db,
      );
    },
  };
}

export type ErasureReplayStore = ReturnType<typeof createErasureReplayStore>;
