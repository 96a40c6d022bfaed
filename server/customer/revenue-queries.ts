/** What transactions brought in, computed inside ClickHouse: no row travels. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { SystemScope } from "#platform/scope.ts";
import { customerJoin, customerOf } from "./identity-sql.ts";

export type Window = {
  workspace: string;
  /** YYYY-MM-DD: the last of the days, in `timezone`. */
  day: string;
  timezone: string;
  /** Milliseconds: grows from one computation to the next. */
  version: number;
};

/** Days, the named one included. */
export const revenueDays = 365;

const amount = "measures.revenue.:`Float64`";
const sold = `workspace = {workspace:UUID} AND kind = 'transaction' AND state = 'complete' AND empty(suspicious) AND isNotNull(${amount})
  AND at >= toDateTime64(concat(toString(toDate({day:String}) - ${revenueDays - 1}), ' 00:00:00'), 3, {timezone:String})
  AND at < toDateTime64(concat(toString(toDate({day:String}) + 1), ' 00:00:00'), 3, {timezone:String})`;

/** The account of a transaction: the one that it names, else its customer's primary one. */
const accountOf = "if(account_id != '', account_id, primary_account)";
const primary =
  "LEFT ANY JOIN (SELECT customer AS cu_of, account AS primary_account FROM customers FINAL WHERE workspace = {workspace:UUID}) AS customer_row";

export function createRevenueQueries(clickhouse: ClickHouse) {
  /** Rows of the run before that this one did not write. */
  const dropOld = (table: string, column: string, window: Window) =>
    clickhouse.command(
      `INSERT INTO ${table} (workspace, ${column}, version, deleted, revenue, transactions, day)
       SELECT workspace, ${column}, {version:UInt64}, 1, 0, 0, day FROM ${table} FINAL
       WHERE workspace = {workspace:UUID} AND version < {version:UInt64}`,
      window,
    );
  return {
    /** The revenue of each identifier and account that has transactions in the window, in the place of what stood before. */
    async compute(_scope: SystemScope, window: Window): Promise<void> {
      await clickhouse.command(
        `INSERT INTO customer_revenue (workspace, identity, version, deleted, revenue, transactions, day)
         SELECT {workspace:UUID}, identity, {version:UInt64}, 0, sum(${amount}), count(), toDate({day:String})
         FROM signals FINAL WHERE ${sold} AND identity != 0 GROUP BY identity`,
        window,
      );
      await dropOld("customer_revenue", "identity", window);
      await clickhouse.command(
        `INSERT INTO account_revenue (workspace, account, version, deleted, revenue, transactions, day)
         SELECT {workspace:UUID}, ${accountOf} AS its_account, {version:UInt64}, 0, sum(${amount}), count(), toDate({day:String})
         FROM signals FINAL ${customerJoin} ${primary} ON ${customerOf} = cu_of
         WHERE ${sold} AND its_account != '' GROUP BY its_account`,
        window,
      );
      await dropOld("account_revenue", "account", window);
    },

    /** Merges tables that are read whole by questions; what is deleted leaves the disk with it. */
    async merge(_scope: SystemScope): Promise<void> {
      for (const table of ["customers", "accounts"]) {
        const [found] = await clickhouse.query<{ parts: number }>(
          "SELECT toUInt32(count()) AS parts FROM system.parts WHERE database = currentDatabase() AND table = {table:String} AND active",
          { table },
          { aside: true },
        );
        if (found && found.parts > 1)
          await clickhouse.command(`OPTIMIZE TABLE ${table} FINAL CLEANUP`);
      }
    },
  };
}

export type RevenueQueries = ReturnType<typeof createRevenueQueries>;
