/** What is asked of the signals table about signals themselves: written, read one by one, listed, deleted. */
import { boundIdentities, customersOf } from "#customer/identity-sql.ts";
import type { Bound, ClickHouse } from "#platform/clickhouse.ts";
import { clock } from "#platform/clock.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { dateTime, rowSettings } from "#platform/rows.ts";
import type { Owner } from "./noted.ts";
import { fromRow, ownersOf, signalColumns, type SignalRow } from "./signal.ts";

/** The place of a signal in a list: newest first, the row id settles ties. */
export type Cursor = { at: number; rowId: string };
/** Where a signal lies, and the version that a deletion must exceed. */
export type Place = { at: number; version: number };
/** An SQL condition with its bound values; made by the query compiler, never from a caller's text. */
export type Condition = {
  sql: string;
  parameters: Bound;
  /** What to put after `FROM signals FINAL`, where the condition names more than signals. */
  joins?: string;
  /** It names a field that singles out a customer. */
  singles?: boolean;
  /** Anything was chosen of what the caller reaches. */
  chosen?: boolean;
};
type Signal = Record<string, unknown>;

export function createListenQueries(clickhouse: ClickHouse) {
  return {
    /** Inserts lines made by `toRow`, as one text; the same token with the same lines counts once. */
    insert: (_scope: SystemScope, lines: string, token: string): Promise<void> =>
      // A batch may span many months: each is a partition, and the server's limit of 100 a block would refuse it.
      clickhouse.insert("signals", lines, {
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

    /** When those of these row ids that stand were received, in milliseconds. */
    async receipts(
      _scope: SystemScope | Scope,
      workspace: string,
      rowIds: readonly string[],
    ): Promise<Map<string, number>> {
      const known = new Map<string, number>();
      // A list of 20,000 ids is over the server's limit for a query's text.
      for (let from = 0; from < rowIds.length; from += 2000) {
        const rows = await clickhouse.query<{ id: string; received: number }>(
          "SELECT toString(row_id) AS id, toUnixTimestamp64Milli(received) AS received FROM signal_keys FINAL WHERE workspace = {workspace:UUID} AND row_id IN {ids:Array(UUID)}",
          { workspace, ids: rowIds.slice(from, from + 2000) },
        );
        for (const row of rows) known.set(row.id, Number(row.received));
      }
      return known;
    },

    /** One signal, where it meets the condition: that of what the caller may see. */
    async get(scope: Scope, rowId: string, condition: Condition): Promise<Signal | undefined> {
      return (await this.getOwned(scope, rowId, condition))?.signal;
    },

    /** The same, with whose it is: nobody's where `owners` is empty. */
    async getOwned(
      scope: Scope,
      rowId: string,
      condition: Condition,
    ): Promise<{ signal: Signal; owners: Owner[] } | undefined> {
      const place = await this.placeOf(scope, rowId);
      if (!place) return undefined;
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID} AND at = {at:DateTime64(3, 'UTC')} AND row_id = {rowId:UUID} AND (${condition.sql}) LIMIT 1`,
        { ...condition.parameters, workspace: scope.workspace, at: dateTime(place.at), rowId },
      );
      return rows[0] && { signal: fromRow(rows[0]), owners: ownersOf(rows) };
    },

    /** Whether identities, as `numberOf` gives them, are all of one customer. */
    async areOne(scope: Scope, identities: readonly string[]): Promise<boolean> {
      const [found] = await clickhouse.query<{ n: number }>(
        `SELECT toUInt32(count()) AS n FROM (${customersOf(`SELECT arrayJoin(${boundIdentities("identities")}) AS who`)})`,
        { workspace: scope.workspace, identities },
      );
      return found!.n === 1;
    },

    /** When a signal occurred, and its version (both in milliseconds), by its row id; undefined where there is none. */
    async placeOf(scope: Scope, rowId: string): Promise<Place | undefined> {
      const rows = await clickhouse.query<Place>(
        "SELECT toUnixTimestamp64Milli(at) AS at, version FROM signal_keys FINAL WHERE workspace = {workspace:UUID} AND row_id = {rowId:UUID} LIMIT 1",
        { workspace: scope.workspace, rowId },
      );
      return rows[0] && { at: Number(rows[0].at), version: Number(rows[0].version) };
    },

    /** A page of signals, newest first, the identity that each stands under, and whose these are. */
    async list(
      scope: Scope,
      condition: Condition,
      after: Cursor | undefined,
      most: number,
    ): Promise<{
      signals: Signal[];
      identities: string[];
      owners: Owner[];
      next: Cursor | undefined;
    }> {
      const keyset = after
        ? " AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
        : "";
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL${condition.joins ?? ""} WHERE workspace = {workspace:UUID} AND (${condition.sql})${keyset} ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
        {
          ...condition.parameters,
          workspace: scope.workspace,
          most: most + 1,
          ...(after ? { cursorAt: dateTime(after.at), cursorId: after.rowId } : {}),
        },
      );
      const last = rows.length > most ? rows[most - 1] : undefined;
      const page = rows.slice(0, most);
      return {
        signals: page.map(fromRow),
        identities: page.map((row) => row.identity_number),
        owners: ownersOf(page),
        next: last && { at: Number(last.at_ms), rowId: last.row_key },
      };
    },

    /**
     * A page of what is known of one customer, newest first, by the numbers of its identifiers
     * (`numberOf`). The table by customer tells where they lie, so that nothing else is read.
     */
    async listOf(
      scope: Scope,
      identities: readonly string[],
      after: Cursor | undefined,
      most: number,
    ): Promise<{ signals: Record<string, unknown>[]; next: Cursor | undefined }> {
      const keyset = after
        ? " AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
        : "";
      const places = await clickhouse.query<{ at_ms: number; id: string }>(
        `SELECT toUnixTimestamp64Milli(at) AS at_ms, toString(row_id) AS id FROM signals_by_customer FINAL
         WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}${keyset} ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
        {
          workspace: scope.workspace,
          identities,
          most: most + 1,
          ...(after ? { cursorAt: dateTime(after.at), cursorId: after.rowId } : {}),
        },
      );
      const page = places.slice(0, most);
      if (page.length === 0) return { signals: [], next: undefined };
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID}
         AND at IN {ats:Array(DateTime64(3, 'UTC'))} AND row_id IN {ids:Array(UUID)} ORDER BY at DESC, row_id DESC`,
        {
          workspace: scope.workspace,
          ats: [...new Set(page.map((place) => dateTime(Number(place.at_ms))))],
          ids: page.map(({ id }) => id),
        },
      );
      const last = places.length > most ? page.at(-1) : undefined;
      return {
        signals: rows.map(fromRow),
        next: last && { at: Number(last.at_ms), rowId: last.id },
      };
    },

    /** Puts a deletion over one signal: nothing that it said is in the newer version but a number of whose it was, by which lists lose it too. */
    async remove(scope: Scope, rowId: string, place: Place): Promise<void> {
      await clickhouse.command(
        `INSERT INTO signals (workspace, at, row_id, version, received, deleted, identity)
         SELECT {workspace:UUID}, {at:DateTime64(3, 'UTC')}, {rowId:UUID}, {version:UInt64}, {received:DateTime64(3, 'UTC')}, 1,
           (SELECT max(identity) FROM signals WHERE workspace = {workspace:UUID} AND at = {at:DateTime64(3, 'UTC')} AND row_id = {rowId:UUID})`,
        {
          workspace: scope.workspace,
          at: dateTime(place.at),
          rowId,
          // Above the signal's own, which another process with a faster clock may have given.
          version: Math.max(clock.now(), place.version) + 1,
          received: dateTime(clock.now()),
        },
      );
    },

    /** The months (YYYYMM) in which an import has, or had, signals. */
    async monthsOfImport(scope: Scope, importId: string): Promise<number[]> {
      const rows = await clickhouse.query<{ month: number }>(
        "SELECT DISTINCT toYYYYMM(at) AS month FROM signals WHERE workspace = {workspace:UUID} AND import = {importId:String} ORDER BY month",
        { workspace: scope.workspace, importId },
      );
      return rows.map((row) => row.month);
    },

    /** How many signals of an import stand in a month. */
    async countOfImport(scope: Scope, importId: string, month: number): Promise<number> {
      const rows = await clickhouse.query<{ n: number }>(
        "SELECT toUInt32(count()) AS n FROM signals FINAL WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND import = {importId:String}",
        { workspace: scope.workspace, importId, month },
      );
      return rows[0]!.n;
    },

    /** Puts deletions over up to `most` signals of an import in a month. */
    async removeOfImport(
      scope: Scope,
      importId: string,
      month: number,
      most: number,
    ): Promise<void> {
      await clickhouse.command(
        `INSERT INTO signals (workspace, at, row_id, version, received, deleted, import, identity)
         SELECT workspace, at, row_id, greatest(version, {now:UInt64}) + 1, {received:DateTime64(3, 'UTC')}, 1, import, identity FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND import = {importId:String} LIMIT {most:UInt32}`,
        {
          workspace: scope.workspace,
          importId,
          month,
          most,
          now: clock.now(),
          received: dateTime(clock.now()),
        },
      );
    },

    /** Row ids of an import's deleted signals after `after`, in their order. */
    async deletedOfImport(
      scope: Scope,
      importId: string,
      after: string,
      most: number,
    ): Promise<string[]> {
      const rows = await clickhouse.query<{ id: string }>(
        "SELECT DISTINCT row_id, toString(row_id) AS id FROM signals WHERE workspace = {workspace:UUID} AND import = {importId:String} AND deleted = 1 AND row_id > {after:UUID} ORDER BY row_id LIMIT {most:UInt32}",
        { workspace: scope.workspace, importId, after, most },
      );
      return rows.map((row) => row.id);
    },

    /** Row ids of signals that were deleted since, after `after`, in their order, with their workspace. */
    async deletedSince(
      _scope: SystemScope,
      since: Date,
      after: string,
      most: number,
    ): Promise<{ workspace: string; id: string }[]> {
      return clickhouse.query<{ workspace: string; id: string }>(
        "SELECT DISTINCT row_id, toString(workspace) AS workspace, toString(row_id) AS id FROM signals WHERE deleted = 1 AND received >= {since:DateTime64(3, 'UTC')} AND row_id > {after:UUID} ORDER BY row_id LIMIT {most:UInt32}",
        { since: dateTime(since.getTime()), after, most },
      );
    },

    /** Closed months that lie in more than one part, oldest first: merged to one, FINAL costs nearly nothing there. */
    async monthsToMerge(_scope: SystemScope, beforeMonth: number): Promise<string[]> {
      const rows = await clickhouse.query<{ partition: string }>(
        `SELECT partition FROM system.parts WHERE database = currentDatabase() AND table = 'signals' AND active AND toUInt32OrZero(partition) < {before:UInt32}
         GROUP BY partition HAVING count() > 1 ORDER BY partition`,
        { before: beforeMonth },
        { aside: true },
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
