/** A process that inserts signals straight into a chDB of its own: what the way through the server is held against. */
import { performance } from "node:perf_hooks";
import { signalInput } from "#contract/signal.ts";
import { createListenQueries } from "#listen/queries.ts";
import { rowIdOf, toRow } from "#listen/signal.ts";
import { openClickHouse } from "#platform/clickhouse.ts";
import { migrateClickHouse } from "#platform/clickhouse-migrations.ts";
import { uuidv7 } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { systemScope } from "#platform/scope.ts";
import { migrationsOf } from "./data.ts";
import { yearOfSignals } from "./signals.ts";
import { serve } from "./worker.ts";

export type Inserted = { seconds: number };

/** The lines that the drain would make of these signals. */
function linesOf(workspace: string, from: number, to: number, all: number): string[] {
  const receivedAt = Date.now();
  return yearOfSignals(from, to, all).map((input) => {
    const signal = { ...signalInput.parse(input), id: input.id! };
    const rowId = rowIdOf(workspace, signal.id);
    return toRow({ workspace, rowId, receivedAt, importId: null }, signal);
  });
}

serve({
  /** Only the inserts are timed: opening, migrating and writing the lines are not. */
  async insert({
    directory,
    rows,
    blockRows,
  }: {
    directory: string;
    rows: number;
    blockRows: number;
  }): Promise<Inserted> {
    const log = createLog("warn");
    const clickhouse = openClickHouse({ url: undefined, dataDir: directory, threads: 2, log });
    await migrateClickHouse(clickhouse, migrationsOf("clickhouse"), log);
    const queries = createListenQueries(clickhouse);
    const workspace = uuidv7();
    let seconds = 0;
    for (let from = 0; from < rows; from += blockRows) {
      const lines = linesOf(workspace, from, Math.min(from + blockRows, rows), rows);
      const start = performance.now();
      await queries.insert(systemScope("bench"), lines.join("\n"), `block-${from}`);
      seconds += (performance.now() - start) / 1000;
    }
    const [counted] = await clickhouse.query<{ n: number }>(
      "SELECT toFloat64(count()) AS n FROM signals FINAL",
    );
    if (counted?.n !== rows) throw new Error(`of ${rows} rows ${counted?.n} are there`);
    await clickhouse.close();
    return { seconds };
  },
});
