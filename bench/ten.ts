/**
 * The ten questions: each as anybody asks it of `POST /v1/query`, and as a good analyst writes it
 * by hand for the same figures, with the same signals left out. `figures` of both must be equal, or
 * the comparison is worth nothing.
 */
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { workspace } from "./data.ts";

export type HandRow = Record<string, number | string | null>;
export type Question = {
  name: string;
  asked: QueryInput;
  /** With FINAL; without it the word is taken out. */
  byHand: string;
  /** The figures of both sides in any order, each as numbers. */
  figures: {
    asked: (answer: QueryAnswer) => number[];
    byHand: (rows: readonly HandRow[]) => number[];
  };
};

const kept = `workspace = '${workspace}' AND voice = 'customer' AND state = 'complete' AND empty(suspicious)`;
const npsOf = "100 * (countIf(nps >= 9) - countIf(nps <= 6)) / count() AS estimate, count() AS n";

const ofRows = {
  asked: (answer: QueryAnswer) => answer.rows.flatMap((row) => [row.n, row.estimate ?? Number.NaN]),
  byHand: (rows: readonly HandRow[]) =>
    rows.flatMap((row) => [Number(row.n), Number(row.estimate)]),
};
const deltas = {
  asked: (answer: QueryAnswer) => answer.rows.map((row) => row.compare?.delta ?? Number.NaN),
  byHand: (rows: readonly HandRow[]) => rows.map((row) => Number(row.delta)),
};

const between = (column: string, from: string, to: string): string =>
  `${column} >= '${from}' AND ${column} < '${to}'`;
const regional = (condition: string): string =>
  `SELECT attributes.region.:String AS region, ${npsOf} FROM signals FINAL WHERE ${kept} AND pattern = 'past' AND nps IS NOT NULL AND ${condition} GROUP BY region`;

const scores: Question[] = [
  {
    name: "NPS overall",
    asked: { measure: { kind: "nps" }, pattern: "all" },
    byHand: `SELECT ${npsOf} FROM signals FINAL WHERE ${kept} AND nps IS NOT NULL`,
    figures: ofRows,
  },
  {
    name: "NPS by month",
    asked: { measure: { kind: "nps" }, interval: "month" },
    byHand: `SELECT toStartOfMonth(at) AS month, pattern, ${npsOf} FROM signals FINAL WHERE ${kept} AND nps IS NOT NULL GROUP BY month, pattern`,
    figures: ofRows,
  },
  {
    name: "NPS by month and channel",
    asked: { measure: { kind: "nps" }, interval: "month", by: ["channel"], pattern: "past" },
    byHand: `SELECT toStartOfMonth(at) AS month, channel, ${npsOf} FROM signals FINAL WHERE ${kept} AND pattern = 'past' AND nps IS NOT NULL GROUP BY month, channel`,
    figures: ofRows,
  },
  {
    name: "NPS by attribute",
    asked: { measure: { kind: "nps" }, by: ["attributes.region"], pattern: "all" },
    byHand: `SELECT attributes.region.:String AS region, ${npsOf} FROM signals FINAL WHERE ${kept} AND nps IS NOT NULL GROUP BY region`,
    figures: ofRows,
  },
  {
    name: "CSAT by touchpoint",
    asked: { measure: { kind: "csat" }, by: ["touchpoint"], pattern: "past" },
    byHand: `SELECT touchpoint, countIf(csat >= 4) / count() AS estimate, count() AS n FROM signals FINAL WHERE ${kept} AND pattern = 'past' AND csat IS NOT NULL GROUP BY touchpoint`,
    figures: ofRows,
  },
];

const others: Question[] = [
  {
    name: "mean of a JSON measure by unit",
    asked: { measure: { kind: "mean", of: "hoursToDeliver" }, by: ["unit"], pattern: "all" },
    byHand: `SELECT unit, avg(measures.hoursToDeliver.:Float64) AS estimate, stddevSamp(measures.hoursToDeliver.:Float64) AS sd, count() AS n FROM signals FINAL WHERE ${kept} AND measures.hoursToDeliver.:Float64 IS NOT NULL GROUP BY unit`,
    figures: ofRows,
  },
  {
    name: "share of an answer",
    asked: { measure: { kind: "share", of: "answers.resolved", equals: "yes" }, pattern: "all" },
    byHand: `SELECT countIf(answers.resolved.:String = 'yes') / count() AS estimate, count() AS n FROM signals FINAL WHERE ${kept} AND answers.resolved.:String IS NOT NULL`,
    figures: ofRows,
  },
  {
    name: "count by day",
    asked: { measure: { kind: "count" }, interval: "day" },
    byHand: `SELECT toDate(at) AS day, count() AS n, n AS estimate FROM signals FINAL WHERE ${kept} GROUP BY day`,
    figures: ofRows,
  },
  {
    name: "NPS by region, under a condition in CEL",
    asked: {
      measure: { kind: "nps" },
      by: ["attributes.region"],
      where: 'touchpoint == "delivery" && attributes.region in ["north", "south"]',
      pattern: "past",
    },
    byHand: regional("touchpoint = 'delivery' AND attributes.region.:String IN ('north', 'south')"),
    figures: ofRows,
  },
  {
    name: "two months compared, by region",
    asked: {
      measure: { kind: "nps" },
      by: ["attributes.region"],
      pattern: "past",
      from: "2025-12-01",
      to: "2026-01-01",
      compare: { from: "2025-11-01", to: "2025-12-01" },
    },
    byHand: `SELECT now.estimate - before.estimate AS delta FROM (${regional(between("at", "2025-12-01", "2026-01-01"))}) AS now JOIN (${regional(between("at", "2025-11-01", "2025-12-01"))}) AS before ON now.region = before.region`,
    figures: deltas,
  },
];

export const questions: readonly Question[] = [...scores, ...others];

/** Whether two lists hold the same numbers, whatever their order, but for rounding. */
export function same(a: readonly number[], b: readonly number[]): boolean {
  const ordered = (list: readonly number[]) => list.toSorted((x, y) => x - y);
  const [one, other] = [ordered(a), ordered(b)];
  return (
    one.length > 0 &&
    one.length === other.length &&
    one.every((value, n) => Math.abs(value - other[n]!) <= 1e-9 * Math.max(1, Math.abs(value)))
  );
}
