/** What customers expect after an experience of their own, and what the others do. */
import { gapBase, type EarlierAnswer, type GapsQuestion } from "#contract/gaps.ts";
import { CorridorError } from "#contract/error.ts";
import { customerJoin, customerOf } from "#customer/identity-sql.ts";
import { createBinder } from "#platform/binder.ts";
import type { Scope } from "#platform/scope.ts";
import { mean, meanDifference } from "#statistics/index.ts";
import { joinsFor, moment, zoneOf, type Context } from "#understand/compile.ts";
import { conditionOf } from "#understand/conditions.ts";
import { namesForFew } from "#platform/few.ts";
import { offScale, twoScales } from "#understand/measure-sums.ts";
import { sourceOf, unknownMeasure, type Source } from "#understand/measure-source.ts";
import { reachSql } from "#understand/reach.ts";
import { classSql, notAsked, ruleOf } from "#understand/row-class.ts";
import type { GapsAsking } from "./gaps.ts";
import type { Statement } from "./sql.ts";

/** What the two sides stand in: identified signals only, as whose they are is what joins them. */
type Side = { where: readonly string[]; joins: string };
type Group = { n: number; sum: number; sumOfSquares: number };

function compileEarlier(
  question: GapsQuestion,
  workspace: string,
  context: Context,
): { statement: Statement; source: Source } {
  const earlier = question.earlier!;
  const bind = createBinder();
  const { registry, sight } = context;
  const zone = zoneOf(question, context);
  const source = sourceOf(earlier.expectation, {
    registry,
    bind,
    sight,
    query: { measure: { kind: "mean", of: earlier.expectation } },
  });
  if (source.root === "judgements")
    throw new CorridorError(
      "invalid_request",
      "`earlier.expectation` is a measure or an answer, and no judgement.",
    );
  const reached = reachSql(sight.reach, registry, bind);
  const side = (text: string | undefined, more: readonly string[], named: string): Side => {
    const joins = joinsFor(context, bind);
    const condition = text?.trim() ? conditionOf(text, context, bind, joins, named) : undefined;
    const rule = ruleOf({ ...question, by: [] }, condition?.names ?? new Set<string>(), true);
    const kind = classSql({ rule, bind });
    return {
      where: [
        "workspace = {workspace:UUID}",
        "confidentiality = 'identified'",
        ...(reached === undefined ? [] : [reached]),
        `bitAnd(${kind}, 3) = 0 AND ${kind} != ${notAsked}`,
        ...more,
        ...(condition ? [condition.sql] : []),
      ],
      joins: joins.sql(),
    };
  };
  const { from, to } = question;
  const end = to === undefined ? [] : [`at < ${moment(to, zone, bind)}`];
  const begin = from === undefined ? [] : [moment(from, zone, bind)];
  const days = bind(earlier.days, "UInt32");
  const value = source.number;
  const said = side(
    question.where,
    [...begin.map((at) => `at >= ${at}`), ...end, `isNotNull(${value})`],
    "condition",
  );
  const had = side(
    earlier.where,
    ["identity != 0", ...begin.map((at) => `at >= ${at} - toIntervalDay(${days})`), ...end],
    "condition of `earlier`",
  );
  const scale = source.definition?.scale;
  const off = scale ? `ifNull(${offScale(value, scale)}, 0)` : "0";
  const rows = (columns: string, { where, joins }: Side) =>
    `(SELECT identity, ${columns} FROM signals FINAL${joins} WHERE ${where.join(" AND ")}) AS own ${customerJoin}`;
  const whose = `if(identity = 0, 0, ${customerOf}) AS person`;
  const asked = `SELECT ${whose}, askedAt, v, off FROM ${rows(`at AS askedAt, toFloat64(assumeNotNull(${value})) AS v, toUInt8(${off}) AS off`, said)}`;
  const happened = `SELECT ${whose}, happenedAt FROM ${rows("at AS happenedAt", had)}`;
  // Of several before, the last one is the nearest: where that lies too far back all do.
  const after = `multiIf(asked.person = 0, 2, happened.person != 0 AND happenedAt >= askedAt - toIntervalDay(${days}), 1, 0)`;
  const sql = `SELECT ${after} AS kind, count() AS n, sum(v) AS total, sum(v * v) AS squares, sum(off) AS outside FROM (${asked}) AS asked ASOF LEFT JOIN (${happened}) AS happened ON asked.person = happened.person AND asked.askedAt > happened.happenedAt GROUP BY kind`;
  return { statement: { sql, parameters: { ...bind.parameters, workspace } }, source };
}

function groupOf({ n, sum, sumOfSquares }: Group, confidence: number): EarlierAnswer["after"] {
  const { estimate, low, high } = mean({ n, sum, sumOfSquares }, { confidence });
  return { n, mean: estimate, low, high };
}

/**
 * By each customer's own signals, whatever identifier they came under. Throws as a question does, and
 * `forbidden` where without names either side would be of so few that it tells who it is.
 */
export async function askEarlier(
  asking: GapsAsking,
  scope: Scope,
  question: GapsQuestion,
  context: Context,
): Promise<EarlierAnswer> {
  const { confidence, minimum } = question;
  const { expectation, days } = question.earlier!;
  const { statement, source } = compileEarlier(question, scope.workspace, context);
  const rows = await asking.rows(scope, statement);
  const of = (kind: number): Group & { outside: number } => {
    const row = rows.find((each) => Number(each["kind"]) === kind);
    const number = (name: string) => Number(row?.[name] ?? 0);
    return {
      n: number("n"),
      sum: number("total"),
      sumOfSquares: number("squares"),
      outside: number("outside"),
    };
  };
  const [others, after, unknown] = [of(0), of(1), of(2)];
  const n = others.n + after.n + unknown.n;
  const outside = others.outside + after.outside + unknown.outside;
  // None are refused as few are, or what is not refused would tell that there are some.
  if (!context.sight.names && (others.n < minimum || after.n < minimum))
    throw namesForFew(
      minimum,
      `Of an experience that fewer than ${minimum} had, or all but so few, nothing is told without names`,
    );
  const scale = source.definition?.scale;
  if (scale && outside > 0) throw twoScales(source.name, scale, outside, n);
  if (n === 0 && !source.definition)
    throw unknownMeasure(expectation, context.registry, { kind: "mean", of: expectation });
  const difference = meanDifference(after, others, { confidence });
  const low = after.n < gapBase || others.n < gapBase;
  const { unit } = source.definition ?? {};
  return {
    expectation,
    ...(unit === undefined ? {} : { unit }),
    days,
    after: groupOf(after, confidence),
    others: groupOf(others, confidence),
    delta: difference.delta,
    low: difference.low,
    high: difference.high,
    p: difference.p,
    differs: low || difference.low === null ? null : difference.low > 0 || difference.high! < 0,
    unknown: unknown.n,
  };
}
