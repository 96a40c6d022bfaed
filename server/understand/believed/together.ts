/**
 * Several measures of the same selection, summed by one statement: signals are read once, and not once
 * for each question and side. Whoever asks a question then finds its sums there.
 */
import { CorridorError } from "#contract/error.ts";
import type { Query } from "#contract/query.ts";
import { createBinder } from "#platform/binder.ts";
import type { Scope } from "#platform/scope.ts";
import {
  joinsFor,
  longest,
  readsSignalsAlone,
  selectedBy,
  zoneOf,
  type Context,
  type MonthlyStatement,
  type Statement,
  type Summed,
} from "#understand/compile.ts";
import type { SqlRow } from "#understand/groups.ts";
import { measureOf } from "#understand/measure.ts";
import { monthsOf } from "#understand/months.ts";
import type { Asking } from "#understand/query.ts";
import { classesOf, type Rule } from "#understand/row-class.ts";

/** The sums of one measure among the signals that are alike to every question. */
type Alike = { facts: number; nobody: boolean; sums: Readonly<Record<string, number>> };
export type Together = {
  /** Finds what was summed; asks what was not. `ofNobody` as in the question's context. */
  asking: (ofNobody: boolean) => Asking;
  /** What was asked of the store for sums so far. */
  statements: readonly Statement[];
};

type Measured = { query: Query; names: string[] };

/** The sums in SQL of each measure that can be summed with others, under names that none of them shares. */
function sumsOf(
  queries: readonly Query[],
  context: Context,
  bind: ReturnType<typeof createBinder>,
) {
  const sums: Record<string, string> = {};
  const measured = new Map<string, Measured>();
  for (const query of queries) {
    const key = keyOf(query);
    if (measured.has(key)) continue;
    try {
      const { registry, sight } = context;
      const measure = measureOf({ registry, query, bind, sight });
      if (!measure.additive || measure.judgements || measure.far !== undefined) continue;
      const names = Object.keys(measure.sums);
      for (const name of names) sums[`${measured.size}_${name}`] = measure.sums[name]!;
      measured.set(key, { query, names });
    } catch (error) {
      // What can't be asked is said where it is asked.
      if (!(error instanceof CorridorError)) throw error;
    }
  }
  return { sums, measured };
}

const keyOf = ({ measure }: Pick<Query, "measure">): string => JSON.stringify(measure);

/** Of questions that differ in their measure and voices alone. */
function compileTogether(
  queries: readonly Query[],
  workspace: string,
  context: Context,
): Omit<Summed, "query"> & { measured: Map<string, Measured> } {
  const bind = createBinder();
  const joins = joinsFor(context, bind);
  const [first] = queries;
  const { where, condition } = selectedBy(first!, context, bind, joins);
  if (condition !== undefined) where.push(condition);
  const { sums, measured } = sumsOf(queries, context, bind);
  const columns = Object.entries(sums).map(([name, sql]) => `${sql} AS s_${name}`);
  const from = ["signals FINAL", joins.sql().trim()].filter((part) => part !== "").join(" ");
  const statement = (month: string[], terms: string[]) =>
    `SELECT ${[...month.map((name) => `_partition_id AS ${name}`), "facts", "identity = 0 AS nobody", ...columns].join(", ")} FROM ${from} WHERE ${terms.join(" AND ")} GROUP BY ${[...month, "facts", "nobody"].join(", ")}`;
  const sql = statement([], where);
  const monthly = statement(["month"], [...where, "_partition_id IN {months:Array(String)}"]);
  const parameters = { ...bind.parameters, workspace };
  const part: MonthlyStatement = { sql: monthly, parameters };
  const unlimited = queries.map(({ from: _from, to: _to, ...rest }) => rest);
  const byMonth = {
    part,
    whole: () => compileTogether(unlimited, workspace, context).byMonth!.part,
    of: monthsOf(first!, zoneOf(first!, context)),
  };
  return { measured, sql, parameters, byMonth: readsSignalsAlone(monthly) ? byMonth : undefined };
}

function alikeOf(rows: readonly SqlRow[], place: number, { names }: Measured): Alike[] {
  return rows.map((row) => ({
    facts: Number(row.facts),
    nobody: Number(row.nobody) === 1,
    sums: Object.fromEntries(names.map((name) => [name, Number(row[`s_${place}_${name}`] ?? 0)])),
  }));
}

/** As the statement of the question alone answers them: by class, and of nobody nothing. */
function byClass(alike: readonly Alike[], rule: Rule, ofNobody: boolean): SqlRow[] {
  const { facts, classes } = classesOf(rule);
  const classOf = new Map(facts.map((each, n) => [each, classes[n]!]));
  const found = new Map<number, Record<string, number>>();
  for (const { facts: own, nobody, sums } of alike) {
    const of = classOf.get(own);
    if (of === undefined || (ofNobody && !nobody)) continue;
    const added = found.get(of) ?? {};
    for (const [name, value] of Object.entries(sums))
      added[`s_${name}`] = (added[`s_${name}`] ?? 0) + value;
    found.set(of, added);
  }
  return [...found]
    .filter(([, sums]) => sums["s_n"]! > 0)
    .map(([of, sums]) => ({ class: of, ...sums }));
}

/** What a store is asked is noted; a value that comes from signals which the caller may not see is not told. */
const noting = (asking: Asking, statements: Statement[]): Asking => ({
  ...asking,
  sums: (scope, compiled) => {
    const { shift: _shift, ...parameters } = compiled.parameters;
    statements.push({ sql: compiled.sql, parameters });
    return asking.sums(scope, compiled);
  },
});

/** `queries` differ in their measure, voices and pattern alone, and are divided by nothing. */
export async function askTogether(
  given: Asking,
  scope: Scope,
  queries: readonly Query[],
  context: Context,
): Promise<Together> {
  const statements: Statement[] = [];
  const asking = noting(given, statements);
  const alone: Together = { asking: () => asking, statements };
  const [first] = queries;
  if (!first) return alone;
  const { measured, ...compiled } = compileTogether(queries, scope.workspace, context);
  if (measured.size === 0 || compiled.sql.length > longest) return alone;
  const rows = await asking.sums(scope, { ...compiled, query: first });
  const found = new Map(
    [...measured].map(([key, each], place) => [key, alikeOf(rows, place, each)]),
  );
  return {
    statements,
    asking: (ofNobody) => ({
      ...asking,
      sums: async (own, wanted) => {
        const { query, rule } = wanted;
        const isWhole = query.by.length === 0 && query.interval === undefined;
        const alike = isWhole ? found.get(keyOf(query)) : undefined;
        return alike && rule ? byClass(alike, rule, ofNobody) : asking.sums(own, wanted);
      },
    }),
  };
}
