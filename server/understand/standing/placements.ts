/**
 * Where accounts stand, as SQL: each person's latest score, an account's mean of its people's, what it
 * brings in, and the place that these give it, at three readings in one look at the signals. Pure.
 */
import type { PlacementLines } from "#contract/placement.ts";
import type { SignalRules } from "#contract/loyalty.ts";
import { customerOf, identitiesOf } from "#customer/identity-sql.ts";
import type { Binder } from "#platform/binder.ts";
import type { Context } from "#understand/compile.ts";
import { accountNumberOf } from "#understand/joins.ts";
import { accountsReachedSql } from "#understand/reach.ts";
import { instant, rowBefore, rowsOf, scoreOf, scoreSums, year } from "./facts.ts";

const day = 86_400_000;

/** The moment that is asked about, the reading before it, and the one before that. */
export type Readings = readonly [at: number, against: number, earlier: number];

/** Names of columns begin with it, by reading. */
const prefixes = ["n_", "b_", "e_"] as const;

export type PlacementAsk = {
  type: "business" | "household";
  readings: Readings;
  lines: PlacementLines;
  signals: SignalRules;
  workspace: string;
  context: Context;
};

/** What nobody has stated a type of is taken for business. */
const typeSql = (type: PlacementAsk["type"]): string =>
  type === "household" ? "type = 'household'" : "type != 'household'";

/**
 * Whether an account's number may be one of those asked about; any that is none is dropped when accounts
 * are joined. Of a firm of households the businesses are few: a million numbers to look each row up among
 * no longer fit the caches.
 */
function mayBe(ask: PlacementAsk, bind: Binder): (number: string) => string {
  const reached = accountsReachedSql(ask.context.sight, ask.context.registry, bind);
  const isOther = ask.type === "household" && reached === undefined;
  const numbers = isOther
    ? `SELECT sipHash64(id) FROM accounts FINAL WHERE workspace = {workspace:UUID} AND ${typeSql("business")}`
    : `SELECT sipHash64(id) ${accountsSql(ask, bind)}`;
  return (number) => `${number} ${isOther ? "NOT IN" : "IN"} (${numbers})`;
}

/** Accounts of the type that the caller reaches. */
function accountsSql({ type, context }: PlacementAsk, bind: Binder): string {
  const reached = accountsReachedSql(context.sight, context.registry, bind);
  return `FROM accounts FINAL WHERE workspace = {workspace:UUID} AND ${typeSql(type)}${reached === undefined ? "" : ` AND ${reached}`}`;
}

/**
 * Where signals of one account lie: of those that name it, and of its customers' that name none. Two
 * columns are read for it, and all others only there: a look at one of a million must not read the rest.
 */
const lieIn = (account: string): string =>
  `(signals.at, row_id) IN (SELECT at, row_id FROM signals WHERE workspace = {workspace:UUID} AND (account_id = ${account} OR (account_id = '' AND identity IN (${identitiesOf(`SELECT customer FROM customers FINAL WHERE workspace = {workspace:UUID} AND account = ${account}`)}))))`;

/**
 * A row that says nothing here can't move an account: without any it stands as one of which nothing was
 * heard. A quarter of a firm's signals is deliveries, visits and the like, and need not be looked up.
 */
const saysSomething =
  "(r_osat != 0 OR r_csat != 0 OR r_ltr != 0 OR isNotNull(r_revenue) OR r_answered OR r_invited)";

/** One row for each person of each account; what nobody is known to have bought stands under person 0. */
function peopleSql(ask: PlacementAsk, bind: Binder, only?: string): string {
  const { context, readings, signals } = ask;
  const { registry, sight } = context;
  const [now] = readings;
  const isAsked = mayBe(ask, bind);
  const making = { registry, sight, bind, signals };
  const rows = rowsOf(making, (joins) => ({ account: joins.accountNumber(), person: customerOf }), [
    `at < ${instant(now, bind)}`,
    only === undefined
      ? // The first term is the second before customers are joined, for those that name an account.
        `${saysSomething} AND (account_id = '' OR ${isAsked(accountNumberOf("account_id"))}) AND r_account != 0 AND ${isAsked("r_account")}`
      : `${lieIn(bind(only, "String"))} AND r_account = sipHash64(${bind(only, "String")})`,
  ]);
  const sums = readings.flatMap((at, k) => {
    const p = prefixes[k]!;
    const inYear = rowBefore(at, bind, at - year);
    const scores = scoreSums(at, p, making, readings[2]);
    // Of the earliest reading only the side of the line is looked at.
    if (p === "e_") return scores;
    return [
      ...scores,
      // NULL where nothing was sold: one state, and not a count beside it.
      `sumOrNullIf(assumeNotNull(r_revenue), ${inYear} AND isNotNull(r_revenue)) AS ${p}earned`,
    ];
  });
  const before = rowBefore(now, bind);
  return `SELECT r_account AS account, r_person AS person, ${sums.join(", ")}, maxIf(r_at, ${before} AND r_answered) AS answered, groupArrayIf(r_at, ${before} AND r_invited) AS invitations FROM (${rows}) GROUP BY r_account, r_person`;
}

const decidersSql =
  "SELECT customer AS d_of, arrayMap(id -> sipHash64(id), deciding) AS deciding FROM customers FINAL WHERE workspace = {workspace:UUID} AND notEmpty(customers.deciding)";

/** Each person of each account, or of one alone, with the scores that count there, at every reading. */
export function scoredSql(ask: PlacementAsk, bind: Binder, only?: string): string {
  const scores = prefixes.map((p) => `if(person = 0, NULL, ${scoreOf(p)}) AS ${p}score`);
  const weight = bind(ask.lines.decisionMakerWeight, "Float64");
  return `SELECT *, ${scores.join(", ")}, has(deciding, account) AS decides, if(decides, ${weight}, 1) AS weight FROM (${peopleSql(ask, bind, only)}) AS spoken LEFT ANY JOIN (${decidersSql}) AS deciders ON person = d_of`;
}

/** One row for each account of which anything was heard. */
function heardSql(ask: PlacementAsk, bind: Binder): string {
  const sums = prefixes.flatMap((p) => [
    `if(${p}n = 0, NULL, sumIf(${p}score * weight, isNotNull(${p}score)) / sumIf(weight, isNotNull(${p}score))) AS ${p}mean`,
    `countIf(isNotNull(${p}score)) AS ${p}n`,
    ...(p === "e_" ? [] : [`sum(${p}earned) AS ${p}bought`]),
  ]);
  return `SELECT account AS heard, ${sums.join(", ")}, sum(n_score) AS total, sum(n_score * n_score) AS squares, min(n_score) AS lowest, max(n_score) AS highest, minIf(n_score, decides) AS decider, max(answered) AS last_answer, arrayCount(each -> each > last_answer, groupArrayArray(invitations)) AS unanswered FROM (${scoredSql(ask, bind)}) GROUP BY account`;
}

/**
 * What the cut is made of, beside each account: of businesses what the larger ones bring in together, of
 * households the revenue of the last that belongs to the share, and the least of any. Only the first
 * needs them in order.
 */
function ranksSql({ type, lines }: PlacementAsk, p: string): string[] {
  const revenue = `ifNull(${p}revenue, 0)`;
  // Of those with the same revenue it is all one which comes first: the cut is a revenue.
  if (type === "business")
    return [
      `sum(${revenue}) OVER (ORDER BY ${revenue} DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ${revenue} AS ${p}larger`,
      `sum(${revenue}) OVER () AS ${p}sum`,
    ];
  // A number of the statement itself: parameters of an aggregate can't be bound. What is added keeps a
  // share of so many whole accounts from losing one to rounding.
  const below = Number(1 - lines.householdShare) + 1e-12;
  return [
    `quantileExact(${below})(${revenue}) OVER () AS ${p}last`,
    `minIf(${p}revenue, ${p}revenue > 0) OVER () AS ${p}least`,
  ];
}

/** Cuts off who is high: the revenue of the last who is, of accounts in order of it; of none without any. */
function cutSql({ type, lines }: PlacementAsk, p: string, bind: Binder): string {
  const revenue = `${p}revenue`;
  if (type === "household") return `if(${p}last > 0, ${p}last, ${p}least)`;
  return `minIf(${revenue}, ${p}larger < ${bind(lines.businessShare, "Float64")} * ${p}sum AND ${revenue} > 0) OVER ()`;
}

/** Whether an account counts as satisfied: a move needs the margin, or two readings across the line. */
function settledSql(lines: PlacementLines, bind: Binder): string[] {
  const line = bind(lines.satisfied, "Float64");
  const margin = bind(lines.margin, "Float64");
  const side = (p: string) => `(${p}mean >= ${line})`;
  const passed = (p: string) => `abs(${p}mean - ${line}) >= ${margin}`;
  return [
    `multiIf(isNull(b_mean), NULL, isNull(e_mean) OR ${side("b_")} = ${side("e_")} OR ${passed("b_")}, ${side("b_")}, ${side("e_")}) AS b_good`,
    `multiIf(isNull(n_mean), NULL, isNull(b_good) OR ${side("n_")} = b_good OR ${passed("n_")} OR ${side("b_")} = ${side("n_")}, ${side("n_")}, b_good) AS n_good`,
    `isNotNull(n_mean) AND n_good != ${side("n_")} AS held`,
  ];
}

const placeSql = (p: string): string =>
  `multiIf(isNull(${p}good), 'unheard', ${p}good AND ${p}high, 'model', ${p}good, 'growth', ${p}high, 'at-risk', 'dangling')`;

/** One row for each account of the type that the caller reaches, with everything of its standing. */
export function standingSql(ask: PlacementAsk, bind: Binder): string {
  const { lines, readings, context } = ask;
  const two = ["n_", "b_"] as const;
  // Computed wins where there are transactions: they are what happened.
  const revenues = two.map((p) => `ifNull(${p}bought, typed) AS ${p}revenue`);
  const all = `SELECT id, sipHash64(id) AS number, name, toNullable(renewal_on) AS renewal, potential, revenue AS typed ${accountsSql(ask, bind)}`;
  const joined = `SELECT *, ${revenues.join(", ")} FROM (${all}) AS stated LEFT ANY JOIN (${heardSql(ask, bind)}) AS spoken ON number = heard`;
  const ranks = two.flatMap((p) => ranksSql(ask, p));
  const ranked = `SELECT *, ${ranks.join(", ")} FROM (${joined})`;
  const cuts = two.map((p) => `${cutSql(ask, p, bind)} AS ${p}cut`);
  const cut = `SELECT *, ${cuts.join(", ")} FROM (${ranked})`;
  const highs = two.map((p) => `ifNull(${p}revenue > 0 AND ${p}revenue >= ${p}cut, 0) AS ${p}high`);
  const settled = `SELECT *, ${[...highs, ...settledSql(lines, bind)].join(", ")} FROM (${cut})`;
  const now = instant(readings[0], bind);
  const number = (value: number) => bind(value, "Float64");
  const silent = `n_high AND (unanswered >= ${number(lines.silentInvitations)} OR (last_answer > toDateTime64(0, 3, 'UTC') AND last_answer < ${instant(readings[0] - lines.silentDays * day, bind)}))`;
  const divided = `n_n >= 2 AND (highest - lowest >= ${number(lines.apart)} OR (isNotNull(decider) AND n_mean - decider >= ${number(lines.under)}))`;
  return `SELECT *, ${placeSql("n_")} AS place, ${placeSql("b_")} AS place_before, ${silent} AS is_silent, ifNull(${divided}, 0) AS is_divided,
    multiIf(isNull(n_good) OR isNull(b_good) OR n_good = b_good, '', n_good, 'climbed', 'fallen') AS move,
    potential - n_revenue AS headroom, ifNull(place = 'growth' AND potential >= ${number(lines.growth)} * n_revenue, 0) AS prospect,
    dateDiff('day', toDate32(${now}, ${bind(context.timezone, "String")}), renewal) AS days_to_renewal FROM (${settled})`;
}
