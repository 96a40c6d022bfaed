/**
 * Twelve tiles of a dashboard over a year: each as a page asks it of `POST /v1/query`, and as a good
 * analyst writes it by hand for the same figures.
 */
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import type { HandRow, Question } from "./ten.ts";

const [from, to] = ["2025-02-01", "2026-02-01"];
const [quarter, before] = ["2025-11-01", "2025-08-01"];

const between = (start: string, until: string): string =>
  `at >= toDateTime64('${start} 00:00:00', 3, 'UTC') AND at < toDateTime64('${until} 00:00:00', 3, 'UTC')`;
const kept =
  "workspace = {workspace:UUID} AND voice = 'customer' AND state = 'complete' AND empty(suspicious)";
const npsOf = "100 * (countIf(nps >= 9) - countIf(nps <= 6)) / count() AS estimate, count() AS n";
const csatOf = "countIf(csat >= 4) / count() AS estimate, count() AS n";
type Hand = {
  select: string;
  has: string;
  by?: string;
  pattern?: string;
  join?: string;
  period?: string;
};
const hand = ({ select, has, by, pattern, join = "", period = between(from, to) }: Hand): string =>
  `SELECT ${by ? `${by}, ` : ""}${select} FROM signals FINAL${join} WHERE ${kept} AND ${period}${pattern ? ` AND pattern = '${pattern}'` : ""} AND ${has}${by ? ` GROUP BY ${by.replaceAll(/.*? AS (\w+)(, |$)/gu, "$1$2")}` : ""}`;

const ofRows: Question["figures"] = {
  asked: (answer) => answer.rows.flatMap((row) => [row.n, row.estimate ?? Number.NaN]),
  byHand: (rows) => rows.flatMap((row) => [Number(row.n), Number(row.estimate)]),
};
const ofDelta: Question["figures"] = {
  asked: (answer: QueryAnswer) => answer.rows.map((row) => row.compare?.delta ?? Number.NaN),
  byHand: (rows: readonly HandRow[]) => rows.map((row) => Number(row.delta)),
};

const tile = (name: string, asked: QueryInput, byHand: string, figures = ofRows): Question => ({
  name,
  asked: { from, to, timezone: "UTC", ...asked },
  byHand,
  figures,
});
const month = "toStartOfMonth(at) AS month";
const region = "attributes.region.:String AS region";
const present = { pattern: "present" } as const;
const past = { pattern: "past" } as const;
const nps = { kind: "nps" } as const;
const csat = { kind: "csat" } as const;
const npsIn = (period: string) =>
  `(${hand({ select: npsOf, has: "isNotNull(nps)", period, ...present })})`;
const customers =
  " LEFT ANY JOIN (SELECT identity AS mapped, customer AS owner FROM identity_map FINAL) AS map ON identity = mapped LEFT ANY JOIN (SELECT customer, attributes.plan.:String AS plan FROM customers FINAL) AS people ON if(owner = 0, identity, owner) = customer";

const scores: Question[] = [
  tile(
    "NPS of a quarter against the one before",
    { measure: nps, ...present, from: quarter, compare: { from: before, to: quarter } },
    `SELECT now.estimate - earlier.estimate AS delta FROM ${npsIn(between(quarter, to))} AS now, ${npsIn(between(before, quarter))} AS earlier`,
    ofDelta,
  ),
  tile(
    "NPS by month",
    { measure: nps, ...present, interval: "month" },
    hand({ select: npsOf, by: month, has: "isNotNull(nps)", ...present }),
  ),
  tile(
    "CSAT by touchpoint",
    { measure: csat, ...past, by: ["touchpoint"] },
    hand({ select: csatOf, by: "touchpoint", has: "isNotNull(csat)", ...past }),
  ),
  tile(
    "CSAT by month and channel",
    { measure: csat, ...past, interval: "month", by: ["channel"] },
    hand({ select: csatOf, by: `${month}, channel AS place`, has: "isNotNull(csat)", ...past }),
  ),
  tile(
    "CES by channel",
    { measure: { kind: "ces" }, ...past, by: ["channel"] },
    hand({
      select: "avg(ces) AS estimate, count() AS n",
      by: "channel",
      has: "isNotNull(ces)",
      ...past,
    }),
  ),
  tile(
    "NPS by unit",
    { measure: nps, ...past, by: ["unit"] },
    hand({ select: npsOf, by: "unit", has: "isNotNull(nps)", ...past }),
  ),
];

const others: Question[] = [
  tile(
    "share of an answer by region",
    {
      measure: { kind: "share", of: "answers.resolved", equals: "yes" },
      pattern: "all",
      by: ["attributes.region"],
    },
    hand({
      select: "countIf(answers.resolved.:String = 'yes') / count() AS estimate, count() AS n",
      by: region,
      has: "isNotNull(answers.resolved.:String)",
    }),
  ),
  tile(
    "mean hours to deliver by unit",
    { measure: { kind: "mean", of: "hoursToDeliver" }, pattern: "all", by: ["unit"] },
    hand({
      select:
        "avg(measures.hoursToDeliver.:Float64) AS estimate, stddevSamp(measures.hoursToDeliver.:Float64) AS sd, count() AS n",
      by: "unit",
      has: "isNotNull(measures.hoursToDeliver.:Float64)",
    }),
  ),
  tile(
    "count by day",
    { measure: { kind: "count" }, interval: "day" },
    hand({ select: "count() AS n, n AS estimate", by: "toDate(at) AS day", has: "1" }),
  ),
  tile(
    "CSAT by what is stated of customers",
    { measure: csat, ...past, by: ["customer.attributes.plan"] },
    hand({
      select: csatOf,
      by: "nullIf(plan, '') AS stated",
      has: "isNotNull(csat)",
      ...past,
      join: customers,
    }),
  ),
  tile(
    "distribution of a rating",
    { measure: { kind: "count", of: "measures.osat" }, ...present, by: ["value"] },
    hand({
      select: "count() AS n, n AS estimate",
      by: "measures.osat.:Float64 AS value",
      has: "isNotNull(measures.osat.:Float64)",
      ...present,
    }),
  ),
  tile(
    "CSAT by region, under a condition in CEL",
    {
      measure: csat,
      ...past,
      by: ["attributes.region"],
      where: 'touchpoint == "delivery" && attributes.plan in ["small", "medium"]',
    },
    hand({
      select: csatOf,
      by: region,
      has: "touchpoint = 'delivery' AND attributes.plan.:String IN ('small', 'medium') AND isNotNull(csat)",
      ...past,
    }),
  ),
];

export const tiles: readonly Question[] = [...scores, ...others];
