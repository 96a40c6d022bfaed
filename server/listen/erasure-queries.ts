/** A person's signals in ClickHouse: found, erased or anonymised in bulk, and purged from the disk; and what is too old. */
import { normalised, type Named } from "#customer/identifier.ts";
import { boundIdentities } from "#customer/identity-sql.ts";
import { blanks, separators, type Sought } from "#customer/sought.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import { clock } from "#platform/clock.ts";
import { dateTime, rowSettings } from "#platform/rows.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { anonymised, type Kept } from "./anonymous.ts";
import type { Condition, Cursor } from "./queries.ts";
import { fromRow, signalColumns, toRow, type SignalRow } from "./signal.ts";

/** A signal that was found, and how it names the person. */
export type FoundSignal = { rowId: string; id: string; own: boolean; sure: boolean };

/** Signals whose texts are searched at once, and deletions that are written at once. */
const step = 2_000;
/** Tables beside the signals that say where they lie, and what is stated of customers. */
const places = ["signal_keys", "signals_by_customer", "customers"] as const;
/** Names of one person, by which mentions are looked for. */
const mostNames = 200;
/** A search for strings reads every text of a month: longer than any question may take. */
const seconds = 300;
/** A server's log of queries would keep what was looked for. */
const unlogged = { log_queries: 0 };

/** Last digits of a number, by which its spellings are looked for before they are read as numbers. */
const lastDigits = 7;
/** Spellings that end alike which are looked at, the shortest first: those of the number itself are. */
const mostSpellings = 10_000;

/** A phone as it came, an SQL text, without what stands between its digits. */
const spelling = (phone: string) =>
  `concat(if(match(${phone}, '^[^0-9]*[+]'), '+', ''), replaceRegexpAll(${phone}, '[^0-9]', ''))`;
const claimedPhone = "JSONExtractString(claim, 'phone')";

/** Whether the surest of some identifiers, each an SQL text, is the person's. */
function surestSql(
  { by }: Sought,
  of: { id: string; email: string; phone: string; anonymousId: string },
  spellings: readonly string[],
  bind: Binder,
): string {
  const among = (text: string, values: readonly string[]) =>
    `has(${bind(values, "Array(String)")}, ${text})`;
  return `multiIf(${of.id} != '', ${among(of.id, by.id)}, ${of.email} != '', ${among(`lowerUTF8(trimBoth(${of.email}))`, by.email)}, ${of.phone} != '', ${among(spelling(of.phone), spellings)}, ${of.anonymousId} != '', ${among(of.anonymousId, by.anonymousId)}, 0)`;
}

/**
 * Whether a signal is the person's, as `judgeText` has it: by its identity, where it has none by the
 * identifiers that an anonymous one may hold all the same, or by what a page claimed. `spellings` are
 * those of the person's numbers among these.
 */
function ownSql(sought: Sought, spellings: readonly string[], bind: Binder): string {
  const sent = {
    id: "customer_id",
    email: "customer_email",
    phone: "customer_phone",
    anonymousId: "customer_anonymous_id",
  };
  const claimed = Object.fromEntries(
    Object.keys(sent).map((name) => [name, `JSONExtractString(claim, '${name}')`]),
  ) as typeof sent;
  // They are larger than a number of JavaScript holds, so they are bound as texts.
  const known = `has(arrayMap(each -> toUInt64(each), ${bind(sought.identities, "Array(String)")}), identity)`;
  return `(if(identity != 0, ${known}, ${surestSql(sought, sent, spellings, bind)}) OR claim != '' AND ${surestSql(sought, claimed, spellings, bind)})`;
}

const joined = (columns: readonly string[]) => `lowerUTF8(concat(${columns.join(", '\\n', ")}))`;
/** Whose a signal is, by ids, which are another's as a whole whatever stands in them. */
const ids = joined(["customer_id", "customer_anonymous_id"]);
/** All else that a signal says in words, in lower case. */
const allWords = joined([
  "id",
  "employee",
  "source_url",
  "reference_id",
  "customer_email",
  "customer_phone",
  "customer_name",
  "account_id",
  "account_name",
  "claim",
  "arrayStringConcat(mapValues(text), '\\n')",
  "toJSONString(answers)",
  "toJSONString(attributes)",
]);

/** Whether a signal's words hold an identifier of the person by itself; else whether they hold one, or a name. */
function namedSql(sought: Sought, bind: Binder): { sure: string; name: string } {
  const { words, phones, names, whole, by } = sought;
  const any = (text: string, list: readonly string[]) =>
    list.length === 0 ? "0" : `multiSearchAny(${text}, ${bind(list, "Array(String)")})`;
  const close = (text: string) => `replaceRegexpAll(${text}, ${bind(separators, "String")}, '')`;
  const held = (text: string) => `${any(text, words)} OR ${any(close(text), phones)}`;
  const spaced = `replaceRegexpAll(words, ${bind(blanks, "String")}, ' ')`;
  const stands =
    whole === "" ? "0" : `(${held("words")}) AND match(words, ${bind(whole, "String")})`;
  const theirs = `has(${bind(by.anonymousId, "Array(String)")}, customer_anonymous_id)`;
  return {
    sure: `${stands} OR ${theirs}`,
    name: `${held("words")} OR ${held(ids)} OR ${any(spaced, names)}`,
  };
}

export function createErasureQueries(clickhouse: ClickHouse) {
  const ask = <T>(sql: string, parameters: Record<string, unknown>) =>
    clickhouse.query<T>(sql, parameters, { seconds, settings: unlogged });

  /**
   * How the person's numbers are spelled in signals without an identity and in claims, in a month or
   * at any time. What a spelling is a number of, the store can't tell: one country's number may end
   * with all of another's.
   */
  async function spellingsOf(
    scope: Scope,
    { by, country }: Sought,
    month?: number,
  ): Promise<string[]> {
    if (by.phone.length === 0) return [];
    const bind = createBinder("p");
    const ends = bind(
      by.phone.map((value) => value.replace(/\D/g, "").slice(-lastDigits)),
      "Array(String)",
    );
    const within = month === undefined ? "" : ` AND toYYYYMM(at) = ${bind(month, "UInt32")}`;
    const rows = await ask<{ spelled: string }>(
      `SELECT DISTINCT ${spelling("phone")} AS spelled FROM (
         SELECT arrayJoin([if(identity = 0, customer_phone, ''), if(claim != '', ${claimedPhone}, '')]) AS phone FROM signals
         WHERE workspace = {workspace:UUID}${within} AND (identity = 0 OR claim != '')
       ) WHERE phone != '' AND arrayExists(each -> endsWith(spelled, each), ${ends})
       ORDER BY length(spelled), spelled LIMIT {most:UInt32}`,
      { ...bind.parameters, workspace: scope.workspace, most: mostSpellings },
    );
    return rows.flatMap(({ spelled }) => {
      const value = normalised("phone", spelled, country)?.value;
      return value !== undefined && by.phone.includes(value) ? [spelled] : [];
    });
  }

  return {
    /** The months (YYYYMM) in which the workspace has signals, oldest first. */
    async months(scope: Scope): Promise<number[]> {
      const rows = await ask<{ month: number }>(
        "SELECT DISTINCT toYYYYMM(at) AS month FROM signals WHERE workspace = {workspace:UUID} ORDER BY month",
        { workspace: scope.workspace },
      );
      return rows.map((row) => row.month);
    },

    /** A step of a person's signals in a month, and of others that name the person, by row id. */
    async find(
      scope: Scope,
      sought: Sought,
      month: number,
      options: { named: boolean; after: string; until: Date | undefined },
    ): Promise<FoundSignal[]> {
      const bind = createBinder("s");
      const own = ownSql(sought, await spellingsOf(scope, sought, month), bind);
      const { sure, name } = options.named ? namedSql(sought, bind) : { sure: "0", name: "0" };
      const until =
        options.until === undefined
          ? ""
          : ` AND received <= ${bind(dateTime(options.until.getTime()), "DateTime64(3, 'UTC')")}`;
      const found = await ask<{ row: string; id: string; own: number; sure: number }>(
        `SELECT toString(row_id) AS row, id, toUInt8(is_own) AS own, toUInt8(is_sure) AS sure FROM (
           SELECT row_id, id, ${own} AS is_own, ${options.named ? allWords : "''"} AS words, ${sure} AS is_sure, ${name} AS is_name
           FROM signals FINAL WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32}
             AND row_id > {after:UUID}${until}
         ) WHERE is_own OR is_sure OR is_name ORDER BY row_id LIMIT {most:UInt32}`,
        {
          ...bind.parameters,
          workspace: scope.workspace,
          month,
          after: options.after,
          most: step,
        },
      );
      return found.map((each) => ({
        rowId: each.row,
        id: each.id,
        own: each.own === 1,
        sure: each.sure === 1,
      }));
    },

    /** Where signals lie that stand and were received until then, by month. */
    async monthsOf(
      scope: Scope,
      rowIds: readonly string[],
      until: Date,
    ): Promise<Map<number, string[]>> {
      const found = new Map<number, string[]>();
      for (let from = 0; from < rowIds.length; from += step) {
        const rows = await ask<{ id: string; month: number }>(
          "SELECT toString(row_id) AS id, toYYYYMM(at) AS month FROM signal_keys FINAL WHERE workspace = {workspace:UUID} AND row_id IN {ids:Array(UUID)} AND received <= {until:DateTime64(3, 'UTC')}",
          {
            workspace: scope.workspace,
            ids: rowIds.slice(from, from + step),
            until: dateTime(until.getTime()),
          },
        );
        for (const { id, month } of rows) found.set(month, [...(found.get(month) ?? []), id]);
      }
      return found;
    },

    /** Puts deletions over signals of a month: nothing that they said is in the newer versions. At most a step of them. */
    async erase(scope: Scope, month: number, rowIds: readonly string[]): Promise<void> {
      await clickhouse.command(
        `INSERT INTO signals (workspace, at, row_id, version, received, deleted, identity)
         SELECT workspace, at, row_id, greatest(version, {now:UInt64}) + 1, {received:DateTime64(3, 'UTC')}, 1, identity FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND row_id IN {ids:Array(UUID)}`,
        {
          workspace: scope.workspace,
          month,
          ids: rowIds,
          now: clock.now(),
          received: dateTime(clock.now()),
        },
      );
    },

    /** Puts versions over signals of a month that count in figures and say nothing of whose they were. */
    async anonymise(
      scope: Scope,
      month: number,
      rowIds: readonly string[],
      kept: Kept,
    ): Promise<void> {
      const rows = await ask<SignalRow & { import: string; version: string }>(
        `SELECT ${signalColumns}, import, version FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND row_id IN {ids:Array(UUID)}`,
        { workspace: scope.workspace, month, ids: rowIds },
      );
      if (rows.length === 0) return;
      const lines = rows.map((row) =>
        toRow(
          {
            workspace: scope.workspace,
            rowId: row.row_key,
            receivedAt: Number(row.received_ms),
            version: Math.max(clock.now(), Number(row.version)) + 1,
            importId: row.import === "" ? null : row.import,
          },
          anonymised(fromRow(row), row.row_key, kept),
        ),
      );
      // Those without an identity are in no list of a customer's: the ones they replace must go from it.
      await clickhouse.command(
        `INSERT INTO signals_by_customer (workspace, identity, at, row_id, version, deleted)
         SELECT workspace, identity, at, row_id, greatest(version, {now:UInt64}) + 1, 1 FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND row_id IN {ids:Array(UUID)} AND identity != 0`,
        { workspace: scope.workspace, month, ids: rowIds, now: clock.now() },
      );
      await clickhouse.insert("signals", lines.join("\n"), {
        token: `anonymise:${rowIds[0]}:${rows.length}:${clock.now()}`,
        settings: rowSettings,
      });
    },

    /** A page of a person's signals, newest first, with every field; `condition` says what the caller may see. */
    async page(
      scope: Scope,
      sought: Sought,
      condition: Condition,
      after: Cursor | undefined,
    ): Promise<{ signals: Record<string, unknown>[]; next: Cursor | undefined }> {
      const bind = createBinder("s");
      const own = ownSql(sought, await spellingsOf(scope, sought), bind);
      const most = 500;
      const keyset = after
        ? " AND (at, row_id) < ({cursorAt:DateTime64(3, 'UTC')}, {cursorId:UUID})"
        : "";
      const rows = await ask<SignalRow>(
        `SELECT ${signalColumns} FROM signals FINAL WHERE workspace = {workspace:UUID} AND ${own} AND (${condition.sql})${keyset} ORDER BY at DESC, row_id DESC LIMIT {most:UInt32}`,
        {
          ...bind.parameters,
          ...condition.parameters,
          workspace: scope.workspace,
          most,
          ...(after ? { cursorAt: dateTime(after.at), cursorId: after.rowId } : {}),
        },
      );
      const last = rows.length === most ? rows[most - 1] : undefined;
      return {
        signals: rows.map(fromRow),
        next: last && { at: Number(last.at_ms), rowId: last.row_key },
      };
    },

    /** What the person is called in signals of theirs; confidential answers are the only place of a name that they hold. */
    async namesOf(scope: Scope, { identities }: Sought): Promise<string[]> {
      const rows = await ask<{ name: string }>(
        `SELECT DISTINCT customer_name AS name FROM signals FINAL
         PREWHERE workspace = {workspace:UUID} AND (at, row_id) IN (
           SELECT at, row_id FROM signals_by_customer WHERE workspace = {workspace:UUID} AND identity IN ${boundIdentities("identities")}
         ) WHERE customer_name != '' ORDER BY name LIMIT {most:UInt32}`,
        { workspace: scope.workspace, identities, most: mostNames },
      );
      return rows.map(({ name }) => name);
    },

    /** How many signals are the person's at all. */
    async count(scope: Scope, sought: Sought): Promise<number> {
      const bind = createBinder("s");
      const own = ownSql(sought, await spellingsOf(scope, sought), bind);
      const rows = await ask<{ n: number }>(
        `SELECT toUInt32(count()) AS n FROM signals FINAL WHERE workspace = {workspace:UUID} AND ${own}`,
        { ...bind.parameters, workspace: scope.workspace },
      );
      return rows[0]!.n;
    },

    /** Identifiers that no customer is known by: of anonymous signals, and those that pages have claimed. At most 100,000. */
    async unknownIdentifiers(scope: Scope): Promise<Named[]> {
      const rows = await ask<{ named: string; claim: string }>(
        `SELECT DISTINCT toJSONString(map('id', customer_id, 'email', customer_email, 'phone', customer_phone, 'anonymousId', customer_anonymous_id)) AS named, claim
         FROM signals FINAL WHERE workspace = {workspace:UUID} AND (claim != '' OR identity = 0 AND (customer_id != '' OR customer_email != '' OR customer_phone != '' OR customer_anonymous_id != ''))
         LIMIT 100000`,
        { workspace: scope.workspace },
      );
      return rows.flatMap(({ named, claim }) =>
        [named, claim].filter(Boolean).map((text) => JSON.parse(text) as Named),
      );
    },

    /** Signals of a kind (undefined: of all but `not`) that occurred before a moment, by month. */
    async countBefore(scope: Scope, age: Age): Promise<{ month: number; n: number }[]> {
      const bind = createBinder("s");
      const rows = await ask<{ month: number; n: number }>(
        `SELECT toYYYYMM(at) AS month, toUInt32(count()) AS n FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND ${ageSql(age, bind)} GROUP BY month ORDER BY month`,
        { ...bind.parameters, workspace: scope.workspace },
      );
      return rows;
    },

    /** Puts deletions over up to `most` signals of a month that are too old. */
    async eraseBefore(scope: Scope, age: Age, month: number, most: number): Promise<void> {
      const bind = createBinder("s");
      await clickhouse.command(
        `INSERT INTO signals (workspace, at, row_id, version, received, deleted, identity)
         SELECT workspace, at, row_id, greatest(version, {now:UInt64}) + 1, {received:DateTime64(3, 'UTC')}, 1, identity FROM signals FINAL
         WHERE workspace = {workspace:UUID} AND toYYYYMM(at) = {month:UInt32} AND ${ageSql(age, bind)} LIMIT {most:UInt32}`,
        {
          ...bind.parameters,
          workspace: scope.workspace,
          month,
          most,
          now: clock.now(),
          received: dateTime(clock.now()),
        },
      );
    },

    /** Months in which versions stand that are to leave the disk: deletions, and what they are put over. */
    async monthsToPurge(_scope: SystemScope): Promise<number[]> {
      const rows = await ask<{ month: number }>(
        "SELECT DISTINCT toYYYYMM(at) AS month FROM signals WHERE deleted = 1 ORDER BY month",
        {},
      );
      return rows.map((row) => row.month);
    },

    /** Writes a month anew without what was deleted or replaced. The parts it was made of stay for a while. */
    async purgeMonth(_scope: SystemScope, month: number): Promise<void> {
      if (!Number.isInteger(month) || month < 197_001 || month > 229_912)
        throw new Error(`not a month: ${month}`);
      await clickhouse.command(`OPTIMIZE TABLE signals PARTITION ${month} FINAL CLEANUP`);
    },

    /** The same for the tables that say where signals lie: they hold no words, but whose a signal was as a number. */
    async purgePlaces(_scope: SystemScope): Promise<void> {
      for (const table of places) await clickhouse.command(`OPTIMIZE TABLE ${table} FINAL CLEANUP`);
    },

    /** Whether parts that were replaced until then still lie on the disk; the store removes them by itself, a server after eight minutes. */
    async hasPartsOf(_scope: SystemScope, until: Date): Promise<boolean> {
      const rows = await ask(
        `SELECT 1 AS one FROM system.parts WHERE database = currentDatabase() AND table IN ({tables:Array(String)})
           AND NOT active AND remove_time <= fromUnixTimestamp64Milli({until:Int64}) LIMIT 1`,
        { tables: [...places, "signals"], until: until.getTime() },
      );
      return rows.length > 0;
    },
  };
}

/** Signals that occurred before a moment: of these kinds, or of all but these. */
export type Age = { before: Date; kinds: readonly string[]; others: boolean };

function ageSql({ before, kinds, others }: Age, bind: Binder): string {
  const among = `kind ${others ? "NOT IN" : "IN"} ${bind(kinds, "Array(String)")}`;
  return `at < ${bind(dateTime(before.getTime()), "DateTime64(3, 'UTC')")} AND ${among}`;
}

export type ErasureQueries = ReturnType<typeof createErasureQueries>;
