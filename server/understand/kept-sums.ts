/**
 * Sums that were added up once are kept by month, and asked again of the months alone in which anything
 * has come in since: of a year that a dashboard shows, mostly the last. What is kept is what the store
 * answered, under the statement and the state of each month; and of settled months in whose parts they lie.
 */
import { createHash } from "node:crypto";
import type { Scope } from "#platform/scope.ts";
import {
  longest,
  type Joined,
  type MonthlyStatement,
  type Statement,
  type Summed,
} from "./compile.ts";
import type { SqlRow } from "./groups.ts";

/** Rows of one question, and of all questions, that are kept. */
const mostOfOne = 20_000;
const mostOfAll = 100_000;
/** Of fewer rows in settled months, a statement of their own and a look behind take longer than they spare. */
const worthwhile = 500_000;
/** Ways of dividing that are known to give more. */
const mostLarge = 1_000;

/**
 * The table of signals by month: `print` is another text whenever anything has come in. A settled month
 * lies in one merged `part`, which holds no signal twice. A part never changes, but its name comes again
 * where a table is made anew, as a restore does, or a server begins to count again: `made`, where it lies,
 * since when and of how many bytes, is another then.
 */
export type Months = ReadonlyMap<
  string,
  { print: string; part: string | undefined; made: string; rows: number }
>;

export type KeptSumsParts = {
  /** Undefined where the store doesn't tell. */
  months: () => Promise<Months | undefined>;
  /** Of these parts those that hold other workspaces as well; none of a part that is gone. */
  shared: (scope: Scope, parts: readonly string[]) => Promise<readonly string[]>;
  ask: (scope: Scope, statement: Statement) => Promise<SqlRow[]>;
  /** Rows from which settled months are asked by themselves. */
  apartFrom?: number | undefined;
};

/** As much of a question as is asked of some months or parts, which are bound as `name`. */
type Part = { name: string; of: readonly string[]; sql: string };
/** The part that a month lay in, and whether others have rows in it. */
type Looked = { made: string; shared: boolean };
type Month = { print: string; rows: SqlRow[] };
type Entry = { months: Map<string, Month>; size: number };

/** Rows of the same group and class added up: every column that is no sum tells groups apart. */
function together(rows: readonly SqlRow[]): SqlRow[] {
  const added = new Map<string, Record<string, string | number | null>>();
  for (const row of rows) {
    const own: unknown[] = [];
    for (const name in row) if (name !== "month" && !name.startsWith("s_")) own.push(row[name]);
    const key = JSON.stringify(own);
    const before = added.get(key);
    if (!before) {
      const { month: _month, ...rest } = row;
      added.set(key, rest);
      continue;
    }
    for (const name in row)
      if (name.startsWith("s_")) before[name] = Number(before[name] ?? 0) + Number(row[name] ?? 0);
  }
  return [...added.values()];
}

export function createKeptSums({
  months: monthsNow,
  shared: sharedParts,
  ask,
  apartFrom = worthwhile,
}: KeptSumsParts) {
  const entries = new Map<string, Entry>();
  const large = new Set<string>();
  let kept = 0;

  const drop = (key: string) => {
    kept -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  function keep(key: string, months: Entry["months"]): void {
    drop(key);
    // A month of which there is nothing takes room as well.
    const size = [...months.values()].reduce((sum, { rows }) => sum + rows.length + 1, 0);
    entries.set(key, { months, size });
    kept += size;
    for (const oldest of entries.keys()) {
      if (kept <= mostOfAll) break;
      drop(oldest);
    }
  }

  /** What was found of a month's part for each workspace: until the month lies in another. */
  const looked = new Map<string, Map<string, Looked>>();

  /**
   * The settled ones of some months, by whose parts they lie in; undefined where a statement of their own
   * isn't worth it. What was found of a part that was there before and after holds for it.
   */
  async function settledOf(scope: Scope, months: readonly string[], now: Months) {
    const partOf = (month: string) => now.get(month)!.part;
    const madeOf = (month: string) => now.get(month)!.made;
    const settled = months.filter((month) => partOf(month) !== undefined);
    const size = settled.reduce((sum, month) => sum + now.get(month)!.rows, 0);
    if (settled.length === 0 || size < apartFrom) return undefined;
    const known = looked.get(scope.workspace) ?? new Map<string, Looked>();
    const isKnown = (month: string) => known.get(month)?.made === madeOf(month);
    const asked = settled.filter((month) => !isKnown(month)).map((month) => partOf(month)!);
    const found = new Set(asked.length === 0 ? [] : await sharedParts(scope, asked));
    const isShared = new Map(
      settled.map((month) => [
        month,
        isKnown(month) ? known.get(month)!.shared : found.has(partOf(month)!),
      ]),
    );
    const lying = (is: boolean) => settled.filter((month) => isShared.get(month) === is);
    return {
      own: lying(false),
      shared: lying(true),
      parts: (of: readonly string[]) => of.map((month) => partOf(month)!),
      others: months.filter((month) => partOf(month) === undefined),
      /** Whether they still lie there, and nothing has come into them. */
      async still(): Promise<boolean> {
        const then = await monthsNow();
        for (const month of settled) {
          const [one, other] = [now.get(month)!, then?.get(month)];
          if (one.print !== other?.print || one.made !== other.made) return false;
        }
        // Not `known`: another question may have begun the workspace's meanwhile.
        const noted = looked.get(scope.workspace) ?? known;
        for (const [month, shared] of isShared) noted.set(month, { made: madeOf(month), shared });
        looked.set(scope.workspace, noted);
        return true;
      },
    };
  }

  /**
   * The rows of some months. Of settled ones what counts nothing is left out early, and all is asked
   * again where something has come into them meanwhile, or they lie in another part: of late signals,
   * a few times a day.
   */
  async function rowsOf(
    scope: Scope,
    { sql, settled: early, parameters }: MonthlyStatement,
    months: readonly string[],
    now: Months,
  ): Promise<SqlRow[]> {
    const ofAll = (parts: readonly Part[]) => {
      const some = parts.filter(({ of }) => of.length > 0);
      if (some.length === 0) return [];
      const text = some.map((part) => `(${part.sql})`).join(" UNION ALL ");
      const bound = Object.fromEntries(some.map(({ name, of }) => [name, of]));
      return ask(scope, {
        sql: `SELECT * FROM (${text}) LIMIT ${mostOfOne + 1}`,
        parameters: { ...parameters, ...bound },
      });
    };
    const asEver = () => ofAll([{ name: "months", of: months, sql }]);
    // As one statement they may be longer than the store reads.
    const isShort = early && early.own.length + early.shared.length + sql.length <= longest;
    const found = isShort && (await settledOf(scope, months, now));
    if (!found) return asEver();
    const rows = await ofAll([
      { name: "own", of: found.parts(found.own), sql: early.own },
      { name: "shared", of: found.parts(found.shared), sql: early.shared },
      { name: "months", of: found.others, sql },
    ]);
    return (await found.still()) ? rows : asEver();
  }

  /** The rows of a question that joins: nothing of it is kept, as what is joined changes by itself. */
  async function joinedRows(
    scope: Scope,
    compiled: Summed,
    { sql, of }: Joined,
  ): Promise<SqlRow[]> {
    const now = (await monthsNow()) ?? new Map<string, never>();
    const months = Map.groupBy(now.keys(), of);
    const found = await settledOf(scope, months.get("whole") ?? [], now);
    if (!found || found.own.length === 0) return ask(scope, compiled);
    const rest = [...(months.get("part") ?? []), ...found.others, ...found.shared];
    const parameters = { ...compiled.parameters, own: found.parts(found.own), months: rest };
    const rows = await ask(scope, { sql, parameters });
    return (await found.still()) ? rows : ask(scope, compiled);
  }

  /** The rows of these months, each with its `month`; undefined where there are too many to keep. */
  async function ofMonths(
    scope: Scope,
    statement: MonthlyStatement,
    months: readonly string[],
    now: Months,
  ): Promise<SqlRow[] | undefined> {
    const key = createHash("sha256")
      .update(JSON.stringify([scope.workspace, statement]))
      .digest("base64url");
    const before = entries.get(key)?.months ?? new Map<string, Month>();
    const printOf = (month: string) => now.get(month)?.print;
    const asked = months.filter((month) => before.get(month)?.print !== printOf(month));
    const rows = await rowsOf(scope, statement, asked, now);
    if (rows.length > mostOfOne) {
      drop(key);
      return undefined;
    }
    const found = Map.groupBy(rows, ({ month }) => String(month));
    // Of other months too, of which another period has asked.
    const known = new Map([...before].filter(([month, { print }]) => printOf(month) === print));
    for (const month of asked)
      known.set(month, { print: printOf(month)!, rows: found.get(month) ?? [] });
    keep(key, known);
    return months.flatMap((month) => known.get(month)!.rows);
  }

  /** The rows of a statement. */
  return async function sums(scope: Scope, compiled: Summed): Promise<SqlRow[]> {
    const { byMonth: split, joined, query } = compiled;
    if (joined) return joinedRows(scope, compiled, joined);
    const dividing = JSON.stringify([scope.workspace, query.by, query.interval]);
    if (!split || large.has(dividing)) return ask(scope, compiled);
    // Before the rows are asked for: what comes in between is asked for again.
    const now = await monthsNow();
    if (!now) return ask(scope, compiled);
    const all: SqlRow[] = [];
    for (const [is, months] of Map.groupBy(now.keys(), split.of)) {
      if (is === undefined) continue;
      const statement = is === "whole" ? split.whole() : split.part;
      const rows = await ofMonths(scope, statement, months, now);
      if (!rows) {
        if (large.size >= mostLarge) large.clear();
        large.add(dividing);
        return ask(scope, compiled);
      }
      all.push(...rows);
    }
    return together(all);
  };
}
