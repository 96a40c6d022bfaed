/** A PostgreSQL server as it stands at one moment: one transaction that reads, on a connection of its own. */
import type pg from "pg";
import { CorridorError } from "#contract/error.ts";
import { plainTexts, quoted, type Snapshot, type SnapshotRequest } from "./snapshot.ts";

/** Any number that nobody else takes: one backup of a database at a time, whichever process makes it. */
const backupLock = 7_262_032;
/** How long the tables that stand still are waited for. */
const lockTimeout = "5s";

const tables = `select c.oid::regclass::text as name from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`;

/**
 * `connect` gives a connection of its own each time. Nothing is truncated or altered under the
 * transaction, as it locks every table in the mode that all readers share: a TRUNCATE would
 * otherwise show it an empty table.
 */
export async function serverSnapshot(
  connect: () => Promise<pg.Client>,
  request: SnapshotRequest,
): Promise<Snapshot> {
  const client = await connect();
  try {
    await client.query(
      `${plainTexts}; set statement_timeout = '120s'; set idle_in_transaction_session_timeout = 0; set lock_timeout = '${lockTimeout}'; set row_security = off`,
    );
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_lock($1) as mine",
      [backupLock],
    );
    if (!rows[0]!.mine)
      throw new CorridorError("conflict", "Another process makes a backup of this database now.");
    await request.prepare();
    const { rows: all } = await client.query<{ name: string }>(tables);
    await client.query("begin isolation level repeatable read read only");
    // Before the first query: a transaction sees what was committed when it asked first.
    if (all.length > 0)
      await client.query(
        `lock table ${all.map((table) => table.name).join(", ")} in access share mode`,
      );
    const cut = await takeCut(client, connect, request);
    return {
      cut,
      query: async <T>(sql: string, parameters: readonly unknown[] = []) =>
        (await client.query(sql, [...parameters])).rows as T[],
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Another connection keeps writers out until both stores have been caught. */
async function takeCut(
  client: pg.Client,
  connect: () => Promise<pg.Client>,
  request: SnapshotRequest,
): Promise<Date> {
  const guard = await connect();
  try {
    await guard.query(`set lock_timeout = '${lockTimeout}'; begin`);
    if (request.still.length > 0)
      await guard.query(
        `lock table ${request.still.map(quoted).join(", ")} in share row exclusive mode`,
      );
    const { rows } = await client.query<{ cut: Date }>("select now() as cut");
    await request.atTheCut();
    request.signal.throwIfAborted();
    return rows[0]!.cut;
  } finally {
    // Ending the connection ends its transaction.
    await guard.end();
  }
}
