/** What is asked of the signals table about signals themselves: written, read one by one, listed, deleted. */
import type { Bound, ClickHouse } from "#platform/clickhouse.ts";
import { clock } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { dateTime, fromRow, rowSettings, signalColumns, type SignalRow } from "./signal.ts";

/** The place of a signal in a list: newest first, the row id settles ties. */
export type Cursor = { at: number; rowId: string };
/** An SQL condition with its bound values; made by the query compiler, never from a caller's text. */
export type Condition = { sql: string; parameters: Bound };

const tombstone = `SELECT * REPLACE ({version:UInt64} AS version, 1 AS deleted, '' AS id, '' AS customer_id, '' AS customer_email,
  '' AS customer_phone, '' AS customer_anonymous_id, '' AS customer_name, '' AS account_id, '' AS account_name,
  '{}' AS measures, '{}' AS answers, '{}' AS attributes, map() AS text, [] AS judgements)`;

export function createListenQueries(clickhouse: ClickHouse) {
  return {
    /** Inserts lines made by `toRow`; the same token with the same lines counts once. */
    insert: (_scope: SystemScope, lines: readonly string[], token: string): Promise<void> =>
      // A batch may span many months: each is a partition, and the server's limit of 100 a block would refuse it.
      clickhouse.insert("signals", lines.join("\n"), {
        token,
        settings: { ...rowSettings, max_partitions_per_insert_block: 0 },
      }),

    /** The earliest receipt of any signal, in milliseconds; undefined in an empty store. */
    async firstReceived(_scope: SystemScope): Promise<number | undefined> {
      const rows = await clickhouse.query<{ n: number; first: number }>(
        "SELECT toUInt32(count() > 0) AS n, toUnixTimestamp64Milli(min(received)) AS first FROM signal_keys",
      );
      return rows[0]?.n ? Number(rows[0].first) : undefined;
    },

    /** Which of these row ids were received before `before` and still stand. */
    async receivedBefore(
      _scope: SystemScope,
      rowIds: readonly string[],
      before: number,
    ): Promise<Set<string>> {
      const known = new Set<string>();
      // A list of 20,000 ids is over the server's limit for a query's text.
      for (let from = 0; from < rowIds.length; from += 2000) {
        const rows = await clickhouse.query<{ id: string }>(
          "SELECT toString(row_id) AS id FROM signal_keys FINAL WHERE workspace IN (SELECT DISTINCT workspace FROM signal_keys) AND row_id IN {ids:Array(UUID)} AND received < {before:DateTime64(3, 'UTC')}",
          { ids: rowIds.slice(from, from + 2000), before: dateTime(before) },
        );
        for (const row of rows) known.add(row.id);
      }
      return known;
    },

    async get(scope: Scope, rowId: string): Promise<Record<string, unknown> | undefined> {
      const at = await this.timeOf(scope, rowId);
      if (at === undefined) return undefined;
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID} AND at = {at:DateTime64(3, 'UTC')} AND row_id = {rowId:UUID} LIMIT 1`,
        { workspace: scope.workspace, at: dateTime(at), rowId },
      );
      return rows[0] && fromRow(rows[0]);
    },

    /** When a signal occurred (milliseconds), by its row id; undefined where there is none. */
    async timeOf(scope: Scope, rowId: string): Promise<number | undefined> {
      const rows = await clickhouse.query<{ milliseconds: number }>(
        "SELECT toUnixTimestamp64Milli(at) AS milliseconds FROM signal_keys FINAL WHERE workspace = {workspace:UUID} AND row_id = {rowId:UUID} LIMIT 1",
        { workspace: scope.workspace, rowId },
      );
      return rows[0] && Number(rows[0].milliseconds);
    },

    /** A page of signals, newest first. */
    async list(
      scope: Scope,
      condition: Condition,
      after: Cursor | undefined,
      most: number,
    ): Promise<{ signals: Record<string, unknown>[]; next: Cursor | undefined }> {
      const keyset = after
        ? " AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
        : "";
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID} AND (${condition.sql})${keyset} ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
        {
          ...condition.parameters,
          workspace: scope.workspace,
          most: most + 1,
          ...(after ? { cursorAt: dateTime(after.at), cursorId: after.rowId } : {}),
        },
      );
      const last = rows.length > most ? rows[most - 1] : undefined;
      return {
        signals: rows.slice(0, most).map(fromRow),
        next: last && { at: Number(last.at_ms), rowId: last.row_key },
      };
    },

    /** Puts a deletion over one signal: nothing that it said is in the newer version. */
    async remove(scope: Scope, rowId: string, at: number): Promise<void> {
      await clickhouse.command(
        `INSERT INTO signals (workspace, at, row_id, version, received, deleted) VALUES ({workspace:UUID}, {at:DateTime64(3, 'UTC')}, {rowId:UUID}, {version:UInt64}, {received:DateTime64(3, 'UTC')}, 1)`,
        {
          workspace: scope.workspace,
          at: dateTime(at),
          rowId,
          version: clock.now() + 1,
          received: dateTime(clock.now()),
        },
      );
    },

    /** The next row ids of an import, for `removeImport`. */
    async idsOfImport(scope: Scope, importId: string, most: number): Promise<string[]> {
      const rows = await clickhouse.query<{ id: string }>(
        "SELECT toString(row_id) AS id FROM signals FINAL WHERE workspace = {workspace:UUID} AND import = {importId:String} ORDER BY row_id LIMIT {most:UInt32}",
        { workspace: scope.workspace, importId, most },
      );
      return rows.map((row) => row.id);
    },

    /** Puts deletions over these signals of an import. */
    async removeOfImport(scope: Scope, importId: string, rowIds: readonly string[]): Promise<void> {
      for (let from = 0; from < rowIds.length; from += 2000) {
        await clickhouse.command(
          `INSERT INTO signals ${tombstone} FROM signals FINAL WHERE workspace = {workspace:UUID} AND import = {importId:String} AND row_id IN {ids:Array(UUID)}`,
          {
            workspace: scope.workspace,
            importId,
            ids: rowIds.slice(from, from + 2000),
            version: clock.now() + 1,
          },
          { settings: { max_partitions_per_insert_block: 0 } },
        );
      }
    },

    /** Closed months that lie in more than one part, oldest first: merged to one, FINAL costs nearly nothing there. */
    async monthsToMerge(_scope: SystemScope, beforeMonth: number): Promise<string[]> {
      const rows = await clickhouse.query<{ partition: string }>(
        `SELECT partition FROM system.parts WHERE database = currentDatabase() AND table = 'signals' AND active AND toUInt32OrZero(partition) < {before:UInt32}
         GROUP BY partition HAVING count() > 1 ORDER BY partition`,
        { before: beforeMonth },
      );
      return rows.map((row) => row.partition);
    },

    /** Merges one month to one part; deleted signals leave the disk with it. */
    mergeMonth: (_scope: SystemScope, partition: string): Promise<void> => {
      if (!/^\d{6}$/.test(partition)) throw new Error(`not a month: ${partition}`);
      return clickhouse.command(`OPTIMIZE TABLE signals PARTITION ${partition} FINAL CLEANUP`);
    },
  };
}

export type ListenQueries = ReturnType<typeof createListenQueries>;
