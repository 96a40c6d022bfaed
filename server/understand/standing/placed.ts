/** What is asked about placements: a page of accounts, all of them together, one with its people; computed or kept. Pure. */
import type { Flag, Move, Placement, placedSorts } from "#contract/placement.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { scoredSql, standingSql, type PlacementAsk } from "./placements.ts";

export type Compiled = { sql: string; parameters: Record<string, unknown> };

export type Filters = {
  placement?: Placement | undefined;
  /** `urgent`: to be looked at now, whatever the place. */
  flag?: Flag | "urgent" | undefined;
  moved?: Move | undefined;
  /** The beginning of an id, or a part of a name. */
  search?: string | undefined;
  sort: (typeof placedSorts)[number];
  limit: number;
  offset: number;
};

/** One account's standing as the store answers it; moments are milliseconds, 0 where there is none. */
export type StandingRow = {
  id: string;
  place: Placement;
  place_before: Placement;
  n_mean: number | null;
  b_mean: number | null;
  n_n: number | string;
  b_n: number | string;
  total: number | null;
  squares: number | null;
  n_revenue: number | null;
  b_revenue: number | null;
  n_high: number | boolean;
  held: number | boolean;
  potential: number | null;
  headroom: number | null;
  prospect: number | boolean;
  days_to_renewal: number | string | null;
  is_silent: number | boolean;
  answered_at: number | string;
  unanswered: number | string;
  is_divided: number | boolean;
  lowest: number | null;
  highest: number | null;
  decider: number | null;
  move: Move | "";
};

/** Where rows of standings are taken from. */
export type Source = {
  workspace: string;
  rows: (bind: Binder) => string;
  /** Whether an account's name holds what is sought: names are not kept. */
  named: (sought: string) => string;
};

export const computedFrom = (ask: PlacementAsk): Source => ({
  workspace: ask.workspace,
  rows: (bind) => standingSql(ask, bind),
  named: (sought) => `positionCaseInsensitiveUTF8(name, ${sought}) > 0`,
});

export const keptFrom = (kept: string, workspace: string): Source => ({
  workspace,
  rows: (bind) =>
    `SELECT * FROM placements_kept WHERE kept = ${bind(kept, "UInt64")} AND workspace = {workspace:UUID}`,
  named: (sought) =>
    `id IN (SELECT id FROM accounts FINAL WHERE workspace = {workspace:UUID} AND positionCaseInsensitiveUTF8(name, ${sought}) > 0)`,
});

const keptColumns =
  "id, place, place_before, n_mean, b_mean, n_n, b_n, total, squares, n_revenue, b_revenue, n_high, held, potential, headroom, prospect, days_to_renewal, is_silent, unanswered, is_divided, lowest, highest, decider, move, last_answer, n_cut";

/** Puts all standings by under a number, from which `keptFrom` takes them. */
export function keepSql(ask: PlacementAsk, kept: string): Compiled {
  const bind = createBinder();
  const sql = `INSERT INTO placements_kept (kept, workspace, account, ${keptColumns}) SELECT ${bind(kept, "UInt64")}, {workspace:UUID}, sipHash64(id), ${keptColumns} FROM (${standingSql(ask, bind)})`;
  return compiled(sql, bind, ask.workspace);
}

const columns =
  "id, place, place_before, n_mean, b_mean, n_n, b_n, total, squares, n_revenue, b_revenue, n_high, held, potential, headroom, prospect, days_to_renewal, is_silent, unanswered, is_divided, lowest, highest, decider, move, toUnixTimestamp64Milli(last_answer) AS answered_at";

/** The last of what is sorted: where there is no figure. JSON has no infinity. */
const last = "1e300";
/** The same orders as two numbers, the least first; then by id. */
const places: Record<Filters["sort"], readonly [string, string]> = {
  revenue: [`ifNull(-n_revenue, ${last})`, "0"],
  score: [`ifNull(n_mean, ${last})`, "0"],
  headroom: ["toFloat64(NOT prospect)", `ifNull(-headroom, ${last})`],
  renewal: [`ifNull(toFloat64(if(days_to_renewal < 0, NULL, days_to_renewal)), ${last})`, "0"],
  id: ["0", "0"],
};

const orders: Record<Filters["sort"], string> = {
  revenue: "n_revenue DESC NULLS LAST",
  score: "n_mean ASC NULLS LAST",
  headroom: "prospect DESC, headroom DESC NULLS LAST",
  renewal: "if(days_to_renewal < 0, NULL, days_to_renewal) ASC NULLS LAST",
  id: "id",
};

const flagged: Record<Flag | "urgent", string> = {
  silent: "is_silent",
  divided: "is_divided",
  urgent: "(is_silent OR is_divided OR move = 'fallen')",
};

const compiled = (sql: string, bind: Binder, workspace: string): Compiled => ({
  sql,
  parameters: { ...bind.parameters, workspace },
});

function termsOf(
  { placement, flag, moved, search }: Filters,
  { named }: Source,
  bind: Binder,
): string {
  const terms = ["1"];
  if (placement !== undefined) terms.push(`place = ${bind(placement, "String")}`);
  if (flag !== undefined) terms.push(flagged[flag]);
  if (moved !== undefined) terms.push(`move = ${bind(moved, "String")}`);
  if (search !== undefined) {
    const sought = bind(search, "String");
    terms.push(`(startsWith(id, ${sought}) OR ${named(sought)})`);
  }
  return terms.join(" AND ");
}

/** One row more than the page holds, where there is one. */
export function pageSql(source: Source, filters: Filters): Compiled {
  const bind = createBinder();
  const { sort, limit, offset } = filters;
  const sql = `SELECT ${columns} FROM (${source.rows(bind)}) WHERE ${termsOf(filters, source, bind)} ORDER BY ${orders[sort]}, id LIMIT ${bind(limit + 1, "UInt32")} OFFSET ${bind(offset, "UInt32")}`;
  return compiled(sql, bind, source.workspace);
}

/** All accounts by how they stand, stood and are flagged. */
export type SummaryRow = {
  place: Placement;
  place_before: Placement;
  high: number | boolean;
  move: Move | "";
  is_silent: number | boolean;
  is_divided: number | boolean;
  prospect: number | boolean;
  accounts: number | string;
  revenue: number;
  possible: number;
  cut: number;
};

/** Each group of the summary with the first of its own on every list. */
export type OverviewRow = SummaryRow & Record<`list${number}`, Placed[]>;
type Placed = [first: number, second: number, id: string, values: unknown[]];

/**
 * All accounts together, and the beginnings of lists of them, in one look: computing where each stands
 * takes all the time. A list's `offset` is not read.
 */
export function overviewSql(source: Source, lists: readonly Filters[] = []): Compiled {
  const bind = createBinder();
  const keys = "place, place_before, n_high AS high, move, is_silent, is_divided, prospect";
  const standing = source.rows(bind);
  const listed = lists.map((filters, n) => {
    const [first, second] = places[filters.sort];
    // A number of the statement itself: parameters of an aggregate can't be bound.
    const most = Math.trunc(filters.limit) + 1;
    return `, groupArraySortedIf(${most})((toFloat64(${first}), toFloat64(${second}), id, tuple(${columns})), ${termsOf(filters, source, bind)}) AS list${n}`;
  });
  const sql = `SELECT ${keys}, count() AS accounts, sum(ifNull(n_revenue, 0)) AS revenue, sum(ifNull(potential, 0)) AS possible, any(n_cut) AS cut${listed.join("")} FROM (${standing}) GROUP BY place, place_before, high, move, is_silent, is_divided, prospect`;
  return compiled(sql, bind, source.workspace);
}

const names = columns.split(", ").map((column) => column.slice(column.lastIndexOf(" ") + 1));

/** The rows of one of the lists, in its order: one more than it holds, where there is one. */
export function listOf(rows: readonly OverviewRow[], n: number, limit: number): StandingRow[] {
  const bytes = new Map<string, Buffer>();
  const idOf = (id: string) => bytes.get(id) ?? bytes.set(id, Buffer.from(id)).get(id)!;
  return rows
    .flatMap((row) => row[`list${n}`] ?? [])
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || Buffer.compare(idOf(a[2]), idOf(b[2])))
    .slice(0, limit + 1)
    .map(
      ([, , , values]) =>
        Object.fromEntries(values.map((value, at) => [names[at]!, value])) as StandingRow,
    );
}

export function oneSql(source: Source, id: string): Compiled {
  const bind = createBinder();
  const sql = `SELECT ${columns} FROM (${source.rows(bind)}) WHERE id = ${bind(id, "String")}`;
  return compiled(sql, bind, source.workspace);
}

/** A person of an account by the number of their key, with the score that counts there. */
export type PersonScore = {
  number: string;
  score: number | null;
  before: number | null;
  decides: number | boolean;
  answered_at: number | string;
};

/** Everybody of one account who was heard. */
export function peopleOfSql(ask: PlacementAsk, id: string): Compiled {
  const bind = createBinder();
  const sql = `SELECT toString(person) AS number, n_score AS score, b_score AS before, decides, toUnixTimestamp64Milli(answered) AS answered_at FROM (${scoredSql(ask, bind, id)}) WHERE person != 0 AND (isNotNull(n_score) OR isNotNull(b_score) OR answered > toDateTime64(0, 3, 'UTC')) ORDER BY score DESC NULLS LAST, number LIMIT 500`;
  return compiled(sql, bind, ask.workspace);
}
