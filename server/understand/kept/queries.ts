/** Asks ClickHouse whether anything has come in since something was computed. */
import { CorridorError } from "#contract/error.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Scope } from "#platform/scope.ts";

/**
 * The state of parts of a table, as text: every insert makes one with a higher number than any before,
 * which merging keeps; a mutation's version is higher than those.
 */
export const printSql =
  "concat(toString(max(max_block_number)), ' ', toString(min(min_block_number)), ' ', toString(maxIf(data_version, data_version > max_block_number)))";

/** Tables that tell which customer and which account a signal belongs to, beside that of signals. */
const tables = ["signals", "accounts", "customers", "identity_map"] as const;

type Printed = { kinds: string[]; stamp: string };

export function createKeptQueries(clickhouse: ClickHouse) {
  let tells = true;

  return {
    /**
     * Another text whenever signals, accounts, customers or joins have changed, of any workspace; merging
     * is no change. Undefined where the store doesn't tell: a replica may answer that lags behind the one
     * that was asked for its parts.
     */
    async prints(): Promise<string | undefined> {
      if (!tells) return undefined;
      try {
        const names = tables.map((table) => `'${table}'`).join(", ");
        const [row] = await clickhouse.query<Printed>(
          `SELECT groupUniqArray(kind) AS kinds, toString(sipHash64(arraySort(groupArray(print)))) AS stamp FROM (SELECT any(engine) AS kind, concat(table, ' ', partition_id, ' ', ${printSql}) AS print FROM system.parts WHERE database = currentDatabase() AND active AND table IN (${names}) GROUP BY table, partition_id)`,
          {},
          { aside: true },
        );
        const known = row!.kinds.every((kind) => kind === "ReplacingMergeTree");
        return known ? row!.stamp : undefined;
      } catch (error) {
        if (error instanceof CorridorError) throw error;
        // An account of a ClickHouse server that may not read it.
        tells = false;
        return undefined;
      }
    },

    /** Signals of the workspace, as many as rows of them stand there, and its accounts; of the index alone. */
    async counts({ workspace }: Scope): Promise<{ signals: number; accounts: number }> {
      const counted = (table: string) =>
        `(SELECT toFloat64(count()) FROM ${table} WHERE workspace = {workspace:UUID})`;
      const [row] = await clickhouse.query<{ signals: number; accounts: number }>(
        `SELECT ${counted("signals")} AS signals, ${counted("accounts")} AS accounts`,
        { workspace },
      );
      return row!;
    },
  };
}
export type KeptQueries = ReturnType<typeof createKeptQueries>;
