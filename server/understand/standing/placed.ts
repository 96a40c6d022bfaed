/** What is asked about placements: a page of accounts, all of them together, one with its people. Pure. */
import type { Flag, Move, Placement, placedSorts } from "#contract/placement.ts";
import { createBinder, type Binder } from "#platform/binder.ts";
import { scoredSql, standingSql, type PlacementAsk } from "./placements.ts";

export type Compiled = { sql: string; parameters: Record<string, unknown> };

export type Filters = {
  placement?: Placement | undefined;
  flag?: Flag | undefined;
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

const columns =
  "id, place, place_before, n_mean, b_mean, n_n, b_n, total, squares, n_revenue, b_revenue, n_high, held, potential, headroom, prospect, days_to_renewal, is_silent, unanswered, is_divided, lowest, highest, decider, move, toUnixTimestamp64Milli(last_answer) AS answered_at";

const orders: Record<Filters["sort"], string> = {
  revenue: "n_revenue DESC NULLS LAST",
  score: "n_mean ASC NULLS LAST",
  headroom: "prospect DESC, headroom DESC NULLS LAST",
  renewal: "if(days_to_renewal < 0, NULL, days_to_renewal) ASC NULLS LAST",
  id: "id",
};

const compiled = (sql: string, bind: Binder, workspace: string): Compiled => ({
  sql,
  parameters: { ...bind.parameters, workspace },
});

/** One row more than the page holds, where there is one. */
export function pageSql(ask: PlacementAsk, filters: Filters): Compiled {
  const bind = createBinder();
  const terms = ["1"];
  const { placement, flag, moved, search, sort, limit, offset } = filters;
  if (placement !== undefined) terms.push(`place = ${bind(placement, "String")}`);
  if (flag !== undefined) terms.push(flag === "silent" ? "is_silent" : "is_divided");
  if (moved !== undefined) terms.push(`move = ${bind(moved, "String")}`);
  if (search !== undefined) {
    const sought = bind(search, "String");
    terms.push(`(startsWith(id, ${sought}) OR positionCaseInsensitiveUTF8(name, ${sought}) > 0)`);
  }
  const sql = `SELECT ${columns} FROM (${standingSql(ask, bind)}) WHERE ${terms.join(" AND ")} ORDER BY ${orders[sort]}, id LIMIT ${bind(limit + 1, "UInt32")} OFFSET ${bind(offset, "UInt32")}`;
  return compiled(sql, bind, ask.workspace);
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

export function summarySql(ask: PlacementAsk): Compiled {
  const bind = createBinder();
  const keys = "place, place_before, n_high AS high, move, is_silent, is_divided, prospect";
  const sql = `SELECT ${keys}, count() AS accounts, sum(ifNull(n_revenue, 0)) AS revenue, sum(ifNull(potential, 0)) AS possible, any(n_cut) AS cut FROM (${standingSql(ask, bind)}) GROUP BY place, place_before, high, move, is_silent, is_divided, prospect`;
  return compiled(sql, bind, ask.workspace);
}

export function oneSql(ask: PlacementAsk, id: string): Compiled {
  const bind = createBinder();
  const sql = `SELECT ${columns} FROM (${standingSql(ask, bind)}) WHERE id = ${bind(id, "String")}`;
  return compiled(sql, bind, ask.workspace);
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
