/** ClickHouse's own binary format, which keeps every type: how a backup reads a table and fills it again. */
import { createReadStream } from "node:fs";
import { createZstdDecompress } from "node:zlib";
import type { ClickHouseClient } from "@clickhouse/client";
import { textInSql } from "./clickhouse-literals.ts";

/** The whole answer of a SELECT, `sql` with its settings. */
export async function readNative(
  client: ClickHouseClient,
  sql: string,
  parameters: Record<string, unknown>,
): Promise<Buffer> {
  const { stream } = await client.exec({
    query: `${sql} FORMAT Native`,
    query_params: parameters,
    // A server that fails half-way must say so instead of what it has; the embedded one has no such setting.
    clickhouse_settings: { wait_end_of_query: 1 },
  });
  return Buffer.concat(await stream.toArray());
}

export type NativeFile = {
  table: string;
  columns: readonly string[];
  /** Compressed with Zstandard. The embedded store reads it itself: *, ? and { in it would be patterns. */
  path: string;
  /** The clause of the INSERT. */
  settings: string;
};

export async function loadNative(
  client: ClickHouseClient,
  embedded: boolean,
  { table, columns, path, settings }: NativeFile,
): Promise<void> {
  const names = columns.map((name) => `\`${name}\``).join(", ");
  const into = `INSERT INTO ${table} (${names})${settings}`;
  if (embedded) {
    const file = `file(${textInSql(path)}, 'Native', 'auto', 'zstd')`;
    await client.command({ query: `${into} SELECT ${names} FROM ${file}` });
    return;
  }
  const { stream } = await client.exec({
    query: `${into} FORMAT Native`,
    values: createReadStream(path).pipe(createZstdDecompress()),
  });
  stream.resume();
}
