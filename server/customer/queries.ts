/** What is asked of ClickHouse about one customer or account: its signals, and what it brought in. */
import { listedScores } from "#contract/customer.ts";
import { fromRow, signalColumns, type SignalRow } from "#listen/signal.ts";
import type { Bound, ClickHouse } from "#platform/clickhouse.ts";
import { dateTime } from "#platform/rows.ts";
import type { Scope } from "#platform/scope.ts";
import { numberOf } from "./identifier.ts";
import { boundIdentities } from "./identity-sql.ts";
import { inSteps } from "./steps.ts";

/** The place of a signal in a list: newest first, the row id settles ties. */
export type Cursor = { at: number; rowId: string };
/** An SQL condition over signals with its bound values, made by the query compiler. */
export type Condition = { sql: string; parameters: Bound };
export type SignalPage = { signals: Record<string, unknown>[]; next: Cursor | undefined };
export type Revenue = { revenue: number; day: string };

/** What was heard last under one identifier (own key); moments in milliseconds. */
export type Newest = {
  identity: string;
  at: number;
  kind: string;
  scores: { measure: ListedScore; value: number; at: number }[];
};
type ListedScore = (typeof listedScores)[number];

/** Signals of one identifier that are looked at for the newest: a page of a list must cost little. */
const newestLooked = 20;

/** Keys that are looked through at once for those that the condition lets pass. */
const step = 500;
/** Most keys that one page looks through; what it has then is the page, and the next goes on. */
const mostSteps = 20;

const placeOf = ({ at_ms, row_key }: { at_ms: number | string; row_key: string }): Cursor => ({
  at: Number(at_ms),
  rowId: row_key,
});

export function createCustomerQueries(clickhouse: ClickHouse) {
  /** Signals at these places that meet the condition; only what is asked for is read of the rows. */
  async function rowsAt(
    scope: Scope,
    condition: Condition,
    places: readonly { at_ms: number | string; row_key: string }[],
  ): Promise<SignalRow[]> {
    const tuples = places.map((_, n) => `({a${n}:DateTime64(3, 'UTC')}, {r${n}:UUID})`).join(", ");
    const bound = Object.fromEntries(
      places.flatMap(({ at_ms, row_key }, n) => [
        [`a${n}`, dateTime(Number(at_ms))],
        [`r${n}`, row_key],
      ]),
    );
    return clickhouse.query<SignalRow>(
      `SELECT ${signalColumns} FROM signals FINAL PREWHERE workspace = {workspace:UUID} AND (at, row_id) IN (${tuples}) WHERE ${condition.sql} ORDER BY at DESC, row_id DESC`,
      { ...condition.parameters, ...bound, workspace: scope.workspace },
    );
  }

  return {
    /**
     * A page of the signals of these identifiers (own keys), newest first. Where thousands in a row
     * are not for the caller a page may hold fewer than `most` and have a next.
     */
    async signalsOf(
      scope: Scope,
      identifiers: readonly string[],
      condition: Condition,
      after: Cursor | undefined,
      most: number,
    ): Promise<SignalPage> {
      const found: SignalRow[] = [];
      // One more than the page holds: `next` says that there is one that the caller is shown, nothing else.
      const asked = condition.sql === "1" ? most + 1 : Math.max(step, most + 1);
      let cursor = after;
      for (let steps = 0; steps < mostSteps; steps++) {
        const keyset = cursor
          ? "AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
          : "";
        const places = await clickhouse.query<{ at_ms: string; row_key: string }>(
          `SELECT toUnixTimestamp64Milli(at) AS at_ms, toString(row_id) AS row_key FROM signals_by_customer FINAL
           WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")} ${keyset}
           ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
          {
            workspace: scope.workspace,
            identities: identifiers.map(numberOf),
            most: asked,
            ...(cursor ? { cursorAt: dateTime(cursor.at), cursorId: cursor.rowId } : {}),
          },
        );
        const last = places.at(-1);
        if (last) found.push(...(await rowsAt(scope, condition, places)));
        if (found.length > most)
          return { signals: found.slice(0, most).map(fromRow), next: placeOf(found[most - 1]!) };
        if (!last || places.length < asked) return { signals: found.map(fromRow), next: undefined };
        cursor = placeOf(last);
      }
      return { signals: found.map(fromRow), next: cursor };
    },

    /** A page of the signals that name an account, newest first. */
    async signalsOfAccount(
      scope: Scope,
      account: string,
      condition: Condition,
      after: Cursor | undefined,
      most: number,
    ): Promise<SignalPage> {
      const keyset = after
        ? " AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
        : "";
      const rows = await clickhouse.query<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID} AND account_id = {account:String} AND (${condition.sql})${keyset} ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
        {
          ...condition.parameters,
          workspace: scope.workspace,
          account,
          most: most + 1,
          ...(after ? { cursorAt: dateTime(after.at), cursorId: after.rowId } : {}),
        },
      );
      const last = rows.length > most ? rows[most - 1] : undefined;
      return { signals: rows.slice(0, most).map(fromRow), next: last && placeOf(last) };
    },

    /** What was heard last of each of these identifiers (own keys), among its newest signals. */
    async newestOf(
      scope: Scope,
      identifiers: readonly string[],
      condition: Condition,
    ): Promise<Newest[]> {
      const found: Newest[] = [];
      const byNumber = new Map(identifiers.map((key) => [numberOf(key), key]));
      const columns = listedScores.map(
        (score) =>
          `argMax(${score}, at) AS last_${score}, toUnixTimestamp64Milli(maxIf(at, isNotNull(${score}))) AS ms_${score}`,
      );
      type Row = { number: string; ms: string; last_kind: string } & Record<
        `last_${ListedScore}`,
        number | null
      > &
        Record<`ms_${ListedScore}`, string>;
      for (const identities of inSteps([...byNumber.keys()])) {
        const rows = await clickhouse.query<Row>(
          `SELECT toString(identity) AS number, toUnixTimestamp64Milli(max(at)) AS ms, argMax(kind, at) AS last_kind, ${columns.join(", ")}
           FROM signals FINAL
           PREWHERE workspace = {workspace:UUID} AND (at, row_id) IN (
             SELECT at, row_id FROM signals_by_customer FINAL WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}
             ORDER BY at DESC LIMIT {looked:UInt32} BY identity
           ) WHERE ${condition.sql} GROUP BY identity`,
          {
            ...condition.parameters,
            workspace: scope.workspace,
            identities,
            looked: newestLooked,
          },
        );
        for (const row of rows) {
          const scores = listedScores.flatMap((measure) => {
            const value = row[`last_${measure}`];
            return value === null ? [] : [{ measure, value, at: Number(row[`ms_${measure}`]) }];
          });
          const identity = byNumber.get(row.number);
          if (identity !== undefined)
            found.push({ identity, at: Number(row.ms), kind: row.last_kind, scores });
        }
      }
      return found;
    },

    /** Those of these identifiers (own keys) that have a signal that meets the condition. */
    async withSignals(
      scope: Scope,
      identifiers: readonly string[],
      condition: Condition,
    ): Promise<Set<string>> {
      const found = new Set<string>();
      const byNumber = new Map(identifiers.map((key) => [numberOf(key), key]));
      for (const identities of inSteps([...byNumber.keys()])) {
        const rows = await clickhouse.query<{ number: string }>(
          `SELECT DISTINCT toString(identity) AS number FROM signals FINAL
           PREWHERE workspace = {workspace:UUID} AND (at, row_id) IN (
             SELECT at, row_id FROM signals_by_customer WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}
           ) WHERE ${condition.sql}`,
          { ...condition.parameters, workspace: scope.workspace, identities },
        );
        for (const { number } of rows) {
          const key = byNumber.get(number);
          if (key !== undefined) found.add(key);
        }
      }
      return found;
    },

    /** Identities (numbers) of which a signal meets the condition, where they are at most so many. */
    async identitiesWith(
      scope: Scope,
      condition: Condition,
      most: number,
    ): Promise<string[] | undefined> {
      const rows = await clickhouse.query<{ number: string }>(
        `SELECT DISTINCT toString(identity) AS number FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND identity <> 0 AND (${condition.sql}) LIMIT {most:UInt32}`,
        { ...condition.parameters, workspace: scope.workspace, most: most + 1 },
      );
      return rows.length > most ? undefined : rows.map(({ number }) => number);
    },

    /** Whether transactions of these identifiers (own keys) are among what the condition leaves out. */
    async soldBeyond(
      scope: Scope,
      identifiers: readonly string[],
      condition: Condition,
    ): Promise<boolean> {
      const rows = await clickhouse.query<{ one: number }>(
        `SELECT 1 AS one FROM signals FINAL
         PREWHERE workspace = {workspace:UUID} AND (at, row_id) IN (
           SELECT at, row_id FROM signals_by_customer WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}
         ) WHERE kind = 'transaction' AND NOT ifNull((${condition.sql}), 0) LIMIT 1`,
        {
          ...condition.parameters,
          workspace: scope.workspace,
          identities: identifiers.map(numberOf),
        },
      );
      return rows.length > 0;
    },

    /** Those of these accounts that a signal names which meets the condition. */
    async accountsWithSignals(
      scope: Scope,
      accounts: readonly string[],
      condition: Condition,
    ): Promise<Set<string>> {
      if (accounts.length === 0) return new Set();
      const rows = await clickhouse.query<{ id: string }>(
        `SELECT DISTINCT account_id AS id FROM signals FINAL WHERE workspace = {workspace:UUID} AND account_id IN {accounts:Array(String)} AND (${condition.sql})`,
        { ...condition.parameters, workspace: scope.workspace, accounts },
      );
      return new Set(rows.map(({ id }) => id));
    },

    /** What a customer's transactions brought in, as it was last computed; of all that are the customer's now. */
    async revenueOfCustomer(
      scope: Scope,
      identifiers: readonly string[],
    ): Promise<Revenue | undefined> {
      const [row] = await clickhouse.query<{ n: number; revenue: number; day: string }>(
        `SELECT toUInt32(count()) AS n, sum(revenue) AS revenue, toString(max(day)) AS day FROM customer_revenue FINAL WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}`,
        { workspace: scope.workspace, identities: identifiers.map(numberOf) },
      );
      return row && row.n > 0 ? { revenue: row.revenue, day: row.day } : undefined;
    },

    async revenueOfAccount(scope: Scope, account: string): Promise<Revenue | undefined> {
      const [row] = await clickhouse.query<Revenue>(
        `SELECT revenue, toString(day) AS day FROM account_revenue FINAL WHERE workspace = {workspace:UUID} AND account = {account:String} LIMIT 1`,
        { workspace: scope.workspace, account },
      );
      return row;
    },
  };
}

export type CustomerQueries = ReturnType<typeof createCustomerQueries>;
