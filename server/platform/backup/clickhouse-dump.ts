/**
 * ClickHouse's part of a backup. At the cut each table's parts are attached to a table beside it,
 * which is done by links and takes a moment whatever its size; what is read afterwards, in pieces
 * that fit in memory, are those parts, in which nothing changes any more. All versions of a row are
 * taken as they are: deletions too.
 */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { BackupTable } from "#contract/backup.ts";
import type { Part } from "./part.ts";

const prefix = "backup_of_";
/** Of a piece, before it is compressed. */
const pieceBytes = 24 * 1024 * 1024;
const mostRows = 65_536;
/** Seconds that one piece may take, and may wait for its turn behind what people ask. */
const patience = 120;

type Clone = { table: string; clone: string; columns: string[]; replacing: boolean };

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

async function recorded(
  clickhouse: ClickHouse,
  leftOut: Readonly<Record<string, string>>,
): Promise<Clone[]> {
  const tables = await clickhouse.query<{ name: string; engine: string }>(
    "SELECT name, engine FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND NOT startsWith(name, {prefix:String}) AND NOT startsWith(name, '.') ORDER BY name",
    { prefix },
  );
  // What a materialised view fills it fills at a restore too.
  const filled = await clickhouse.query<{ name: string }>(
    "SELECT replaceAll(arrayElement(splitByChar('.', extract(create_table_query, ' TO (\\\\S+)')), -1), '`', '') AS name FROM system.tables WHERE database = currentDatabase() AND engine = 'MaterializedView'",
  );
  const made = new Set([...Object.keys(leftOut), ...filled.map(({ name }) => name)]);
  const clones: Clone[] = [];
  for (const { name, engine } of tables) {
    if (made.has(name)) continue;
    // What is computed from the others is computed again when they are put back.
    const columns = await clickhouse.query<{ name: string }>(
      "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {name:String} AND default_kind NOT IN ('MATERIALIZED', 'ALIAS', 'EPHEMERAL') ORDER BY position",
      { name },
    );
    clones.push({
      table: name,
      clone: prefix + name,
      columns: columns.map((column) => column.name),
      replacing: engine.includes("Replacing"),
    });
  }
  return clones;
}

/** Removes what a backup left that was killed. */
export async function dropClones(clickhouse: ClickHouse): Promise<void> {
  const left = await clickhouse.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})",
    { prefix },
  );
  for (const { name } of left) await clickhouse.command(`DROP TABLE ${quoted(name)} SYNC`);
}

/** The migrations that made the tables. */
export async function appliedTo(clickhouse: ClickHouse): Promise<string[]> {
  const rows = await clickhouse.query<{ name: string }>(
    "SELECT name FROM migrations FINAL ORDER BY name",
  );
  return rows.map((row) => row.name);
}

export type Frozen = {
  /** To be called at the cut. */
  attach(): Promise<void>;
  /** What is in the tables; fills `tables` on the way. */
  parts(tables: Record<string, BackupTable>, signal: AbortSignal): AsyncGenerator<Part>;
  drop(): Promise<void>;
};

/** Makes the empty tables beside those of record. */
export async function freeze(
  clickhouse: ClickHouse,
  leftOut: Readonly<Record<string, string>>,
): Promise<Frozen> {
  await dropClones(clickhouse);
  const clones = await recorded(clickhouse, leftOut);
  for (const { table, clone } of clones) {
    await clickhouse.command(`CREATE TABLE ${quoted(clone)} AS ${quoted(table)}`);
    // Merges would take parts away from under the pieces that are read of them.
    await clickhouse.command(
      `ALTER TABLE ${quoted(clone)} MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1`,
    );
  }
  return {
    async attach() {
      for (const { table, clone } of clones)
        await clickhouse.command(
          `ALTER TABLE ${quoted(clone)} ATTACH PARTITION ALL FROM ${quoted(table)}`,
        );
    },
    async *parts(tables, signal) {
      for (const clone of clones) yield* partsOf(clickhouse, clone, tables, signal);
    },
    drop: () => dropClones(clickhouse),
  };
}

type Stored = { name: string; rows: number; bytes: number };

const storedParts = (clickhouse: ClickHouse, clone: string): Promise<Stored[]> =>
  clickhouse.query<Stored>(
    "SELECT name, toFloat64(rows) AS rows, toFloat64(data_uncompressed_bytes) AS bytes FROM system.parts WHERE database = currentDatabase() AND table = {clone:String} AND active ORDER BY name",
    { clone },
  );

async function* partsOf(
  clickhouse: ClickHouse,
  { table, clone, columns, replacing }: Clone,
  tables: Record<string, BackupTable>,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const names = columns.map(quoted).join(", ");
  const stored = await storedParts(clickhouse, clone);
  const condition =
    "_part = {part:String} AND _part_offset >= {from:UInt64} AND _part_offset < {to:UInt64}";
  const counted: BackupTable = { columns, rows: 0 };
  let number = 0;
  for (const part of stored) {
    const step = Math.max(
      256,
      Math.min(mostRows, Math.floor((pieceBytes * part.rows) / part.bytes)),
    );
    for (let from = 0; from < part.rows; from += step) {
      signal.throwIfAborted();
      const place = { part: part.name, from, to: from + step };
      const [count] = await clickhouse.query<{ n: number }>(
        `SELECT toFloat64(count()) AS n FROM ${quoted(clone)} WHERE ${condition}`,
        place,
        { seconds: patience },
      );
      const rows = count!.n;
      if (rows === 0) continue;
      const content = await clickhouse.native(
        `SELECT ${names} FROM ${quoted(clone)} WHERE ${condition}`,
        { parameters: place, seconds: patience, settings: { max_threads: 1 } },
      );
      yield { store: "clickhouse", table, number: number++, rows, content };
      counted.rows += rows;
    }
  }
  const [standing] = await clickhouse.query<{ n: number }>(
    `SELECT toFloat64(count()) AS n FROM ${quoted(clone)}${replacing ? " FINAL" : ""}`,
    {},
    { seconds: patience },
  );
  const after = await storedParts(clickhouse, clone);
  if (JSON.stringify(after) !== JSON.stringify(stored))
    throw new Error(`the parts of ${clone} changed while they were read`);
  tables[table] = replacing ? { ...counted, standing: standing!.n } : counted;
}
