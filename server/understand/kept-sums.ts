/**
 * Sums that were added up once are kept by month, and asked again of the months alone in which anything
 * has come in since: of a year that a dashboard shows, mostly the last. What is kept is what the store
 * answered, under the statement and the state of each month; nothing else is known of it.
 */
import { createHash } from "node:crypto";
import type { Scope } from "#platform/scope.ts";
import type { Summed } from "./compile.ts";
import type { SqlRow } from "./groups.ts";

/** Rows of one question, and of all questions, that are kept. */
const mostOfOne = 20_000;
const mostOfAll = 100_000;
/** Ways of dividing that are known to give more. */
const mostLarge = 1_000;

/** The state of the table of signals by month: another text whenever anything has come in. */
export type Prints = ReadonlyMap<string, string>;

export type KeptSumsParts = {
  /** Undefined where the store doesn't tell. */
  prints: () => Promise<Prints | undefined>;
  /** The statement's rows of these months, at most `limit`, each with its `month`. */
  byMonth: (
    scope: Scope,
    compiled: Summed,
    months: readonly string[],
    limit: number,
  ) => Promise<SqlRow[]>;
  plain: (scope: Scope, compiled: Summed) => Promise<SqlRow[]>;
};

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

export function createKeptSums({ prints, byMonth, plain }: KeptSumsParts) {
  const entries = new Map<string, Entry>();
  const large = new Set<string>();
  let kept = 0;

  const drop = (key: string) => {
    kept -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  function keep(key: string, months: Entry["months"]): void {
    drop(key);
    const size = [...months.values()].reduce((sum, { rows }) => sum + rows.length, 0);
    entries.set(key, { months, size });
    kept += size;
    for (const oldest of entries.keys()) {
      if (kept <= mostOfAll) break;
      drop(oldest);
    }
  }

  /** The rows of a statement, as `plain` gives them. */
  return async function sums(scope: Scope, compiled: Summed): Promise<SqlRow[]> {
    const { byMonth: split, query } = compiled;
    const dividing = JSON.stringify([scope.workspace, query.by, query.interval]);
    if (!split || large.has(dividing)) return plain(scope, compiled);
    // Before the rows are asked for: what comes in between is asked for again.
    const now = await prints();
    if (!now) return plain(scope, compiled);
    const key = createHash("sha256")
      .update(JSON.stringify([scope.workspace, split.sql, compiled.parameters]))
      .digest("base64url");
    const before = entries.get(key)?.months ?? new Map<string, Month>();
    const touched = [...now].filter(([month]) => split.touches(month));
    const missing = touched.filter(([month, print]) => before.get(month)?.print !== print);
    const asked = missing.map(([month]) => month);
    const rows = asked.length === 0 ? [] : await byMonth(scope, compiled, asked, mostOfOne + 1);
    if (rows.length > mostOfOne) {
      if (large.size >= mostLarge) large.clear();
      large.add(dividing);
      drop(key);
      return plain(scope, compiled);
    }
    const found = Map.groupBy(rows, ({ month }) => String(month));
    const months = new Map(
      touched.map(([month, print]): [string, Month] => {
        const same = before.get(month);
        return [month, same?.print === print ? same : { print, rows: found.get(month) ?? [] }];
      }),
    );
    keep(key, months);
    return together([...months.values()].flatMap((each) => each.rows));
  };
}
